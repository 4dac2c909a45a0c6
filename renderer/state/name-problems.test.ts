import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../shared/commands/registry.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { bigDocument, bigModelId } from '../../test/support/big-document.ts'
import { modelNameProblem } from './name-problems.ts'

describe('a name of a model', () => {
  it('is looked at again as soon as another model has taken it or let go of it', () => {
    const first = bigDocument(3)
    const model = first.models[bigModelId(0)]
    if (model === undefined) throw new Error('No model')
    const rename = (doc: typeof first, at: number, name: string) =>
      applyPatch(doc, applyCommand(doc, 'model.rename', { id: bigModelId(at), name }))
    expect(modelNameProblem(first, model, 'Order')).toBeNull()
    // Its own letters are no other model's.
    const own = rename(first, 0, 'Order')
    expect(modelNameProblem(own, own.models[bigModelId(0)] ?? model, 'Order')).toBeNull()
    const taken = rename(own, 1, 'order')
    expect(modelNameProblem(taken, model, 'Order')).toContain('order')
    expect(modelNameProblem(taken, model, 'Order')).toContain('order')
    expect(modelNameProblem(rename(taken, 1, 'Other'), model, 'Order')).toBeNull()
  })
})
