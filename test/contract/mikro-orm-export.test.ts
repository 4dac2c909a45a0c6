import { EntitySchema, MikroORM } from '@mikro-orm/core'
import { SqliteDriver } from '@mikro-orm/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagramTables } from '../../shared/exporters/documents/edges.ts'
import { DEFAULT_EXPORT_OPTIONS } from '../../shared/exporters/exporter.ts'
import { mikroOrm } from '../../shared/exporters/mikro-orm.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { loadExports } from '../support/compiled-export.ts'
import type { LoadedExports } from '../support/compiled-export.ts'
import { allDesigns } from '../support/designs.ts'
import { importText } from '../support/import-fixture.ts'

let loaded: LoadedExports
beforeAll(async () => {
  loaded = await loadExports(mikroOrm, allDesigns())
}, 120_000)
afterAll(() => loaded?.remove())

/**
 * MikroORM writes some names into its own SQL as they stand; SQLite has no schemas and takes `Name` and `name` for
 * one: there only its metadata can be had.
 */
const OWN_TROUBLE: ReadonlySet<string> = new Set([
  'hostile',
  'nasty_signs',
  'nasty_clash',
  'nasty_schemas',
  'nasty_composite',
])

/** A fresh database in memory whose tables MikroORM itself makes. */
async function connect(name: string) {
  const module = loaded.modules.get(name) ?? {}
  const entities = Object.values(module).filter((value) => EntitySchema.is(value)) as EntitySchema[]
  // SQLite has no schemas to put tables in.
  if (!OWN_TROUBLE.has(name)) for (const entity of entities) delete entity.meta.schema
  const orm = await MikroORM.init({ driver: SqliteDriver, dbName: ':memory:', entities, allowGlobalContext: true })
  if (!OWN_TROUBLE.has(name)) await orm.schema.create()
  return {
    orm,
    entities,
    schema: (wanted: string) => module[`${wanted}Schema`] as EntitySchema<Record<string, unknown>>,
  }
}

describe.each(allDesigns())('MikroORM entities of %s', (name, doc) => {
  it('make their tables and read them with their relations', async () => {
    const { orm, entities } = await connect(name)
    const tables = diagramTables(compileDesign(doc).schema).filter((t) => t.primaryKey.length > 0)
    expect(entities.length).toBe(tables.length)
    if (OWN_TROUBLE.has(name)) return orm.close(true)
    for (const entity of entities) {
      const relations = orm
        .getMetadata()
        .get(entity.meta.class)
        .relations.map((r) => r.name)
      expect(await orm.em.fork().find(entity, {}, { populate: relations as never })).toEqual([])
    }
    await orm.close(true)
  })
})

describe('columns that every object has', () => {
  it('are written, read and followed', async () => {
    const { orm, schema } = await connect('nasty_members')
    const [Thing, Part] = [schema('Thing'), schema('Part')]
    const em = orm.em.fork()
    const thing = em.create(Thing, { constructor_: 'made', toString_: 'text', hasOwnProperty_: 1, valueOf_: 2 })
    em.create(Part, { constructor_: 'part', thing })
    await em.flush()
    const [part] = await orm.em.fork().find(Part, { constructor_: 'part' }, { populate: ['thing'] as never })
    expect(part?.['thing']).toMatchObject({ constructor_: 'made', toString_: 'text', hasOwnProperty_: 1, valueOf_: 2 })
    const [found] = await orm.em.fork().find(Thing, { toString_: 'text' }, { populate: ['parts'] as never })
    const parts = found?.['parts'] as { getItems(): Record<string, unknown>[] }
    expect(parts.getItems().map((p) => p['constructor_'])).toEqual(['part'])
    await orm.close(true)
  })
})

describe('names that it stumbles over', () => {
  const TEXT = `from django.db import models
class Thing(models.Model):
    toString = models.IntegerField()
    a = models.PositiveIntegerField(db_column="it's")
    b = models.IntegerField(db_column="__proto__", db_index=True)
class Part(models.Model):
    thing = models.OneToOneField(Thing, models.CASCADE, related_name="part")
class Odd(models.Model):
    c = models.IntegerField(db_column="x.y", unique=True)
    d = models.IntegerField(db_column="Name")
    e = models.IntegerField(db_column="NAME")
`

  it('are left out where it cannot go without, and all are said', async () => {
    const { doc } = await importText('models.py', TEXT, { app: 'shop' })
    const { diagnostics } = mikroOrm.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS })
    expect(diagnostics.map((d) => d.message).toSorted()).toEqual([
      'MikroORM cannot say Name, NAME on SQLite; there they are one column.',
      'MikroORM cannot say a column named __proto__; it is left out.',
      "MikroORM cannot say the check shop_thing_it's_check; it is left out.",
      'MikroORM cannot say the dot in x.y; some of its queries part the name there.',
      'MikroORM cannot say the other end of Part.thing; it is left out.',
    ])
    const working = await importText('models.py', TEXT.replace(/class Odd[^]*/, ''), { app: 'shop' })
    const own = await loadExports(mikroOrm, [['odd', working.doc]])
    const entities = Object.values(own.modules.get('odd') ?? {}).filter((v) => EntitySchema.is(v)) as EntitySchema[]
    const orm = await MikroORM.init({ driver: SqliteDriver, dbName: ':memory:', entities, allowGlobalContext: true })
    await orm.schema.create()
    for (const entity of entities) {
      const { relations } = orm.getMetadata().get(entity.meta.class)
      const populate = relations.map((r) => r.name) as never
      expect(await orm.em.fork().find(entity, {}, { populate })).toEqual([])
    }
    await orm.close(true)
    own.remove()
  })
})

describe('columns that stand behind a relation', () => {
  it('are led to by its name; an index over one of several is a statement', async () => {
    const { doc } = await importText(
      'x.sql',
      `CREATE TABLE thing (id serial PRIMARY KEY);
CREATE TABLE person (id serial PRIMARY KEY, thing_id int NOT NULL UNIQUE REFERENCES thing (id));
CREATE TABLE trail (id serial PRIMARY KEY, who int REFERENCES person (thing_id));
CREATE TABLE pair (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE part (id serial PRIMARY KEY, a int, b int, n int, FOREIGN KEY (a, b) REFERENCES pair (a, b), UNIQUE (a, n));
CREATE INDEX by_b ON part (b DESC);`,
    )
    const own = await loadExports(mikroOrm, [['behind', doc]])
    const entities = Object.values(own.modules.get('behind') ?? {}).filter((v) => EntitySchema.is(v)) as EntitySchema[]
    const orm = await MikroORM.init({ driver: SqliteDriver, dbName: ':memory:', entities, allowGlobalContext: true })
    await orm.schema.create()
    const rows = await orm.em
      .getConnection()
      .execute<{ sql: string }[]>(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'part' AND type = 'index' AND sql IS NOT NULL",
      )
    const made = rows.map(({ sql }) => sql.replace(/^.* ON /, ''))
    expect(made).toEqual(expect.arrayContaining(['"part" ("a", "n")', '"part" ("b" DESC)']))
    const trail = [...orm.getMetadata().getAll().values()].find((m) => m.className === 'Trail')
    expect(trail?.relations.map((r) => r.targetKey)).toEqual(['thing'])
    await orm.close(true)
    own.remove()
  })
})

describe('a story on the blog', () => {
  it('inserts, joins, follows relations both ways and deletes', async () => {
    const { orm, schema } = await connect('blog')
    const [User, Category, Post] = [schema('User'), schema('Category'), schema('Post')]
    const em = orm.em.fork()
    const defaults = {
      password: 'x',
      is_superuser: false,
      first_name: '',
      last_name: '',
      email: '',
      is_staff: false,
      is_active: true,
    }
    const author = em.create(User, { ...defaults, username: 'ada', date_joined: new Date(0) })
    const category = em.create(Category, { name: 'MikroORM' })
    em.create(Post, { title: 'Mapped', content: '…', published: true, created_at: new Date(0), author, category })
    await em.flush()
    const joined = await orm.em
      .fork()
      .find(Post, { category: { name: 'MikroORM' } }, { populate: ['category'] as never })
    expect(joined.map((p) => [p['title'], (p['category'] as { name: string }).name])).toEqual([['Mapped', 'MikroORM']])
    const reader = orm.em.fork()
    const found = await reader.findOneOrFail(Category, { name: 'MikroORM' }, { populate: ['posts'] as never })
    const posts = found['posts'] as { getItems(): { title: string }[] }
    expect(posts.getItems().map((p) => p.title)).toEqual(['Mapped'])
    await reader.nativeDelete(Category, { id: found['id'] })
    expect(await orm.em.fork().count(Post)).toBe(0)
    await orm.close(true)
  })
})
