/** Values for rows that are older than a required column. */
import type { ColumnKind, SchemaColumn, SchemaTable } from '../schema/types.ts'
import { pythonJson } from '../schema/python-json.ts'

interface Filler {
  readonly sql: string
  /** For the note: `''`, `0`, `the first author`. */
  readonly words: string
}

/** An empty value by kind, and one that differs from row to row. */
const EMPTY: Readonly<Record<ColumnKind, readonly [empty: string, distinct: string]>> = {
  smallInteger: ['0', 'rowid'],
  integer: ['0', 'rowid'],
  bigInteger: ['0', 'rowid'],
  positiveSmallInteger: ['0', 'rowid'],
  positiveInteger: ['0', 'rowid'],
  positiveBigInteger: ['0', 'rowid'],
  boolean: ['0', 'rowid'],
  float: ['0.0', 'rowid + 0.0'],
  decimal: ['0', 'rowid'],
  char: ["''", "'value-' || rowid"],
  text: ["''", "'value-' || rowid"],
  date: ["'2000-01-01'", "date('2000-01-01', rowid || ' days')"],
  dateTime: ["'2000-01-01 00:00:00'", "datetime('2000-01-01', rowid || ' seconds')"],
  time: ["'00:00:00'", "time('00:00:00', rowid || ' seconds')"],
  duration: ['0', 'rowid'],
  uuid: ['lower(hex(randomblob(16)))', 'lower(hex(randomblob(16)))'],
  json: ["'null'", 'CAST(rowid AS TEXT)'],
  binary: ["x''", 'CAST(rowid AS BLOB)'],
  ipAddress: ["'0.0.0.0'", "'10.0.' || (rowid / 256 % 256) || '.' || (rowid % 256)"],
  other: ["''", "'value-' || rowid"],
}

/** Where the rows of a table are while the database is being changed. */
type Locate = (table: string, key: string) => { readonly table: string; readonly key: string }

const asNamed: Locate = (table, key) => ({ table, key })

/** What a NOT NULL column holds where there was nothing: its default, an existing row of the target, an empty value. */
export function fillerFor(column: SchemaColumn, table: SchemaTable, locate: Locate = asNamed): Filler {
  const target = table.foreignKeys.find((fk) => fk.columns.length === 1 && fk.columns[0] === column.name)
  const isUnique = column.unique || table.uniques.some((u) => u.columns.length === 1 && u.columns[0] === column.name)
  const isKey = table.primaryKey.length === 1 && table.primaryKey[0] === column.name
  const [empty, distinct] = EMPTY[column.type.kind]
  if (isKey) return { sql: distinct, words: 'new numbers' }
  if (target !== undefined) return { sql: fromTarget(target, isUnique, locate), words: `a row of ${target.table}` }
  if (isUnique) return { sql: distinct, words: 'made-up values' }
  const isJson = column.type.kind === 'json'
  const value = literal(column.dbDefault, isJson) ?? literal(column.default, isJson)
  if (value !== null) return { sql: value, words: value }
  return { sql: empty, words: empty === "''" ? 'an empty text' : empty }
}

/** One row of the target; for a one-to-one each gets another. */
function fromTarget(fk: SchemaTable['foreignKeys'][number], isUnique: boolean, locate: Locate): string {
  const { table, key } = locate(fk.table, fk.targetColumns[0] ?? 'id')
  if (!isUnique) return `(SELECT ${quoted(key)} FROM ${quoted(table)} ORDER BY 1 LIMIT 1)`
  // Numbered, since OFFSET cannot look at the row outside; `rowid` is the outer one, a subquery has none.
  const numbered = `SELECT ${quoted(key)} AS k, row_number() OVER (ORDER BY ${quoted(key)}) AS n FROM ${quoted(table)}`
  return `(SELECT k FROM (${numbered}) WHERE n = rowid)`
}

function literal(value: SchemaColumn['default'], isJson: boolean): string | null {
  if (isJson && value !== undefined && value !== null && typeof value !== 'object') {
    return literal(pythonJson(value), false)
  }
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  return null
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
