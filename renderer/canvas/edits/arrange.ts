/** One-click layout: quick places first where there are many boxes, the fine ones from a worker, one undo step. */
import { areaCall } from '../../../shared/layout/arrange/app-areas.ts'
import type { AppAreas } from '../../../shared/layout/arrange/app-areas.ts'
import { planOf } from '../../../shared/layout/arrange/arrange-plan.ts'
import type { ArrangePlan, PlanOptions } from '../../../shared/layout/arrange/arrange-plan.ts'
import type { Spot } from '../../../shared/layout/arrange/graph.ts'
import { boundsOf } from '../../../shared/layout/grid-index.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import { AREA_PAD_PX, layoutTree } from '../../../shared/layout/arrange/layout-tree.ts'
import type { TreeSpots } from '../../../shared/layout/arrange/layout-tree.ts'
import { t } from '../../texts/texts.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import type { Place, SceneNode } from '../../../shared/layout/scene/scene.ts'
import { reducedMotion } from '../viewport/camera.ts'
import { canvasStore, isFrozen, say } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'
import type { LayoutAnswer, LayoutTask } from './layout-worker.ts'

const ANIMATION_MS = 320
/** More boxes than this jump: moving them all would not be seen as moving. */
const MOST_ANIMATED = 300
/** From this many boxes on a quick layout is shown while the fine one is computed. */
const QUICK_FIRST = 500

/**
 * Arranges all models of the view or some; locked ones stay, what is in an area stays in it.
 * `made` are areas among `options.homes` that are not there yet; `mergeKey` that of the step that it is a part of.
 * Resolves when the boxes stand at their places and the step is in the history, or when it was cancelled.
 */
export async function arrange(
  engine: Engine,
  options: PlanOptions,
  made?: AppAreas['made'],
  mergeKey: string | null = null,
): Promise<void> {
  const { scene, camera, editor } = engine
  if (isFrozen(editor) || canvasStore.getState().arranging !== null) return
  const { width, height } = camera.view()
  const plan = planOf(scene, options, width / Math.max(1, height))
  if (plan === null) return
  const { movers, job, isWhole } = plan
  const before = editor.getState()
  canvasStore.setState({ arranging: 0 })
  try {
    const showFirst = ({ spots }: TreeSpots): void => {
      const { doc, view } = editor.getState()
      // Edited meanwhile: these are places of another design.
      if (doc !== before.doc || view !== before.view) return
      scene.place(placesOf(movers, spots))
      engine.refresh()
      if (isWhole) canvasStore.getState().handle?.fit()
    }
    const found = await layoutInWorker({ ...job, wantsFirst: movers.length > QUICK_FIRST }, showFirst)
    const now = editor.getState()
    // Cancelled, or the design was edited meanwhile: what was computed is for another one.
    if (found === null || now.doc !== before.doc || now.view !== before.view) {
      scene.reset(now.doc, now.view)
      engine.refresh()
      if (found === null) say(t.canvas.say.cancelled)
      return
    }
    const places = placesOf(movers, found.spots)
    const areas = areasAfter(plan, found, places)
    if (isWhole) camera.show(boundsAfter(engine, movers, places, areas), 1, ANIMATION_MS)
    if (movers.length <= MOST_ANIMATED && !reducedMotion()) await animate(engine, movers, places)
    scene.place(places)
    scene.settle(places.map((p) => p.id))
    write(editor, places, areas, made, mergeKey)
    engine.refresh()
    say(t.canvas.say.arranged(movers.length))
  } finally {
    canvasStore.setState({ arranging: null })
  }
}

type AreaRect = TreeSpots['areas'][number]

/** An area that was arranged by itself keeps its corner and fits what is in it. */
function areasAfter(
  { fixedArea, movers }: ArrangePlan,
  found: TreeSpots,
  places: readonly Place[],
): readonly AreaRect[] {
  if (fixedArea === null || fixedArea.locked) return found.areas
  const inside = boundsOf([...rectsOf(movers, places), ...found.areas])
  if (inside === null) return found.areas
  const width = Math.max(240, inside.x + inside.width + AREA_PAD_PX - fixedArea.x)
  const height = Math.max(160, inside.y + inside.height + AREA_PAD_PX - fixedArea.y)
  return [...found.areas, { id: fixedArea.id, x: fixedArea.x, y: fixedArea.y, width, height }]
}

/** One step of the history. */
function write(
  editor: EditorStore,
  places: readonly Place[],
  areas: readonly AreaRect[],
  made: AppAreas['made'] | undefined,
  mergeKey: string | null,
): void {
  const { view } = editor.getState()
  const moves = places.map(({ id, x, y }) => ({ model: id, x, y }))
  if (areas.length === 0) editor.dispatch('layout.apply', { view, moves }, mergeKey === null ? {} : { mergeKey })
  else {
    const calls = areas.map((area) => areaCall(view, area, made))
    editor.dispatchAll(t.canvas.steps.arrange, [{ type: 'layout.apply', params: { view, moves } }, ...calls], mergeKey)
  }
}

function rectsOf(movers: readonly SceneNode[], places: readonly Place[]): Rect[] {
  return places.map(({ x, y }, i) => {
    const { width, height } = movers[i] as SceneNode
    return { x, y, width, height }
  })
}

function boundsAfter(
  engine: Engine,
  movers: readonly SceneNode[],
  places: readonly Place[],
  areas: readonly AreaRect[],
): Rect {
  const moved = new Set<string>([...movers.map((node) => node.id), ...areas.map((area) => area.id)])
  const others = [...engine.scene.nodes.values(), ...engine.scene.shapes.list].filter((thing) => !moved.has(thing.id))
  return boundsOf([...rectsOf(movers, places), ...areas, ...others]) ?? { x: 0, y: 0, width: 1, height: 1 }
}

function placesOf(movers: readonly SceneNode[], spots: readonly Spot[]): Place[] {
  return movers.map((node, i) => ({ id: node.id, x: (spots[i] as Spot).x, y: (spots[i] as Spot).y }))
}

let cancelRunning: (() => void) | null = null

/** Stops the layout that is being computed; what was there comes back. */
export function cancelArrange(): void {
  cancelRunning?.()
}

/** @param onFirst told the quick places, if the task wants them. @returns null: cancelled */
function layoutInWorker(task: LayoutTask, onFirst: (first: TreeSpots) => void): Promise<TreeSpots | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
    const end = (finish: () => void): void => {
      cancelRunning = null
      worker.terminate()
      finish()
    }
    cancelRunning = () => end(() => resolve(null))
    const quick = (): TreeSpots => layoutTree(task.graph, task.group, task)
    worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
      if ('first' in data) onFirst(data.first)
      else if ('share' in data) canvasStore.setState({ arranging: data.share })
      else end(() => resolve('found' in data ? data.found : quick()))
    }
    // No worker (a locked-down page): the quick layout is still a layout.
    worker.onerror = () => end(() => resolve(quick()))
    worker.onmessageerror = () => end(() => reject(new Error('The layout job could not be sent')))
    worker.postMessage(task)
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
