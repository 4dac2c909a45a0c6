import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { eq, getTableName, is, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { Kysely, SqliteDialect } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { drizzleSqlite } from '../../shared/exporters/drizzle-sqlite.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { distinctNames } from '../../shared/exporters/sql/fit-names.ts'
import { SQLITE_DIALECT, sqlite } from '../../shared/exporters/sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns, exampleDocument } from '../support/designs.ts'

const FOLDER = mkdtempSync(resolve(import.meta.dirname, '..', 'generated-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

/** The design's tables with its sample rows, as our own SQL makes them. */
function database(compiled: CompiledDesign): Database.Database {
  const db = new Database(':memory:')
  const options = { onDelete: 'database', extra: { external: true, rows: true } } as const
  db.exec(exportedText(sqlite.export({ ...compiled, options })))
  return db
}

/** The generated module, loaded as a user's program would. */
async function drizzleModule(compiled: CompiledDesign, name: string): Promise<Record<string, unknown>> {
  const path = join(FOLDER, `${name}.ts`)
  writeFileSync(path, exportedText(drizzleSqlite.export({ ...compiled, options: DEFAULT_EXPORT_OPTIONS })))
  return import(pathToFileURL(path).href) as Promise<Record<string, unknown>>
}

describe.each(allDesigns())('Drizzle schema of %s', (name, doc) => {
  const compiled = compileDesign(doc)

  it('loads, and reads every table with its relations', async () => {
    const schema = await drizzleModule(compiled, name)
    const db = drizzle(database(compiled), { schema: schema as Record<string, SQLiteTable> })
    const tables = Object.entries(schema).filter(([, value]) => is(value, SQLiteTable)) as [string, SQLiteTable][]
    const wanted = distinctNames(compiled.schema.tables, SQLITE_DIALECT).tables.map((t) => t.name)
    expect(tables.map(([, table]) => getTableName(table))).toEqual(expect.arrayContaining(wanted))
    for (const [key, table] of tables) {
      const rows = db.select().from(table).all()
      const [count] = db.all<{ n: number }>(sql`SELECT count(*) AS n FROM ${table}`)
      expect(rows.length).toBe(count?.n)
      const relational = db.query[key as keyof typeof db.query] as unknown as { findMany(): { sync(): unknown[] } }
      expect(relational.findMany().sync().length).toBe(rows.length)
    }
  })
})

describe('a story on the blog', () => {
  const compiled = compileDesign(exampleDocument('blog'))

  it('Drizzle inserts, joins, follows relations both ways and deletes', async () => {
    const schema = (await drizzleModule(compiled, 'story')) as Record<string, SQLiteTable>
    const connection = database(compiled)
    connection.pragma('foreign_keys = ON')
    const db = drizzle(connection, { schema })
    const table = (name: string) => {
      const found = Object.values(schema).find((t) => is(t, SQLiteTable) && getTableName(t) === name)
      if (found === undefined) throw new Error(`No table ${name}`)
      return found as SQLiteTable
    }
    const column = (of: SQLiteTable, name: string) =>
      (of as unknown as Record<string, SQLiteColumn>)[name] as SQLiteColumn
    const [category, post, user] = [table('blog_category'), table('blog_post'), table('auth_user')]
    const author = db.select().from(user).get() as { id: number }
    const created = db.insert(category).values({ name: 'Drizzle' }).returning().get() as { id: number }
    db.insert(post).values({ title: 'Typed', content: '…', author_id: author.id, category_id: created.id }).run()
    const joined = db
      .select()
      .from(post)
      .innerJoin(category, eq(column(post, 'category_id'), column(category, 'id')))
      .all()
    expect(joined.some((row) => JSON.stringify(row).includes('Typed'))).toBe(true)
    const query = db.query as unknown as Record<
      string,
      { findFirst(config: object): { sync(): Record<string, unknown> } }
    >
    const found = query['category']
      ?.findFirst({ where: eq(column(category, 'id'), created.id), with: { posts: true } })
      .sync()
    expect(found?.['posts']).toMatchObject([{ title: 'Typed' }])
    db.delete(category)
      .where(eq(column(category, 'id'), created.id))
      .run()
    expect(
      db
        .select()
        .from(post)
        .where(eq(column(post, 'title'), 'Typed'))
        .all(),
    ).toEqual([])
  })

  it('Kysely inserts, joins and deletes on the same tables', async () => {
    const db = new Kysely<Record<string, Record<string, unknown>>>({
      dialect: new SqliteDialect({ database: database(compiled) }),
    })
    const author = await db.selectFrom('auth_user').select('id').executeTakeFirstOrThrow()
    const created = await db
      .insertInto('blog_category')
      .values({ name: 'Kysely' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('blog_post')
      .values({ title: 'Built', content: '…', author_id: author['id'], category_id: created['id'] })
      .execute()
    const rows = await db
      .selectFrom('blog_post')
      .innerJoin('blog_category', 'blog_category.id', 'blog_post.category_id')
      .select(['blog_post.title', 'blog_category.name'])
      .where('blog_category.name', '=', 'Kysely')
      .execute()
    expect(rows).toEqual([{ title: 'Built', name: 'Kysely' }])
    await db.destroy()
  })
})
