import { describe, expect, it } from 'vitest'
import { applyCommand } from '../commands/registry.ts'
import type { ErDocument } from '../document/records.ts'
import { applyPatch } from '../history/patch.ts'
import { readDocument } from '../document/file/read.ts'
import { writeDocument } from '../document/file/write.ts'
import { compileDesign } from '../schema/compile-design.ts'
import { exampleDocument } from '../../test/support/designs.ts'
import { flatRows, firstRows } from './make-rows.ts'
import { planSample } from './plan/plan.ts'
import { sampleSettings } from './settings.ts'

const blog = exampleDocument('blog')
const model = (doc: ErDocument, name: string) => Object.values(doc.models).find((one) => one.name === name)!
const field = (doc: ErDocument, of: string, name: string) => model(doc, of).fields.find((one) => one.name === name)!

function rowsOf(doc: ErDocument, table: string, rows = 20, counts = new Map<never, number>()) {
  const { resolution, schema } = compileDesign(doc)
  const plans = planSample(doc, resolution, schema, { rows, seed: 1, counts })
  const plan = plans.find((one) => one.table.name === table)
  return { plan, rows: plan === undefined ? [] : firstRows(plan, plan.count) }
}
const column = (doc: ErDocument, table: string, name: string, rows = 20) => {
  const { plan, rows: made } = rowsOf(doc, table, rows)
  const at = plan?.columns.findIndex((one) => one.name === name) ?? -1
  return made.map((row) => row[at])
}
function set(doc: ErDocument, of: string, name: string, kind: string, options: Record<string, never>) {
  const params = { model: model(doc, of).id, field: field(doc, of, name).id, kind, options }
  return applyPatch(doc, applyCommand(doc, 'generator.set', params))
}

describe('generators that were chosen', () => {
  it('take their parameters', () => {
    const listed = set(blog, 'Post', 'title', 'list', { values: 'red, green' } as never)
    expect(new Set(column(listed, 'blog_post', 'title'))).toEqual(new Set(['red', 'green']))
    const pattern = set(blog, 'Post', 'title', 'pattern', { pattern: 'AB-##?' } as never)
    expect(column(pattern, 'blog_post', 'title').every((text) => /^AB-\d\d[A-Z]$/.test(String(text)))).toBe(true)
    const constant = set(blog, 'Profile', 'city', 'constant', { value: 'Fes' } as never)
    expect(new Set(column(constant, 'blog_profile', 'city'))).toEqual(new Set(['Fes']))
  })

  it('say how many objects a many-to-many field leads to', () => {
    const many = set(blog, 'Post', 'tags', 'links', { min: 2, max: 2 } as never)
    const posts = column(many, 'blog_post_tags', 'post_id', 30)
    const perPost = Map.groupBy(posts, (id) => id)
    expect(perPost.size).toBe(30)
    expect([...perPost.values()].every((list) => list.length <= 2)).toBe(true)
  })
})

describe('sample settings', () => {
  it('are kept in the file; what does not fit is left aside', () => {
    const post = model(blog, 'Post').id
    let doc = applyPatch(blog, applyCommand(blog, 'samples.set', { seed: 7, rows: 50 }))
    doc = applyPatch(doc, applyCommand(doc, 'samples.set', { count: { model: post, rows: 500 } }))
    const again = readDocument(writeDocument(doc)).doc
    expect(again === null ? null : sampleSettings(again)).toEqual({ seed: 7, rows: 50, counts: { [post]: 500 } })
    const broken = { ...doc, root: { root: { ...doc.root['root'], samples: { seed: -1, rows: 'x', counts: 3 } } } }
    expect(sampleSettings(broken as never)).toEqual({ seed: 1, rows: 100, counts: {} })
  })
})

describe('rows', () => {
  it('come flat, as many together as asked, and the same each time', () => {
    const { plan } = rowsOf(blog, 'blog_post', 10)
    if (plan === undefined) throw new Error('no plan')
    const take = () =>
      [
        ...flatRows(
          plan,
          plan.columns.map(() => String),
          4,
        ),
      ].map(({ values, count }) => [count, values.length])
    const width = plan.columns.length
    expect(take()).toEqual([
      [4, 4 * width],
      [4, 4 * width],
      [2, 2 * width],
    ])
    expect(firstRows(plan, 10)).toEqual(firstRows(plan, 10))
  })
})
