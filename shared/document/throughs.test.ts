import { describe, expect, it } from 'vitest'
import { bigDocument, bigModelId } from '../../test/support/big-document.ts'
import { applyCommand } from '../commands/registry.ts'
import type { CommandCall } from '../commands/registry.ts'
import { applyPatch } from '../history/patch.ts'
import type { FieldId } from './ids.ts'
import type { ErDocument, Model } from './records.ts'
import { throughModels, throughsAfter } from './throughs.ts'

function after(doc: ErDocument, { type, params }: CommandCall): ErDocument {
  const patch = applyCommand(doc, type, params as never)
  const next = applyPatch(doc, patch)
  const models = patch.flatMap((c) => (c.table === 'models' ? [[c.before, c.after] as [Model?, Model?]] : []))
  throughModels(doc)
  throughsAfter(doc.models, next.models, models)
  return next
}

describe('models that relations go through', () => {
  it('follow the patch as looking at every model would', () => {
    const many = (id: string, from: number): CommandCall => ({
      type: 'relation.add',
      params: { id: id as FieldId, from: bigModelId(from), to: bigModelId(0), kind: 'manyToMany', name: id.slice(6) },
    })
    let doc = after(after(bigDocument(12), many('field:a', 1)), many('field:b', 2))
    const through = (model: number, id: string): CommandCall => ({
      type: 'relation.set',
      params: { model: bigModelId(model), id: id as FieldId, through: bigModelId(5) },
    })
    doc = after(after(doc, through(1, 'field:a')), through(2, 'field:b'))
    expect([...throughModels(doc)]).toEqual([[bigModelId(5), 2]])
    doc = after(doc, { type: 'model.delete', params: { ids: [bigModelId(1)] } })
    expect([...throughModels(doc)]).toEqual([[bigModelId(5), 1]])
    expect(throughModels(doc)).toEqual(throughModels({ models: { ...doc.models } }))
    doc = after(doc, { type: 'model.delete', params: { ids: [bigModelId(2)] } })
    expect(throughModels(doc).size).toBe(0)
  })

  it('a name hands on the very same answer', () => {
    const doc = bigDocument(12)
    const next = after(doc, { type: 'model.rename', params: { id: bigModelId(3), name: 'Other' } })
    expect(throughModels(next)).toBe(throughModels(doc))
  })
})
