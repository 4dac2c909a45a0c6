import 'reflect-metadata'
import { DataSource } from 'typeorm'
import type { EntityTarget, ObjectLiteral } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagramTables } from '../../shared/exporters/documents/edges.ts'
import { typeorm } from '../../shared/exporters/typeorm.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'
import { loadExports } from '../support/compiled-export.ts'
import type { LoadedExports } from '../support/compiled-export.ts'

let loaded: LoadedExports
beforeAll(async () => {
  loaded = await loadExports(typeorm, allDesigns())
}, 120_000)
afterAll(() => loaded?.remove())

type EntityClass = EntityTarget<ObjectLiteral>

/**
 * TypeORM writes names with quotes into its own SQL as they stand, knows no schemas on SQLite, and SQLite takes
 * `Name` and `name` for one: there only its metadata can be had.
 */
const OWN_TROUBLE: ReadonlySet<string> = new Set(['hostile', 'nasty_signs', 'nasty_schemas', 'nasty_clash'])

/** A fresh database in memory whose tables TypeORM itself makes. */
async function connect(name: string): Promise<{ source: DataSource; entity: (name: string) => EntityClass }> {
  const module = loaded.modules.get(name) ?? {}
  const entities = Object.values(module).filter((value) => typeof value === 'function') as (new () => object)[]
  const source = new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities,
    synchronize: !OWN_TROUBLE.has(name),
  })
  await source.initialize()
  return { source, entity: (wanted) => module[wanted] as EntityClass }
}

describe.each(allDesigns())('TypeORM entities of %s', (name, doc) => {
  it('make their tables and read them with their relations', async () => {
    const { source } = await connect(name)
    const { schema } = compileDesign(doc)
    const tables = diagramTables(schema).filter((t) => t.primaryKey.length > 0)
    expect(source.entityMetadatas.length).toBe(tables.length)
    if (OWN_TROUBLE.has(name)) return source.destroy()
    for (const metadata of source.entityMetadatas) {
      const relations = metadata.relations.map((r) => r.propertyPath)
      for (const relation of relations) {
        expect(await source.getRepository(metadata.target).find({ relations: { [relation]: true } })).toEqual([])
      }
    }
    await source.destroy()
  })
})

describe('a story on the blog', () => {
  it('inserts, joins, follows relations both ways and deletes', async () => {
    const { source, entity } = await connect('blog')
    const [users, categories, posts] = ['User', 'Category', 'Post'].map((name) => source.getRepository(entity(name)))
    if (users === undefined || categories === undefined || posts === undefined) throw new Error('no such entity')
    const defaults = {
      password: 'x',
      is_superuser: false,
      first_name: '',
      last_name: '',
      email: '',
      is_staff: false,
      is_active: true,
    }
    const author = await users.save({ ...defaults, username: 'ada', date_joined: new Date(0) })
    const category = await categories.save({ name: 'TypeORM' })
    await posts.save({ title: 'Decorated', content: '…', published: true, created_at: new Date(0), author, category })
    const joined = await posts
      .createQueryBuilder('post')
      .innerJoinAndSelect('post.category', 'category')
      .where('category.name = :name', { name: 'TypeORM' })
      .getMany()
    expect(joined.map((p) => [p['title'], (p['category'] as { name: string }).name])).toEqual([
      ['Decorated', 'TypeORM'],
    ])
    const found = await categories.findOneOrFail({ where: { id: category['id'] }, relations: { posts: true } })
    expect((found['posts'] as { title: string }[]).map((p) => p.title)).toEqual(['Decorated'])
    await categories.delete({ id: category['id'] })
    expect(await posts.count()).toBe(0)
    await source.destroy()
  })
})
