import { describe, expect, it } from 'vitest'
import { bigDocument, bigModelId } from '../../../test/support/big-document.ts'
import type { FieldId, ModelId } from '../../document/ids.ts'
import type { ErDocument } from '../../document/records.ts'
import { applyPatch, invertPatch } from '../../history/patch.ts'
import { applyCommand } from '../registry.ts'
import { modelsThatSay, modelsWithCustomFields } from './worded-models.ts'

const place = { view: 'view:main', x: 0, y: 0 }
const added = 'model:added' as ModelId

/** A state that nothing is known of. */
function unknown(doc: ErDocument): ErDocument {
  return { ...doc, models: { ...doc.models } }
}

function found(doc: ErDocument): unknown {
  return [modelsThatSay(doc, 'heading').toSorted(), [...modelsWithCustomFields(doc)].toSorted()]
}

describe('models that could say a name', () => {
  it('are followed from edit to edit as if each state were looked through', () => {
    const start = bigDocument(30)
    const [one, two] = [bigModelId(3), bigModelId(7)]
    const ordering = [{ by: 'heading', descending: false }]
    const edits = [
      ['model.setMeta', { id: one, key: 'ordering', value: ordering }],
      ['model.add', { id: added, name: 'Added', at: place }],
      ['field.add', { model: added, id: 'field:own', name: 'own', type: 'TextField' }],
      ['field.setClass', { model: added, id: 'field:own', className: 'MoneyField', args: '' }],
      ['model.setMeta', { id: two, key: 'ordering', value: ordering }],
      ['model.setMeta', { id: one, key: 'ordering' }],
      ['model.rename', { id: two, name: 'Other' }],
      ['model.delete', { ids: [added] }],
    ] as const
    let doc = start
    expect(found(doc)).toEqual([[], []])
    for (const [type, params] of edits) {
      const patch = applyCommand(doc, type, params as never)
      const next = applyPatch(doc, patch)
      expect(found(next)).toEqual(found(unknown(next)))
      // Back and forth, so that a state is asked for whose words went on to another.
      const back = applyPatch(next, invertPatch(patch))
      expect(found(back)).toEqual(found(unknown(back)))
      expect(found(doc)).toEqual(found(unknown(doc)))
      doc = applyPatch(back, patch)
    }
    expect(found(doc)).toEqual([[two], []])
  })

  it('get the new name, and nothing else does', () => {
    const start = bigDocument(30)
    const id = bigModelId(3)
    const field = start.models[id]?.fields[1]
    const ordering = [{ by: field?.name, descending: false }]
    const doc = applyPatch(
      start,
      applyCommand(start, 'model.setMeta', { id, key: 'ordering', value: ordering } as never),
    )
    const patch = applyCommand(doc, 'field.rename', { model: id, id: field?.id as FieldId, name: 'heading' })
    expect(patch.map((c) => c.id)).toEqual([id])
    expect(applyPatch(doc, patch).models[id]?.meta.ordering?.[0]?.by).toBe('heading')
  })
})
