import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { MYSQL_DIALECT, mysql } from '../../shared/exporters/mysql.ts'
import { POSTGRESQL_DIALECT, postgresql } from '../../shared/exporters/postgresql.ts'
import type { SqlDialect } from '../../shared/exporters/sql/dialect.ts'
import { distinctNames } from '../../shared/exporters/sql/fit-names.ts'
import { cutBytes, cutName } from '../../shared/exporters/sql/names.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { SchemaTable, SchemaUnique } from '../../shared/schema/types.ts'
import { allDesigns } from '../support/designs.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'

interface Proof {
  readonly name: string
  readonly exporter: Exporter
  readonly dialect: SqlDialect
  /** null: not installed here. */
  readonly start: (() => Promise<Engine>) | null
  /** Query for: table, column, nullable (YES/NO). */
  readonly columns: (database: string) => string
  /** Query for: table, column, target table, target column. */
  readonly foreignKeys: (database: string) => string
  /** Query for: table, `key` or `unique`, columns in order with commas between. */
  readonly keys: (database: string) => string
  readonly hasPartialAndExpressions: boolean
}

const pg = postgresqlFolder()
const maria = mariadbProgram()

/** `orders`, or `sales.orders` outside the schema that everything is in by default. */
const PG_TABLE = (namespace: string, table: string) =>
  `CASE WHEN ${namespace} = 'public' THEN ${table} ELSE ${namespace} || '.' || ${table} END`
const ONE_LINE = (column: string) => `replace(replace(${column}, '\n', ' '), '\t', ' ')`

const PROOFS: readonly Proof[] = [
  {
    name: 'PostgreSQL',
    exporter: postgresql,
    dialect: POSTGRESQL_DIALECT,
    start: pg === null ? null : () => startPostgresql(pg),
    columns: () =>
      `SELECT ${PG_TABLE('table_schema', 'table_name')}, ${ONE_LINE('column_name')}, is_nullable
      FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
    foreignKeys: () => `
      SELECT ${PG_TABLE('m.nspname', 's.relname')}, a.attname, ${PG_TABLE('n.nspname', 't.relname')}, b.attname
      FROM pg_constraint c
      JOIN pg_class s ON s.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
      JOIN pg_namespace m ON m.oid = s.relnamespace JOIN pg_namespace n ON n.oid = t.relnamespace
      CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k(x, y)
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.x
      JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.y WHERE c.contype = 'f'`,
    keys: () => `
      SELECT ${PG_TABLE('n.nspname', 't.relname')}, CASE WHEN i.indisprimary THEN 'key' ELSE 'unique' END,
        (SELECT string_agg(coalesce(a.attname, '()'), ',' ORDER BY k.place)
         FROM unnest(i.indkey) WITH ORDINALITY AS k(column_number, place)
         LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.column_number AND a.attnum > 0
         WHERE k.place <= i.indnkeyatts)
      FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
      WHERE i.indisunique AND n.nspname NOT LIKE 'pg\\_%'`,
    hasPartialAndExpressions: true,
  },
  {
    name: 'MariaDB',
    exporter: mysql,
    dialect: MYSQL_DIALECT,
    start: maria === null ? null : () => startMariadb(maria),
    columns: (database) =>
      `SELECT table_name, ${ONE_LINE('column_name')}, is_nullable FROM information_schema.columns WHERE table_schema = '${database}'`,
    foreignKeys: (database) => `
      SELECT table_name, column_name, referenced_table_name, referenced_column_name
      FROM information_schema.key_column_usage
      WHERE table_schema = '${database}' AND referenced_table_name IS NOT NULL`,
    keys: (database) => `
      SELECT table_name, IF(index_name = 'PRIMARY', 'key', 'unique'), group_concat(column_name ORDER BY seq_in_index)
      FROM information_schema.statistics WHERE table_schema = '${database}' AND non_unique = 0
      GROUP BY BINARY table_name, index_name`,
    hasPartialAndExpressions: false,
  },
]

describe.each(PROOFS)('$name', (proof) => {
  let engine: Engine
  beforeAll(async () => {
    if (proof.start === null) console.log(`not run: ${proof.name} is not installed on this machine`)
    else engine = await proof.start()
  }, 120_000)
  afterAll(() => engine?.stop(), 60_000)

  const designs = allDesigns()
  for (const [index, [name, doc]] of designs.entries()) {
    for (const onDelete of ['orm', 'database'] as const) {
      it.runIf(proof.start !== null)(
        `executes ${name} (on_delete ${onDelete}) and its catalog equals the schema`,
        () => {
          const database = `d${index}_${onDelete}`
          const compiled = compileDesign(doc)
          const extra = { external: true, rows: true }
          engine.createDatabase(database)
          engine.run(database, exportedText(proof.exporter.export({ ...compiled, options: { onDelete, extra } })))
          const schema = [...compiled.schema.external, ...compiled.schema.tables]
          const distinct = distinctNames(schema, proof.dialect).tables
          const tables = proof.dialect.prepare?.(distinct).tables ?? distinct
          expect(lines(engine.rows(database, proof.columns(database)))).toEqual(wantedColumns(tables, proof))
          expect(lines(engine.rows(database, proof.foreignKeys(database)))).toEqual(wantedForeignKeys(tables, proof))
          expect(lines(engine.rows(database, proof.keys(database)))).toEqual(wantedKeys(tables, proof))
        },
      )
    }
  }
})

function lines(rows: (string | null)[][]): string[] {
  return rows.map((row) => row.join(' | ')).sort()
}

function cut(text: string, { dialect }: Proof): string {
  const name = cutName(dialect.spell(text), dialect.nameLimit)
  // PostgreSQL itself cuts what is longer in bytes.
  return (dialect.limitsBytes === true ? cutBytes(name, dialect.nameLimit ?? 0) : name).replace(/[\n\t]/g, ' ')
}

function tableName(name: string, proof: Proof): string {
  return proof.dialect.namespaces
    ? name
        .split('"."')
        .map((part) => cut(part, proof))
        .join('.')
    : cut(name, proof)
}

function wantedColumns(tables: readonly SchemaTable[], proof: Proof): string[] {
  return tables
    .flatMap((t) =>
      t.columns.map((c) => {
        // A primary key is never empty, whatever the column says.
        const isNull = c.null && !t.primaryKey.includes(c.name) ? 'YES' : 'NO'
        // Django says of no generated column that it is never empty.
        const shown = c.generated === null ? isNull : 'YES'
        return [tableName(t.name, proof), cut(c.name, proof), shown].join(' | ')
      }),
    )
    .sort()
}

function wantedForeignKeys(tables: readonly SchemaTable[], proof: Proof): string[] {
  return tables
    .flatMap((t) =>
      t.foreignKeys
        .filter((fk) => fk.enforced)
        .flatMap((fk) =>
          fk.columns.map((c, i) =>
            [
              tableName(t.name, proof),
              cut(c, proof),
              tableName(fk.table, proof),
              cut(fk.targetColumns[i] ?? '', proof),
            ].join(' | '),
          ),
        ),
    )
    .sort()
}

function wantedKeys(tables: readonly SchemaTable[], proof: Proof): string[] {
  const line = (table: SchemaTable, kind: string, columns: readonly string[]) =>
    [tableName(table.name, proof), kind, columns.map((c) => (c === '()' ? c : cut(c, proof))).join(',')].join(' | ')
  const { hasUnique } = proof.dialect
  const has = (unique: SchemaUnique) =>
    (hasUnique === undefined || hasUnique(unique)) &&
    (proof.hasPartialAndExpressions || (unique.condition === null && unique.expressions.length === 0))
  return tables
    .flatMap((t) => [
      ...(t.primaryKey.length === 0 ? [] : [line(t, 'key', t.primaryKey)]),
      ...t.columns
        .filter((c) => c.unique && !(t.primaryKey.length === 1 && t.primaryKey[0] === c.name))
        .map((c) => line(t, 'unique', [c.name])),
      ...t.uniques
        .filter((u) => has(u) && u.form !== 'column')
        .map((u) => line(t, 'unique', [...u.columns, ...u.expressions.map(() => '()')])),
    ])
    .sort()
}
