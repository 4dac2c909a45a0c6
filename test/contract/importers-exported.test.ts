/** A script, imported and exported for its own engine, makes the database that it made: the two catalogs are one. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import type { ErDocument } from '../../shared/document/records.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { mysql } from '../../shared/exporters/mysql.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { mariadbCatalog, postgresqlCatalog, sqliteCatalog } from '../support/catalog-facts.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import { importText } from '../support/import-fixture.ts'

const fixture = (name: string) => readFileSync(resolve(import.meta.dirname, '../fixtures/import', name), 'utf8')

const exported = (exporter: Exporter, doc: ErDocument) =>
  exportedText(exporter.export({ ...compileDesign(doc), options: { ...DEFAULT_EXPORT_OPTIONS, onDelete: 'database' } }))

/** Facts that only one of the two has: `+` the export's, `-` the source's. */
function differences(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before]
  const more = after.filter((fact) => {
    const at = left.indexOf(fact)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return [...more.map((fact) => `+ ${fact}`), ...left.map((fact) => `- ${fact}`)].toSorted()
}

/** With what does not come back, and why. */
const POSTGRESQL: readonly (readonly [string, readonly string[]])[] = [
  ['programs', []],
  ['application', []],
  // Two equal keys are one to PostgreSQL where they stand in CREATE TABLE.
  ['hand-written', ['- unique swap m']],
  // A tsrange, for which Django has no field: a text cannot overlap.
  ['rare', ['- exclude excl f']],
]

const bin = postgresqlFolder()

describe.runIf(bin !== null)('PostgreSQL', async () => {
  const engine = bin === null ? null : await startPostgresql(bin)
  afterAll(() => engine?.stop())
  it.each(POSTGRESQL)('%s', { timeout: 120_000 }, async (file, known) => {
    if (engine === null) return
    const name = file.replace('-', '_')
    const script = fixture(`postgresql-${file}.sql`)
    const quiet = 'SET client_min_messages = error;\n'
    engine.createDatabase(name)
    engine.run(name, `${quiet}${script.replace(/^\\(?:un)?restrict.*$/gm, '')}`)
    const { doc } = await importText('x.sql', script)
    engine.createDatabase(`${name}_again`)
    engine.run(`${name}_again`, `${quiet}CREATE EXTENSION IF NOT EXISTS citext;\n${exported(postgresql, doc)}`)
    expect(differences(postgresqlCatalog(engine, name), postgresqlCatalog(engine, `${name}_again`))).toEqual(known)
  })
})

/** Texts of any length have no unique index there without a length, which Django cannot say. */
const MARIADB: readonly (readonly [string, readonly string[]])[] = [
  ['programs', []],
  ['rare', ['- unique a1 c,d', '- unique lk c,d']],
  ['tools', []],
]

const program = mariadbProgram()

describe.runIf(program !== null)('MariaDB', async () => {
  const engine = program === null ? null : await startMariadb(program)
  afterAll(() => engine?.stop())
  it.each(MARIADB)('%s', { timeout: 120_000 }, async (name, known) => {
    if (engine === null) return
    const script = fixture(`mysql-${name}.sql`)
    engine.createDatabase(name)
    engine.run(name, script)
    const { doc } = await importText('x.sql', script)
    engine.createDatabase(`${name}_again`)
    engine.run(`${name}_again`, exported(mysql, doc))
    expect(differences(mariadbCatalog(engine, name), mariadbCatalog(engine, `${name}_again`))).toEqual(known)
  })
})

describe('SQLite', () => {
  it.each(['rare', 'programs', 'apps'])('%s', async (name) => {
    const script = fixture(`sqlite-${name}.sql`)
    const catalogs: (readonly string[])[] = []
    for (const sql of [script, exported(sqlite, (await importText('x.sql', script)).doc)]) {
      const db = new BetterSqlite(':memory:')
      db.unsafeMode(true)
      db.exec(sql)
      catalogs.push(sqliteCatalog({ all: (query) => db.prepare(query).all() as Record<string, unknown>[] }))
      db.close()
    }
    const [before = [], after = []] = catalogs
    expect(differences(before, after)).toEqual([])
  })
})
