import { describe, expect, it } from 'vitest'
import { createDocument } from '../document/create.ts'
import { rootOf } from '../document/records.ts'
import type { ErDocument } from '../document/records.ts'
import { EMPTY_HISTORY, HISTORY_LIMIT, pushStep, redo, sealStep, undo } from './history.ts'
import type { History } from './history.ts'
import { applyPatch, change, invertPatch, squashPatches, touched } from './patch.ts'
import { isSame } from '../util/same.ts'
import type { Patch } from './patch.ts'

const START = createDocument({ name: 'a' })

function rename(doc: ErDocument, name: string): Patch {
  const root = rootOf(doc)
  return [change('root', root, { ...root, name })]
}

function typed(
  names: readonly string[],
  mergeKey: string | null,
): { readonly doc: ErDocument; readonly history: History } {
  let doc = START
  let history = EMPTY_HISTORY
  for (const name of names) {
    const patch = rename(doc, name)
    history = pushStep(history, { label: 'Rename', patch, mergeKey, at: 0 })
    doc = applyPatch(doc, patch)
  }
  return { doc, history }
}

describe('patches', () => {
  it('apply, invert and squash', () => {
    const first = rename(START, 'b')
    const doc = applyPatch(START, first)
    const second = rename(doc, 'a')
    expect(rootOf(doc).name).toBe('b')
    expect(applyPatch(doc, invertPatch(first))).toEqual(START)
    expect(squashPatches([first, second])).toEqual([])
    expect(doc.models).toBe(START.models)
  })

  it('refuse a document that is not the one they were made for', () => {
    const patch = rename(START, 'b')
    expect(() => applyPatch(applyPatch(START, rename(START, 'c')), patch)).toThrow('has changed meanwhile')
  })

  it('tell what they touch, and keep ids', () => {
    expect([...touched(rename(START, 'b')).root]).toEqual(['root'])
    const root = rootOf(START)
    expect(() => change('root', root, { ...root, id: 'other' as 'root' })).toThrow('keeps the id')
  })

  it('compare records whatever the order of their keys', () => {
    expect(isSame({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true)
    expect(isSame({ a: undefined }, {})).toBe(false)
    expect(isSame([1], { 0: 1 })).toBe(false)
    expect(isSame({ a: 1 }, { b: 1 })).toBe(false)
  })
})

describe('history', () => {
  it('makes one step of a burst of typing, and another after it is sealed', () => {
    const { doc, history } = typed(['b', 'be', 'bee'], 'k')
    expect(history.past).toHaveLength(1)
    const after = pushStep(sealStep(history), { label: 'Rename', patch: rename(doc, 'bees'), mergeKey: 'k', at: 0 })
    expect(after.past).toHaveLength(2)
  })

  it('drops a step that ends as it began', () => {
    expect(typed(['b', 'a'], 'k').history.past).toEqual([])
  })

  it('undoes and redoes, and forgets the future at a new step', () => {
    const { doc, history } = typed(['b', 'c'], null)
    const back = undo(history)
    if (back === null) throw new Error('There are two steps')
    const earlier = applyPatch(doc, back.patch)
    expect(rootOf(earlier).name).toBe('b')
    const forth = redo(back.history)
    expect(forth?.label).toBe('Rename')
    expect(applyPatch(earlier, forth?.patch ?? [])).toEqual(doc)
    const branched = pushStep(back.history, { label: 'x', patch: rename(earlier, 'd'), mergeKey: null, at: 0 })
    expect(redo(branched)).toBeNull()
    expect(undo(EMPTY_HISTORY)).toBeNull()
  })

  it('keeps its newest steps', () => {
    const { history } = typed(
      Array.from({ length: HISTORY_LIMIT + 5 }, (_, n) => `n${n}`),
      null,
    )
    expect(history.past).toHaveLength(HISTORY_LIMIT)
  })
})
