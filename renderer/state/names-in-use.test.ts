import { describe, expect, it } from 'vitest'
import type { ModelId } from '../../shared/document/ids.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { applyCommand } from '../../shared/commands/registry.ts'
import { applyPatch, invertPatch } from '../../shared/history/patch.ts'
import { bigDocument, bigModelId } from '../../test/support/big-document.ts'
import { otherNamed } from './names-in-use.ts'

const NAMES = ['Model1', 'MODEL2', 'Order', 'order', 'Added', 'Model9']

/** Who has each name, asked for a model that is not in the design. */
function owners(doc: ErDocument): readonly (string | null)[] {
  const model = doc.models[bigModelId(0)]
  if (model === undefined) throw new Error('No model')
  const asking = { ...model, id: 'model:asking' as ModelId }
  return NAMES.map((name) => otherNamed(doc, asking, name)?.id ?? null)
}

describe('names in use', () => {
  it('are followed from edit to edit as if each state were looked through', () => {
    const [one, two] = [bigModelId(1), bigModelId(2)]
    const added = 'model:added' as ModelId
    const edits = [
      ['model.rename', { id: one, name: 'Order' }],
      ['model.rename', { id: two, name: 'order' }],
      ['model.add', { id: added, name: 'Added', at: { view: 'view:main', x: 0, y: 0 } }],
      ['model.setKind', { id: two, kind: 'abstract' }],
      ['model.rename', { id: one, name: 'Model1' }],
      ['model.delete', { ids: [added, two] }],
    ] as const
    let doc = bigDocument(10)
    for (const [type, params] of edits) {
      const patch = applyCommand(doc, type, params as never)
      const next = applyPatch(doc, patch)
      for (const state of [next, applyPatch(next, invertPatch(patch)), doc, next])
        expect(owners(state)).toEqual(owners({ ...state, models: { ...state.models } }))
      doc = next
    }
    expect(owners(doc)).toEqual([one, null, null, null, null, bigModelId(9)])
  })
})
