/**
 * What a press, drag and release on the drawing mean. One gesture at a time; each frame of it touches
 * the scene and the painter only, the document changes once, at its end.
 */
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import { HEADER_PX, ROW_PX } from '../../shared/layout/box.ts'
import type { Rect } from '../../shared/layout/grid-index.ts'
import { EMPTY_SURROUNDINGS, routeEdge } from '../../shared/layout/route.ts'
import type { Place, SceneNode } from '../../shared/layout/scene.ts'
import { canvasStore, isFrozen } from './canvas-store.ts'
import type { Point } from './canvas-store.ts'
import type { Engine } from './engine.ts'
import { moveFieldTo, movePlaces } from './edits.ts'
import { GRIP_Y_PX, hitTest } from './hit.ts'
import type { Hit } from './hit.ts'
import { snapBox } from './snapping.ts'
import type { Guide } from './snapping.ts'

export interface Gesture {
  readonly name: 'move' | 'marquee' | 'relate' | 'reorder'
  move(event: PointerEvent): void
  end(event: PointerEvent): void
  cancel(): void
}

/** A press that travels less than this is a click. */
const CLICK_PX = 4
/** Pointer this near to the border scrolls the drawing. */
const BORDER_PX = 28
const SCROLL_PX = 12

/** The gesture that a press begins; null: it is none of ours (the camera pans). */
export function beginGesture(engine: Engine, event: PointerEvent): Gesture | null {
  const { scene, camera, editor } = engine
  const at = camera.toFlow({ x: event.clientX, y: event.clientY })
  const hit = hitTest(scene, at, camera.view().zoom)
  const readOnly = isFrozen(editor)
  if (hit.kind === 'grip' && !readOnly) return relate(engine, hit.node, event)
  if (hit.kind === 'box') {
    if (hit.onMark && hit.field !== null && !readOnly) return reorder(engine, hit.node, hit.field, event)
    return moveBoxes(engine, hit.node, hit, event)
  }
  const wantsMarquee = event.shiftKey || canvasStore.getState().tool === 'select'
  return hit.kind === 'empty' && wantsMarquee ? marquee(engine, at, event) : null
}

function far(event: PointerEvent, start: Point): boolean {
  return Math.hypot(event.clientX - start.x, event.clientY - start.y) > CLICK_PX
}

/** Drag of a box, with it all that is selected. Locked boxes stay. */
function moveBoxes(engine: Engine, node: SceneNode, hit: Hit, down: PointerEvent): Gesture {
  const { scene, camera, editor, painter } = engine
  const press = { x: down.clientX, y: down.clientY }
  const grabbed = camera.toFlow(press)
  const toggles = down.shiftKey || down.ctrlKey || down.metaKey
  const wasSelected = editor.getState().selection.models.has(node.id)
  let begun = false
  let starts = new Map<SceneNode, Point>()
  let elements = new Map<SceneNode, HTMLElement>()
  let last: PointerEvent = down
  let frame = 0

  function begin(): void {
    begun = true
    if (!wasSelected && !toggles) editor.select({ models: new Set([node.id]) })
    const { models } = editor.getState().selection
    const moving = [...(models.has(node.id) ? models : new Set([node.id]))].flatMap((id) => scene.nodes.get(id) ?? [])
    starts = new Map(moving.map((n) => [n, { x: n.x, y: n.y }]))
    elements = new Map(
      moving.flatMap((n) => (engine.elementOf(n.id) ? [[n, engine.elementOf(n.id) as HTMLElement]] : [])),
    )
    painter.setQuick(true)
    engine.setFocus(null)
  }

  function place(): void {
    frame = 0
    const scroll = borderScroll(engine, last)
    if (scroll !== null) {
      camera.panBy(scroll.x, scroll.y)
      frame = requestAnimationFrame(place)
    }
    const at = camera.toFlow({ x: last.clientX, y: last.clientY })
    const from = starts.get(node) ?? { x: node.x, y: node.y }
    let dx = at.x - grabbed.x
    let dy = at.y - grabbed.y
    let guides: readonly Guide[] = []
    if (!last.altKey) {
      const wanted = { x: from.x + dx, y: from.y + dy, width: node.width, height: node.height }
      const near = scene.nodesIn(camera.visible()).filter((other) => !starts.has(other))
      const snapped = snapBox(wanted, near.length > 200 ? [] : near)
      dx = snapped.x - from.x
      dy = snapped.y - from.y
      guides = snapped.guides
    }
    scene.place([...starts].map(([n, s]) => ({ id: n.id, x: s.x + dx, y: s.y + dy })))
    for (const [n, element] of elements) element.style.transform = `translate(${n.x}px, ${n.y}px)`
    engine.overlay.setGuides(guides)
    engine.overlay.refresh()
    painter.draw()
    engine.minimapChanged()
  }

  function finish(): void {
    cancelAnimationFrame(frame)
    painter.setQuick(false)
    engine.overlay.setGuides([])
  }

  return {
    name: 'move',
    move(event) {
      last = event
      if (!begun && far(event, press)) begin()
      if (begun && frame === 0) frame = requestAnimationFrame(place)
    },
    end(event) {
      if (!begun) {
        clickBox(engine, node, hit, toggles)
        return
      }
      last = event
      cancelAnimationFrame(frame)
      place()
      finish()
      const places: Place[] = [...starts.keys()].map((n) => ({ id: n.id, x: Math.round(n.x), y: Math.round(n.y) }))
      scene.settle(places.map((p) => p.id))
      if ([...starts].some(([n, s]) => n.x !== s.x || n.y !== s.y)) movePlaces(editor, scene, places)
      engine.refresh()
    },
    cancel() {
      if (!begun) return
      finish()
      scene.place([...starts].map(([n, s]) => ({ id: n.id, x: s.x, y: s.y })))
      for (const [n, element] of elements) element.style.transform = `translate(${n.x}px, ${n.y}px)`
      scene.settle([...starts.keys()].map((n) => n.id))
      engine.refresh()
    },
  }
}

function clickBox(engine: Engine, node: SceneNode, hit: Hit, toggles: boolean): void {
  const { editor } = engine
  const { models } = editor.getState().selection
  if (toggles) {
    const next = new Set(models)
    if (next.has(node.id)) next.delete(node.id)
    else next.add(node.id)
    editor.select({ models: next })
    return
  }
  const field = hit.kind === 'box' ? hit.field : null
  editor.select({ models: new Set([node.id]), field: field === null ? null : { model: node.id, field } })
  engine.focusModel(node.id)
}

/** How far to scroll in this frame because the pointer is at the border; null: not there. */
function borderScroll(engine: Engine, event: PointerEvent): Point | null {
  const box = engine.root.getBoundingClientRect()
  const x = event.clientX < box.left + BORDER_PX ? SCROLL_PX : event.clientX > box.right - BORDER_PX ? -SCROLL_PX : 0
  const y = event.clientY < box.top + BORDER_PX ? SCROLL_PX : event.clientY > box.bottom - BORDER_PX ? -SCROLL_PX : 0
  return x === 0 && y === 0 ? null : { x, y }
}

function marquee(engine: Engine, start: Point, down: PointerEvent): Gesture {
  const { scene, camera, editor, overlay } = engine
  const before = editor.getState().selection.models
  let begun = false
  return {
    name: 'marquee',
    move(event) {
      if (!begun && !far(event, { x: down.clientX, y: down.clientY })) return
      begun = true
      const rect = between(start, camera.toFlow({ x: event.clientX, y: event.clientY }))
      overlay.setMarquee(rect)
      const inside = scene.nodesIn(rect).map((node) => node.id)
      const next = new Set<ModelId>([...(event.shiftKey ? before : []), ...inside])
      const now = editor.getState().selection.models
      if (next.size !== now.size || [...next].some((id) => !now.has(id))) editor.select({ models: next })
    },
    end() {
      overlay.setMarquee(null)
      if (!begun) editor.select({})
    },
    cancel() {
      overlay.setMarquee(null)
      editor.select({ models: before })
    },
  }
}

export function between(a: Point, b: Point): Rect {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return { x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) }
}

/** From the grip of a box to another, or back to itself. */
function relate(engine: Engine, from: SceneNode, down: PointerEvent): Gesture {
  const { scene, camera, overlay } = engine
  let target: SceneNode | null = null
  let begun = false
  return {
    name: 'relate',
    move(event) {
      if (!begun && !far(event, { x: down.clientX, y: down.clientY })) return
      begun = true
      const at = camera.toFlow({ x: event.clientX, y: event.clientY })
      target = targetAt(engine, at, from)
      overlay.setGhost(ghost(from, target, at))
      engine.setTarget(target?.id ?? null)
    },
    end(event) {
      const at = camera.toFlow({ x: event.clientX, y: event.clientY })
      target = begun ? targetAt(engine, at, from) : null
      engine.setTarget(null)
      overlay.setGhost(target === null ? null : ghost(from, target, at))
      if (target === null) {
        if (!begun) engine.editor.select({ models: new Set([from.id]) })
        return
      }
      canvasStore.setState({
        relation: { from: from.id, to: target.id, kind: 'foreignKey' },
        editing: null,
        menu: null,
      })
    },
    cancel() {
      engine.setTarget(null)
      overlay.setGhost(null)
    },
  }

  /** Its own grip is not yet "itself": the pointer has to be well inside. */
  function targetAt(owner: Engine, at: Point, self: SceneNode): SceneNode | null {
    const node = scene.nodeAt(at.x, at.y, 8 / owner.camera.view().zoom)
    if (node === self && at.x > self.x + self.width - 20) return null
    return node
  }
}

/** The line from a box to the pointer, or to the box it snaps to. */
export function ghost(from: SceneNode, target: SceneNode | null, at: Point): readonly number[] {
  const to = target ?? { x: at.x, y: at.y - GRIP_Y_PX, width: 0, height: 0 }
  return routeEdge(
    {
      from,
      to,
      fromY: from.y + (target === from ? Math.min(from.height - 8, HEADER_PX + 20) : GRIP_Y_PX),
      toYs: [target === null ? at.y : target.y + GRIP_Y_PX],
      upright: false,
    },
    EMPTY_SURROUNDINGS,
  )
}

/** A row dragged by its mark: up and down in its model. */
function reorder(engine: Engine, node: SceneNode, field: FieldId, down: PointerEvent): Gesture {
  const { camera, editor } = engine
  const press = { x: down.clientX, y: down.clientY }
  const fields = node.box.rows.filter((row) => row.field !== null)
  const offset = node.box.rows.length - fields.length
  let begun = false
  let index = -1
  const clear = (): void => {
    for (const row of engine.elementOf(node.id)?.querySelectorAll('[data-drop]') ?? []) row.removeAttribute('data-drop')
  }
  return {
    name: 'reorder',
    move(event) {
      if (!begun && !far(event, press)) return
      begun = true
      const { y } = camera.toFlow({ x: event.clientX, y: event.clientY })
      const slot = Math.round((y - node.y - HEADER_PX) / ROW_PX) - offset
      index = Math.max(0, Math.min(fields.length, slot))
      clear()
      const above = fields[index]
      const shown = above ?? fields[fields.length - 1]
      const row = engine.elementOf(node.id)?.querySelector(`[data-row="${shown?.key ?? ''}"]`)
      row?.setAttribute('data-drop', above === undefined ? 'below' : 'above')
    },
    end() {
      clear()
      if (!begun) {
        clickBox(engine, node, { kind: 'box', node, field, onMark: true, onType: false }, false)
        return
      }
      const from = fields.findIndex((row) => row.field === field)
      moveFieldTo(editor, node.id, field, index > from ? index - 1 : index)
    },
    cancel: clear,
  }
}
