/** Dragging models, areas and notes: each frame touches the scene and the painter, the document changes at the end. */
import type { AreaId, NoteId } from '../../../shared/document/ids.ts'
import type { Place, Scene, SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import type { Point } from '../canvas-store.ts'
import { moveThings, withContents } from '../edits/edits.ts'
import type { Engine } from '../engine.ts'
import type { Gesture } from './gestures.ts'
import { isFar } from './gesture-click.ts'
import { snapBox } from './snapping.ts'
import type { Guide } from './snapping.ts'

/** Pointer this near to the border scrolls the drawing. */
const BORDER_PX = 28
const SCROLL_PX = 12
/** More boxes than this around: alignment would be by accident. */
const MOST_NEIGHBOURS = 200

type Thing = SceneNode | Shape

/** Drag of a box or a shape, with it all that is selected, and what the areas among it contain. */
export function moveGesture(
  engine: Engine,
  lead: Thing,
  down: PointerEvent,
  click: (toggles: boolean) => void,
): Gesture {
  const { scene, camera, editor, painter } = engine
  const press = { x: down.clientX, y: down.clientY }
  const grabbed = camera.toFlow(press)
  const toggles = down.shiftKey || down.ctrlKey || down.metaKey
  let begun = false
  let starts = new Map<Thing, Point>()
  /** Models that a collapsed area hides: they go with it, in the document only. */
  let hidden: readonly Place[] = []
  let elements = new Map<Thing, HTMLElement>()
  let last: PointerEvent = down
  let frame = 0

  function begin(): void {
    begun = true
    if (!isSelected(engine, lead) && !toggles) selectThing(engine, lead)
    const { models, areas, notes } = editor.getState().selection
    const chosen = isSelected(engine, lead) ? [...models, ...areas, ...notes] : [lead.id]
    const all = withContents(scene, chosen)
    starts = new Map([...all.nodes, ...all.shapes].map((thing) => [thing, { x: thing.x, y: thing.y }]))
    hidden = all.hidden
    elements = new Map(
      [...starts.keys()].flatMap((thing) => {
        const element = engine.elementOf(thing.id)
        return element === null ? [] : [[thing, element]]
      }),
    )
    painter.setQuick(true)
    engine.setFocus(null)
  }

  function put(dx: number, dy: number): void {
    const places: Place[] = []
    for (const [thing, s] of starts) {
      if ('kind' in thing) scene.shapes.place(thing.id, s.x + dx, s.y + dy)
      else places.push({ id: thing.id, x: s.x + dx, y: s.y + dy })
    }
    scene.place(places)
    for (const [thing, element] of elements) element.style.transform = `translate(${thing.x}px, ${thing.y}px)`
  }

  function place(): void {
    frame = 0
    const scroll = borderScroll(engine, last)
    if (scroll !== null) {
      camera.panBy(scroll.x, scroll.y)
      frame = requestAnimationFrame(place)
    }
    const at = camera.toFlow({ x: last.clientX, y: last.clientY })
    const from = starts.get(lead) ?? { x: lead.x, y: lead.y }
    let dx = at.x - grabbed.x
    let dy = at.y - grabbed.y
    let guides: readonly Guide[] = []
    if (!last.altKey) {
      const wanted = { x: from.x + dx, y: from.y + dy, width: lead.width, height: lead.height }
      const near: Rect[] = scene.nodesIn(camera.visible()).filter((other) => !starts.has(other))
      const snapped = snapBox(wanted, near.length > MOST_NEIGHBOURS ? [] : near)
      dx = snapped.x - from.x
      dy = snapped.y - from.y
      guides = snapped.guides
    }
    put(dx, dy)
    engine.overlay.setGuides(guides)
    const into = 'kind' in lead ? null : scene.areaOf(lead)
    engine.overlay.setZone(into === null || starts.has(into) ? null : into)
    engine.overlay.refresh()
    painter.draw()
    engine.minimapChanged()
  }

  function finish(): void {
    cancelAnimationFrame(frame)
    painter.setQuick(false)
    engine.overlay.setGuides([])
    engine.overlay.setZone(null)
  }

  return {
    name: 'move',
    move(event) {
      last = event
      if (!begun && isFar(event, press)) begin()
      if (begun && frame === 0) frame = requestAnimationFrame(place)
    },
    end(event) {
      if (!begun) {
        click(toggles)
        return
      }
      last = event
      cancelAnimationFrame(frame)
      place()
      finish()
      const moved = [...starts].some(([thing, s]) => thing.x !== s.x || thing.y !== s.y)
      const from = starts.get(lead) as Point
      const [dx, dy] = [Math.round(lead.x) - from.x, Math.round(lead.y) - from.y]
      const boxes = [...starts].flatMap(([thing, at]) => ('kind' in thing ? [] : [{ thing, at }]))
      const left = boxes.map(({ thing: { width, height }, at: { x, y } }) => ({ x, y, width, height }))
      scene.settle(
        boxes.map(({ thing }) => thing.id),
        moved ? left : [],
      )
      // The design may have changed meanwhile, by another hand than this one.
      const things = [...starts.keys()].filter((thing) => isThere(scene, thing))
      if (moved) moveThings(editor, scene, { things, hidden, dx, dy })
      engine.refresh()
    },
    cancel() {
      if (!begun) return
      finish()
      put(0, 0)
      scene.settle([...starts.keys()].flatMap((thing) => ('kind' in thing ? [] : [thing.id])))
      engine.refresh()
    },
  }
}

function isThere({ nodes, shapes }: Scene, thing: Thing): boolean {
  return 'kind' in thing ? shapes.get(thing.id) !== undefined : nodes.has(thing.id)
}

function isSelected({ editor }: Engine, thing: Thing): boolean {
  const { models, areas, notes } = editor.getState().selection
  return (
    (models as ReadonlySet<string>).has(thing.id) ||
    (areas as ReadonlySet<string>).has(thing.id) ||
    (notes as ReadonlySet<string>).has(thing.id)
  )
}

export function selectThing({ editor }: Engine, thing: Thing): void {
  if (!('kind' in thing)) editor.select({ models: new Set([thing.id]) })
  else if (thing.kind === 'area') editor.select({ areas: new Set([thing.id as AreaId]) })
  else editor.select({ notes: new Set([thing.id as NoteId]) })
}

/** How far to scroll in this frame because the pointer is at the border; null: not there. */
function borderScroll(engine: Engine, event: PointerEvent): Point | null {
  const box = engine.root.getBoundingClientRect()
  const x = event.clientX < box.left + BORDER_PX ? SCROLL_PX : event.clientX > box.right - BORDER_PX ? -SCROLL_PX : 0
  const y = event.clientY < box.top + BORDER_PX ? SCROLL_PX : event.clientY > box.bottom - BORDER_PX ? -SCROLL_PX : 0
  return x === 0 && y === 0 ? null : { x, y }
}
