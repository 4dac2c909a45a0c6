import { describe, expect, it } from 'vitest'
import { readDrizzle } from './read-drizzle.ts'

describe("Drizzle's table creators", () => {
  it('put names together with + as with templates; a name that cannot be told is listed', () => {
    const text = `import { pgTableCreator, pgTable, integer } from 'drizzle-orm/pg-core'
const PREFIX = 'app_'
const make = pgTableCreator((name) => PREFIX + name)
const other = pgTableCreator(function (name) { return 'v' + 2 + '_' + name })
export const users = make('users', { id: integer().primaryKey() })
export const posts = other('posts', { id: integer().primaryKey(), user: integer().references(() => users.id) })
export const unknown = pgTable(process.env.TABLE!, { id: integer().primaryKey() })`
    const { tables, diagnostics } = readDrizzle([{ file: 'x.ts', text }])
    expect(tables.map((t) => [t.name, t.foreignKeys.map((fk) => fk.table)])).toEqual([
      ['app_users', []],
      ['v2_posts', ['app_users']],
    ])
    expect(diagnostics.map((d) => [d.subject.line, d.message])).toEqual([
      [7, 'Line 7: it is a table whose name cannot be told, which is not drawn.'],
    ])
  })
})
