import { describe, expect, it } from 'vitest'
import { readItem } from './read-item.ts'

const item = (result: unknown, more: object = {}) =>
  readItem({ index: 0, line: 3, ms: 1, sql: [], result, ...more } as never)

describe('answers of the shell', () => {
  it('shows objects with their columns', () => {
    const { result } = item(
      { kind: 'queryset', model: 'blog.Tag', pks: [1] },
      {
        table: {
          columns: [
            { name: 'id', type: null },
            { name: 'name', type: null },
          ],
          rows: [[1, 'django']],
        },
      },
    )
    expect(result.kind === 'rows' && [result.rows.columns.map(({ name }) => name), result.rows.row(0)]).toEqual([
      ['id', 'name'],
      [1, 'django'],
    ])
  })

  it('says that there are more rows than were sent', () => {
    const { result } = item(
      { kind: 'queryset', model: 'x', pks: [1], total: 5000 },
      { table: { columns: [{ name: 'id', type: null }], rows: [[1]] } },
    )
    expect(result.kind === 'rows' && result.rows.state().truncated).toBe(true)
  })

  it('reads values() as columns, values_list() as places', () => {
    const dicts = item({
      kind: 'values',
      rows: [
        { title: 'A', n: 2 },
        { title: null, n: 3 },
      ],
    }).result
    expect(dicts.kind === 'rows' && [dicts.rows.columns.map(({ name }) => name), dicts.rows.row(1)]).toEqual([
      ['title', 'n'],
      [null, 3],
    ])
    const flat = item({ kind: 'values', rows: ['A', 'B'] }).result
    expect(flat.kind === 'rows' && flat.rows.row(1)).toEqual(['B'])
  })

  it('prints values as Python does, and None not at all', () => {
    expect(item({ kind: 'value', value: [8, { 'blog.Post': 2 }] }).result).toEqual({
      kind: 'value',
      text: "[8, {'blog.Post': 2}]",
    })
    expect(item({ kind: 'value', value: true }).result).toEqual({ kind: 'value', text: 'True' })
    expect(item({ kind: 'value', value: null }).result).toEqual({ kind: 'nothing' })
  })

  it('names the rows that stand in the way of a delete', () => {
    const { result } = item({
      kind: 'error',
      type: 'ProtectedError',
      message: 'no',
      protected_objects: ['blog.Post:1'],
    })
    expect(result).toEqual({ kind: 'error', type: 'ProtectedError', message: 'no', blocking: ['blog.Post:1'] })
  })
})
