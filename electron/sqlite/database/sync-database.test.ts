import BetterSqlite from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'

import { applyCommand } from '../../../shared/commands/registry.ts'
import type { CommandType, ParamsOf } from '../../../shared/commands/registry.ts'
import type { ErDocument, Field, Model } from '../../../shared/document/records.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { compileDesign } from '../../../shared/schema/compile-design.ts'
import { bigDocument } from '../../../test/support/big-document.ts'
import { readDesign } from '../design/design-text.ts'
import type { Connection } from './open-database.ts'
import { isSampleDatabase } from './known-schema.ts'
import { syncDatabase } from './sync-database.ts'

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples')
const example = (name: string) => readDesign(readFileSync(join(EXAMPLES, `${name}.relata.json`), 'utf8'))

let db: Connection
beforeEach(() => {
  db = new BetterSqlite(':memory:')
  db.defaultSafeIntegers(true)
})

/** Both ways of changing tables are to end alike: copies, and SQLite's ALTER. */
const WAYS = { 'by copies': 20_000, 'by ALTER': 0 }
let copied = 0
const sync = (doc: ErDocument) => syncDatabase(db, compileDesign(doc), copied)
const rows = (sql: string) => db.prepare(sql).raw().all() as unknown[][]
const run = <T extends CommandType>(doc: ErDocument, type: T, params: ParamsOf<T>) =>
  applyPatch(doc, applyCommand(doc, type, params))
const modelNamed = (doc: ErDocument, name: string) => Object.values(doc.models).find((m) => m.name === name) as Model
const setField = (doc: ErDocument, model: string, name: string, change: (field: Field) => Field): ErDocument => {
  const found = modelNamed(doc, model)
  return {
    ...doc,
    models: {
      ...doc.models,
      [found.id]: { ...found, fields: found.fields.map((f) => (f.name === name ? change(f) : f)) },
    },
  }
}
const setModel = (doc: ErDocument, name: string, change: (model: Model) => Model): ErDocument => {
  const found = modelNamed(doc, name)
  return { ...doc, models: { ...doc.models, [found.id]: change(found) } }
}

/** What the PRAGMAs say about every table, in an order of their own. */
function shapeOf(of: Connection): unknown {
  const tables = of
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_relata_%' ORDER BY 1",
    )
    .raw()
    .all() as [string][]
  return tables.map(([name]) => ({
    name,
    columns: of
      .prepare('SELECT name, lower(type), "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)')
      .raw()
      .all(name),
    foreignKeys: of
      .prepare('SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY 1, 2')
      .raw()
      .all(name),
    indexes: (
      of.prepare('SELECT name, "unique", origin, partial FROM pragma_index_list(?) ORDER BY 1').raw().all(name) as [
        string,
      ][]
    )
      .map(([index, ...rest]) =>
        [
          index.startsWith('sqlite_') ? '' : index,
          ...rest,
          of.prepare('SELECT name FROM pragma_index_info(?)').raw().all(index),
        ].map(String),
      )
      .toSorted(),
  }))
}

function expectLikeFresh(doc: ErDocument): void {
  const fresh = new BetterSqlite(':memory:')
  fresh.defaultSafeIntegers(true)
  syncDatabase(fresh, compileDesign(doc))
  expect(shapeOf(db)).toEqual(shapeOf(fresh))
  expect(rows('PRAGMA integrity_check')).toEqual([['ok']])
  fresh.close()
}

for (const [way, limit] of Object.entries(WAYS))
  describe(`the sample database, changed ${way}`, () => {
    beforeEach(() => void (copied = limit))

    it('is made with the rows of the design, and nothing happens the second time', () => {
      const doc = example('blog')
      const first = sync(doc)
      expect(first.changed).toBe(true)
      expect(first.notes).toEqual([])
      expect(Number(rows('SELECT count(*) FROM blog_post')[0]?.[0])).toBeGreaterThan(0)
      expect(Number(rows('SELECT count(*) FROM blog_post_tags')[0]?.[0])).toBeGreaterThan(0)
      expect(rows('PRAGMA foreign_key_check')).toEqual([])
      expect(sync(doc)).toEqual({ changed: false, plan: [], notes: [] })
    })

    it('keeps rows through a renamed model, and only renames', () => {
      const doc = example('blog')
      sync(doc)
      const before = rows('SELECT * FROM blog_post')
      const after = run(doc, 'model.rename', { id: modelNamed(doc, 'Post').id, name: 'Article' } as never)
      const { plan } = sync(after)
      expect(rows('SELECT * FROM blog_article')).toEqual(before)
      if (copied === 0)
        expect(plan.every((sql) => !sql.startsWith('CREATE TABLE') && !sql.startsWith('INSERT'))).toBe(true)
      expectLikeFresh(after)
    })

    it('keeps values through renamed fields and many-to-many fields', () => {
      const doc = example('blog')
      sync(doc)
      const titles = rows('SELECT title FROM blog_post')
      const tags = rows('SELECT post_id, tag_id FROM blog_post_tags')
      const renamed = setField(
        setField(doc, 'Post', 'title', (f) => ({ ...f, name: 'headline' })),
        'Post',
        'tags',
        (f) => ({ ...f, name: 'labels' }),
      )
      sync(renamed)
      expect(rows('SELECT headline FROM blog_post')).toEqual(titles)
      expect(rows('SELECT post_id, tag_id FROM blog_post_labels')).toEqual(tags)
      expectLikeFresh(renamed)
    })

    it('swaps the names of two columns and of two models', () => {
      const doc = example('blog')
      sync(doc)
      const before = rows('SELECT bio, city FROM blog_profile')
      const names = rows('SELECT name FROM blog_category')
      let after = setField(doc, 'Profile', 'bio', (f) => ({ ...f, name: 'x' }))
      after = setField(after, 'Profile', 'city', (f) => ({ ...f, name: 'bio' }))
      after = setField(after, 'Profile', 'x', (f) => ({ ...f, name: 'city' }))
      after = setModel(after, 'Tag', (m) => ({ ...m, name: 'X' }))
      after = setModel(after, 'Category', (m) => ({ ...m, name: 'Tag' }))
      after = setModel(after, 'X', (m) => ({ ...m, name: 'Category' }))
      sync(after)
      expect(rows('SELECT city, bio FROM blog_profile')).toEqual(before)
      expect(rows('SELECT name FROM blog_tag')).toEqual(names)
      expectLikeFresh(after)
    })

    it('adds a required field to rows that exist', () => {
      const doc = example('blog')
      sync(doc)
      const count = rows('SELECT count(*) FROM blog_post')
      const found = modelNamed(doc, 'Post')
      const field: Field = {
        id: 'field:new' as never,
        name: 'rating',
        kind: 'scalar',
        type: 'IntegerField',
        options: {},
        choices: null,
      }
      const after = setModel(doc, 'Post', (m) => ({ ...m, fields: [...found.fields, field] }))
      const { notes } = sync(after)
      expect(rows('SELECT count(*) FROM blog_post WHERE rating = 0')).toEqual(count)
      expect(notes.join()).toContain('rating')
      expectLikeFresh(after)
    })

    it('adds and drops a nullable field in place', () => {
      const doc = example('blog')
      sync(doc)
      const field: Field = {
        id: 'field:new' as never,
        name: 'subtitle',
        kind: 'scalar',
        type: 'TextField',
        options: { null: true },
        choices: null,
      }
      const found = modelNamed(doc, 'Category')
      const after = setModel(doc, 'Category', (m) => ({ ...m, fields: [...found.fields, field] }))
      const added = sync(after).plan
      if (copied === 0) expect(added).toEqual(['ALTER TABLE "blog_category" ADD COLUMN "subtitle" text NULL'])
      expectLikeFresh(after)
      const dropped = sync(doc).plan
      if (copied === 0) expect(dropped).toEqual(['ALTER TABLE "blog_category" DROP COLUMN "subtitle"'])
      expectLikeFresh(doc)
    })

    it('leaves out rows that a new rule forbids, and says how many', () => {
      const doc = example('blog')
      sync(doc)
      db.exec("UPDATE blog_category SET name = 'same'")
      const count = Number(rows('SELECT count(*) FROM blog_category')[0]?.[0])
      const after = setField(doc, 'Category', 'name', (f) => ({ ...f, options: { ...f.options, unique: true } }))
      const { notes } = sync(after)
      expect(rows('SELECT count(*) FROM blog_category')).toEqual([[1n]])
      expect(notes.join()).toContain(`${count - 1} rows of blog_category`)
      expectLikeFresh(after)
    })

    it('drops a deleted model with its join tables', () => {
      const doc = example('blog')
      sync(doc)
      const after = run(doc, 'model.delete', { ids: [modelNamed(doc, 'Tag').id] } as never)
      sync(after)
      expectLikeFresh(after)
    })

    it('is as if made anew after any way from one example to another', () => {
      const names = ['blog', 'library', 'school', 'blog']
      for (const name of names) {
        sync(example(name))
        expectLikeFresh(example(name))
      }
    })

    it('takes changes of kind, null, length, key and on_delete', () => {
      const doc = example('blog')
      sync(doc)
      const changes: ((d: ErDocument) => ErDocument)[] = [
        (d) =>
          setField(d, 'Post', 'title', (f) => ({ ...f, options: { ...f.options, max_length: 500, db_index: true } })),
        (d) => setField(d, 'Post', 'title', (f) => ({ ...f, type: 'TextField', options: { null: true } }) as Field),
        (d) =>
          setField(
            d,
            'Post',
            'category',
            (f) => ({ ...f, kind: 'oneToOne', onDelete: 'CASCADE', options: {} }) as Field,
          ),
        (d) =>
          setField(
            d,
            'Post',
            'category',
            (f) => ({ ...f, kind: 'foreignKey', onDelete: 'SET_NULL', options: { null: true } }) as Field,
          ),
        (d) => setModel(d, 'Post', (m) => ({ ...m, meta: { ...m.meta, db_table: 'odd "name"' } })),
        (d) => setModel(d, 'Post', (m) => ({ ...m, fields: m.fields.toReversed() })),
        (d) =>
          setModel(d, 'Category', (m) => ({
            ...m,
            fields: [
              {
                id: 'field:pk' as never,
                name: 'code',
                kind: 'scalar',
                type: 'SlugField',
                options: { primary_key: true },
                choices: null,
              },
              ...m.fields,
            ],
          })),
      ]
      let current = doc
      for (const change of changes) {
        current = change(current)
        sync(current)
        expectLikeFresh(current)
      }
      expect(Number(rows('SELECT count(*) FROM "odd ""name"""')[0]?.[0])).toBeGreaterThan(0)
    })

    it('never touches a database that someone else made', () => {
      db.exec('CREATE TABLE mine (x)')
      expect(isSampleDatabase(db)).toBe(false)
      expect(() => sync(example('blog'))).toThrow(/not made from a design/)
      expect(rows('SELECT name FROM sqlite_schema')).toEqual([['mine']])
    })

    it('stays as it was when a step fails', () => {
      const doc = example('blog')
      sync(doc)
      const before = shapeOf(db)
      db.exec('CREATE VIEW spoiler AS SELECT * FROM blog_post')
      const broken = setModel(doc, 'Category', (m) => ({ ...m, meta: { ...m.meta, db_table: 'spoiler' } }))
      expect(() => sync(broken)).toThrow()
      expect(shapeOf(db)).toEqual(before)
    })
  })

it('looks at what an edit touched, and notices when someone else changed the file', () => {
  const doc = example('blog')
  let compiled = compileDesign(doc)
  syncDatabase(db, compiled)
  const renamed = setField(doc, 'Tag', 'name', (f) => ({ ...f, name: 'label' }))
  compiled = compileDesign(renamed, compiled)
  expect(syncDatabase(db, compiled, 0).plan).toEqual(['ALTER TABLE "blog_tag" RENAME COLUMN "name" TO "label"'])
  expect(syncDatabase(db, compiled).changed).toBe(false)
  expectLikeFresh(renamed)
  // Another connection's view of the same file: what was remembered no longer counts.
  db.exec('DELETE FROM _relata_schema WHERE key = (SELECT key FROM _relata_schema LIMIT 1)')
  db.exec('CREATE TABLE foreign_table (x); DROP TABLE foreign_table')
  expect(() => syncDatabase(db, compiled)).toThrow(/already exists/)
})

it('looks into a hundred tables with one statement, and at none that an edit left alone', () => {
  copied = WAYS['by copies']
  const asked: string[] = []
  const prepare = db.prepare.bind(db)
  db.prepare = ((sql: string) => {
    asked.push(sql)
    return prepare(sql)
  }) as typeof db.prepare
  let compiled = compileDesign(bigDocument(150))
  syncDatabase(db, compiled)
  expect(asked.filter((sql) => sql.includes('EXISTS (SELECT 1 FROM')).length).toBeLessThan(4)
  asked.length = 0
  const doc = run(compiled.doc, 'model.add', { name: 'Added' })
  compiled = compileDesign(doc, compiled)
  expect(syncDatabase(db, compiled).plan).toHaveLength(1)
  expect(asked.filter((sql) => sql.includes('"shop_'))).toEqual(['SELECT 0 WHERE EXISTS (SELECT 1 FROM "shop_added")'])
})
