/** Migrations as text: run on the engines, they lead to what the later design makes anew. */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErDocument } from '../../shared/document/records.ts'
import { buildDocument } from '../../shared/importers/django/build.ts'
import { readSourceModule } from '../../shared/importers/django/modules.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { djangoMigration } from '../../shared/migrations/django.ts'
import { versionsOf } from '../../shared/migrations/migration.ts'
import { postgresqlMigration } from '../../shared/migrations/postgresql.ts'
import { sqliteMigration } from '../../shared/migrations/sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { SqliteRows } from '../support/catalog-facts.ts'
import { postgresqlCatalog, sqliteCatalog } from '../support/catalog-facts.ts'
import { postgresqlFolder, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'
import { migrationPairs } from '../support/migration-pairs.ts'
import { designOf } from '../support/models-py.ts'

const PAIRS = migrationPairs()

function created(exporter: Exporter, doc: ErDocument): string {
  const { resolution, schema } = compileDesign(doc)
  const options = { onDelete: 'orm', extra: { external: true } } as const
  return exportedText(exporter.export({ doc, resolution, schema, options }))
}

const asRows = (db: Database.Database): SqliteRows => ({ all: (sql) => db.prepare(sql).all() as never })

describe('for SQLite', () => {
  it.each(PAIRS)('$name', ({ before, after, rows }) => {
    const [migrated, fresh] = [new Database(':memory:'), new Database(':memory:')]
    migrated.exec(created(sqlite, before))
    if (rows !== '') migrated.exec(rows)
    const count = (): number => (migrated.prepare('SELECT count(*) AS n FROM shop_item').get() as { n: number }).n
    const had = rows === '' ? 0 : count()
    const { text } = sqliteMigration.write(versionsOf(before, after))
    migrated.exec(text)
    fresh.exec(created(sqlite, after))
    expect(sqliteCatalog(asRows(migrated))).toEqual(sqliteCatalog(asRows(fresh)))
    expect(migrated.pragma('foreign_key_check')).toEqual([])
    if (rows !== '') expect(count()).toBe(had)
  })
})

describe('for PostgreSQL', () => {
  const pg = postgresqlFolder()
  let engine: Engine | null = null
  beforeAll(async () => {
    if (pg === null) console.log('not run: PostgreSQL is not installed on this machine')
    else engine = await startPostgresql(pg)
  }, 120_000)
  afterAll(() => engine?.stop(), 60_000)

  it.runIf(pg !== null).each(PAIRS.map((pair, i) => ({ ...pair, i })))(
    '$name',
    ({ before, after, rows, i }) => {
      if (engine === null) throw new Error('PostgreSQL did not start')
      const [migrated, fresh] = [`migrated_${i}`, `fresh_${i}`]
      engine.createDatabase(migrated)
      engine.createDatabase(fresh)
      engine.run(migrated, created(postgresql, before))
      if (rows !== '') engine.run(migrated, rows)
      const { text } = postgresqlMigration.write(versionsOf(before, after))
      engine.run(migrated, text)
      engine.run(fresh, created(postgresql, after))
      expect(postgresqlCatalog(engine, migrated)).toEqual(postgresqlCatalog(engine, fresh))
      const named = "SELECT conname FROM pg_constraint WHERE contype IN ('f', 'c') AND conrelid <> 0 ORDER BY 1"
      expect(engine.rows(migrated, named)).toEqual(engine.rows(fresh, named))
      if (rows !== '') expect(engine.rows(migrated, 'SELECT count(*) FROM shop_item')).toEqual([['2']])
    },
    60_000,
  )
})

describe('for Django', () => {
  const textOf = (name: string): string => {
    const pair = PAIRS.find((one) => one.name === name)
    if (pair === undefined) throw new Error(name)
    return djangoMigration.write(versionsOf(pair.before, pair.after)).text
  }

  it('says nothing where nothing changed', () => expect(textOf('nothing')).toBe(''))

  it('renames instead of dropping', () => {
    const text = textOf('other names')
    expect(text).toContain(
      'migrations.RenameModel(\n            old_name="Tag",\n            new_name="Label",\n        )',
    )
    expect(text).toContain('old_name="title",\n            new_name="heading"')
    expect(text).not.toMatch(/RemoveField|DeleteModel|CreateModel/)
  })

  it('asks for what Django would ask for, and says so', () => {
    const text = textOf('a shop changed everywhere')
    expect(text).toContain('# Existing rows get this value, once.')
    expect(text).toMatch(
      /name="colour",\n +field=models\.CharField\(max_length=9, default=""\),\n +preserve_default=False/,
    )
    expect(textOf('a whole shop')).toContain('choices=[("DR", "Draft"), ("LI", "Live")]')
  })

  it('adds what a circle needs afterwards', () => {
    const text = textOf('a circle')
    expect(text.indexOf('AddField')).toBeGreaterThan(text.lastIndexOf('CreateModel'))
    expect(text).toContain('initial = True')
  })

  it("imports what stands in the app's own modules from where the migration stands", () => {
    const models = `from django.db import models
from .conf import LENGTH
def code(): return 'x'
class Token(models.Model):
    text = models.CharField(max_length=LENGTH, default=code)
`
    const { text } = djangoMigration.write(versionsOf(designOf('', 'tokens'), designOf(models, 'tokens')))
    expect(text).toContain('\nfrom ..conf import LENGTH\nfrom ..models import code\n')
  })

  it('imports what an abstract base of another app brings from there', () => {
    const core = `from django.db import models
from .codes import make_code
class Coded(models.Model):
    code = models.CharField(max_length=9, default=make_code)
    class Meta:
        abstract = True
`
    const shop = `from core.models import Coded
class Item(Coded):
    pass
`
    const modules = [readSourceModule('core/models.py', core), readSourceModule('shop/models.py', shop)]
    const { doc } = buildDocument(modules, { app: 'shop' })
    const { text } = djangoMigration.write(versionsOf(designOf('', 'shop'), doc))
    expect(text).toContain('\nfrom core.codes import make_code\n')
  })
})
