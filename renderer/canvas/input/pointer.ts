/** Pointer events of the stage: hovering, clicks, double clicks, context menus, and gestures. */
import type { FieldId } from '../../../shared/document/ids.ts'
import type { SceneEdge, SceneNode } from '../../../shared/layout/scene/scene.ts'
import { canvasStore, isFrozen } from '../canvas-store.ts'
import type { Point } from '../canvas-store.ts'
import type { Engine, EngineParts } from '../engine.ts'
import { runAt } from '../../../shared/layout/routing/bend.ts'
import { beginGesture, isSelectedEdge } from './gestures.ts'
import type { Gesture } from './gestures.ts'
import { selectThing } from './gesture-move.ts'
import { hitTest, selectedShapes } from './hit.ts'
import type { Hit, Sides } from './hit.ts'
import { DETAIL_ZOOM } from '../painting/paint.ts'
import { placeTip } from './tip-avoids.ts'

/** Resting this long on a thing lights it; passing over it does nothing. */
const REST_MS = 220

/** A row is told of to who stays on it: most only pass. */
const ROW_REST_MS = 700

/** Keys that say how a drag goes on. */
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'])

type Tips = Pick<EngineParts, 'tip' | 'describeEdge' | 'describeField'>

/** @returns detach */
export function attachPointer(engine: Engine, stage: HTMLElement, tips: Tips): () => void {
  const { root, scene, camera, editor } = engine
  const stop = new AbortController()
  const listen = { signal: stop.signal, capture: true }
  let gesture: Gesture | null = null
  let pressedEdge: { edge: SceneEdge; x: number; y: number } | null = null
  let pressedEmpty: { x: number; y: number } | null = null
  let frame = 0
  let isSpaceDown = false

  const inStage = (event: Event): boolean => event.target instanceof Node && stage.contains(event.target)
  const isTyping = (event: Event): boolean =>
    event.target instanceof Element && event.target.closest('input,textarea,.cell-list,.markdown a') !== null
  const hitAt = (event: MouseEvent): Hit =>
    hitTest(scene, camera.toFlow({ x: event.clientX, y: event.clientY }), camera.view().zoom, selectedShapes(editor))

  const rests = createResting(engine, tips, () => gesture !== null)

  function setGesture(next: Gesture | null): void {
    gesture = next
    if (next === null) root.removeAttribute('data-gesture')
    else root.dataset['gesture'] = next.name
  }

  stage.addEventListener(
    'pointerdown',
    (event) => {
      if (isTyping(event)) return
      rests.unlight()
      canvasStore.setState({ menu: null })
      pressedEdge = null
      pressedEmpty = null
      // With Space held the press is the camera's, wherever it lands.
      if (event.button !== 0 || isSpaceDown) return
      if (gesture !== null) gesture.cancel()
      setGesture(beginGesture(engine, event))
      const hit = hitAt(event)
      if (hit.kind === 'edge') pressedEdge = { edge: hit.edge, x: event.clientX, y: event.clientY }
      if (hit.kind === 'empty') pressedEmpty = { x: event.clientX, y: event.clientY }
      if (canvasStore.getState().relation !== null) engine.overlay.setGhost(null)
      if (gesture === null) return
      canvasStore.setState({ relation: null })
    },
    listen,
  )

  // d3-zoom listens to mousedown; ours must not pan.
  const hold = (event: Event): void => {
    if (gesture === null || isTyping(event)) return
    event.stopPropagation()
    if (event.type === 'mousedown') {
      event.preventDefault()
      const { activeElement } = document
      if (activeElement instanceof HTMLElement && activeElement.matches('input,textarea')) activeElement.blur()
    }
  }
  stage.addEventListener('mousedown', hold, listen)
  stage.addEventListener('touchstart', hold, { ...listen, passive: false })

  window.addEventListener(
    'pointermove',
    (event) => {
      // The button was released where the page does not hear of it.
      if (gesture !== null && event.buttons === 0) cancelGesture()
      if (gesture !== null) {
        gesture.move(event)
        return
      }
      if (event.buttons !== 0 || !inStage(event) || frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        rests.hover(event, hitAt(event))
      })
    },
    listen,
  )

  window.addEventListener(
    'pointerup',
    (event) => {
      const ended = gesture
      setGesture(null)
      ended?.end(event)
      const still = (at: { x: number; y: number }): boolean =>
        Math.hypot(event.clientX - at.x, event.clientY - at.y) < 4
      if (pressedEdge !== null && still(pressedEdge)) clickEdge(engine, pressedEdge.edge)
      if (ended === null && pressedEmpty !== null && still(pressedEmpty) && !event.shiftKey) {
        editor.select({})
        canvasStore.setState({ relation: null, linking: null })
        engine.overlay.setGhost(null)
        root.focus({ preventScroll: true })
      }
      pressedEdge = null
      pressedEmpty = null
    },
    listen,
  )
  window.addEventListener('pointercancel', () => cancelGesture(), listen)
  window.addEventListener(
    'keydown',
    (event) => {
      if (gesture === null || MODIFIERS.has(event.key)) return
      // What is being dragged is neither deleted nor undone under the hand: Escape first, then the next key.
      event.preventDefault()
      event.stopImmediatePropagation()
      if (event.key === 'Escape') cancelGesture()
    },
    listen,
  )
  window.addEventListener(
    'keydown',
    (event) => void (event.code === 'Space' && (isSpaceDown = !isTyping(event))),
    listen,
  )
  window.addEventListener('keyup', (event) => void (event.code === 'Space' && (isSpaceDown = false)), listen)
  window.addEventListener('blur', () => void (isSpaceDown = false), { signal: stop.signal })
  stage.addEventListener('pointerleave', rests.unlight, { signal: stop.signal })
  stage.addEventListener('wheel', () => rests.unlight(), { signal: stop.signal, passive: true, capture: true })

  function cancelGesture(): void {
    const ended = gesture
    setGesture(null)
    ended?.cancel()
  }

  stage.addEventListener(
    'dblclick',
    (event) => {
      if (isTyping(event) || isFrozen(editor)) return
      event.stopPropagation()
      openAt(engine, hitAt(event), camera.toFlow({ x: event.clientX, y: event.clientY }))
    },
    listen,
  )

  stage.addEventListener(
    'contextmenu',
    (event) => {
      if (isTyping(event)) return
      event.preventDefault()
      rests.unlight()
      openMenu(engine, hitAt(event), { x: event.clientX, y: event.clientY })
    },
    listen,
  )

  return () => {
    rests.stop()
    cancelAnimationFrame(frame)
    stop.abort()
  }
}

/** What the pointer rests on is lit, and told of; passing over it does nothing. */
function createResting(engine: Engine, { tip, describeEdge, describeField }: Tips, isDragging: () => boolean) {
  const { root, scene, camera, editor } = engine
  let rest: ReturnType<typeof setTimeout> | undefined
  let resting: SceneNode | SceneEdge | null = null
  /** The row that the pointer is on, and the time until it is told of. */
  let row: FieldId | null = null
  let rowRest: ReturnType<typeof setTimeout> | undefined

  function unlight(): void {
    clearTimeout(rest)
    clearTimeout(rowRest)
    row = null
    tip.hidden = true
    if (resting !== null) engine.setFocus(null)
    resting = null
  }

  function hover(event: PointerEvent, hit: Hit): void {
    root.dataset['hover'] = cursorOf(engine, hit, event)
    const over = hit.kind === 'edge' ? hit.edge : hit.kind === 'box' || hit.kind === 'grip' ? hit.node : null
    if (over === resting) {
      if (hit.kind === 'edge' && !tip.hidden) placeTip(engine, tip, event, hit.edge)
      if (hit.kind === 'box') hoverRow(hit.node, hit.field, event)
      return
    }
    unlight()
    const state = canvasStore.getState()
    if (over === null || state.editing !== null || state.relation !== null || state.menu !== null) return
    clearTimeout(rest)
    rest = setTimeout(() => {
      resting = over
      engine.setFocus(over)
      if ('edge' in over) {
        tip.replaceChildren(...describeEdge(over).map(line))
        // The bar and the inspector say all of the one that is selected, and its handles have to be seen.
        tip.hidden = isSelectedEdge(editor, over)
        placeTip(engine, tip, event, over)
      } else if (hit.kind === 'box') hoverRow(hit.node, hit.field, event)
    }, REST_MS)
  }

  function hoverRow(node: SceneNode, field: FieldId | null, event: PointerEvent): void {
    if (field === row) return
    row = field
    clearTimeout(rowRest)
    tip.hidden = true
    if (field === null || camera.view().zoom < DETAIL_ZOOM) return
    rowRest = setTimeout(() => {
      const { editing, menu, relation } = canvasStore.getState()
      if (row !== field || isDragging() || editing !== null || menu !== null || relation !== null) return
      const lines = describeField(node, field, scene.edgeOfField(field))
      if (lines.length < 2) return
      tip.replaceChildren(...lines.map(line))
      tip.hidden = false
      placeTip(engine, tip, event, node)
    }, ROW_REST_MS)
  }

  return { unlight, hover, stop: () => clearTimeout(rest) }
}

function cursorOf({ scene, camera, editor }: Engine, hit: Hit, event: PointerEvent): string {
  if (hit.kind === 'shape' && hit.resize !== null) return sizing(hit.resize)
  if (hit.kind === 'box' && hit.onMark && hit.field !== null && !isFrozen(editor)) return 'mark'
  if (hit.kind !== 'edge' || isFrozen(editor) || !isSelectedEdge(editor, hit.edge)) return hit.kind
  const { x, y } = camera.toFlow({ x: event.clientX, y: event.clientY })
  const route = scene.routeOf(hit.edge)
  const run = runAt(route, x, y)
  return route[2 * run + 1] === route[2 * run + 3] ? 'size-y' : 'size-x'
}

function clickEdge({ editor }: Engine, edge: SceneEdge): void {
  const { field, from } = edge.edge
  editor.select({ models: new Set([from]), field: field === null ? null : { model: from, field } })
}

/** What a double click does: a name, a text or a cell is edited; where nothing is, a model is made. */
function openAt({ camera }: Engine, hit: Hit, flow: Point): void {
  const { handle } = canvasStore.getState()
  const far = camera.view().zoom < DETAIL_ZOOM
  if (hit.kind === 'shape') handle?.write(hit.shape.id)
  else if (hit.kind === 'empty') handle?.addModel(flow)
  else if (hit.kind === 'box' && far) handle?.centerOn(hit.node.id)
  else if (hit.kind === 'box')
    handle?.edit(hit.node.id, hit.field ?? 'title', hit.field !== null && hit.onType ? 'type' : 'name')
}

/** The menu of what is there, which is then what is selected. */
function openMenu(engine: Engine, hit: Hit, at: Point): void {
  const { editor, camera } = engine
  if (hit.kind === 'edge' && hit.edge.edge.field !== null) {
    clickEdge(engine, hit.edge)
    canvasStore.setState({
      menu: { at, target: { kind: 'field', model: hit.edge.from.id, field: hit.edge.edge.field } },
    })
  } else if (hit.kind === 'box' || hit.kind === 'grip') {
    const { node } = hit
    const field = hit.kind === 'box' ? hit.field : null
    const { selection } = editor.getState()
    if (!selection.models.has(node.id) || field !== null)
      editor.select({ models: new Set([node.id]), field: field === null ? null : { model: node.id, field } })
    canvasStore.setState({
      menu: {
        at,
        target: field === null ? { kind: 'model', model: node.id } : { kind: 'field', model: node.id, field },
      },
    })
  } else if (hit.kind === 'shape') {
    const { shape } = hit
    if (!selectedShapes(editor).includes(shape.id)) selectThing(engine, shape)
    canvasStore.setState({ menu: { at, target: { kind: shape.kind, id: shape.id } } })
  } else canvasStore.setState({ menu: { at, target: { kind: 'canvas', flow: camera.toFlow(at) } } })
}

/** The cursor for a frame's side. */
function sizing({ x, y }: Sides): string {
  if (x === 0) return 'size-y'
  if (y === 0) return 'size-x'
  return x === y ? 'size-down' : 'size-up'
}

function line(text: string, i: number): HTMLElement {
  const element = document.createElement(i === 0 ? 'strong' : 'div')
  element.textContent = text
  return element
}
