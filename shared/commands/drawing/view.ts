import { z } from 'zod'
import { newId } from '../../document/ids.ts'
import { placementId, rootOf } from '../../document/records.ts'
import { modelId, viewId } from '../../document/schemas.ts'
import { CommandError, defineCommand, required } from '../define-command.ts'
import { draftOf, modelOf, named, replaced } from '../edit.ts'

/** A view of every model, or of those given (`models`); `copyOf`: with the places of another view. */
export const addView = defineCommand({
  type: 'view.add',
  label: 'Add view',
  params: z.object({
    id: viewId.exactOptional(),
    name: z.string(),
    everything: z.boolean().exactOptional(),
    models: z.array(modelId).exactOptional(),
    copyOf: viewId.exactOptional(),
  }),
  apply(doc, { id = newId('view'), name, everything = false, models, copyOf }) {
    if (doc.views[id] !== undefined) throw new CommandError('The view is already in this design.')
    const draft = draftOf(doc)
    draft.put('views', { id, name: named(name), everything })
    const root = rootOf(doc)
    draft.put('root', { ...root, viewOrder: [...root.viewOrder, id] })
    const chosen = models === undefined ? null : new Set<string>(models)
    const placed = new Set<string>()
    for (const placement of copyOf === undefined ? [] : Object.values(doc.placements)) {
      if (placement.view !== copyOf || (chosen !== null && !chosen.has(placement.model))) continue
      placed.add(placement.model)
      draft.put('placements', { ...placement, id: placementId(id, placement.model), view: id })
    }
    const rest = (models ?? []).filter((model) => !placed.has(model))
    // In rows of eight until somebody arranges them.
    rest.forEach((model, n) => {
      modelOf(doc, model)
      const [x, y] = [(n % 8) * 320, Math.floor(n / 8) * 360]
      draft.put('placements', {
        id: placementId(id, model),
        view: id,
        model,
        x,
        y,
        color: null,
        collapsed: false,
        locked: false,
      })
    })
    return draft.patch()
  },
})

export const renameView = defineCommand({
  type: 'view.rename',
  label: 'Rename view',
  params: z.object({ id: viewId, name: z.string() }),
  apply(doc, { id, name }) {
    const before = required(doc.views[id], 'The view')
    return replaced('views', before, { ...before, name: named(name) })
  },
  mergeKey: ({ id }) => `view.rename ${id}`,
})

export const setView = defineCommand({
  type: 'view.set',
  label: 'Change view',
  params: z.object({ id: viewId, everything: z.boolean() }),
  apply(doc, { id, everything }) {
    const before = required(doc.views[id], 'The view')
    return replaced('views', before, { ...before, everything })
  },
})

/** Deletes a view with its placements, areas and notes. The last view stays. */
export const deleteView = defineCommand({
  type: 'view.delete',
  label: 'Delete view',
  params: z.object({ id: viewId }),
  apply(doc, { id }) {
    required(doc.views[id], 'The view')
    const root = rootOf(doc)
    if (Object.keys(doc.views).length === 1) throw new CommandError('A design has at least one view.')
    const draft = draftOf(doc)
    draft.remove('views', id)
    draft.put('root', { ...root, viewOrder: root.viewOrder.filter((other) => other !== id) })
    for (const table of ['placements', 'areas', 'notes'] as const) {
      for (const record of Object.values(doc[table])) if (record.view === id) draft.remove(table, record.id)
    }
    return draft.patch()
  },
})
