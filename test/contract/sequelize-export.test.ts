import { Sequelize } from 'sequelize'
import type { Model, ModelStatic } from 'sequelize'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagramTables } from '../../shared/exporters/documents/edges.ts'
import { DEFAULT_EXPORT_OPTIONS } from '../../shared/exporters/exporter.ts'
import { sequelize } from '../../shared/exporters/sequelize.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'
import { loadExports } from '../support/compiled-export.ts'
import type { LoadedExports } from '../support/compiled-export.ts'
import { importText } from '../support/import-fixture.ts'
import * as sqlite3Shim from '../support/sqlite3-shim.ts'

let loaded: LoadedExports
beforeAll(async () => {
  loaded = await loadExports(sequelize, allDesigns())
}, 120_000)
afterAll(() => loaded?.remove())

type Models = Readonly<Record<string, ModelStatic<Model>>>

/** SQLite takes `Name` and `name` for one, and Sequelize splits names at signs of its own: there the models are defined only. */
const NO_TABLES: ReadonlySet<string> = new Set(['nasty_clash', 'nasty_signs'])

/** A fresh database in memory whose tables Sequelize itself makes. */
async function connect(name: string): Promise<{ connection: Sequelize; models: Models }> {
  const connection = new Sequelize({
    dialect: 'sqlite',
    storage: ':memory:',
    dialectModule: sqlite3Shim,
    logging: false,
  })
  const define = loaded.modules.get(name)?.['defineModels'] as (connection: Sequelize) => Models
  const models = define(connection)
  // Tables that refer to each other in a circle have no order.
  if (!NO_TABLES.has(name)) for (const model of Object.values(models)) await model.sync()
  return { connection, models }
}

describe.each(allDesigns())('Sequelize models of %s', (name, doc) => {
  it('make their tables and read them with their associations', async () => {
    const { connection, models } = await connect(name)
    const tables = diagramTables(compileDesign(doc).schema).filter((t) => t.primaryKey.length > 0)
    expect(Object.keys(models).length).toBe(tables.length)
    if (NO_TABLES.has(name)) return connection.close()
    for (const model of Object.values(models)) {
      for (const association of Object.keys(model.associations)) {
        expect(await model.findAll({ include: [association] })).toEqual([])
      }
    }
    await connection.close()
  })
})

describe('names with a dot, which Sequelize parts there', () => {
  it('are none of its indexes; those of tables and columns are said', async () => {
    const { doc } = await importText(
      'x.sql',
      'CREATE TABLE "a.b" (id INTEGER PRIMARY KEY, "c.d" INT); CREATE INDEX "e.f" ON "a.b" ("c.d");',
    )
    const { pieces, diagnostics } = sequelize.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS })
    expect(pieces.map((p) => p.text).join('')).toContain("name: 'a_b_c_d_")
    expect(diagnostics.map((d) => d.message)).toEqual([
      'Sequelize cannot say the dot in a.b; some of its queries part the name there.',
      'Sequelize cannot say the dot in c.d; some of its queries part the name there.',
    ])
  })
})

describe('names that meet', () => {
  it('a many-to-many called like its model is another association; an index over __proto__ goes with its column', async () => {
    const { doc } = await importText(
      'models.py',
      'from django.db import models\nclass Tag(models.Model):\n    tag = models.ManyToManyField("Other")\nclass Other(models.Model):\n    a = models.IntegerField(db_column="__proto__", db_index=True)\n',
    )
    const own = await loadExports(sequelize, [['names', doc]])
    const connection = new Sequelize({
      dialect: 'sqlite',
      storage: ':memory:',
      dialectModule: sqlite3Shim,
      logging: false,
    })
    const define = own.modules.get('names')?.['defineModels'] as (connection: Sequelize) => Models
    const models = define(connection)
    for (const model of Object.values(models)) await model.sync()
    for (const model of Object.values(models))
      for (const association of Object.keys(model.associations))
        expect(await model.findAll({ include: [association] })).toEqual([])
    expect(Object.keys(models['Tag']?.associations ?? {})).toContain('tag_')
    await connection.close()
    own.remove()
  })

  it('columns that SQLite takes for one are said', async () => {
    const { doc } = await importText('x.sql', 'CREATE TABLE a (id serial PRIMARY KEY, "Name" INT, "NAME" INT)')
    const { diagnostics } = sequelize.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS })
    expect(diagnostics.map((d) => d.message)).toEqual([
      'Sequelize cannot say Name, NAME on SQLite; there they are one column.',
    ])
  })
})

describe('a story on the blog', () => {
  it('inserts, joins, follows associations both ways and deletes', async () => {
    const { connection, models } = await connect('blog')
    const { User, Category, Post } = models
    if (User === undefined || Category === undefined || Post === undefined) throw new Error('no such model')
    const defaults = {
      password: 'x',
      is_superuser: false,
      first_name: '',
      last_name: '',
      email: '',
      is_staff: false,
      is_active: true,
    }
    const author = await User.create({ ...defaults, username: 'ada', date_joined: new Date(0) })
    const category = await Category.create({ name: 'Sequelize' })
    await Post.create({
      title: 'Defined',
      content: '…',
      published: true,
      created_at: new Date(0),
      author_id: author.get('id'),
      category_id: category.get('id'),
    })
    const joined = await Post.findAll({ include: [{ association: 'category', where: { name: 'Sequelize' } }] })
    expect(joined.map((p) => p.get('title'))).toEqual(['Defined'])
    const found = await Category.findOne({ where: { name: 'Sequelize' }, include: ['posts'], rejectOnEmpty: true })
    expect((found.get('posts') as Model[]).map((p) => p.get('title'))).toEqual(['Defined'])
    await category.destroy()
    expect(await Post.count()).toBe(0)
    await connection.close()
  })
})
