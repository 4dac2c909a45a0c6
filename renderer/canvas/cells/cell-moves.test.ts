import { describe, expect, it } from 'vitest'
import type { FieldId } from '../../../shared/document/ids.ts'
import { cellAfter } from './cell-moves.ts'
import type { CellAt, CellMove } from './cell-moves.ts'

const [a, b] = ['field:a', 'field:b'] as unknown as readonly [FieldId, FieldId]
const at = (column: CellAt['column'], field: FieldId | null, isComplete = false): CellAt => ({
  fields: [a, b],
  column,
  field,
  isComplete,
})
const go = (move: CellMove, from: CellAt): string => {
  const next = cellAfter(move, from)
  if (next === null) return 'nowhere'
  const where = next.field ?? (next.column === 'title' ? '' : 'new')
  return `${next.column} ${where}${next.after === null ? '' : ` after ${next.after}`}`.trim()
}

describe('from cell to cell', () => {
  it('up and down stay in their column, from the title to the row of a new field', () => {
    expect(go('down', at('title', null))).toBe('name field:a')
    expect(go('down', at('type', a))).toBe('type field:b')
    expect(go('down', at('name', b))).toBe('name new')
    expect(go('down', at('name', null))).toBe('nowhere')
    expect(go('up', at('name', null))).toBe('name field:b')
    expect(go('up', at('type', b))).toBe('type field:a')
    expect(go('up', at('name', a))).toBe('title')
    expect(go('up', at('title', null))).toBe('nowhere')
  })

  it('Enter opens a new row: behind the field, at the end from the title', () => {
    expect(go('enter', at('name', a))).toBe('name new after field:a')
    expect(go('enter', at('title', null))).toBe('name new')
  })

  it('Tab goes name, type, next name; a field made with its type is done', () => {
    expect(go('tab', at('title', null))).toBe('name field:a')
    expect(go('tab', at('name', a))).toBe('type field:a')
    expect(go('tab', at('type', a))).toBe('name field:b')
    expect(go('tab', at('type', b))).toBe('name new after field:b')
    expect(go('tab', at('name', b, true))).toBe('name new after field:b')
    expect(go('tab', at('name', null))).toBe('nowhere')
  })

  it('Shift+Tab goes the same way back', () => {
    expect(go('back', at('type', b))).toBe('name field:b')
    expect(go('back', at('name', b))).toBe('type field:a')
    expect(go('back', at('name', a))).toBe('title')
    expect(go('back', at('name', null))).toBe('type field:b')
    expect(go('back', at('title', null))).toBe('nowhere')
  })

  it('a box without fields has its title and the row of a new one', () => {
    const empty = (column: CellAt['column']): CellAt => ({ ...at(column, null), fields: [] })
    expect([go('tab', empty('title')), go('down', empty('title')), go('up', empty('name'))]).toEqual([
      'name new',
      'name new',
      'title',
    ])
  })
})
