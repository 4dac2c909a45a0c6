import { describe, expect, it } from 'vitest'
import { bigDocument } from '../../test/support/big-document.ts'
import { applyCommand } from '../../shared/commands/registry.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import type { Step } from '../../shared/history/history.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { MAX_STEPS } from '../../shared/protocol/limits.ts'
import { stepsFrom, stepsText } from './kept-steps.ts'

const [first] = Object.keys(bigDocument(3).models) as [ModelId]

function renamed(names: readonly string[], start = bigDocument(3)): { doc: ErDocument; past: readonly Step[] } {
  let doc = start
  const past = names.map((name, at): Step => {
    const patch = applyCommand(doc, 'model.rename', { id: first, name })
    doc = applyPatch(doc, patch)
    return { label: 'Rename model', patch, at, mergeKey: 'x' }
  })
  return { doc, past }
}

describe('kept steps', () => {
  it('come back as they were, sealed', () => {
    const { doc, past } = renamed(['A', 'B', 'C'])
    const back = stepsFrom(stepsText(past), JSON.parse(JSON.stringify(doc)) as ErDocument)
    expect(back.map(({ label, at, mergeKey }) => [label, at, mergeKey])).toEqual([
      ['Rename model', 0, null],
      ['Rename model', 1, null],
      ['Rename model', 2, null],
    ])
  })

  it('end at the first that does not fit the document', () => {
    const { past } = renamed(['A', 'B', 'C'])
    const other = renamed(['Else']).doc
    expect(stepsFrom(stepsText(past), other)).toEqual([])
    expect(stepsFrom('nonsense', other)).toEqual([])
    expect(stepsFrom('[{"label":1}]', other)).toEqual([])
  })

  it('stay within their bound, the newest first', () => {
    const { past } = renamed([
      'A'.repeat(200_000),
      'B'.repeat(200_000),
      ...'abcdefgh'.split('').map((c) => c.repeat(150_000)),
    ])
    const text = stepsText(past)
    expect(text.length).toBeLessThanOrEqual(MAX_STEPS)
    expect(JSON.parse(text).at(-1).at).toBe(past.length - 1)
  })
})
