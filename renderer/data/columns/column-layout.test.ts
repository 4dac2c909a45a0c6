import { describe, expect, it } from 'vitest'
import {
  arrange,
  columnId,
  layoutName,
  moveColumn,
  OWN_LAYOUT,
  withHidden,
  withLayout,
  withPinned,
  withWidth,
} from './column-layout.ts'
import type { ColumnLayout } from './column-layout.ts'
import type { ViewColumn } from '../rows/table-view.ts'

const columns = ['a', 'b', 'c', 'd'].map((name) => ({ kind: 'data', name }) as ViewColumn)
const column = (name: string): ViewColumn => columns.find((one) => one.name === name) as ViewColumn
const shown = (layout: ColumnLayout): string => {
  const arranged = arrange(columns, layout)
  const names = arranged.columns.map(({ name }) => name)
  return [...names.slice(0, arranged.pinned), '|', ...names.slice(arranged.pinned)].join('')
}

describe('columns of a table', () => {
  it('stand as they are in the table until somebody moves them', () => {
    expect(shown(OWN_LAYOUT)).toBe('|abcd')
    expect(shown(moveColumn(columns, OWN_LAYOUT, column('a'), column('c')))).toBe('|bcad')
    expect(shown(moveColumn(columns, OWN_LAYOUT, column('d'), column('b')))).toBe('|adbc')
  })
  it('are hidden and pinned', () => {
    const pinned = withPinned(OWN_LAYOUT, 'c', true)
    expect(shown(pinned)).toBe('c|abd')
    expect(shown(withHidden(pinned, ['a', 'c'], true))).toBe('|bd')
    expect(shown(moveColumn(columns, pinned, column('d'), column('c')))).toBe('dc|ab')
    expect(shown(moveColumn(columns, pinned, column('c'), column('b')))).toBe('|abcd')
    expect(shown(withPinned(pinned, 'c', false))).toBe('|abcd')
  })
  it('do not vanish all at once', () => {
    expect(shown(withHidden(OWN_LAYOUT, ['a', 'b', 'c', 'd'], true))).toBe('|abcd')
  })
  it('that a layout does not know come last', () => {
    expect(shown({ ...OWN_LAYOUT, order: ['d', 'gone', 'b'] })).toBe('|dbac')
    expect(columnId({ kind: 'reverse', name: 'a' })).not.toBe(columnId({ kind: 'data', name: 'a' }))
  })
  it('are remembered where something was changed', () => {
    const wide = withWidth(OWN_LAYOUT, 'a', 120.4)
    expect(withLayout({}, 't', wide)).toEqual({ t: { ...OWN_LAYOUT, widths: { a: 120 } } })
    expect(withLayout({ t: wide }, 't', OWN_LAYOUT)).toEqual({})
    const many = Array.from({ length: 300 }, (_, i) => `t${i}`).reduce((all, name) => withLayout(all, name, wide), {})
    expect(Object.keys(many)).toHaveLength(200)
  })
  it('of tables of the same name stand by their designs', () => {
    const names = [
      layoutName({ folder: 'work', label: 'shop' }, 'item'),
      layoutName({ folder: 'work', label: 'store' }, 'item'),
      layoutName({ folder: 'old', label: 'shop' }, 'item'),
      layoutName({ folder: null, label: 'shop' }, 'item'),
    ]
    expect(new Set(names).size).toBe(names.length)
  })
})
