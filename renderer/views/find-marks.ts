/** From what is set to what is drawn: which models stay in full view, and which relations are lit. Pure. */
import type { FieldId, ModelId, ViewId } from '../../shared/document/ids.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import type { Resolution } from '../../shared/relations/types.ts'
import type { FindState } from './find-store.ts'
import { filterModels } from './model-filter.ts'
import { neighboursOf } from './neighbours.ts'
import { shortestPaths } from './relation-path.ts'
import type { RelationPath } from './relation-path.ts'
import { membersOf } from './spots.ts'

export interface Found {
  /** Members of the view that fit; null: nothing is asked, all stay. */
  readonly models: ReadonlySet<ModelId> | null
  /** Relations on the path that is shown. */
  readonly relations: ReadonlySet<FieldId>
  /** All equally short ways; [] when no path is asked for or none leads there. */
  readonly paths: readonly RelationPath[]
}

const NOTHING: Found = { models: null, relations: new Set(), paths: [] }

export function findIn(doc: ErDocument, view: ViewId, resolution: Resolution, state: FindState): Found {
  const inView = (models: Iterable<ModelId>): ReadonlySet<ModelId> => {
    const members = new Set(membersOf(doc, view))
    return new Set([...models].filter((id) => members.has(id)))
  }
  if (state.panel === 'filter') {
    const models = filterModels(doc, view, state.filter)
    return models === null ? NOTHING : { ...NOTHING, models: inView(models) }
  }
  if (state.panel === 'neighbours') {
    const { models, depth } = state.around
    if (models.length === 0) return NOTHING
    return { ...NOTHING, models: inView(neighboursOf(doc, models, depth)) }
  }
  if (state.panel === 'path') return pathIn(doc, resolution, state, inView)
  return NOTHING
}

function pathIn(
  doc: ErDocument,
  resolution: Resolution,
  { path: { from, to, chosen } }: FindState,
  inView: (models: Iterable<ModelId>) => ReadonlySet<ModelId>,
): Found {
  if (from === null || to === null) return NOTHING
  const paths = shortestPaths(doc, resolution, from, to)
  const path = paths[Math.min(chosen, paths.length - 1)]
  const models = new Set<ModelId>([from, to, ...(path?.steps.flatMap((step) => [step.from, step.to]) ?? [])])
  const relations = new Set(path?.steps.flatMap(({ field }) => (field === null ? [] : [field])))
  return { models: inView(models), relations, paths }
}
