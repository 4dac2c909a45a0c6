/** A small drawing of one model and, by name, those it is related to. */
import type { ModelId, ViewId } from '../../shared/document/ids.ts'
import { isRelation, placementId, rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Model, Placement } from '../../shared/document/records.ts'
import { diagramSvg } from '../../shared/layout/drawing/svg.ts'
import { createScene } from '../../shared/layout/scene/scene.ts'
import { t } from '../texts/texts.ts'
import { neighboursOf } from './neighbours.ts'

/** More neighbours make the picture unreadable. */
const MOST = 8
/** Between the model and its neighbours, for the lines with their marks. */
const BESIDE_PX = 120
const BETWEEN_PX = 16

/** SVG text: the model with its rows, its nearest neighbours as names in a column beside it; the picture is narrow. */
export function modelPicture(doc: ErDocument, model: ModelId, dark: boolean): string {
  const root = rootOf(doc)
  const view = root.viewOrder[0]
  const record = view === undefined ? undefined : doc.views[view]
  const hit = doc.models[model]
  if (view === undefined || record === undefined || hit === undefined) return ''
  const around = neighboursOf(doc, [model], 1)
    .filter((id) => id !== model)
    .slice(0, MOST)
  const small: ErDocument = {
    ...doc,
    root: { root: { ...root, modelOrder: [model, ...around] } },
    models: {
      [model]: hit,
      ...Object.fromEntries(around.map((id) => [id, onlyTowards(doc.models[id] as Model, model)])),
    },
    views: { [view]: { ...record, everything: true } },
    areas: {},
    notes: {},
    placements: {},
  }
  return diagramSvg(
    { ...small, placements: placesIn(small, view, model, around) },
    { view, theme: dark ? 'dark' : 'light', words: t.spoken },
  )
}

/** Lines among the neighbours would hide those that matter. */
function onlyTowards(model: Model, target: ModelId): Model {
  return { ...model, fields: model.fields.filter((field) => isRelation(field) && field.to === target) }
}

function placesIn(doc: ErDocument, view: ViewId, model: ModelId, around: readonly ModelId[]): ErDocument['placements'] {
  const place = (id: ModelId, x: number, y: number): Placement => ({
    id: placementId(view, id),
    view,
    model: id,
    x,
    y,
    locked: false,
    collapsed: id !== model,
    color: null,
  })
  const folded = Object.fromEntries([model, ...around].map((id) => [placementId(view, id), place(id, 0, 0)]))
  const scene = createScene()
  scene.reset({ ...doc, placements: folded }, view)
  const box = scene.nodes.get(model)
  const heights = around.map((id) => (scene.nodes.get(id)?.height ?? 0) + BETWEEN_PX)
  const column = heights.reduce((sum, height) => sum + height, -BETWEEN_PX)
  let y = Math.max(0, ((box?.height ?? 0) - column) / 2)
  const places = { [placementId(view, model)]: place(model, 0, 0) }
  around.forEach((id, i) => {
    places[placementId(view, id)] = place(id, (box?.width ?? 0) + BESIDE_PX, Math.round(y))
    y += heights[i] as number
  })
  return places
}
