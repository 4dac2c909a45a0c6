/** Drizzle's own reading of a schema, by running it, against ours, which runs nothing. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { getTableConfig as mysqlConfig, MySqlTable } from 'drizzle-orm/mysql-core'
import { getTableConfig as pgConfig, PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig as sqliteConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { readDrizzle } from '../../shared/importers/drizzle/read-drizzle.ts'
import type { RawDatabase } from '../../shared/importers/database/raw.ts'
import { importText } from '../support/import-fixture.ts'

const FOLDER = resolve(import.meta.dirname, '../fixtures/import')

function read(...names: readonly string[]): RawDatabase {
  return readDrizzle(names.map((name) => ({ file: `db/${name}`, text: readFileSync(resolve(FOLDER, name), 'utf8') })))
}

interface Named {
  readonly name: string
}

/** What `getTableConfig` gives, as far as the three flavours agree. */
interface TableConfig {
  readonly name: string
  readonly columns: readonly (Named & {
    readonly notNull: boolean
    readonly primary: boolean
    readonly isUnique: boolean
    readonly generated?: unknown
  })[]
  readonly indexes: readonly { readonly config: { readonly columns: readonly unknown[]; readonly unique?: boolean } }[]
  readonly primaryKeys: readonly { readonly columns: readonly Named[] }[]
  readonly foreignKeys: readonly {
    readonly onDelete: string | undefined
    reference(): {
      readonly columns: readonly Named[]
      readonly foreignColumns: readonly Named[]
      readonly foreignTable: unknown
    }
  }[]
  readonly uniqueConstraints: readonly { readonly columns: readonly Named[] }[]
  readonly checks: readonly unknown[]
}

const list = (names: readonly (string | null)[]) => names.join(',')
const termName = (term: unknown) =>
  term !== null && typeof term === 'object' && 'name' in term ? String(term.name) : '(expression)'

function theirs(config: (table: never) => unknown, tables: readonly unknown[]): readonly string[] {
  const of = (table: unknown) => config(table as never) as TableConfig
  return tables
    .map(of)
    .flatMap((t) => {
      const key = [...t.columns.filter((c) => c.primary), ...t.primaryKeys.flatMap((k) => k.columns)].map((c) => c.name)
      const required = t.columns.filter((c) => c.notNull || key.includes(c.name)).map((c) => c.name)
      return [
        `${t.name} (${list(t.columns.map((c) => c.name))})`,
        `${t.name} not null ${list(required)}`,
        `${t.name} key ${list(key)}`,
        ...t.columns.filter((c) => c.isUnique).map((c) => `${t.name} unique ${c.name}`),
        ...t.uniqueConstraints.map((u) => `${t.name} unique ${list(u.columns.map((c) => c.name))}`),
        ...t.indexes.map(
          (i) => `${t.name} ${i.config.unique === true ? 'unique' : 'index'} ${list(i.config.columns.map(termName))}`,
        ),
        ...t.foreignKeys.map((fk) => {
          const { columns, foreignColumns, foreignTable } = fk.reference()
          return `${t.name} ${list(columns.map((c) => c.name))} -> ${of(foreignTable).name} ${list(foreignColumns.map((c) => c.name))} ${fk.onDelete ?? 'no action'}`
        }),
        ...t.checks.map(() => `${t.name} check`),
      ]
    })
    .toSorted()
}

function ours(raw: RawDatabase): readonly string[] {
  return raw.tables
    .flatMap((t) => [
      `${t.name} (${list(t.columns.map((c) => c.name))})`,
      `${t.name} not null ${list(t.columns.filter((c) => !c.null).map((c) => c.name))}`,
      `${t.name} key ${list(t.primaryKey)}`,
      ...t.uniques.map((u) => `${t.name} unique ${list(u.columns.map((c) => c.name ?? '(expression)'))}`),
      ...t.indexes.map((u) => `${t.name} index ${list(u.columns.map((c) => c.name ?? '(expression)'))}`),
      ...t.foreignKeys
        .filter((fk) => fk.enforced !== false)
        .map(
          (fk) => `${t.name} ${list(fk.columns)} -> ${fk.table} ${list(fk.targetColumns)} ${fk.onDelete.toLowerCase()}`,
        ),
      ...t.checks.map(() => `${t.name} check`),
    ])
    .toSorted()
}

const values = (module: object) => Object.values(module) as readonly unknown[]

describe('Drizzle reads a schema as we do', () => {
  it('PostgreSQL', async () => {
    const tables = values(await import('../fixtures/import/drizzle-postgresql.ts')).filter((v) => v instanceof PgTable)
    const raw = read('drizzle-columns.ts', 'drizzle-postgresql.ts')
    expect(tables).toHaveLength(4)
    expect(ours(raw)).toEqual(theirs(pgConfig, tables))
  })

  it('MySQL', async () => {
    const tables = values(await import('../fixtures/import/drizzle-mysql.ts')).filter((v) => v instanceof MySqlTable)
    expect(ours(read('drizzle-mysql.ts'))).toEqual(theirs(mysqlConfig, tables))
  })

  it('SQLite', async () => {
    const tables = values(await import('../fixtures/import/drizzle-sqlite.ts')).filter((v) => v instanceof SQLiteTable)
    expect(ours(read('drizzle-sqlite.ts'))).toEqual(theirs(sqliteConfig, tables))
  })
})

describe('a Drizzle schema', () => {
  const raw = read('drizzle-columns.ts', 'drizzle-postgresql.ts')
  const users = raw.tables.find((t) => t.name === 'users')
  const column = (name: string) => users?.columns.find((c) => c.name === name)

  it('keeps types, defaults, enums and names', () => {
    expect(column('role')).toMatchObject({ values: ['admin', "it's", 'guest'], enumName: 'role', default: "'guest'" })
    expect(column('email')).toMatchObject({ type: 'varchar(320)', fieldName: 'email' })
    expect(column('picture')?.type).toBe('bytea')
    expect(column('settings')?.default).toBe('\'{"dark":true,"list":[1,null]}\'')
    expect(column('search')?.generated).toEqual({ sql: 'upper("email")', stored: true })
    expect(column('created_at')).toMatchObject({ type: 'timestamp with time zone', default: 'now()' })
    expect(users?.uniques.find((u) => u.name === 'users_lower')).toMatchObject({ where: '"active" = true' })
    expect(users?.indexes.find((i) => i.name === 'users_gin')).toMatchObject({
      method: 'gin',
      columns: [{ opclass: 'jsonb_path_ops' }],
    })
    expect(raw.tables.find((t) => t.schema === 'shop')?.columns.map((c) => c.enumName ?? null)).toEqual([
      null,
      null,
      null,
      'status',
    ])
  })

  it('draws what only `relations` say, as not enforced', () => {
    const lines = raw.tables.find((t) => t.name === 'app_lines')
    expect(lines?.foreignKeys.map((fk) => [fk.fieldName, fk.enforced ?? true])).toEqual([
      ['order', true],
      ['shadow', false],
    ])
  })

  it('says with its line what it leaves out', () => {
    const said = raw.diagnostics.map((d) => `${d.subject.line} ${d.message.replace(/^Line \d+: /, '')}`)
    expect(column('odd name')?.python).toEqual({ default: 4 })
    expect(said.some((s) => /ON UPDATE CASCADE of \(boss_id\)/.test(s))).toBe(true)
    expect(said.some((s) => /a view/.test(s))).toBe(true)
  })

  it('has what Django makes of what the program makes, and names on both ends', async () => {
    const text = `import { boolean, date, jsonb, pgTable, serial, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core'
import { relations, sql } from 'drizzle-orm'
import { v4 as uuidv4 } from 'uuid'
import { createId } from '@paralleldrive/cuid2'
const stamps = { createdAt: timestamp().$defaultFn(() => new Date()).notNull(), updatedAt: timestamp().notNull().defaultNow().$onUpdate(() => new Date()) }
export const users = pgTable('users', {
  id: uuid().primaryKey().$defaultFn(() => crypto.randomUUID()),
  token: varchar({ length: 36 }).$default(uuidv4),
  key: text().$defaultFn(() => createId()),
  active: boolean().notNull().$defaultFn(() => true),
  meta: jsonb().$defaultFn(() => ({})),
  day: date().$defaultFn(() => new Date().toISOString().slice(0, 10)),
  changed: timestamp({ mode: 'string' }).$onUpdateFn(() => sql\`now()\`),
  ...stamps,
})
export const profiles = pgTable('profiles', { id: serial().primaryKey(), userId: uuid().notNull().unique().references(() => users.id) })
export const posts = pgTable('posts', { id: serial().primaryKey(), authorId: uuid().references(() => users.id), editorId: uuid().references(() => users.id) })
export const usersRelations = relations(users, ({ one, many }) => ({
  profile: one(profiles, { fields: [users.id], references: [profiles.userId] }),
  written: many(posts, { relationName: 'author' }),
  edited: many(posts, { relationName: 'editor' }),
}))
export const profilesRelations = relations(profiles, ({ one }) => ({ user: one(users, { fields: [profiles.userId], references: [users.id] }) }))
export const postsRelations = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id], relationName: 'author' }),
  editor: one(users, { fields: [posts.editorId], references: [users.id], relationName: 'editor' }),
}))
`
    const { doc, tables, diagnostics } = await importText('schema.ts', text)
    const fields = Object.values(doc.models).flatMap((m) => m.fields)
    const options = Object.fromEntries(fields.map((f) => [f.name, f.options]))
    const python = (expr: string) => ({ default: { expr } })
    expect(options).toMatchObject({
      token: python('uuid.uuid4'),
      active: { default: true },
      meta: python('dict'),
      day: python('datetime.date.today'),
      changed: { auto_now: true },
      created_at: python('timezone.now'),
      updated_at: { auto_now: true },
    })
    expect(options['key']).not.toHaveProperty('default')
    const relations = fields.flatMap((f) => ('relatedName' in f ? [[f.name, f.relatedName]] : []))
    expect(relations.toSorted()).toEqual([
      ['author', 'written'],
      ['editor', 'edited'],
      ['user', 'profile'],
    ])
    expect(tables.flatMap((t) => t.foreignKeys).every((fk) => fk.enforced)).toBe(true)
    const lost = diagnostics.filter((d) => d.code === 'relata.6035').map((d) => d.message)
    expect(lost).toEqual(['Line 9: the default that the program makes of key is left out.'])
  })

  it('is recognised by its content, names columns by the casing and follows every road to a table', async () => {
    const text = `import { pgTable, text, integer } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/node-postgres'
export const db = drizzle(url, { casing: 'snake_case' })
export const userAccounts = pgTable('user_accounts', { id: integer().primaryKey(), displayName: text().notNull(), parentID2: integer().references(() => userAccounts.id) })`
    const { tables, doc } = await importText('anything.txt', text)
    expect(tables.map((t) => t.columns.map((c) => c.name))).toEqual([['id', 'display_name', 'parent_id_2']])
    expect(Object.values(doc.models).map((m) => m.name)).toEqual(['UserAccount'])
  })

  it('names that are reckoned: of constants, templates, enums, functions; what nobody knows is listed', () => {
    const text = `import { pgTable, serial, text, integer } from 'drizzle-orm/pg-core'
const KEY = 'name', FIELDS = { owner: 'owner_id' } as const
enum Col { City = 'city' }
const named = (key) => ({ [key]: text(), [\`\${key}_at\`]: text() })
const round = { [round.x]: 'a', x: round.y, [other.x]: 'b' }, other = { [round.x]: 'c' }
export const users = pgTable('users', {
  [KEY]: text(), [FIELDS.owner]: integer().references(() => users.id), [Col.City]: text(),
  ...named('made'), ...named('seen'), id: serial().primaryKey(),
  [unknown()]: text(),
  [other.x]: text(),
})`
    const { tables, diagnostics } = readDrizzle([{ file: 'x.ts', text }])
    expect(tables[0]?.columns.map((c) => c.name)).toEqual('name owner_id city made made_at seen seen_at id'.split(' '))
    expect(tables[0]?.foreignKeys.map((fk) => fk.columns)).toEqual([['owner_id']])
    expect(diagnostics.map((d) => d.subject.line)).toEqual([9, 10])
  })

  it('reads round a mistake', () => {
    const text = `import { pgTable, text, integer } from 'drizzle-orm/pg-core'
export const a = pgTable('a', { id: integer('id').primaryKey(), x: unknownThing, y: text('y').references(() => gone.id) })
export const b = pgTable('b', { id: integer('id' })
export const c = pgTable('c', { id: integer('id') })`
    const { tables, diagnostics } = readDrizzle([{ file: 'x.ts', text }])
    expect(tables.map((t) => t.name)).toEqual(['a', 'b', 'c'])
    expect(diagnostics.map((d) => d.subject.line)).toEqual(expect.arrayContaining([2, 3]))
  })
})

describe('conditions, lists and constants of a program of Drizzle', () => {
  const head = `import { and, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { customType, foreignKey, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
`
  const readText = (text: string) => readDrizzle([{ file: 'schema.ts', text: head + text }])
  const typesOf = (raw: RawDatabase) => raw.tables[0]?.columns.map((c) => `${c.name} ${c.type}`)

  it('types that depend on what they are given', () => {
    const raw = readText(`const amount = customType<{ data: number; config: { whole?: number; part?: number } }>({
  dataType(config) {
    // of what is said
    if (config?.whole !== undefined && config.part) {
      return \`numeric(\${config.whole}, \${config.part})\`
    }
    return 'numeric'
  },
})
const space = customType<{ data: number[]; config: { size?: number } }>({ dataType: (c) => \`vector(\${c?.size ?? 1536})\` })
const kinds = customType<{ data: string }>({ dataType: (c) => (typeof c === 'object' ? 'bytea' : 'citext') })
const sized = (name: string, { length = 40, wide }: { length?: number; wide?: boolean } = {}) =>
  wide ? text(name) : amount(name, { whole: length, part: 2 })
export const things = pgTable('things', {
  a: amount('a', { whole: 10, part: 3 }), b: amount('b', { whole: 8 }), c: amount('c'), d: space('d'), e: space('e', { size: 3 }),
  f: kinds('f'), g: sized('g'), h: sized('h', { length: 9 }), i: sized('i', { wide: true }),
  j: elsewhere() ? text('j') : integer('j'),
})`)
    const kinds = ['numeric(10, 3)', 'numeric', 'numeric', 'vector(1536)', 'vector(3)', 'citext']
    const sized = ['numeric(40, 2)', 'numeric(9, 2)', 'text']
    expect(typesOf(raw)).toEqual([...kinds, ...sized].map((type, i) => `${'abcdefghi'.charAt(i)} ${type}`))
    expect(raw.diagnostics.map((d) => d.message)).toEqual(['Line 19: the column j cannot be told.'])
  })

  it('indexes of some rows in the words of drizzle-orm, and constants beside them', () => {
    const raw =
      readText(`export const pages = pgTable('pages', { id: integer().primaryKey(), slug: text(), parent: integer(), kind: text() }, (t) => {
  const both = [t.slug, t.kind] as const
  return [
    uniqueIndex('some').on(...both).where(isNotNull(t.slug)),
    index('other').on(t.kind).where(and(or(eq(t.kind, "it's"), gt(t.parent, 3)), undefined, isNull(t.slug), inArray(t.kind, ['a', 'b']))),
    foreignKey({ columns: [t.parent], foreignColumns: [t.id] }).onDelete('cascade'),
  ]
})`)
    const [pages] = raw.tables
    expect(pages?.uniques.map((u) => [u.columns.map((c) => c.name), u.where])).toEqual([
      [['slug', 'kind'], '"slug" IS NOT NULL'],
    ])
    expect(pages?.indexes[0]?.where).toBe(
      `((("kind" = 'it''s') OR ("parent" > 3))) AND ("slug" IS NULL) AND ("kind" IN ('a', 'b'))`.replace(
        /^(.*)$/,
        '($1)',
      ),
    )
    expect(raw.diagnostics).toEqual([])
  })

  it('enums by the values of a program, arrays with what they hold', async () => {
    const text = `${head}import { z } from 'zod'
enum State { Open = 'open', Shut = 'shut' }
const levels = { low: 1, high: 2 } as const
const valuesOf = (of: object) => Object.values(of).map((value) => \`\${value}\`)
export const state = pgEnum('state', valuesOf(State))
export const level = pgEnum('level', Object.keys(levels))
export const colour = pgEnum('colour', z.enum(['red', 'green']).options)
export const lost = pgEnum('lost', elsewhere)
export const rows = pgTable('rows', {
  id: integer().primaryKey(), state: state().default(State.Shut), level: level(), colour: colour(), lost: lost(),
  states: state().array(), words: text().array().default(['x y', 'a "b"']), nested: integer().array().array().default([[1, 2], [3]]),
  items: text().notNull().default('x').array(),
})`
    const [rows] = readDrizzle([{ file: 'schema.ts', text }]).tables
    const values = rows?.columns.flatMap((c) => (c.values === null ? [] : [c.values]))
    expect(values).toEqual([
      ['open', 'shut'],
      ['low', 'high'],
      ['red', 'green'],
    ])
    expect(rows?.columns.slice(4).map((c) => [c.name, c.type, c.null, c.default])).toEqual([
      ['lost', 'text', true, null],
      ['states', 'text[]', true, null],
      ['words', 'text[]', true, `'{"x y","a \\"b\\""}'`],
      ['nested', 'integer[][]', true, "'{{1,2},{3}}'"],
      // What stands before `array()` is said of its items.
      ['items', 'text[]', true, null],
    ])
    const { diagnostics } = await importText('schema.ts', text)
    expect(diagnostics.flatMap((d) => (d.code === 'relata.6035' ? [d.message] : []))).toEqual([
      'Line 10: the values of lost cannot be told; it is read as text.',
      'Line 13: states is a list of state; it is read as a list of texts.',
    ])
  })

  it('keys have the names that the program gives their columns', async () => {
    const text = `${head}export const nodes = pgTable('nodes', { id: integer().primaryKey(), parentNodeId: integer('parent').references(() => nodes.id) })`
    const { doc } = await importText('schema.ts', text)
    const fields = Object.values(doc.models).flatMap((m) => m.fields)
    expect(fields.map((f) => [f.name, f.options['db_column']])).toEqual([
      ['id', undefined],
      ['parent_node', 'parent'],
    ])
  })
})

describe('functions of a program of Drizzle', () => {
  it('say a foreign key of SQLite', () => {
    const sqlite = `import { foreignKey, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
export const a = sqliteTable('a', { id: text('id').primaryKey() })
export const b = sqliteTable('b', { n: integer('n').primaryKey(), x: text('x') }, (t) => ({
  key: foreignKey(() => ({ columns: [t.x], foreignColumns: [a.id], name: 'x_key' })).onDelete('cascade'),
}))
`
    const { tables, diagnostics } = readDrizzle([{ file: 'schema.ts', text: sqlite }])
    expect(tables[1]?.foreignKeys).toMatchObject([{ name: 'x_key', columns: ['x'], table: 'a', onDelete: 'CASCADE' }])
    expect(diagnostics).toEqual([])
  })

  const text = `import { customType, pgTable, serial, uuid, varchar, type AnyPgColumn } from 'drizzle-orm/pg-core'
const short = (name: string, length: number = 50) => varchar(name, { length })
const key = <T extends AnyPgColumn>(name: string, to: () => T) => uuid(name).references(to, { onDelete: 'cascade' })
const sized = customType<{ data: number; config: { size: number } }>({ dataType: (config) => \`vector(\${config.size})\` })
const odd = customType<{ data: number }>({ dataType: (config) => elsewhere(config) })
function lookup(name: string) {
  return pgTable(name, { id: serial().primaryKey(), label: short('label') })
}
export const users = pgTable('users', { id: uuid('id').primaryKey(), name: short('name'), at: sized('at', { size: 3 }), odd: odd('odd') })
export const colours = lookup('colours')
export const sizes = lookup('sizes')
export const shirts = pgTable('shirts', { user: key('user_id', () => users.id), size: serial('size').references(() => sizes.id) })
`
  const raw = readDrizzle([{ file: 'schema.ts', text }])

  it('make columns with what their parameters say, or say unasked', () => {
    const types = raw.tables.map((t) => [t.name, ...t.columns.map((c) => `${c.name} ${c.type}`)])
    expect(types).toEqual([
      ['users', 'id uuid', 'name varchar(50)', 'at vector(3)', 'odd text'],
      ['colours', 'id serial', 'label varchar(50)'],
      ['sizes', 'id serial', 'label varchar(50)'],
      ['shirts', 'user_id uuid', 'size serial'],
    ])
    expect(raw.diagnostics.map((d) => d.message)).toEqual([
      'Line 9: the type that odd makes cannot be told; it is read as text.',
    ])
  })

  it('refer to what they are given, and to tables that functions make', () => {
    expect(raw.tables.flatMap((t) => t.foreignKeys.map((k) => [...k.columns, k.table, k.onDelete]))).toEqual([
      ['user_id', 'users', 'CASCADE'],
      ['size', 'sizes', 'NO ACTION'],
    ])
  })
})
