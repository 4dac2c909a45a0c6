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
