import { describe, expect, it } from 'vitest'
import { readDbml } from './read-dbml.ts'

describe('references of DBML', () => {
  it('say what happens on an update, which is listed with its line', () => {
    const text = `Table a { id int [pk] }
Table b {
  a_id int [ref: > a.id]
  c_id int
}
Ref named: b.c_id > a.id [delete: cascade, update: cascade]
`
    const { tables, diagnostics } = readDbml([{ file: 'x.dbml', text }])
    expect(tables[1]?.foreignKeys.map((fk) => fk.onDelete)).toEqual(['NO ACTION', 'CASCADE'])
    expect(diagnostics.map((d) => d.message)).toEqual(['Line 6: ON UPDATE CASCADE of c_id is left out.'])
  })
})

describe('elements of DBML that are not drawn', () => {
  it('comments of any number of strokes', () => {
    const text = '//// LEVEL 1\n/// more\nTable a { /// here\n  /// and here\n  id int [pk] //// there\n}\n'
    const { tables, diagnostics } = readDbml([{ file: 'x.dbml', text }])
    expect(tables.map((table) => [table.name, table.columns.length])).toEqual([['a', 1]])
    expect(diagnostics).toEqual([])
  })

  it('functions, policies, triggers and what nobody knows make no tables of what stands in them', () => {
    const text = `Function public.add {
  returns integer
  body \`BEGIN { RETURN 1; } END;\`
}
Policy {
  name 'own { rows'
  table users
}
Trigger {
  table orders
}
Whatever "x" [y: 1]
{
  table lines
}
Table users { id int [pk] }
`
    const { tables, diagnostics } = readDbml([{ file: 'x.dbml', text }])
    expect(tables.map((table) => table.name)).toEqual(['users'])
    expect(diagnostics.map((d) => d.message)).toEqual([
      'Line 1 was skipped: a function is not drawn.',
      'Line 5 was skipped: a policy is not drawn.',
      'Line 9 was skipped: a trigger is not drawn.',
      'Line 12 was skipped: “Whatever” is nothing that DBML knows here.',
    ])
  })

  it('names that another file’s tables and enums are used under are theirs', () => {
    const main = `use {
  table auth.users as u
  enum kind as k
} from './auth.dbml'
reuse * from './other.dbml'
Table orders {
  user_id int [ref: > u.id]
  kind k
}
`
    const auth = 'enum kind { a\n b }\nTable auth.users { id int [pk] }\n'
    const { tables, diagnostics } = readDbml([
      { file: 'main.dbml', text: main },
      { file: 'auth.dbml', text: auth },
    ])
    // The one that is not here is said.
    expect(diagnostics.map((d) => d.message)).toEqual(['Line 5 was skipped: what another file holds is not drawn.'])
    const orders = tables.find((table) => table.name === 'orders')
    expect(orders?.foreignKeys.map((key) => [key.schema, key.table])).toEqual([['auth', 'users']])
    expect(orders?.columns[1]).toMatchObject({ values: ['a', 'b'], enumName: 'k' })
  })

  it('knows the moment of the insert by other names of it', () => {
    const text =
      'Table t { a datetime [default: `getdate()`]\n b timestamp [default: `SYSTIMESTAMP`]\n c int [default: `f()`] }'
    const [t] = readDbml([{ file: 'x.dbml', text }]).tables
    expect(t?.columns.map((c) => c.default)).toEqual(['CURRENT_TIMESTAMP', 'CURRENT_TIMESTAMP', 'f()'])
  })
})
