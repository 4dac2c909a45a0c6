/** Arranges a view of a document: what `relata layout` writes and what a drawing without places shows. */
import type { ModelId, ViewId } from '../../document/ids.ts'
import type { ErDocument } from '../../document/records.ts'
import { appAreas, areaCall } from './app-areas.ts'
import { autoLayout } from './auto-layout.ts'
import { planOf } from './arrange-plan.ts'
import type { DotEngine } from './dot.ts'
import { layoutTree } from './layout-tree.ts'
import { createScene } from '../scene/scene.ts'
import type { Place, Scene, SceneNode } from '../scene/scene.ts'

interface ArrangeOptions {
  /** `missing`: only models without a place; the others stay and are kept clear of. */
  readonly which?: 'all' | 'missing'
  readonly engine?: DotEngine | null
  /** Width divided by height of the place to fill. */
  readonly aspect?: number
}

/** The parameters of a `layout.apply` command: new places of the models that move. Locked ones never do. */
export function arrangeView(
  doc: ErDocument,
  view: ViewId,
  options: ArrangeOptions = {},
): { readonly view: ViewId; readonly moves: { model: ModelId; x: number; y: number }[] } {
  const scene = createScene()
  scene.reset(doc, view)
  return { view, moves: spotsFor(scene, options).map(({ id, x, y }) => ({ model: id, x, y })) }
}

/**
 * All of a view anew, what is in an area in it: the parameters of a `layout.apply`, and a command for each area that
 * grows or moves. Locked and folded areas stay with what they contain.
 *
 * @param byApp models in no area go to one of their app
 */
export function arrangeWithAreas(
  doc: ErDocument,
  view: ViewId,
  { engine = null, aspect = 1.6, byApp = false }: Omit<ArrangeOptions, 'which'> & { readonly byApp?: boolean } = {},
): {
  readonly view: ViewId
  readonly moves: { model: ModelId; x: number; y: number }[]
  readonly areas: ReturnType<typeof areaCall>[]
} {
  const scene = createScene()
  scene.reset(doc, view)
  const apps = byApp ? appAreas(doc, scene) : null
  const plan = planOf(scene, apps === null ? {} : { homes: apps.homes }, aspect)
  if (plan === null) return { view, moves: [], areas: [] }
  const { spots, areas } = layoutTree(plan.job.graph, plan.job.group, { ...plan.job, engine })
  const moves = plan.movers.map(({ id }, i) => ({ model: id, x: spots[i]?.x ?? 0, y: spots[i]?.y ?? 0 }))
  return { view, moves, areas: areas.map((area) => areaCall(view, area, apps?.made)) }
}

/** Moves the scene's boxes and tells where they went. */
export function arrangeScene(scene: Scene, options: ArrangeOptions): Place[] {
  const places = spotsFor(scene, options)
  scene.place(places)
  return places
}

function spotsFor(scene: Scene, { which = 'all', engine = null, aspect = 1.6 }: ArrangeOptions): Place[] {
  const nodes = [...scene.nodes.values()]
  const movers = nodes.filter((node) => !node.placed || (which === 'all' && !node.locked))
  if (movers.length === 0) return []
  const at = new Map<SceneNode, number>(movers.map((node, i) => [node, i]))
  const stays = nodes.filter((node) => !at.has(node))
  const graph = {
    nodes: movers.map(({ id, width, height }) => ({ id, width, height })),
    edges: movers.flatMap((node, i) =>
      node.out.flatMap(({ to }): [number, number][] => (at.has(to) ? [[i, at.get(to) as number]] : [])),
    ),
  }
  const spots = autoLayout(graph, {
    aspect,
    engine,
    obstacles: stays.map(({ x, y, width, height }) => ({ x, y, width, height })),
  })
  return movers.map((node, i) => ({ id: node.id, x: spots[i]?.x ?? 0, y: spots[i]?.y ?? 0 }))
}
