import { describe, expect, it } from 'vitest'
import { nextSort } from './next-sort.ts'
import { rowCommand } from './row-keys.ts'
import type { DataColumn, ViewColumn } from '../rows/table-view.ts'

const column = (kind: 'text' | 'boolean', target: DataColumn['target'] = null) =>
  ({ kind: 'data', name: 'title', rule: { kind }, target }) as DataColumn
const press = (key: string, isMod = false, isAlt = false) => ({ key, isMod, isAlt })

describe('keys of the rows', () => {
  it('open, type, empty; a blank toggles only what is yes or no', () => {
    const text: ViewColumn = column('text')
    expect(['F2', 'x', ' ', 'Delete', 'Shift', 'Tab'].map((key) => rowCommand(press(key), text))).toEqual([
      'open',
      'type',
      'type',
      'empty',
      null,
      null,
    ])
    expect(rowCommand(press(' '), column('boolean'))).toBe('toggle')
  })

  it('mean something else with Ctrl and with Alt, and nothing that is not theirs', () => {
    expect(rowCommand(press('Delete', true), undefined)).toBe('remove')
    expect(rowCommand(press('D', true), undefined)).toBe('addLike')
    expect(rowCommand(press('ArrowDown', false, true), undefined)).toBe('sortDown')
    expect(rowCommand(press('c', true), undefined)).toBeNull()
    expect(rowCommand(press('constructor', true), undefined)).toBeNull()
  })
})

describe('sorting by a column', () => {
  const wish = { isMore: false, descending: undefined, byKey: false }

  it('goes up, then down, then not at all', () => {
    const up = nextSort([], column('text'), wish)
    const down = nextSort(up, column('text'), wish)
    expect([up, down, nextSort(down, column('text'), wish)]).toEqual([
      [{ column: 'title', descending: false }],
      [{ column: 'title', descending: true }],
      [],
    ])
  })

  it('takes the place of what was sorted by, or goes behind it', () => {
    const other = [{ column: 'id', descending: true }]
    expect(nextSort(other, column('text'), wish)).toEqual([{ column: 'title', descending: false }])
    expect(nextSort(other, column('text'), { ...wish, isMore: true })).toEqual([
      ...other,
      { column: 'title', descending: false },
    ])
  })

  it('takes a foreign key by what its row is called, by its value when asked', () => {
    const target = { table: 'blog_user', key: 'id', labels: ['name'] } as unknown as DataColumn['target']
    const label = { table: 'blog_user', key: 'id', labels: ['name'] }
    expect(nextSort([], column('text', target), wish)).toEqual([{ column: 'title', descending: false, label }])
    expect(nextSort([], column('text', target), { ...wish, byKey: true })).toEqual([
      { column: 'title', descending: false },
    ])
  })
})
