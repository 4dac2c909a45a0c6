/** Our readers of DBML and Prisma against the formats' own parsers, on test data and on one thing each that they can say. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDbml } from '../../shared/importers/dbml/read-dbml.ts'
import { readPrismaSchema } from '../../shared/importers/prisma/read-schema.ts'
import type { RawDatabase } from '../../shared/importers/database/raw.ts'
import { HANGS_MS } from '../support/hang.ts'
import { DATA, countsOf, importText } from '../support/import-fixture.ts'

const own = (name: string) => readFileSync(resolve(import.meta.dirname, '../fixtures/import', name), 'utf8')
const synthetic = (ending: string) => readFileSync(resolve(DATA, `synthetic-60/schema${ending}`), 'utf8')

interface Facts {
  readonly columns: readonly string[]
  readonly keys: readonly string[]
  readonly uniques: readonly string[]
  readonly foreign: readonly string[]
}

function factsOf(raw: RawDatabase): { readonly [table: string]: Facts } {
  const of = (names: readonly (string | null)[]) => names.join(',')
  return Object.fromEntries(
    raw.tables.map((t) => [
      t.name,
      {
        columns: t.columns.map((c) => c.name).toSorted(),
        keys: [...t.primaryKey],
        uniques: t.uniques.map((u) => of(u.columns.map((c) => c.name))).toSorted(),
        foreign: t.foreignKeys.map((fk) => `${of(fk.columns)} -> ${fk.table} ${of(fk.targetColumns)}`).toSorted(),
      },
    ]),
  )
}

interface DmmfModel {
  readonly name: string
  readonly dbName: string | null
  readonly fields: readonly {
    readonly name: string
    readonly dbName?: string
    readonly kind: string
    readonly type: string
    readonly isId: boolean
    readonly isUnique: boolean
    readonly relationFromFields?: readonly string[]
    readonly relationToFields?: readonly string[]
  }[]
  readonly primaryKey: { readonly fields: readonly string[] } | null
  readonly uniqueFields: readonly (readonly string[])[]
}

async function prismaFacts(schema: string): Promise<{ readonly [table: string]: Facts }> {
  const { get_dmmf } = await import('@prisma/prisma-schema-wasm')
  const input = JSON.stringify({ prismaSchema: [['schema.prisma', schema]], noColor: true })
  const { datamodel } = JSON.parse(get_dmmf(input)) as { datamodel: { models: readonly DmmfModel[] } }
  const tableOf = (m: DmmfModel) => m.dbName ?? m.name
  return Object.fromEntries(
    datamodel.models.map((m) => {
      const column = (model: DmmfModel, name: string) => model.fields.find((f) => f.name === name)?.dbName ?? name
      const columns = (names: readonly string[]) => names.map((n) => column(m, n))
      const ids = m.fields.filter((f) => f.isId).map((f) => f.name)
      const foreign = m.fields.flatMap((f) => {
        const target = datamodel.models.find((other) => other.name === f.type)
        if (f.kind !== 'object' || target === undefined || (f.relationFromFields ?? []).length === 0) return []
        const ends = (f.relationToFields ?? []).map((n) => column(target, n))
        return [`${columns(f.relationFromFields ?? []).join(',')} -> ${tableOf(target)} ${ends.join(',')}`]
      })
      const uniques = [...m.fields.filter((f) => f.isUnique).map((f) => [f.name]), ...m.uniqueFields].map((u) =>
        columns(u).join(','),
      )
      const facts: Facts = {
        columns: m.fields
          .filter((f) => f.kind !== 'object')
          .map((f) => column(m, f.name))
          .toSorted(),
        keys: columns(m.primaryKey?.fields ?? ids),
        uniques: uniques.toSorted(),
        foreign: foreign.toSorted(),
      }
      return [tableOf(m), facts]
    }),
  )
}

const HEAD = 'datasource db {\n  provider = "postgresql"\n}\n'

describe("Prisma's own parser reads as we do", () => {
  it.each([
    ['synthetic', synthetic('.prisma')],
    ['odd', HEAD + own('odd.prisma')],
  ])('%s', async (_name, text) => {
    const raw = readPrismaSchema([{ file: 'x.prisma', text }])
    expect(raw.diagnostics.filter((d) => d.severity !== 'info')).toEqual([])
    const expected = await prismaFacts(text)
    const ours = factsOf(raw)
    expect(Object.keys(ours).toSorted()).toEqual(Object.keys(expected).toSorted())
    // Its list of fields leaves out what it has no type for.
    for (const [table, facts] of Object.entries(ours)) {
      expect({ ...facts, columns: facts.columns.filter((c) => c !== 'raw') }, table).toEqual(expected[table])
    }
  })
})

describe('an enum that nothing has', () => {
  it.each([
    ['x.prisma', 'enum Used {\n  A\n}\nenum Lost {\n  B\n}\nmodel M {\n  id Int @id\n  u Used\n}', 'Line 4: Lost'],
    [
      'x.dbml',
      'enum used {\n  a\n}\nenum lost {\n  b\n}\nTable m {\n  id int [pk]\n  u used\n}',
      'Line 4 was skipped: lost',
    ],
    [
      'x.sql',
      "CREATE TYPE used AS ENUM ('a');\nCREATE TYPE gone AS ENUM ();\nCREATE TYPE lost AS ENUM ('b');\nCREATE DOMAIN d AS used;\nCREATE TABLE m (id serial PRIMARY KEY, u d[]);\nDROP TYPE gone;",
      'lost',
    ],
  ])('%s: is listed', async (path, text, said) => {
    const { diagnostics } = await importText(path, text)
    const listed = diagnostics.filter((d) => d.message.includes('is an enum'))
    expect(listed.map((d) => d.message.split(' is an enum', 1)[0])).toEqual([said])
    expect(listed[0]?.subject.line).toBeGreaterThan(2)
  })
})

describe('Prisma', () => {
  it('indexes of some rows, and those that compare in their own way', async () => {
    const text = `${HEAD}model A {
  id Int @id
  name String
  gone DateTime? @map("gone at")
  @@unique([name], where: raw("length(name) > 3"))
  @@index([name(ops: raw("text_pattern_ops"))], where: { gone: null, id: { not: 5 }, name: "it's" })
}`
    const [a] = readPrismaSchema([{ file: 'x.prisma', text }]).tables
    expect(a?.uniques.map((u) => u.where)).toEqual(['length(name) > 3'])
    expect(a?.indexes.map((i) => [i.where, i.columns[0]?.opclass])).toEqual([
      [`"gone at" IS NULL AND "id" <> 5 AND "name" = 'it''s'`, 'text_pattern_ops'],
    ])
  })

  it('what leads to a view is no column, a composite type is a document, lists join models of any schema', async () => {
    const text = `model User {
  id Int @id
  info Info?
  home Address
  tags Tag[]
  @@schema("base")
}
model Tag {
  id Int @id
  users User[]
  @@schema("shop")
}
type Address {
  street String
}
view Info {
  id Int @unique
  user User @relation(fields: [id], references: [id])
}`
    const { tables } = await importText('x.prisma', text)
    expect(tables.map((t) => [t.name, t.columns.length, t.foreignKeys.length]).toSorted()).toEqual([
      ['base"."User', 2, 0],
      ['base"."User_tags', 3, 2],
      ['shop"."Tag', 1, 0],
    ])
  })
})

interface IndexedTable {
  readonly name: string
  readonly indexes: readonly {
    readonly name?: string
    readonly unique?: boolean
    readonly type?: string
    readonly columns: readonly { readonly value: string; readonly type: string }[]
  }[]
}

interface DbmlDatabase {
  readonly tables: readonly {
    readonly name: string
    readonly fields: readonly { readonly name: string; readonly pk: boolean }[]
  }[]
  readonly refs: readonly unknown[]
  readonly enums: readonly unknown[]
}

describe("DBML's own parser reads as we do", () => {
  it.each([
    ['synthetic', synthetic('.dbml')],
    ['odd', own('odd.dbml')],
  ])('%s', async (_name, text) => {
    const { Compiler, DEFAULT_ENTRY, MemoryProjectLayout } = await import('@dbml/parse')
    const layout = new MemoryProjectLayout()
    layout.setSource(DEFAULT_ENTRY, text)
    const compiler = new Compiler(layout)
    const raw = readDbml([{ file: 'x.dbml', text }])
    expect(raw.diagnostics.filter((d) => d.severity !== 'info')).toEqual([])
    expect(compiler.parse.errors()).toEqual([])
    const expected = compiler.parse.rawDb() as unknown as DbmlDatabase
    const columns = (tables: readonly { name: string; columns: readonly string[] }[]) =>
      Object.fromEntries(tables.map((t) => [t.name, t.columns.toSorted()]))
    const ours = columns(raw.tables.map((t) => ({ name: t.name, columns: t.columns.map((c) => c.name) })))
    const partial = ['created_at', 'updated_at']
    const theirs = columns(
      expected.tables.map((t) => {
        const names = t.fields.map((f) => f.name)
        return { name: t.name, columns: t.name === 'Order Lines' ? [...new Set([...names, ...partial])] : names }
      }),
    )
    expect(ours).toEqual(theirs)
    const edges = raw.tables.reduce((sum, t) => sum + t.foreignKeys.length + (t.manyToMany?.length ?? 0), 0)
    expect(edges).toBe(expected.refs.length)
  })

  it('capitals tell tables and columns apart', () => {
    const text = 'Table User { id int [pk]\n Id int }\nTable user { id int [pk] }\nRef: User.Id > user.id'
    const { tables, diagnostics } = readDbml([{ file: 'x.dbml', text }])
    expect(tables.map((t) => [t.name, t.columns.length, t.foreignKeys.map((fk) => fk.table)])).toEqual([
      ['User', 2, ['user']],
      ['user', 1, []],
    ])
    expect(diagnostics).toEqual([])
  })

  it('partials give way to what a table says itself, and bring their references and enums; records are rows', () => {
    const text = `Table a {
  id int [pk]
  ~base
  kind int
  records {
    1, 'x; }'
  }
}
records a(id) {
  2
}
TablePartial base {
  id bigint [pk]
  mood mood [default: 'ok']
  kind text [unique]
  other int [ref: > b.id]
  indexes {
    mood
  }
}
Table b { ~base
  ~nowhere
}
enum mood {
  ok
}`
    const { tables, diagnostics } = readDbml([{ file: 'x.dbml', text }])
    const [a, b] = tables
    expect(a?.columns.map((c) => `${c.name} ${c.type} ${c.values ?? ''}`)).toEqual([
      'id int ',
      'mood mood ok',
      'other int ',
      'kind int ',
    ])
    expect(a?.uniques).toEqual([])
    expect(a?.foreignKeys.map((fk) => fk.table)).toEqual(['b'])
    expect(b?.columns.map((c) => c.name)).toEqual(['id', 'mood', 'kind', 'other'])
    expect([b?.primaryKey, b?.uniques.length, b?.indexes.length, b?.foreignKeys.length]).toEqual([['id'], 1, 1, 1])
    expect(diagnostics.filter((d) => d.severity === 'warning').map((d) => `${d.subject.line} ${d.message}`)).toEqual([
      '22 Line 22 was skipped: there is no table partial nowhere.',
    ])
  })

  it('many-to-many over several columns, or over one that is no key, has a table of its own', async () => {
    const text = `Table shop.a {
  x int
  y varchar(5)
  indexes {
    (x, y) [pk]
  }
}
Table b {
  id serial [pk]
  code text [unique]
}
Ref: shop.a.(x, y) <> shop.a.(y, x) [delete: cascade]
Ref: b.id <> b.code
Ref: b.code <> b.id
Table c { id int [pk] }
Ref: b.id <> c.id`
    const { tables, diagnostics } = await importText('x.dbml', text)
    const facts = tables.map(({ name, columns, primaryKey, foreignKeys }) => {
      const keys = foreignKeys.map(
        (fk) => `${fk.columns.join()} -> ${fk.table.replace('"."', '.')} ${fk.targetColumns.join()}`,
      )
      return [name.replace('"."', '.'), columns.map((c) => c.name).join(), primaryKey.join(), ...keys.toSorted()]
    })
    expect(facts.toSorted()).toEqual([
      ['b', 'id,code', 'id'],
      ['b_b', 'b_id,b_code', 'b_id,b_code', 'b_code -> b code', 'b_id -> b id'],
      ['b_cs', 'id,b_id,c_id', 'id', 'b_id -> b id', 'c_id -> c id'],
      ['c', 'id', 'id'],
      ['shop.a', 'x,y', 'x,y'],
      ['shop.a_a', 'a_x,a_y,a_y_2,a_x_2', 'a_x,a_y,a_y_2,a_x_2', 'a_x,a_y -> shop.a x,y', 'a_y_2,a_x_2 -> shop.a y,x'],
    ])
    expect(diagnostics.filter((d) => d.severity === 'warning').map((d) => d.subject.line)).toEqual([14])
  })

  it('settings without brackets, values of enums by their names, lists of a length', () => {
    const text = `enum shop.mood {
  ok
  "so so"
}
Table a {
  id int pk
  b text unique
  c shop.mood [default: shop.mood."so so"]
  d int[3]
  e shop.mood[]
}`
    const { tables, diagnostics } = readDbml([{ file: 'x.dbml', text }])
    const [a] = tables
    expect(diagnostics).toEqual([])
    expect(a?.columns.map((c) => `${c.name} ${c.type} ${c.default} ${c.values}`)).toEqual([
      'id int null null',
      'b text null null',
      "c mood 'so so' ok,so so",
      'd int[3] null null',
      'e mood[] null null',
    ])
    expect([a?.primaryKey, a?.uniques.map((u) => u.columns[0]?.name)]).toEqual([['id'], ['b']])
  })

  it('a dot in a name makes no schema of what stands before it', async () => {
    const text =
      'Table "a.b" { id int [pk] }\nTable a.b { id int [pk] }\nTable c { x int [ref: > "a.b".id, ref: > a.b.id] }'
    const { tables } = await importText('x.dbml', text)
    expect(tables.map((t) => t.name).toSorted()).toEqual(['a"."b', 'a.b', 'c'])
    expect(tables.find((t) => t.name === 'c')?.foreignKeys.map((fk) => fk.table)).toEqual(['a.b', 'a"."b'])
  })

  it('a project says whose words defaults are; what nothing says is listed', async () => {
    const table = `Table a {
  id int [pk, default: \`nextval('a_seq')\`]
  b uuid [default: \`gen_random_uuid()\`]
  c text[]
  indexes {
    b [type: bitmap]
    c [type: GIN]
  }
}`
    const own = await importText(
      'x.dbml',
      `Project shop {\n  database_type: 'PostgreSQL'\n  Note: 'x { y'\n}\n${table}`,
    )
    expect(own.tables[0]?.columns.map((c) => [c.type.raw ?? c.type.kind, c.autoIncrement, c.dbDefault])).toEqual([
      ['integer', true, undefined],
      ['uuid', false, { expr: 'RawSQL("gen_random_uuid()", [])' }],
      ['text[]', false, undefined],
    ])
    expect(own.tables[0]?.indexes.map((i) => i.method)).toEqual(['btree', 'gin'])
    expect(own.diagnostics.map((d) => d.message)).toContain('Line 10: the type bitmap of an index is left out.')
    const { tables, diagnostics } = await importText('x.dbml', table)
    expect(tables[0]?.columns[1]?.dbDefault).toBeUndefined()
    expect(diagnostics.map((d) => d.message.replace('a: ', ''))).toContain(
      'The default gen_random_uuid() of b is left out: nothing says whose SQL it is.',
    )
  })

  it('a thousand tables, each index as its own parser has it', async () => {
    const lines = (i: number) =>
      [`(name, other_id) [unique, name: 'u_${i}']`, `name [name: 'n_${i}', type: hash]`, 'other_id', '(`lower(name)`)']
        .slice(0, i % 5)
        .join('\n    ')
    const table = (i: number) =>
      `Table t_${i} {\n  id int [pk, increment]\n  name varchar(100) [not null]\n  other_id int [ref: > t_${(i * 7) % 1000}.id]\n  indexes {\n    ${lines(i)}\n  }\n}\n`
    const text = Array.from({ length: 1000 }, (_, i) => table(i)).join('\n')
    const begun = performance.now()
    const { tables } = await importText('big.dbml', text)
    expect(countsOf(tables)).toEqual([1000, 3000, 1000, 1000, 0])
    const { Compiler, DEFAULT_ENTRY, MemoryProjectLayout } = await import('@dbml/parse')
    const layout = new MemoryProjectLayout()
    layout.setSource(DEFAULT_ENTRY, text)
    const theirs = new Compiler(layout).parse.rawDb() as unknown as { readonly tables: readonly IndexedTable[] }
    expect(
      tables
        .flatMap((t) => [
          ...t.uniques.map((u) => `${t.name} unique ${u.columns.join()} ${u.name}`),
          ...t.indexes.map((i) =>
            i.expressions.length > 0
              ? `${t.name} over an expression`
              : `${t.name} ${i.columns.map((c) => c.name).join()} ${/^[un]_/.test(i.name) ? i.name : ''} ${i.method}`,
          ),
        ])
        .toSorted(),
    ).toEqual(
      theirs.tables
        .flatMap((t) =>
          t.indexes.map((i) => {
            if (i.columns.some((c) => c.type !== 'column')) return `${t.name} over an expression`
            const columns = i.columns.map((c) => c.value).join()
            const isUnique = i.unique === true
            return isUnique
              ? `${t.name} unique ${columns} ${i.name}`
              : `${t.name} ${columns} ${i.name ?? ''} ${i.type ?? 'btree'}`
          }),
        )
        .toSorted(),
    )
    expect(performance.now() - begun).toBeLessThan(HANGS_MS)
  })
})
