import { describe, expect, it } from 'vitest'
import { COPIES } from './rows/copy-formats.ts'
import { cursorAt, moved, rangeOf } from './grid/grid-moves.ts'
import { lastTop, rowWindow, scrollOf, topOf, topShowing } from './grid/row-window.ts'
import {
  changesOf,
  isEmpty,
  linksOf,
  newRows,
  NOTHING,
  rowName,
  stageCell,
  stageDelete,
  stageLinks,
  stageNew,
  stagedCount,
  withProblems,
} from './changes/staged.ts'

describe('staged changes', () => {
  const at = { table: 'post', key: [1] }
  it('are forgotten when a cell is as it was', () => {
    const once = stageCell(NOTHING, at, 'title', 'b', 'a')
    const twice = stageCell(once, at, 'title', 'c', 'b')
    expect(changesOf(twice).changes).toEqual([
      { kind: 'update', table: 'post', key: [1], set: [{ column: 'title', value: 'c', was: 'a' }] },
    ])
    expect(isEmpty(stageCell(twice, at, 'title', 'a', 'c'))).toBe(true)
  })
  it('do not claim to know a cell of which only the beginning was seen', () => {
    const staged = stageCell(NOTHING, at, 'body', 'x', { $p: 'long', bytes: 99_999, type: 'text' })
    expect(changesOf(staged).changes).toEqual([
      { kind: 'update', table: 'post', key: [1], set: [{ column: 'body', value: 'x' }] },
    ])
  })
  it('hold new rows, deletes and links', () => {
    const made = stageNew(NOTHING, 'post', new Map([['title', 'n']]))
    const linked = stageLinks(
      made.staged,
      { table: 'post_tags', source: 'post_id', sourceValue: { $new: made.id }, target: 'tag_id', isSymmetrical: false },
      [3],
      [],
    )
    const all = stageDelete(linked, at)
    expect(stagedCount(all)).toBe(3)
    expect(newRows(all, 'post')).toHaveLength(1)
    expect(linksOf(all, 'post_tags', 'post_id', { $new: 1 })).toHaveLength(1)
    expect(changesOf(all).changes.map(({ kind }) => kind)).toEqual(['insert', 'delete', 'link'])
    expect(changesOf(stageDelete(all, at)).changes.map(({ kind }) => kind)).toEqual(['insert', 'link'])
    expect(isEmpty(stageDelete(stageDelete(all, at), { table: 'post', key: null, id: made.id }))).toBe(true)
  })
  it('mirror symmetrical links', () => {
    const staged = stageLinks(
      NOTHING,
      { table: 'f', source: 'a', sourceValue: 1, target: 'b', isSymmetrical: true },
      [2, 1],
      [],
    )
    expect(changesOf(staged).changes).toHaveLength(3)
  })
  it('keep what was wrong until the row changes again', () => {
    const staged = stageCell(NOTHING, at, 'title', 'b', 'a')
    const told = withProblems(staged, [{ change: 0, column: 'title', message: 'No.' }], changesOf(staged).names)
    expect(told.problems.get(rowName('post', [1]))?.get('title')).toBe('No.')
    expect(stageCell(told, at, 'title', 'c', 'a').problems.size).toBe(0)
  })
})

describe('copying', () => {
  const table = {
    table: 'a"b',
    columns: ['x', 'y|z'],
    rows: [
      [1, "it's\nhere|"],
      [{ $i: '9223372036854775807' }, null],
      [{ $f: '2' }, { $b: 'AP8=' }],
    ],
  }
  it('has a form for each place', () => {
    expect(COPIES.tsv(table)).toContain(`\n1\t"it's\nhere|"\n`)
    expect(COPIES.markdown(table)).toContain("| 1 | it's<br>here\\| |")
    expect(COPIES.json(table)).toContain('"x": 9223372036854775807')
    expect(COPIES.sql(table)).toContain(`INSERT INTO "a""b" ("x", "y|z") VALUES (2.0, X'00ff');`)
  })
})

describe('the cursor', () => {
  const size = { rows: 100, columns: 5, page: 10 }
  const go = (
    key: string,
    more: { isMod?: boolean; isShift?: boolean } = {},
    from = cursorAt({ row: 50, column: 2 }),
  ) => moved(from, { key, isMod: false, isShift: false, ...more }, size)
  it('moves by keys and marks with Shift', () => {
    expect(go('PageDown')?.at).toEqual({ row: 60, column: 2 })
    expect(go('End', { isMod: true })?.at).toEqual({ row: 99, column: 4 })
    expect(go('Home')?.at).toEqual({ row: 50, column: 0 })
    expect(go('ArrowUp', { isMod: true })?.at).toEqual({ row: 0, column: 2 })
    expect(go('x')).toBeNull()
    const marked = go('ArrowRight', { isShift: true })
    expect(marked === null ? null : rangeOf(marked)).toEqual({ top: 50, bottom: 50, left: 2, right: 3 })
  })
})

describe('the window of rows', () => {
  it('draws the rows in view, of ten million too', () => {
    for (const count of [0, 1, 50, 1000, 10_000_000]) {
      const view = { count, height: 260 }
      for (const share of [0, 0.3, 1]) {
        const top = lastTop(view) * share
        const { first, end, bodyPx } = rowWindow({ ...view, top })
        expect(end - first).toBeLessThan(40)
        expect(bodyPx).toBeLessThanOrEqual(15_000_000)
        expect(topOf(scrollOf({ ...view, top }), view)).toBeCloseTo(top, 4)
      }
      expect(rowWindow({ ...view, top: lastTop(view) }).end).toBe(count)
    }
  })
  it('brings a row into view and no further', () => {
    expect(topShowing(5, { count: 100, height: 260, top: 0 })).toBe(0)
    expect(topShowing(10, { count: 100, height: 260, top: 0 })).toBe(1)
    expect(topShowing(3, { count: 100, height: 260, top: 20 })).toBe(3)
  })
})
