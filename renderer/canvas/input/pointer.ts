/** Pointer events of the stage: hovering, clicks, double clicks, context menus, and gestures. */
import type { SceneEdge } from '../../../shared/layout/scene/scene.ts'
import { canvasStore, isFrozen } from '../canvas-store.ts'
import type { Point } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'
import { clickEdge, openAt, openMenu } from './clicks.ts'
import { beginGesture } from './gestures.ts'
import type { Gesture } from './gestures.ts'
import { hitTest, selectedShapes } from './hit.ts'
import type { Hit } from './hit.ts'
import { createResting } from './resting.ts'
import type { Tips } from './resting.ts'

/** Keys that say how a drag goes on. */
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'])

/** A press moved by less than this is a click, px. */
const CLICK_PX = 4

/** What is under way. */
interface Hand {
  readonly engine: Engine
  readonly stage: HTMLElement
  readonly rests: ReturnType<typeof createResting>
  gesture: Gesture | null
  pressedEdge: ({ readonly edge: SceneEdge } & Point) | null
  pressedEmpty: Point | null
  isSpaceDown: boolean
}

type Listen = AddEventListenerOptions & { readonly signal: AbortSignal }

/** @returns detach */
export function attachPointer(engine: Engine, stage: HTMLElement, tips: Tips): () => void {
  const stop = new AbortController()
  const listen = { signal: stop.signal, capture: true }
  const hand: Hand = {
    engine,
    stage,
    rests: createResting(engine, tips, () => hand.gesture !== null),
    gesture: null,
    pressedEdge: null,
    pressedEmpty: null,
    isSpaceDown: false,
  }
  attachPresses(hand, listen)
  const stopMoves = attachMoves(hand, listen)
  attachKeys(hand, listen)
  attachClicks(hand, listen)
  stage.addEventListener('pointerleave', hand.rests.unlight, { signal: stop.signal })
  stage.addEventListener('wheel', () => hand.rests.unlight(), { signal: stop.signal, passive: true, capture: true })
  return () => {
    hand.rests.stop()
    stopMoves()
    stop.abort()
  }
}

const isTyping = (event: Event): boolean =>
  event.target instanceof Element && event.target.closest('input,textarea,.cell-list,.markdown a') !== null

function hitAt({ engine: { scene, camera, editor } }: Hand, event: MouseEvent): Hit {
  const at = camera.toFlow({ x: event.clientX, y: event.clientY })
  return hitTest(scene, at, camera.view().zoom, selectedShapes(editor))
}

function setGesture(hand: Hand, next: Gesture | null): void {
  const { root } = hand.engine
  hand.gesture = next
  if (next === null) root.removeAttribute('data-gesture')
  else root.dataset['gesture'] = next.name
}

function cancelGesture(hand: Hand): void {
  const ended = hand.gesture
  setGesture(hand, null)
  ended?.cancel()
}

function attachPresses(hand: Hand, listen: Listen): void {
  const { engine, stage } = hand
  stage.addEventListener(
    'pointerdown',
    (event) => {
      if (isTyping(event)) return
      hand.rests.unlight()
      canvasStore.setState({ menu: null })
      hand.pressedEdge = null
      hand.pressedEmpty = null
      // With Space held the press is the camera's, wherever it lands.
      if (event.button !== 0 || hand.isSpaceDown) return
      hand.gesture?.cancel()
      setGesture(hand, beginGesture(engine, event))
      const hit = hitAt(hand, event)
      if (hit.kind === 'edge') hand.pressedEdge = { edge: hit.edge, x: event.clientX, y: event.clientY }
      if (hit.kind === 'empty') hand.pressedEmpty = { x: event.clientX, y: event.clientY }
      if (canvasStore.getState().relation !== null) engine.overlay.setGhost(null)
      if (hand.gesture !== null) canvasStore.setState({ relation: null })
    },
    listen,
  )
  // d3-zoom listens to mousedown; ours must not pan.
  const hold = (event: Event): void => {
    if (hand.gesture === null || isTyping(event)) return
    event.stopPropagation()
    if (event.type !== 'mousedown') return
    event.preventDefault()
    const { activeElement } = document
    if (activeElement instanceof HTMLElement && activeElement.matches('input,textarea')) activeElement.blur()
  }
  stage.addEventListener('mousedown', hold, listen)
  stage.addEventListener('touchstart', hold, { ...listen, passive: false })
}

/** @returns stops what waits for the next frame */
function attachMoves(hand: Hand, listen: Listen): () => void {
  const { stage } = hand
  let frame = 0
  window.addEventListener(
    'pointermove',
    (event) => {
      // The button was released where the page does not hear of it.
      if (hand.gesture !== null && event.buttons === 0) cancelGesture(hand)
      if (hand.gesture !== null) {
        hand.gesture.move(event)
        return
      }
      const isInStage = event.target instanceof Node && stage.contains(event.target)
      if (event.buttons !== 0 || !isInStage || frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        hand.rests.hover(event, hitAt(hand, event))
      })
    },
    listen,
  )
  window.addEventListener('pointerup', (event) => release(hand, event), listen)
  window.addEventListener('pointercancel', () => cancelGesture(hand), listen)
  return () => cancelAnimationFrame(frame)
}

function release(hand: Hand, event: PointerEvent): void {
  const { engine, gesture: ended, pressedEdge, pressedEmpty } = hand
  setGesture(hand, null)
  ended?.end(event)
  const isStill = (at: Point): boolean => Math.hypot(event.clientX - at.x, event.clientY - at.y) < CLICK_PX
  if (pressedEdge !== null && isStill(pressedEdge)) clickEdge(engine, pressedEdge.edge)
  if (ended === null && pressedEmpty !== null && isStill(pressedEmpty) && !event.shiftKey) {
    engine.editor.select({})
    canvasStore.setState({ relation: null, linking: null })
    engine.overlay.setGhost(null)
    engine.root.focus({ preventScroll: true })
  }
  hand.pressedEdge = null
  hand.pressedEmpty = null
}

function attachKeys(hand: Hand, listen: Listen): void {
  window.addEventListener(
    'keydown',
    (event) => {
      if (hand.gesture === null || MODIFIERS.has(event.key)) return
      // What is being dragged is neither deleted nor undone under the hand: Escape first, then the next key.
      event.preventDefault()
      event.stopImmediatePropagation()
      if (event.key === 'Escape') cancelGesture(hand)
    },
    listen,
  )
  const space = (isDown: (event: KeyboardEvent) => boolean) => (event: KeyboardEvent) => {
    if (event.code === 'Space') hand.isSpaceDown = isDown(event)
  }
  window.addEventListener(
    'keydown',
    space((event) => !isTyping(event)),
    listen,
  )
  window.addEventListener(
    'keyup',
    space(() => false),
    listen,
  )
  window.addEventListener('blur', () => void (hand.isSpaceDown = false), { signal: listen.signal })
}

function attachClicks(hand: Hand, listen: Listen): void {
  const { engine, stage } = hand
  stage.addEventListener(
    'dblclick',
    (event) => {
      if (isTyping(event) || isFrozen(engine.editor)) return
      event.stopPropagation()
      openAt(engine, hitAt(hand, event), engine.camera.toFlow({ x: event.clientX, y: event.clientY }))
    },
    listen,
  )
  stage.addEventListener(
    'contextmenu',
    (event) => {
      if (isTyping(event)) return
      event.preventDefault()
      hand.rests.unlight()
      openMenu(engine, hitAt(hand, event), { x: event.clientX, y: event.clientY })
    },
    listen,
  )
}
