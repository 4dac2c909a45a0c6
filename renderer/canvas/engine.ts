/**
 * Holds the canvas together outside React: scene, camera, painter, overlay, window of DOM nodes,
 * pointer. React shows the boxes of the window and the cards; everything that happens per frame is here.
 */
import type { Transform } from '@xyflow/react'
import type { ModelId, ViewId } from '../../shared/document/ids.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { changesBetween } from '../../shared/layout/scene/changes.ts'
import { createScene } from '../../shared/layout/scene/scene.ts'
import type { FieldId } from '../../shared/document/ids.ts'
import type { Scene, SceneChange, SceneEdge, SceneNode } from '../../shared/layout/scene/scene.ts'
import type { EditorStore } from '../state/editor-store.ts'
import { createCamera } from './viewport/camera.ts'
import type { Camera, FlowStore } from './viewport/camera.ts'
import type { CanvasParts } from './canvas-context.ts'
import { canvasStore } from './canvas-store.ts'
import type { Preview } from './canvas-store.ts'
import type { EdgeNames } from './floats/edge-words.ts'
import { createHandle } from './handle.ts'
import { selectedShapes } from './input/hit.ts'
import { createOverlay } from './painting/overlay.ts'
import type { Overlay } from './painting/overlay.ts'
import { markMeasured } from './nodes/measured.ts'
import { DETAIL_ZOOM } from './painting/paint.ts'
import { createPainter, wholePixels } from './painting/painter.ts'
import type { Painter } from './painting/painter.ts'
import { attachPointer } from './input/pointer.ts'
import { onThemeChange, readTheme } from './painting/theme.ts'
import { createNodeWindow } from './viewport/window.ts'
import type { NodeWindow } from './viewport/window.ts'

export interface Engine {
  readonly root: HTMLElement
  readonly editor: EditorStore
  readonly scene: Scene
  readonly camera: Camera
  readonly painter: Painter
  readonly overlay: Overlay
  readonly window: NodeWindow
  /** The DOM of a model, area or note, while it has any. */
  elementOf(id: string): HTMLElement | null
  /** Lights a model or an edge with what belongs to it; null: all alike. */
  setFocus(of: SceneNode | SceneEdge | null): void
  setLit(nodes: ReadonlySet<SceneNode>, edges: ReadonlySet<SceneEdge>): void
  /** The box that a relation being drawn would end at. */
  setTarget(id: ModelId | null): void
  /** Gives the model the tab stop and the keyboard. */
  focusModel(id: string): void
  /** After the scene changed: window, canvas, overlay. */
  refresh(): void
  /** Listeners are told at most ten times a second: minimap, zoom display. */
  onSlow(listener: () => void): () => void
  minimapChanged(): void
  /** Called in every frame in which the camera moved: for the few things in the page that stick to a box. */
  follow(listener: () => void): () => void
  /** Per model, area or note: called when it has to render again. */
  onBox(id: string, listener: () => void): () => void
  dispose(): void
}

const SLOW_MS = 100
/** Without a move for this long the camera rests. */
const REST_MS = 160
/** What is drawn of a line beside the box that it ends at reaches so far, px. */
const END_PX = 48
/** What can have the focus in a node of React Flow. */
const STOPS = '.box,.area,.note'

export interface EngineParts {
  readonly root: HTMLElement
  readonly stage: HTMLElement
  readonly canvas: HTMLCanvasElement
  readonly svg: SVGSVGElement
  readonly tip: HTMLElement
  readonly flowStore: FlowStore
  readonly editor: EditorStore
  /** Both names of a relation, for the label on hover. */
  readonly describeEdge: (edge: SceneEdge) => readonly string[]
  /** What the box has no room for, for the row under the pointer. */
  readonly describeField: (node: SceneNode, field: FieldId, edge: SceneEdge | null) => readonly string[]
  /** How Python walks it, each way: written at its ends while it is lit. */
  readonly edgeNames: (edge: SceneEdge) => EdgeNames
}

/** Made before React Flow has a store: the scene and the window's store, which the components read. */
export function createEngine(parts: EngineParts, { scene, boxes, shown }: CanvasParts): Engine {
  const { root, stage, canvas, svg, flowStore, editor } = parts
  const camera = createCamera(flowStore)
  const painter = createPainter(scene, camera)
  const overlay = createOverlay(scene, camera, parts.edgeNames)
  const nodeWindow = createNodeWindow(scene, camera, shown, painter.mounted)
  const slow = new Set<() => void>()
  const followers = new Set<() => void>()
  const stops: (() => void)[] = []
  let slowTimer = 0
  let lit: HTMLElement[] = []
  let target: Element | null = null
  let isReady = false
  let isMoving = false
  let restTimer = 0
  let isFar = false
  let isStarting = false
  let isMeasured = false

  const elementOf = (id: string): HTMLElement | null =>
    stage.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)

  function slowly(): void {
    slowTimer ||= window.setTimeout(() => {
      slowTimer = 0
      for (const listener of slow) listener()
      checkLost()
    }, SLOW_MS)
  }

  function checkLost(): void {
    const { lost } = canvasStore.getState()
    const seen = camera.visible()
    const now = !isEmpty() && scene.nodesIn(seen).length === 0 && scene.shapes.within(seen).length === 0
    if (now !== lost) canvasStore.setState({ lost: now })
  }

  /** @param paints whether what is painted is another picture, and not only boxes that have DOM */
  function refresh(paints = true): void {
    if (!isReady) return
    nodeWindow.update(true)
    overlay.refresh()
    if (paints) painter.repaint()
    for (const follow of followers) follow()
    slowly()
  }

  function setLit(nodes: ReadonlySet<SceneNode>, edges: ReadonlySet<SceneEdge>): void {
    for (const element of lit) element.classList.remove('lit')
    lit = []
    if (nodes.size === 0) {
      root.removeAttribute('data-focus')
      painter.setFocus(null)
      overlay.setHovered([])
      return
    }
    for (const node of nodes) {
      const element = elementOf(node.id)
      if (element === null) continue
      element.classList.add('lit')
      lit.push(element)
    }
    root.setAttribute('data-focus', '')
    painter.setFocus({ nodes, edges })
    overlay.setHovered([...edges])
  }

  const engine: Engine = {
    root,
    editor,
    scene,
    camera,
    painter,
    overlay,
    window: nodeWindow,
    elementOf,
    setLit,
    setFocus(of) {
      if (of === null) setLit(new Set(), new Set())
      else if ('edge' in of) setLit(new Set([of.from, of.to]), new Set([of]))
      else {
        const edges = new Set([...of.out, ...of.into])
        setLit(new Set([of, ...[...edges].flatMap((edge) => [edge.from, edge.to])]), edges)
      }
    },
    setTarget(id) {
      target?.classList.remove('target')
      target = id === null ? null : elementOf(id)
      target?.classList.add('target')
    },
    focusModel(id) {
      canvasStore.setState({ focused: id })
      nodeWindow.keep(id)
      const box = elementOf(id)?.querySelector<HTMLElement>(STOPS)
      if (box != null) {
        box.focus({ preventScroll: true })
        return
      }
      // Its DOM comes with the next render.
      requestAnimationFrame(() => {
        // A cell or a card that was opened in between keeps the keyboard.
        const { editing, writing, relation, focused } = canvasStore.getState()
        if (editing !== null || writing !== null || relation !== null || focused !== id) return
        elementOf(id)?.querySelector<HTMLElement>(STOPS)?.focus({ preventScroll: true })
      })
    },
    refresh,
    onSlow(listener) {
      slow.add(listener)
      return () => slow.delete(listener)
    },
    minimapChanged: slowly,
    follow(listener) {
      followers.add(listener)
      return () => followers.delete(listener)
    },
    onBox: boxes.subscribe,
    dispose() {
      for (const stop of stops) stop()
      window.clearTimeout(slowTimer)
      window.clearTimeout(restTimer)
      nodeWindow.dispose()
      painter.dispose()
      canvasStore.setState({ handle: null })
    },
  }

  painter.attach(canvas)
  overlay.attach(svg)
  painter.isMounted(nodeWindow.isMounted)
  painter.setTheme(readTheme(root))
  stops.push(onThemeChange(() => painter.setTheme(readTheme(root))))
  void document.fonts.ready.then(painter.repaint)

  // The camera: same frame, no React.
  stops.push(
    flowStore.subscribe((now, before) => {
      // Both the size and the pan-zoom are there: in which order they come differs.
      if (!isReady) {
        start(now.width > 0 && now.panZoom !== null)
        return
      }
      if (now.transform === before.transform && now.width === before.width && now.height === before.height) return
      const whole = onWholePixels(now.transform, before.transform)
      if (whole !== null) {
        flowStore.setState({ transform: whole })
        return
      }
      showFar()
      markMoving(true)
      nodeWindow.update()
      overlay.move()
      painter.follow()
      for (const follow of followers) follow()
      slowly()
    }),
  )

  stops.push(
    editor.subscribe((now, before) => {
      if (now.selection !== before.selection) {
        selectEdge()
        showFrames()
        endSpan()
      }
      if (now.doc === before.doc && now.view === before.view) return
      const opened = now.history.past.length === 0 && now.history.future.length === 0 && now.lastPatch.length === 0
      if (canvasStore.getState().preview !== null && !opened) return
      if (now.view !== before.view || opened) {
        canvasStore.setState(opened ? { marks: null, preview: null } : { preview: null })
        showAnew(now.doc, now.view)
        firstView()
      } else show(scene.apply(now.doc, now.view, now.lastPatch))
    }),
    canvasStore.subscribe((now, before) => {
      if (now.preview !== before.preview) showPreview(now.preview, before.preview)
      if (now.marks !== before.marks) show(scene.setMarks(now.marks))
    }),
  )

  function showAnew(doc: ErDocument, view: ViewId): void {
    scene.reset(doc, view)
    setLit(new Set(), new Set())
    boxes.all()
    refresh()
    tellEmpty()
  }

  const isEmpty = (): boolean => scene.nodes.size === 0 && scene.shapes.list.length === 0

  function show(change: SceneChange): void {
    if (change.all) boxes.all()
    else for (const id of [...change.boxes, ...change.shapes]) boxes.one(id)
    const isPainted = isFar || change.all || [...change.boxes].some(painter.isPainted)
    // Boxes that only say something else are React's where they have DOM: nothing is painted or looked for.
    if (!change.drawn && !isPainted) return overlay.refresh()
    showFrames()
    const isOther = isPainted || change.lines || change.moved.size + change.shapes.size > 0
    refresh(isOther || isNear(change.reshaped))
    tellEmpty()
  }

  /** Some of the boxes are in view, or the ends of their lines. */
  function isNear(boxes: ReadonlySet<ModelId>): boolean {
    const { x, y, width, height } = camera.visible()
    return [...boxes].some((id) => {
      const node = scene.nodes.get(id)
      if (node === undefined) return true
      const [left, top] = [node.x - END_PX, node.y - END_PX]
      return (
        left < x + width && top < y + height && node.x + node.width + END_PX > x && node.y + node.height + END_PX > y
      )
    })
  }

  function tellEmpty(): void {
    if (canvasStore.getState().isEmpty !== isEmpty()) canvasStore.setState({ isEmpty: isEmpty() })
  }

  /** From what was shown to what is: the few boxes that differ change, and the camera stays. */
  function showPreview(now: Preview | null, before: Preview | null): void {
    const from = before ?? editor.getState()
    const to = now ?? editor.getState()
    canvasStore.setState({ editing: null, writing: null, relation: null, linking: null, menu: null })
    if (from.view === to.view) show(scene.apply(to.doc, to.view, changesBetween(from.doc, to.doc)))
    else showAnew(to.doc, to.view)
  }

  /** The frames of the selected areas and notes, to be pulled, and those of models that are painted. */
  function showFrames(): void {
    overlay.setChosen([...editor.getState().selection.models])
    const ids = selectedShapes(editor)
    overlay.setFrames(ids.flatMap((id) => scene.shapes.get(id) ?? []))
  }

  /** Several fields are selected only as long as the selected one is among them. */
  function endSpan(): void {
    const { span } = canvasStore.getState()
    const { field } = editor.getState().selection
    const stays = span !== null && field?.model === span.model && span.fields.includes(field.field)
    if (span !== null && !stays) canvasStore.setState({ span: null, spanFrom: null })
  }

  function selectEdge(): void {
    const { field } = editor.getState().selection
    overlay.setSelected(field === null ? null : scene.edgeOfField(field.field))
  }

  /**
   * While the camera moves, the boxes are layers that are only shifted and scaled: painting them anew for each frame
   * costs more than all the rest (0.2 ms of the page's other threads a frame of zooming, 4.8 without). Not at rest:
   * their text is softer.
   */
  function markMoving(isMove: boolean): void {
    window.clearTimeout(restTimer)
    restTimer = window.setTimeout(() => markMoving(false), REST_MS)
    if (isMove === isMoving) return
    isMoving = isMove
    root.toggleAttribute('data-moving', isMove)
  }

  /**
   * From afar names are painted, large enough to be read; those in the DOM are not. The boxes go first: their style
   * would be worked out once more before they do (2,780 elements, 40 ms).
   */
  function showFar(): void {
    const far = camera.view().zoom < DETAIL_ZOOM
    if (far && !isFar) requestAnimationFrame(() => root.toggleAttribute('data-far', isFar))
    else if (!far && isFar) root.removeAttribute('data-far')
    isFar = far
    if (far || isMeasured) return
    // Not before there are boxes to be clipped: opening a large design has none.
    isMeasured = true
    void markMeasured(root)
  }

  /** React Flow connects its pan-zoom in the effects of this very commit: the first view comes after them. */
  function start(isThere: boolean): void {
    if (!isThere || isStarting) return
    isStarting = true
    queueMicrotask(() => {
      isReady = true
      firstView()
      showFar()
      overlay.move()
      refresh()
    })
  }

  function firstView(): void {
    const bounds = scene.bounds()
    if (bounds === null) camera.moveTo(0, 0, 1)
    else camera.show(bounds, 1)
  }

  stops.push(attachPointer(engine, stage, parts))
  canvasStore.setState({ handle: createHandle(engine), isEmpty: isEmpty() })
  start(flowStore.getState().width > 0 && flowStore.getState().panZoom !== null)
  return engine
}

/**
 * Where a pan leaves the camera, on whole pixels of the screen; null: it stands there, or is zooming.
 */
function onWholePixels([x, y, zoom]: Transform, before: Transform): Transform | null {
  if (zoom !== before[2]) return null
  const dpr = devicePixelRatio || 1
  const [left, top] = [wholePixels(x, dpr), wholePixels(y, dpr)]
  return left === x && top === y ? null : [left, top, zoom]
}

/** Tells single boxes to render: one listener set per model, so that an edit renders one box. */
export interface BoxSignals {
  subscribe(id: string, listener: () => void): () => void
  one(id: string): void
  all(): void
}

export function createBoxSignals(): BoxSignals {
  const listeners = new Map<string, Set<() => void>>()
  return {
    subscribe(id, listener) {
      const set = listeners.get(id) ?? new Set()
      set.add(listener)
      listeners.set(id, set)
      return () => {
        set.delete(listener)
        if (set.size === 0) listeners.delete(id)
      }
    },
    one: (id) => listeners.get(id)?.forEach((listener) => listener()),
    all: () => listeners.forEach((set) => set.forEach((listener) => listener())),
  }
}

export function sceneFor(editor: EditorStore): Scene {
  const scene = createScene()
  const { marks, preview } = canvasStore.getState()
  const { doc, view } = preview ?? editor.getState()
  scene.reset(doc, view)
  scene.setMarks(marks)
  return scene
}
