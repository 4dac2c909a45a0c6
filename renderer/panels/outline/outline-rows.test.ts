import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../../shared/commands/registry.ts'
import { createDocument } from '../../../shared/document/create.ts'
import { newId } from '../../../shared/document/ids.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { outlineRows } from './outline-rows.ts'

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

  it('filters as one types, without headings where one app is left', () => {
    expect(shown('TA')).toEqual(['Tag'])
    expect(shown('shop.or')).toEqual(['Order'])
    expect(shown('zzz')).toEqual([])
  })
})
