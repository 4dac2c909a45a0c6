/** An area for each app of a view: the groups that a large design has anyway, drawn. */
import { newId } from '../../document/ids.ts'
import type { AppId, AreaId, ModelId, ViewId } from '../../document/ids.ts'
import type { ErDocument } from '../../document/records.ts'
import type { TreeSpots } from './layout-tree.ts'
import { paletteColor } from '../drawing/palette.ts'
import { appColor } from '../scene/scene-rules.ts'
import type { Scene, SceneNode } from '../scene/scene.ts'

export interface AppAreas {
  /** The area that a model is to stand in. Models that stand in one already are not among them. */
  readonly homes: ReadonlyMap<ModelId, AreaId>
  /** Those of `homes` that are not there yet. */
  readonly made: ReadonlyMap<string, { readonly name: string; readonly color: string }>
}

/** A model that is its app's only one here needs no frame round it. */
const LEAST_MODELS = 2

/** null: the view's models are of one app, or stand in areas. */
export function appAreas(doc: ErDocument, scene: Scene): AppAreas | null {
  if (new Set([...scene.nodes.values()].map((node) => doc.models[node.id]?.app)).size < 2) return null
  const free = Map.groupBy(
    [...scene.nodes.values()].filter((node) => !node.locked && scene.areaOf(node) === null),
    (node) => doc.models[node.id]?.app as AppId,
  )
  const open = scene.shapes.list.filter((shape) => shape.kind === 'area' && !shape.locked && !shape.collapsed)
  const homes = new Map<ModelId, AreaId>()
  const made = new Map<string, { name: string; color: string }>()
  for (const [app, nodes] of free) {
    const name = doc.apps[app]?.label ?? ''
    const there = open.find((shape) => shape.text === name)
    if (there === undefined && nodes.length < LEAST_MODELS) continue
    const id = (there?.id as AreaId | undefined) ?? newId('area')
    if (there === undefined) made.set(id, { name, color: colorOf(doc, nodes[0]) })
    for (const node of nodes) homes.set(node.id, id)
  }
  return homes.size === 0 ? null : { homes, made }
}

/** That of the app's models. */
function colorOf(doc: ErDocument, node: SceneNode | undefined): string {
  const model = doc.models[node?.id ?? '']
  return paletteColor(model === undefined ? 0 : appColor(doc, model))
}

type AreaRect = TreeSpots['areas'][number]

/** The command that brings an area where it was arranged to, or makes it there. */
export function areaCall(view: ViewId, { id, ...rect }: AreaRect, made?: AppAreas['made']) {
  const fresh = made?.get(id)
  return fresh === undefined
    ? ({ type: 'area.set', params: { id: id as AreaId, ...rect } } as const)
    : ({ type: 'area.add', params: { id: id as AreaId, view, ...fresh, ...rect } } as const)
}
