/** Where models that come into a view are put: among themselves by the layout, beside what stands there. */
import type { ModelId, ViewId } from '../../shared/document/ids.ts'
import { placementId, rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { createScene } from '../../shared/layout/scene/scene.ts'

interface ModelSpot {
  readonly model: ModelId
  readonly x: number
  readonly y: number
}

export function isMember(doc: ErDocument, view: ViewId, model: ModelId): boolean {
  return doc.views[view]?.everything === true || doc.placements[placementId(view, model)] !== undefined
}

/** Models drawn in the view, in the order of the document. */
export function membersOf(doc: ErDocument, view: ViewId): readonly ModelId[] {
  return rootOf(doc).modelOrder.filter((id) => doc.models[id] !== undefined && isMember(doc, view, id))
}

export function spotsFor(doc: ErDocument, view: ViewId, models: Iterable<ModelId>): readonly ModelSpot[] {
  const record = doc.views[view]
  if (record === undefined) return []
  const coming = new Set([...models].filter((id) => doc.models[id] !== undefined && !isMember(doc, view, id)))
  const root = rootOf(doc)
  const modelOrder = root.modelOrder.filter((id) => coming.has(id) || isMember(doc, view, id))
  const scene = createScene()
  // As if the view had just these models: the scene proposes places for those without one.
  scene.reset(
    { ...doc, root: { root: { ...root, modelOrder } }, views: { [view]: { ...record, everything: true } } },
    view,
  )
  return [...coming].flatMap((id) => {
    const node = scene.nodes.get(id)
    return node === undefined ? [] : [{ model: id, x: node.x, y: node.y }]
  })
}
