/** What is to be arranged, as data: which boxes move, which areas round them, what stays in the way. */
import type { ModelId } from '../../document/ids.ts'
import { overlaps } from './auto-layout.ts'
import type { LayoutGraph, Spot } from './graph.ts'
import { boundsOf } from '../grid-index.ts'
import type { Rect } from '../grid-index.ts'
import { AREA_PAD_PX } from './layout-tree.ts'
import type { LayoutArea, LayoutGroup } from './layout-tree.ts'
import type { LayoutStyle } from './layout-styles.ts'
import type { Scene, SceneNode } from '../scene/scene.ts'
import { AREA_HEAD_PX, shapesIn } from '../scene/shapes.ts'
import type { Shape } from '../scene/shapes.ts'

/** What `layoutTree` needs, as plain data: it may be sent to a worker. */
export interface LayoutJob {
  readonly graph: LayoutGraph
  readonly group: LayoutGroup
  readonly aspect: number
  readonly obstacles: readonly Rect[]
  readonly origin: Spot
  readonly style: LayoutStyle
  readonly centre?: number
}

export interface PlanOptions {
  /** null: all of the view, with its areas; else these models, or what is in this area. */
  readonly only?: readonly ModelId[] | null
  readonly area?: string
  readonly style?: LayoutStyle
  /** The middle of a star. */
  readonly centre?: ModelId
  /** Areas at the top, there or to be made, for models that stand in none. */
  readonly homes?: ReadonlyMap<ModelId, string>
}

export interface ArrangePlan {
  readonly movers: readonly SceneNode[]
  readonly job: LayoutJob
  /** Everything moves: the camera shows it all afterwards. */
  readonly isWhole: boolean
  /** Areas that come along keep their corner; only their size follows. */
  readonly fixedArea: Shape | null
}

/** null: nothing can move. */
export function planOf(scene: Scene, options: PlanOptions, aspect: number): ArrangePlan | null {
  const area = options.area === undefined ? undefined : scene.shapes.get(options.area)
  const only = area === undefined ? (options.only ?? null) : scene.contentOf(area).models.map((place) => place.id)
  const isWhole = only === null
  const chosen = only === null ? null : new Set<string>(only)
  const held = heldAreas(scene)
  const movers = [...scene.nodes.values()].filter((node) => {
    if (node.locked || (chosen !== null && !chosen.has(node.id))) return false
    return area !== undefined || !held.some((other) => isIn(scene, node, other))
  })
  if (movers.length === 0) return null
  const at = new Map(movers.map((node, i) => [node.id, i]))
  const group = groupOf(scene, at, isWhole, held, area, options.homes)
  const moving = new Set(group.areas.flatMap(idsOf))
  const graph: LayoutGraph = {
    nodes: movers.map(({ id, width, height }) => ({ id, width, height })),
    edges: movers.flatMap((node, i) =>
      node.out.flatMap((edge): [number, number][] => {
        const to = at.get(edge.to.id)
        return to === undefined ? [] : [[i, to]]
      }),
    ),
  }
  const obstacles = area === undefined ? inTheWay(scene, at, moving, isWhole) : lockedIn(scene, area, at)
  const bounds = boundsOf(movers) ?? { x: 0, y: 0, width: 0, height: 0 }
  const corner = area === undefined ? bounds : { x: area.x + AREA_PAD_PX, y: area.y + AREA_HEAD_PX + 16 }
  const centre = options.centre === undefined ? undefined : at.get(options.centre)
  const origin = isWhole && obstacles.length === 0 ? { x: 0, y: 0 } : { x: grid(corner.x), y: grid(corner.y) }
  return {
    movers,
    isWhole,
    fixedArea: area ?? null,
    job: {
      graph,
      group,
      aspect: area === undefined ? Math.max(0.6, Math.min(2.4, aspect)) : 1.4,
      obstacles,
      origin,
      style: options.style ?? 'leftRight',
      ...(centre === undefined ? {} : { centre }),
    },
  }
}

/** Areas that stay with all they contain: locked ones, folded ones, and what lies in them. */
function heldAreas(scene: Scene): readonly Shape[] {
  return scene.shapes.list.filter((shape) => shape.kind === 'area' && (shape.locked || shape.collapsed))
}

function isIn(scene: Scene, node: SceneNode, area: Shape): boolean {
  const own = scene.areaOf(node)
  return own !== null && (own === area || shapesIn(area, scene.shapes.list).includes(own))
}

/** Areas as they lie in each other, with the movers that each contains; of a selection, no areas. */
function groupOf(
  scene: Scene,
  at: ReadonlyMap<ModelId, number>,
  isWhole: boolean,
  held: readonly Shape[],
  within: Shape | undefined,
  homes: PlanOptions['homes'] = new Map(),
): LayoutGroup {
  const areas = scene.shapes.list.filter((shape) => shape.kind === 'area' && !held.includes(shape) && shape !== within)
  const inner = within === undefined ? areas : areas.filter((area) => shapesIn(within, areas).includes(area))
  const used = isWhole || within !== undefined ? inner : []
  const parentOf = (shape: Shape): Shape | undefined => used.findLast((other) => shapesIn(other, used).includes(shape))
  const inArea = Map.groupBy(at, ([id]) => {
    const own = scene.areaOf(scene.nodes.get(id) as SceneNode)
    return own === null || !used.includes(own) ? homes.get(id) : own.id
  })
  const modelsOf = (area: string | undefined): number[] => (inArea.get(area) ?? []).map(([, i]) => i)
  const build = (parent: Shape | undefined): LayoutGroup => ({
    models: modelsOf(parent?.id),
    areas: used.filter((s) => parentOf(s) === parent).map((s): LayoutArea => ({ id: s.id, ...build(s) })),
  })
  const whole = build(undefined)
  if (homes.size === 0) return whole
  const made = [...new Set(homes.values())].filter((id) => !used.some((s) => s.id === id))
  const fresh = made.map((id): LayoutArea => ({ id, models: modelsOf(id), areas: [] }))
  // Areas are large: in layers there would be more ground between them than in them.
  return { ...whole, areas: [...whole.areas, ...fresh], style: 'compact' }
}

function idsOf(area: LayoutArea): string[] {
  return [area.id, ...area.areas.flatMap(idsOf)]
}

/** Boxes, areas and notes that stay. Empty areas round movers are not in the way of these. */
function inTheWay(
  scene: Scene,
  at: ReadonlyMap<ModelId, number>,
  moving: ReadonlySet<string>,
  isWhole: boolean,
): Rect[] {
  const nodes = [...scene.nodes.values()].filter((node) => !at.has(node.id))
  const shapes = scene.shapes.list.filter((s) => !moving.has(s.id) && (isWhole || s.kind === 'note'))
  return [...nodes, ...shapes].map(({ x, y, width, height }) => ({ x, y, width, height }))
}

function lockedIn(scene: Scene, area: Shape, at: ReadonlyMap<ModelId, number>): Rect[] {
  const { models, shapes } = scene.contentOf(area)
  const nodes = models.flatMap(({ id }) => (at.has(id) ? [] : (scene.nodes.get(id) ?? [])))
  return [...nodes, ...shapes.filter((s) => s.kind === 'note')].map(({ x, y, width, height }) => ({
    x,
    y,
    width,
    height,
  }))
}

function grid(value: number): number {
  return Math.round(value / 8) * 8
}

/** Models without a place, and those that lie over others: of two, the one that came later. */
export function untidyModels(scene: Scene): ModelId[] {
  const untidy = new Set<ModelId>()
  for (const node of scene.nodes.values()) {
    if (!node.placed) untidy.add(node.id)
    for (const other of scene.nodesIn(node)) {
      if (other === node || other.slot > node.slot || untidy.has(other.id) || node.locked) continue
      if (overlaps([node, other], [node, other])) untidy.add(node.id)
    }
  }
  return [...untidy]
}
