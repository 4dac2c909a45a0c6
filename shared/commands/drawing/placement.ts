/** Where models stand in a view. Nothing in here changes what the design means. */
import { z } from 'zod'
import type { ModelId, ViewId } from '../../document/ids.ts'
import { placementId } from '../../document/records.ts'
import type { ErDocument, Placement } from '../../document/records.ts'
import { modelId, viewId } from '../../document/schemas.ts'
import type { Patch } from '../../history/patch.ts'
import { defineCommand, required } from '../define-command.ts'
import { draftOf, gesture, gestureKey, modelOf } from '../edit.ts'

export const spots = z.array(z.object({ model: modelId, x: z.number(), y: z.number() }))

/** The model's place in the view; the corner where it has none. */
export function placementOf(doc: ErDocument, view: ViewId, model: ModelId): Placement {
  const id = placementId(view, model)
  return doc.placements[id] ?? { id, view, model, x: 0, y: 0, color: null, collapsed: false, locked: false }
}

/** `straight`: without the bends that hands gave to edges; in another arrangement they lead nowhere. */
function moved(doc: ErDocument, view: ViewId, moves: z.output<typeof spots>, straight = false): Patch {
  required(doc.views[view], 'The view')
  const draft = draftOf(doc)
  for (const { model, x, y } of moves) {
    modelOf(doc, model)
    const { bends, ...place } = placementOf(doc, view, model)
    draft.put('placements', { ...place, ...(straight || bends === undefined ? {} : { bends }), x, y })
  }
  return draft.patch()
}

/** A drag: many models at once. A model without a place in the view gets one. */
export const movePlacements = defineCommand({
  type: 'placement.move',
  label: 'Move',
  params: z.object({ view: viewId, moves: spots, gesture }),
  apply: (doc, { view, moves }) => moved(doc, view, moves),
  mergeKey: (params) => gestureKey('placement.move', params.gesture),
})

/** New places from the auto-layout, as one step. */
export const applyLayout = defineCommand({
  type: 'layout.apply',
  label: 'Arrange',
  params: z.object({ view: viewId, moves: spots }),
  apply: (doc, { view, moves }) => moved(doc, view, moves, true),
})

/** The way of one edge bent by hand; null: the router's again. */
export const bendEdge = defineCommand({
  type: 'placement.bend',
  label: 'Bend edge',
  params: z.object({ view: viewId, model: modelId, edge: z.string(), bend: z.array(z.number()).nullable(), gesture }),
  apply(doc, { view, model, edge, bend }) {
    required(doc.views[view], 'The view')
    modelOf(doc, model)
    const draft = draftOf(doc)
    draft.put('placements', withBend(placementOf(doc, view, model), edge, bend))
    return draft.patch()
  },
  mergeKey: (params) => gestureKey('placement.bend', params.gesture),
})

function withBend(placement: Placement, edge: string, bend: readonly number[] | null): Placement {
  const { bends = {}, ...rest } = placement
  const next = Object.fromEntries(Object.entries(bends).filter(([id]) => id !== edge))
  if (bend !== null) next[edge] = bend
  return Object.keys(next).length === 0 ? rest : { ...rest, bends: next }
}

export const setPlacement = defineCommand({
  type: 'placement.set',
  label: 'Change appearance',
  params: z.object({
    view: viewId,
    models: z.array(modelId),
    color: z.string().nullable().exactOptional(),
    collapsed: z.boolean().exactOptional(),
    locked: z.boolean().exactOptional(),
  }),
  apply(doc, { view, models, ...changes }) {
    required(doc.views[view], 'The view')
    const draft = draftOf(doc)
    for (const model of models) {
      modelOf(doc, model)
      draft.put('placements', { ...placementOf(doc, view, model), ...changes })
    }
    return draft.patch()
  },
})

/** Takes models out of a view (they stay in the design). */
export const removePlacements = defineCommand({
  type: 'placement.remove',
  label: 'Remove from view',
  params: z.object({ view: viewId, models: z.array(modelId) }),
  apply(doc, { view, models }) {
    required(doc.views[view], 'The view')
    const draft = draftOf(doc)
    for (const model of models) draft.remove('placements', placementId(view, model))
    return draft.patch()
  },
})
