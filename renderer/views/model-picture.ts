/** A small drawing of one model among those it is related to. */
import type { ModelId } from '../../shared/document/ids.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { diagramSvg } from '../../shared/layout/drawing/svg.ts'
import { neighboursOf } from './neighbours.ts'

/** More neighbours make the picture unreadable. */
const MOST = 7

/** SVG text of the model and its nearest neighbours, arranged for themselves. */
export function modelPicture(doc: ErDocument, model: ModelId, dark: boolean): string {
  const root = rootOf(doc)
  const view = root.viewOrder[0]
  const record = view === undefined ? undefined : doc.views[view]
  if (view === undefined || record === undefined || doc.models[model] === undefined) return ''
  const shown = neighboursOf(doc, [model], 1).slice(0, MOST)
  const models = Object.fromEntries(shown.map((id) => [id, doc.models[id]])) as ErDocument['models']
  const small: ErDocument = {
    ...doc,
    root: { root: { ...root, modelOrder: root.modelOrder.filter((id) => shown.includes(id)) } },
    models,
    views: { [view]: { ...record, everything: true } },
    placements: {},
  }
  return diagramSvg(small, { view, arrange: true, theme: dark ? 'dark' : 'light' })
}
