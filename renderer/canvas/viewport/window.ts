/**
 * Which models, areas and notes have DOM: those in the viewport and a little round it, chosen anew only when the
 * viewport comes near to the edge of what is kept. New ones come in slices, so that zooming in never mounts a hundred at once;
 * the painter shows a box until its DOM is there.
 */
import type { Node } from '@xyflow/react'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { ModelId } from '../../../shared/document/ids.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Scene, SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import type { Camera } from './camera.ts'
import { DETAIL_ZOOM } from '../painting/paint.ts'

const MARGIN = 0.2
/** Chosen anew when the view comes this near to the edge: a box has its DOM before it is seen, or is painted first. */
const LEAD = 0.1
/** Boxes mounted per frame. While the camera moves fewer: of those in view, and of those that only may come into it. */
const SLICE = 8
const MOVING_SLICE = 4
const AHEAD_SLICE = 1
/** It may go on so long after a move, ms. */
const MOVING_MS = 100
/** The kept rectangle may be this much larger than the view before it is too large (after zooming in). */
const LOOSE = 6

export type ModelNodeData = Record<string, never>
const NO_DATA: ModelNodeData = {}

/** The boxes that React shows. */
export type ShownStore = StoreApi<{ readonly nodes: Node[] }>

export function createShown(): ShownStore {
  return createStore(() => ({ nodes: [] }))
}

export interface NodeWindow {
  /** Looks whether the window has to move; `force` after the drawing changed. */
  update(force?: boolean): void
  isMounted(id: string): boolean
  /** DOM for this model, area or note wherever it is: it has the focus or is being edited. */
  keep(id: string | null): void
  dispose(): void
}

type Thing = SceneNode | Shape

/** Areas lie below everything. */
const BELOW = -1

export function createNodeWindow(scene: Scene, camera: Camera, store: ShownStore, changed: () => void): NodeWindow {
  const made = new WeakMap<Thing, Node>()
  let kept: Rect | null = null
  let mounted = new Set<string>()
  let wanted: Thing[] = []
  let frame = 0
  let pinned: string | null = null
  let movedAt = -Infinity

  /** React Flow compares by identity: the same object until the box moved or has another size. */
  function flowNode(node: Thing): Node {
    const old = made.get(node)
    if (
      old !== undefined &&
      old.position.x === node.x &&
      old.position.y === node.y &&
      old.width === node.width &&
      old.height === node.height
    )
      return old
    const { width, height } = node
    const fresh: Node = {
      id: node.id,
      type: 'kind' in node ? node.kind : 'model',
      ...('kind' in node && node.kind === 'area' ? { zIndex: BELOW } : {}),
      position: { x: node.x, y: node.y },
      width,
      height,
      measured: { width, height },
      handles: [],
      data: NO_DATA,
    }
    made.set(node, fresh)
    return fresh
  }

  function update(force = false): void {
    const { zoom, width } = camera.view()
    if (width === 0) return
    if (!force) movedAt = performance.now()
    if (zoom < DETAIL_ZOOM) {
      if (wanted.length > 0 || mounted.size > 0 || force) {
        kept = null
        wanted = pinnedThing()
        mount()
      }
      return
    }
    const view = camera.visible()
    const soon = camera.visible(LEAD)
    if (!force && kept !== null && contains(kept, soon) && kept.width * kept.height < LOOSE * view.width * view.height)
      return
    kept = camera.visible(MARGIN)
    const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 }
    const near: Thing[] = [...scene.nodesIn(kept), ...scene.shapes.within(kept)]
    const extra = pinnedThing().filter((thing) => !near.includes(thing))
    wanted = [...near, ...extra].sort((a, b) => distance(a, middle) - distance(b, middle))
    mount()
  }

  function pinnedThing(): Thing[] {
    const thing = pinned === null ? undefined : (scene.nodes.get(pinned as ModelId) ?? scene.shapes.get(pinned))
    return thing === undefined ? [] : [thing]
  }

  function mount(): void {
    const next = new Set<string>()
    const isMoving = performance.now() - movedAt < MOVING_MS
    const view = camera.visible()
    let [fresh, left] = [0, 0]
    for (const node of wanted) {
      const most = !isMoving ? SLICE : meets(node, view) ? MOVING_SLICE : AHEAD_SLICE
      if (!mounted.has(node.id) && fresh >= most) left++
      else {
        if (!mounted.has(node.id)) fresh++
        next.add(node.id)
      }
    }
    const nodes = wanted.filter((node) => next.has(node.id)).map(flowNode)
    // In slot order, so that a box keeps its place in the DOM (focus, reading order).
    nodes.sort((a, b) => slotOf(a) - slotOf(b) || (a.id < b.id ? -1 : 1))
    const before = store.getState().nodes
    mounted = next
    if (nodes.length !== before.length || nodes.some((node, i) => node !== before[i])) {
      store.setState({ nodes })
      if (nodes.length !== before.length || nodes.some(({ id }, i) => id !== before[i]?.id)) changed()
    }
    if (left > 0 && frame === 0) {
      frame = requestAnimationFrame(() => {
        frame = 0
        mount()
      })
    }
  }

  function slotOf(node: Node): number {
    return scene.nodes.get(node.id as ModelId)?.slot ?? (node.type === 'area' ? -1 : Infinity)
  }

  return {
    update,
    isMounted: (id) => mounted.has(id),
    keep(id) {
      if (pinned === id) return
      pinned = id
      update(true)
    },
    dispose: () => cancelAnimationFrame(frame),
  }
}

function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

function meets(node: Thing, { x, y, width, height }: Rect): boolean {
  return node.x < x + width && node.y < y + height && node.x + node.width > x && node.y + node.height > y
}

function distance(node: Thing, at: { x: number; y: number }): number {
  return Math.abs(node.x + node.width / 2 - at.x) + Math.abs(node.y + node.height / 2 - at.y)
}
