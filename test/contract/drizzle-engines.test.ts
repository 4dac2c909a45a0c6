/**
 * Drizzle's own tool turns the exported schema into SQL; the engines run it, and their catalogs say what is there.
 * So each flavour is executed, not only compiled.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import {
  generateDrizzleJson,
  generateMigration,
  generateMySQLDrizzleJson,
  generateMySQLMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drizzleMysql } from '../../shared/exporters/drizzle-mysql.ts'
import { drizzlePostgresql } from '../../shared/exporters/drizzle-postgresql.ts'
import { drizzleSqlite } from '../../shared/exporters/drizzle-sqlite.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { MYSQL_DIALECT } from '../../shared/exporters/mysql.ts'
import { POSTGRESQL_DIALECT } from '../../shared/exporters/postgresql.ts'
import type { SqlDialect } from '../../shared/exporters/sql/dialect.ts'
import { distinctNames } from '../../shared/exporters/sql/fit-names.ts'
import { storedName } from '../../shared/exporters/sql/names.ts'
import { SQLITE_DIALECT } from '../../shared/exporters/sqlite.ts'
import { diagramTables } from '../../shared/exporters/documents/edges.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns, everythingDocument, exampleDocument } from '../support/designs.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'

type Module = Record<string, unknown>
type Migrate = (module: Module) => Promise<string>

const NOTHING = {}
const script = (statements: readonly string[]): string => statements.join('\n')
const migrateSqlite: Migrate = async (module) =>
  script(
    await generateSQLiteMigration(await generateSQLiteDrizzleJson(NOTHING), await generateSQLiteDrizzleJson(module)),
  )
const migratePostgresql: Migrate = async (module) =>
  script(await generateMigration(generateDrizzleJson(NOTHING), generateDrizzleJson(module)))
const migrateMysql: Migrate = async (module) =>
  script(await generateMySQLMigration(await generateMySQLDrizzleJson(NOTHING), await generateMySQLDrizzleJson(module)))

const folder = mkdtempSync(join(import.meta.dirname, '../.drizzle-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function sqlOf(exporter: Exporter, doc: ErDocument, name: string, migrate: Migrate): Promise<string> {
  const exported = exporter.export({
    ...compileDesign(doc),
    options: { ...DEFAULT_EXPORT_OPTIONS, onDelete: 'database' },
  })
  const path = join(folder, `${exporter.id}-${name}.ts`)
  writeFileSync(path, exportedText(exported))
  return migrate((await import(pathToFileURL(path).href)) as Module)
}

const DESIGNS: readonly (readonly [string, ErDocument])[] = [
  ['blog', exampleDocument('blog')],
  ['school', exampleDocument('school')],
  ['library', exampleDocument('library')],
  ['everything', await everythingDocument()],
  ...allDesigns().filter(([name]) => name.startsWith('nasty')),
]
const tablesOf = (doc: ErDocument, dialect: SqlDialect): readonly string[] => {
  const { tables } = distinctNames(diagramTables(compileDesign(doc).schema), dialect)
  const inSchema = (name: string) => (dialect.namespaces ? (name.split('"."').at(-1) ?? '') : name)
  return tables.map((t) => storedName(dialect, inSchema(t.name))).toSorted()
}

/** Drizzle leaves these to whoever makes the database. */
const EXTENSIONS = ['hstore', 'citext', 'pg_trgm', 'bloom', 'btree_gist']
  .map((name) => `CREATE EXTENSION IF NOT EXISTS ${name};`)
  .join('\n')

/** What its tool cannot do, whatever the schema says. */
const OWN_TROUBLE: { readonly [design: string]: string | undefined } = {
  nasty_signs: 'it joins names with signs of its own and splits them there',
  'nasty_checks sqlite': 'it splits expressions of an index at their commas',
  'nasty_long postgresql': 'it names sequences after the table, too long',
  'nasty_long mysql': 'it names keys after the table, too long',
}
const designsFor = (dialect: SqlDialect) =>
  DESIGNS.filter(([name]) => (OWN_TROUBLE[name] ?? OWN_TROUBLE[`${name} ${dialect.id}`]) === undefined)

describe('drizzle-kit on SQLite', () => {
  it.each(designsFor(SQLITE_DIALECT))('%s', async (name, doc) => {
    const db = new Database(':memory:')
    db.exec(await sqlOf(drizzleSqlite, doc, name, migrateSqlite))
    const tables = db
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
      .pluck()
    expect(tables.all().map(String).toSorted()).toEqual(tablesOf(doc, SQLITE_DIALECT))
    expect(db.pragma('foreign_key_check')).toEqual([])
  })
})

const pg = postgresqlFolder()
const maria = mariadbProgram()

describe('drizzle-kit on PostgreSQL', () => {
  let engine: Engine
  beforeAll(async () => {
    if (pg === null) console.log('not run: PostgreSQL is not installed on this machine')
    else engine = await startPostgresql(pg)
  }, 120_000)
  afterAll(() => engine?.stop(), 60_000)
  it.runIf(pg !== null).each(designsFor(POSTGRESQL_DIALECT))('%s', async (name, doc) => {
    engine.createDatabase(name)
    engine.run(name, EXTENSIONS)
    engine.run(name, await sqlOf(drizzlePostgresql, doc, name, migratePostgresql))
    const tables = `SELECT table_name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY table_name COLLATE "C"`
    expect(engine.rows(name, tables).flat()).toEqual(tablesOf(doc, POSTGRESQL_DIALECT))
  })

  it.runIf(pg !== null)('conditions, expressions, checks and generated columns arrive', () => {
    const indexes = engine.rows(
      'everything',
      `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'shop_product'`,
    )
    const def = (name: string): string => indexes.find(([index]) => index === name)?.[1] ?? ''
    expect(def('product_live')).toContain(`WHERE (NOT ((status)::text = 'draft'::text))`)
    expect(def('product_ci')).toContain('(lower((name)::text), upper((status)::text))')
    expect(def('product_nulls')).toContain('NULLS NOT DISTINCT')
    expect(def('product_payload')).toContain('USING gin (payload)')
    expect(def('product_name_price')).toContain('(name, price DESC)')
    const generated = `SELECT column_name FROM information_schema.columns
      WHERE table_name = 'shop_product' AND is_generated = 'ALWAYS' ORDER BY 1`
    expect(engine.rows('everything', generated).flat()).toEqual(['label', 'shout', 'total'])
    const checks = `SELECT count(*) FROM pg_constraint WHERE contype = 'c' AND conrelid = 'shop_product'::regclass`
    const product = compileDesign(DESIGNS[3]?.[1] as ErDocument).schema.tables.find((t) => t.name === 'shop_product')
    expect(engine.rows('everything', checks)).toEqual([[String(product?.checks.length)]])
  })
})

describe('drizzle-kit on MariaDB', () => {
  let engine: Engine
  beforeAll(async () => {
    if (maria === null) console.log('not run: MariaDB is not installed on this machine')
    else engine = await startMariadb(maria)
  }, 120_000)
  afterAll(() => engine?.stop(), 60_000)
  it.runIf(maria !== null).each(designsFor(MYSQL_DIALECT))('%s', async (name, doc) => {
    engine.createDatabase(name)
    engine.run(name, await sqlOf(drizzleMysql, doc, name, migrateMysql))
    const tables = `SELECT table_name FROM information_schema.tables WHERE table_schema = database() ORDER BY 1`
    expect(engine.rows(name, tables).flat().map(String).toSorted()).toEqual(tablesOf(doc, MYSQL_DIALECT))
  })
})
