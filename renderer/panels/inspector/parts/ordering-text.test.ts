import { describe, expect, it } from 'vitest'
import type { Model } from '../../../../shared/document/records.ts'
import { orderingText, readOrdering } from './ordering-text.ts'

const model = {
  fields: [
    { id: 'field:a', name: 'title' },
    { id: 'field:b', name: 'published' },
  ],
} as unknown as Model

describe('Meta.ordering as a line of text', () => {
  it('turns names of own fields into references, so that a rename reaches them', () => {
    expect(readOrdering('-published, title', model)).toEqual([
      { by: 'field:b', descending: true },
      { by: 'field:a', descending: false },
    ])
  })

  it('keeps paths and expressions as written', () => {
    const ordering = readOrdering('author__name, F("a").desc(nulls_last=True, x=1), ?', model)
    expect(ordering).toEqual([
      { by: 'author__name', descending: false },
      { by: { expr: 'F("a").desc(nulls_last=True, x=1)' }, descending: false },
      { by: '?', descending: false },
    ])
    expect(orderingText(ordering, model)).toBe('author__name, F("a").desc(nulls_last=True, x=1), ?')
  })

  it('takes an unfinished line', () => {
    expect(readOrdering('title, ', model)).toEqual([{ by: 'field:a', descending: false }])
    expect(readOrdering('', model)).toEqual([])
  })
})
