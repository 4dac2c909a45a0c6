import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileDesign } from '../schema/compile-design.ts'
import { diagrams } from './diagrams.ts'
import type { Imported } from './importer.ts'
import { recogniseImporter } from './registry.ts'

const FIXTURES = join(import.meta.dirname, '../../test/fixtures/import')
const bytesOf = (name: string): Uint8Array => readFileSync(join(FIXTURES, name))
const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

function read(name: string, bytes = bytesOf(name)): Imported {
  return diagrams.import([{ path: name, bytes }], { app: 'app' }, {}) as Imported
}

/** Tables, keys and references in words. */
function facts({ doc }: Imported): readonly string[] {
  return compileDesign(doc).schema.tables.flatMap((t) => [
    `${t.name}: ${t.columns.map((c) => `${c.name}${c.null ? '?' : ''}`).join(' ')}`,
    ...t.foreignKeys.map(
      (fk) => `${t.name}.${fk.columns.join()} -> ${fk.table}.${fk.targetColumns.join()} ${fk.onDelete}`,
    ),
    ...t.uniques.filter((u) => u.form !== 'column').map((u) => `${t.name} unique ${u.columns.join()}`),
    ...t.checks.map((c) => `${t.name} check ${c.condition.expr}`),
  ])
}

const spots = ({ doc }: Imported): readonly string[] =>
  Object.values(doc.placements).map((p) => `${doc.models[p.model]?.name} ${p.x},${p.y} ${p.color}`)

describe('a diagram of drawDB', () => {
  it('is recognised and read with its places, area and note', () => {
    const file = { path: 'drawdb.json', bytes: bytesOf('drawdb.json') }
    expect(recogniseImporter([file])?.id).toBe('diagrams')
    const found = read('drawdb.json')
    expect(facts(found)).toEqual([
      'users: id email role',
      'users unique email,role',
      'posts: id author_id price?',
      'posts.author_id -> users.id CASCADE',
      'posts check RawSQL("price > 0", [], output_field=models.BooleanField())',
    ])
    expect(spots(found)).toEqual(['User 100,50 #175e7a', 'Post 600,50 #f00'])
    expect(found.placed).toBe(true)
    expect(Object.values(found.doc.areas).map(({ name, width }) => [name, width])).toEqual([['core', 900]])
    expect(Object.values(found.doc.notes).map(({ text }) => text)).toEqual(['**note_0**\n\nhi'])
    expect(found.diagnostics.map(({ message }) => message)).toContain(
      'The relationship bad, whose tables or fields are not there, was skipped.',
    )
  })

  it('one to many points from its end', () => {
    const file = JSON.parse(new TextDecoder().decode(bytesOf('drawdb.json')))
    file.relationships = [
      { name: 'r', startTableId: 0, startFieldId: 0, endTableId: 1, endFieldId: 1, cardinality: 'one_to_many' },
    ]
    expect(facts(read('x.json', encode(file)))).toContain('posts.author_id -> users.id DO_NOTHING')
  })
})

describe('a diagram of ChartDB', () => {
  it('is recognised and read with schemas, enums, arrays and places; views are listed', () => {
    const file = { path: 'chartdb.json', bytes: bytesOf('chartdb.json') }
    expect(recogniseImporter([file])?.id).toBe('diagrams')
    const found = read('chartdb.json')
    expect(facts(found)).toEqual([
      'customer: id email mood? tags?',
      'sales"."orders: id customer_id total?',
      'sales"."orders.customer_id -> customer.id DO_NOTHING',
    ])
    expect(spots(found)).toEqual(['Customer 40,60 #8eb7ff', 'Order 500,60 #8eb7ff'])
    const [enumClass] = Object.values(found.doc.enums)
    expect(enumClass?.members.map(({ value }) => value)).toEqual(['sad', 'ok'])
    const view = found.diagnostics.find(({ message }) => message === 'totals, a view, was skipped.')
    expect(view?.subject.line).toBe(26)
  })
})

describe('damaged diagrams', () => {
  it('what is no diagram says so', () => {
    const message = (bytes: Uint8Array): string | undefined => read('x.json', bytes).diagnostics[0]?.message
    expect(message(encode({ a: 1 }))).toBe('x.json is JSON, but no diagram of drawDB or ChartDB.')
    expect(message(new TextEncoder().encode('{"tables": ['))).toMatch(/^x\.json is no JSON: /)
  })

  it.each(['drawdb.json', 'chartdb.json'])('500 mutations of %s never throw', (name) => {
    const text = new TextDecoder().decode(bytesOf(name))
    let seed = 7
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
      return seed % below
    }
    const odd = ['null', '[]', '{}', '-1', '"x"', 'true', '[null]', '{"id": {}}']
    for (let i = 0; i < 500; i++) {
      // A value is put in place of another, so that most of them stay JSON.
      const values = [...text.matchAll(/: ?("[^"]*"|-?\d+|true|false|\[|\{)/g)]
      const hit = values[random(values.length)]
      if (hit === undefined || /[[{]$/.test(hit[0])) continue
      const mutated = text.slice(0, hit.index) + `: ${odd[random(odd.length)]}` + text.slice(hit.index + hit[0].length)
      const found = read('x.json', new TextEncoder().encode(mutated))
      expect(compileDesign(found.doc).schema.tables.length, `mutation ${i}`).toBeLessThan(4)
      const unplaced = found.diagnostics.filter((d) => /60(37|92)$/.test(d.code) && !((d.subject.line ?? 0) > 0))
      expect(unplaced, `mutation ${i}`).toEqual([])
    }
  })
})
