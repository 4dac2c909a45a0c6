/** Values for rows that are older than a required column, in PostgreSQL's words. */
import { POSTGRESQL_DIALECT } from '../exporters/postgresql.ts'
import { identifier, tableIdentifier } from '../exporters/sql/names.ts'
import type { ColumnKind, SchemaColumn, SchemaTable } from '../schema/types.ts'

interface PostgresqlFiller {
  /** The assignment in an UPDATE; `n` numbers the rows. */
  readonly sql: string
  readonly words: string
}

/** An empty value, and one that differs from row to row. */
const EMPTY: Readonly<Record<ColumnKind, readonly [empty: string, distinct: string]>> = {
  smallInteger: ['0', 'n'],
  integer: ['0', 'n'],
  bigInteger: ['0', 'n'],
  positiveSmallInteger: ['0', 'n'],
  positiveInteger: ['0', 'n'],
  positiveBigInteger: ['0', 'n'],
  boolean: ['false', 'n % 2 = 0'],
  float: ['0', 'n'],
  decimal: ['0', 'n'],
  char: ["''", 'n::text'],
  text: ["''", "'value-' || n"],
  date: ["date '2000-01-01'", "date '2000-01-01' + n::integer"],
  dateTime: ["timestamptz '2000-01-01 00:00:00Z'", "timestamptz '2000-01-01 00:00:00Z' + n * interval '1 second'"],
  time: ["time '00:00'", "time '00:00' + n * interval '1 second'"],
  duration: ["interval '0'", "n * interval '1 second'"],
  uuid: ['gen_random_uuid()', 'gen_random_uuid()'],
  json: ["'null'", 'to_jsonb(n)'],
  binary: ["''", 'n::text::bytea'],
  ipAddress: ["'0.0.0.0'", "inet '10.0.0.0' + n"],
  other: ["''", "'value-' || n"],
}

const quote = (name: string): string => identifier(POSTGRESQL_DIALECT, name)

export function postgresqlFiller(column: SchemaColumn, table: SchemaTable): PostgresqlFiller {
  const target = table.foreignKeys.find((fk) => fk.columns.length === 1 && fk.columns[0] === column.name)
  const isUnique =
    column.unique ||
    table.uniques.some((u) => u.columns.length === 1 && u.columns[0] === column.name) ||
    (table.primaryKey.length === 1 && table.primaryKey[0] === column.name)
  const [empty, distinct] = EMPTY[column.type.kind]
  if (target !== undefined) {
    const key = quote(target.targetColumns[0] ?? 'id')
    const place = tableIdentifier(POSTGRESQL_DIALECT, target.table)
    const offset = isUnique ? ' OFFSET n - 1' : ''
    return { sql: `(SELECT ${key} FROM ${place} ORDER BY 1${offset} LIMIT 1)`, words: `a row of ${target.table}` }
  }
  if (isUnique) return { sql: distinct, words: 'made-up values' }
  const value = column.default
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  if (!isPlain) return { sql: empty, words: empty === "''" ? 'an empty text' : empty }
  const literal = POSTGRESQL_DIALECT.literal(column.type.kind === 'boolean' ? Boolean(value) : value)
  return { sql: literal, words: literal }
}

/** Fills the column where it is empty. */
export function fillStatement(column: SchemaColumn, table: SchemaTable, { sql }: PostgresqlFiller): string {
  const place = tableIdentifier(POSTGRESQL_DIALECT, table.name)
  const name = quote(column.name)
  if (!/\bn\b/.test(sql)) return `UPDATE ${place} SET ${name} = ${sql} WHERE ${name} IS NULL`
  const numbered = `SELECT ctid AS row, row_number() OVER (ORDER BY ctid) AS n FROM ${place} WHERE ${name} IS NULL`
  return `UPDATE ${place} SET ${name} = ${sql} FROM (${numbered}) AS numbered WHERE ${place}.ctid = numbered.row`
}
