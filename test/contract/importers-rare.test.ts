/** What scripts and dumps rarely say, and all the ways to dump: the import is what the engine's catalog says. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import {
  compiledFacts,
  compiledSqliteFacts,
  mariadbCatalog,
  postgresqlCatalog,
  sqliteCatalog,
} from '../support/catalog-facts.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import { importText } from '../support/import-fixture.ts'

const fixture = (name: string) => readFileSync(resolve(import.meta.dirname, '../fixtures/import', name), 'utf8')

const bin = postgresqlFolder()
const program = mariadbProgram()

const PG_DUMPS: readonly (readonly string[])[] = [
  [],
  ['--column-inserts', '--no-owner', '--no-acl'],
  ['--inserts', '--rows-per-insert=100', '--disable-triggers'],
  ['--clean', '--if-exists', '--create'],
  ['--schema-only', '--quote-all-identifiers'],
]

describe.runIf(bin !== null)('PostgreSQL: rare statements, and', async () => {
  const engine = bin === null ? null : await startPostgresql(bin)
  afterAll(() => engine?.stop())
  it.each(['rare', 'application', 'hand-written', 'programs'])(
    '%s, every way to dump it',
    { timeout: 120_000 },
    async (file) => {
      if (engine === null) return
      const name = file.replace('-', '_')
      const script = fixture(`postgresql-${file}.sql`)
      engine.createDatabase(name)
      engine.run(name, `SET client_min_messages = error;\n${script.replace(/^\\(?:un)?restrict.*$/gm, '')}`)
      const expected = postgresqlCatalog(engine, name)
      for (const text of [script, ...PG_DUMPS.map((options) => engine.dump(name, options))]) {
        const { tables, diagnostics } = await importText('rare.sql', text)
        expect(compiledFacts(tables)).toEqual(expected)
        expect(diagnostics.filter((d) => d.code === 'relata.6030' && !d.message.includes('EXCLUDE'))).toEqual([])
      }
    },
  )
})

const MY_DUMPS: readonly (readonly string[])[] = [
  [],
  ['--routines', '--events', '--skip-extended-insert', '--complete-insert', '--databases'],
  ['--compatible=ansi'],
  ['--no-data', '--compact', '--skip-quote-names'],
]

describe.runIf(program !== null)('MariaDB: rare statements, and', async () => {
  const engine = program === null ? null : await startMariadb(program)
  afterAll(() => engine?.stop())
  it.each(['rare', 'tools', 'programs'])('%s, every way to dump it', { timeout: 120_000 }, async (name) => {
    if (engine === null) return
    const script = fixture(`mysql-${name}.sql`)
    engine.createDatabase(name)
    engine.run(name, script)
    const expected = mariadbCatalog(engine, name)
    for (const text of [script, ...MY_DUMPS.map((options) => engine.dump(name, options))]) {
      const { tables, diagnostics } = await importText('rare.sql', text)
      expect(compiledFacts(tables, false)).toEqual(expected)
      expect(diagnostics.filter((d) => d.code === 'relata.6030')).toEqual([])
    }
  })
})

/** More than one database of a script's holds: indexes and drops find their tables wherever these are. */
const MANY = [
  ...Array.from(
    { length: 450 },
    (_, i) =>
      `CREATE TABLE "T ${i}" (id INTEGER PRIMARY KEY, n TEXT UNIQUE, up INTEGER REFERENCES [T ${(i * 7) % 450}]);
CREATE INDEX "ix ${i}" ON "T ${i}" (up, n);`,
  ),
  'DROP TABLE "T 3"; DROP INDEX "ix 4"; DROP TABLE IF EXISTS nope; CREATE TABLE IF NOT EXISTS "t 0" (x);',
  'CREATE UNIQUE INDEX main.late ON "T 1" (up) WHERE n IS NULL; CREATE VIEW v AS SELECT 1;',
].join('\n')

describe('SQLite: rare statements', () => {
  it.each([
    ['rare', fixture('sqlite-rare.sql')],
    ['programs', fixture('sqlite-programs.sql')],
    ['apps', fixture('sqlite-apps.sql')],
    ['many', MANY],
  ])('%s, as a script and as a file', async (_name, script) => {
    const db = new BetterSqlite(':memory:')
    db.unsafeMode(true)
    db.exec(script)
    const expected = sqliteCatalog({ all: (sql) => db.prepare(sql).all() as Record<string, unknown>[] })
    const file = db.serialize()
    db.close()
    for (const given of [script, file]) {
      const { tables, diagnostics } = await importText('rare.sql', given)
      expect(compiledSqliteFacts(tables)).toEqual(expected)
      expect(diagnostics.filter((d) => d.code === 'relata.6030')).toEqual([])
    }
  })
})
