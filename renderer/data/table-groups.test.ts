import { describe, expect, it } from 'vitest'
import { t } from '../texts/texts.ts'
import { tableToBeginWith } from './table-groups.ts'

const { own, joins, other } = t.data.groups
const table = (name: string, rows: number | null) => ({ name, rows, note: '' })

describe('the table that is shown first', () => {
  it('is the first of the design with rows', () => {
    const groups = [
      { title: own, tables: [table('shop_a', 0), table('shop_b', 3)] },
      { title: other, tables: [table('django_content_type', 8)] },
    ]
    expect(tableToBeginWith(groups)).toBe('shop_b')
  })

  it('is one of the design where none has any: Django’s own rows are not asked for', () => {
    const groups = [
      { title: own, tables: [table('shop_a', 0)] },
      { title: joins, tables: [table('shop_a_b', 0)] },
      { title: other, tables: [table('django_content_type', 8)] },
    ]
    expect(tableToBeginWith(groups)).toBe('shop_a')
    expect(tableToBeginWith(groups.slice(2))).toBe('django_content_type')
    expect(tableToBeginWith([])).toBeUndefined()
  })
})
