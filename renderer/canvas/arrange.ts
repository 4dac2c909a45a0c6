/** One-click layout: quick places first where there are many boxes, the fine ones from a worker, one undo step. */
import type { ModelId } from '../../shared/document/ids.ts'
import { autoLayout } from '../../shared/layout/auto-layout.ts'
import type { LayoutGraph, Spot } from '../../shared/layout/graph.ts'
import { boundsOf } from '../../shared/layout/grid-index.ts'
import type { Place, SceneNode } from '../../shared/layout/scene.ts'
import { reducedMotion } from './camera.ts'
import { canvasStore, isFrozen, say } from './canvas-store.ts'
import type { Engine } from './engine.ts'
import type { LayoutAnswer, LayoutJob } from './layout-worker.ts'

const ANIMATION_MS = 320
/** More boxes than this jump: moving them all would not be seen as moving. */
const MOST_ANIMATED = 300
/** From this many boxes on a quick layout is shown while the fine one is computed. */
const QUICK_FIRST = 500

/**
 * Arranges all models of the view or the given ones; locked ones and those not given stay.
 * Resolves when the boxes stand at their places and the step is in the history.
 */
export async function arrange(engine: Engine, only: readonly ModelId[] | null): Promise<void> {
  const { scene, camera, editor } = engine
  if (isFrozen(editor) || canvasStore.getState().arranging) return
  const chosen = only === null ? null : new Set(only)
  const movers = [...scene.nodes.values()].filter((n) => !n.locked && (chosen === null || chosen.has(n.id)))
  if (movers.length === 0) return
  const others = [...scene.nodes.values()].filter((n) => !movers.includes(n))
  const job = jobOf(movers, others, camera.view().width / Math.max(1, camera.view().height))
  const before = editor.getState()
  canvasStore.setState({ arranging: true })
  try {
    if (movers.length > QUICK_FIRST) {
      scene.place(placesOf(movers, autoLayout(job.graph, job)))
      engine.refresh()
      if (chosen === null) canvasStore.getState().handle?.fit()
      await nextFrame()
    }
    const spots = await layoutInWorker(job)
    // The design was edited meanwhile: what was computed is for another one.
    const now = editor.getState()
    if (now.doc !== before.doc || now.view !== before.view) {
      scene.reset(now.doc, now.view)
      engine.refresh()
      return
    }
    const places = placesOf(movers, spots)
    if (chosen === null)
      camera.show(boundsOfPlaces(movers, places, others) ?? { x: 0, y: 0, width: 1, height: 1 }, 1, ANIMATION_MS)
    if (movers.length <= MOST_ANIMATED && !reducedMotion()) await animate(engine, movers, places)
    scene.place(places)
    scene.settle(places.map((p) => p.id))
    editor.dispatch('layout.apply', { view: now.view, moves: places.map(({ id, x, y }) => ({ model: id, x, y })) })
    engine.refresh()
    say(`Arranged ${movers.length === 1 ? 'one model' : `${movers.length} models`}`)
  } finally {
    canvasStore.setState({ arranging: false })
  }
}

function jobOf(movers: readonly SceneNode[], others: readonly SceneNode[], aspect: number): LayoutJob {
  const at = new Map(movers.map((node, i) => [node, i]))
  const graph: LayoutGraph = {
    nodes: movers.map(({ id, width, height }) => ({ id, width, height })),
    edges: movers.flatMap((node, i) =>
      node.out.flatMap((edge): [number, number][] => {
        const to = at.get(edge.to)
        return to === undefined ? [] : [[i, to]]
      }),
    ),
  }
  const bounds = boundsOf(movers) ?? { x: 0, y: 0, width: 0, height: 0 }
  return {
    graph,
    aspect: Math.max(0.6, Math.min(2.4, aspect)),
    obstacles: others.map(({ x, y, width, height }) => ({ x, y, width, height })),
    origin: others.length === 0 ? { x: 0, y: 0 } : { x: Math.round(bounds.x / 8) * 8, y: Math.round(bounds.y / 8) * 8 },
  }
}

function placesOf(movers: readonly SceneNode[], spots: readonly Spot[]): Place[] {
  return movers.map((node, i) => ({ id: node.id, x: (spots[i] as Spot).x, y: (spots[i] as Spot).y }))
}

function boundsOfPlaces(movers: readonly SceneNode[], places: readonly Place[], others: readonly SceneNode[]) {
  const moved = places.map(({ x, y }, i) => {
    const { width, height } = movers[i] as SceneNode
    return { x, y, width, height }
  })
  return boundsOf([...moved, ...others])
}

function layoutInWorker(job: LayoutJob): Promise<readonly Spot[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
    const end = (finish: () => void): void => {
      worker.terminate()
      finish()
    }
    worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) =>
      end(() => ('spots' in data ? resolve(data.spots) : resolve(autoLayout(job.graph, job))))
    // No worker (a locked-down page): the quick layout is still a layout.
    worker.onerror = () => end(() => resolve(autoLayout(job.graph, job)))
    worker.onmessageerror = () => end(() => reject(new Error('The layout job could not be sent')))
    worker.postMessage(job)
  })
}

/** Boxes glide to their places; routes follow quickly, the fine ones come at the end. */
function animate(engine: Engine, movers: readonly SceneNode[], places: readonly Place[]): Promise<void> {
  const { scene, painter } = engine
  const starts = movers.map(({ x, y }) => ({ x, y }))
  const began = performance.now()
  painter.setQuick(true)
  return new Promise((resolve) => {
    const frame = (): void => {
      const share = Math.min(1, (performance.now() - began) / ANIMATION_MS)
      const ease = 1 - (1 - share) ** 3
      scene.place(
        places.map((p, i) => {
          const s = starts[i] as Spot
          return { id: p.id, x: s.x + (p.x - s.x) * ease, y: s.y + (p.y - s.y) * ease }
        }),
      )
      for (const node of movers) {
        const element = engine.elementOf(node.id)
        if (element !== null) element.style.transform = `translate(${node.x}px, ${node.y}px)`
      }
      painter.draw()
      engine.minimapChanged()
      if (share < 1) requestAnimationFrame(frame)
      else {
        painter.setQuick(false)
        resolve()
      }
    }
    requestAnimationFrame(frame)
  })
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()))
}
