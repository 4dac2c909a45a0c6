import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { MYSQL_DIALECT, mysql } from '../../shared/exporters/mysql.ts'
import { POSTGRESQL_DIALECT, postgresql } from '../../shared/exporters/postgresql.ts'
import type { SqlDialect } from '../../shared/exporters/sql/dialect.ts'
import { cutName } from '../../shared/exporters/sql/names.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { SchemaTable } from '../../shared/schema/types.ts'
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
}

const pg = postgresqlFolder()
const maria = mariadbProgram()

const PROOFS: readonly Proof[] = [
  {
    name: 'PostgreSQL',
    exporter: postgresql,
    dialect: POSTGRESQL_DIALECT,
    start: pg === null ? null : () => startPostgresql(pg),
    columns: () =>
      "SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = 'public'",
    foreignKeys: () => `
      SELECT s.relname, a.attname, t.relname, b.attname FROM pg_constraint c
      JOIN pg_class s ON s.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
      CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k(x, y)
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.x
      JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.y WHERE c.contype = 'f'`,
  },
  {
    name: 'MariaDB',
    exporter: mysql,
    dialect: MYSQL_DIALECT,
    start: maria === null ? null : () => startMariadb(maria),
    columns: (database) =>
      `SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = '${database}'`,
    foreignKeys: (database) => `
      SELECT table_name, column_name, referenced_table_name, referenced_column_name
      FROM information_schema.key_column_usage
      WHERE table_schema = '${database}' AND referenced_table_name IS NOT NULL`,
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
  const each = it.runIf(proof.start !== null)
  for (const [index, [name, doc]] of designs.entries()) {
    for (const onDelete of ['orm', 'database'] as const) {
      each(`executes ${name} (on_delete ${onDelete}) and its catalog equals the schema`, () => {
        const database = `d${index}_${onDelete}`
        const compiled = compileDesign(doc)
        const extra = { external: true, rows: true }
        engine.createDatabase(database)
        engine.run(database, exportedText(proof.exporter.export({ ...compiled, options: { onDelete, extra } })))
        const tables = [...compiled.schema.external, ...compiled.schema.tables]
        const cut = (text: string) => cutName(proof.dialect.spell(text), proof.dialect.nameLimit)
        expect(lines(engine.rows(database, proof.columns(database)))).toEqual(wantedColumns(tables, cut))
        expect(lines(engine.rows(database, proof.foreignKeys(database)))).toEqual(wantedKeys(tables, cut))
      })
    }
  }
})

function lines(rows: (string | null)[][]): string[] {
  return rows.map((row) => row.join(' | ')).sort()
}

function wantedColumns(tables: readonly SchemaTable[], cut: (text: string) => string): string[] {
  return tables
    .flatMap((t) => t.columns.map((c) => [cut(t.name), cut(c.name), c.null ? 'YES' : 'NO'].join(' | ')))
    .sort()
}

function wantedKeys(tables: readonly SchemaTable[], cut: (text: string) => string): string[] {
  return tables
    .flatMap((t) =>
      t.foreignKeys
        .filter((fk) => fk.enforced)
        .flatMap((fk) =>
          fk.columns.map((c, i) => [t.name, c, fk.table, fk.targetColumns[i] ?? ''].map(cut).join(' | ')),
        ),
    )
    .sort()
}
