import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../../shared/commands/registry.ts'
import { createDocument } from '../../../shared/document/create.ts'
import { newId } from '../../../shared/document/ids.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { chosenModels, createOutlineRows, outlineRows } from './outline-rows.ts'

const shop = newId('app')

function sample(): ErDocument {
  let doc = createDocument({ name: 'blog', app: 'blog' })
  doc = applyPatch(doc, applyCommand(doc, 'app.add', { id: shop, label: 'shop' }))
  for (const [name, app] of [
    ['Post', undefined],
    ['Order', shop],
    ['Tag', undefined],
  ] as const) {
    doc = applyPatch(doc, applyCommand(doc, 'model.add', app === undefined ? { name } : { name, app }))
  }
  return doc
}

const shown = (query: string): readonly string[] =>
  outlineRows(sample(), query).map((row) => (row.kind === 'app' ? `[${row.app.label} ${row.count}]` : row.model.name))

describe('the list of models', () => {
  it('groups by app, in declaration order', () => {
    expect(shown('')).toEqual(['[blog 2]', 'Post', 'Tag', '[shop 1]', 'Order'])
  })

  it('stands by name where one asks for it, numbers by their size', () => {
    let doc = sample()
    for (const name of ['Tag115', 'tag15'])
      doc = applyPatch(doc, applyCommand(doc, 'model.add', { name, app: Object.values(doc.models)[0]?.app as never }))
    const names = outlineRows(doc, '', 'name').map((row) => (row.kind === 'app' ? row.app.label : row.model.name))
    expect(names).toEqual(['blog', 'Post', 'Tag', 'tag15', 'Tag115', 'shop', 'Order'])
  })

  it('filters as one types, without headings where one app is left', () => {
    expect(shown('TA')).toEqual(['Tag'])
    expect(shown('shop.or')).toEqual(['Order'])
    expect(shown('zzz')).toEqual([])
  })
})

describe('a click on a model of the list', () => {
  const doc = sample()
  const rows = outlineRows(doc, '')
  const id = (name: string): ModelId => {
    const found = Object.values(doc.models).find((model) => model.name === name)
    if (found === undefined) throw new Error(name)
    return found.id
  }
  const names = (chosen: ReadonlySet<ModelId>) => [...chosen].map((one) => doc.models[one]?.name)

  it('with Ctrl adds it, and takes it away again', () => {
    const both = chosenModels(rows, new Set([id('Post')]), id('Post'), id('Order'), 'toggle')
    expect(names(both)).toEqual(['Post', 'Order'])
    expect(names(chosenModels(rows, both, id('Order'), id('Post'), 'toggle'))).toEqual(['Order'])
  })

  it('with Shift takes all from the last one, up or down, headings aside', () => {
    const post = new Set([id('Post')])
    expect(names(chosenModels(rows, post, id('Post'), id('Order'), 'range'))).toEqual(['Post', 'Tag', 'Order'])
    expect(names(chosenModels(rows, new Set([id('Order')]), null, id('Tag'), 'range'))).toEqual(['Tag', 'Order'])
    expect(names(chosenModels(rows, new Set(), null, id('Tag'), 'range'))).toEqual(['Tag'])
    // Chosen with another filter: it is not in this list.
    expect(names(chosenModels(outlineRows(doc, 'ta'), post, id('Post'), id('Tag'), 'range'))).toEqual(['Tag'])
  })
})

describe('the list after an edit', () => {
  const names = ['Order', 'Post', 'Item', 'Tag'] as const

  it('is what a new one would be, whatever was edited and typed', () => {
    for (const [query, order] of [
      ['', 'declared'],
      ['o', 'declared'],
      ['shop.o', 'declared'],
      ['zzz', 'declared'],
      ['', 'name'],
    ] as const) {
      const rowsOf = createOutlineRows()
      let doc = sample()
      expect(rowsOf(doc, query, order)).toEqual(outlineRows(doc, query, order))
      const first = Object.values(doc.models)[0]?.id as ModelId
      const calls = [
        ...names.map((name) => ['model.rename', { id: first, name }] as const),
        ['model.setApp', { id: first, app: shop }] as const,
        ['model.add', { name: 'Other' }] as const,
        ['app.rename', { id: shop, label: 'store' }] as const,
        ['model.delete', { ids: [first] }] as const,
      ]
      for (const [type, params] of calls) {
        doc = applyPatch(doc, applyCommand(doc, type, params as never))
        expect(rowsOf(doc, query, order)).toEqual(outlineRows(doc, query, order))
      }
    }
  })

  it('keeps the rows of what stays, and all of them where nothing in it changed', () => {
    const rowsOf = createOutlineRows()
    const doc = sample()
    const before = rowsOf(doc, '')
    const id = Object.values(doc.models)[0]?.id as ModelId
    const after = rowsOf(applyPatch(doc, applyCommand(doc, 'model.rename', { id, name: 'Item' })), '')
    expect(after.filter((row) => !before.includes(row))).toHaveLength(1)
    const other = rowsOf({ ...doc, views: { ...doc.views } }, '')
    expect(rowsOf({ ...doc, notes: {} }, '')).toBe(other)
  })
})
