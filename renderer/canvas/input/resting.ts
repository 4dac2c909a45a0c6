/** What the pointer rests on is lit, and told of; the cursor says what a press would do. */
import type { FieldId } from '../../../shared/document/ids.ts'
import type { SceneEdge, SceneNode } from '../../../shared/layout/scene/scene.ts'
import { runAt } from '../../../shared/layout/routing/bend.ts'
import { canvasStore, isFrozen } from '../canvas-store.ts'
import type { Engine, EngineParts } from '../engine.ts'
import { DETAIL_ZOOM } from '../painting/paint.ts'
import { isSelectedEdge } from './gestures.ts'
import type { Hit, Sides } from './hit.ts'
import { placeTip } from './tip-avoids.ts'

/** Resting this long on a thing lights it; passing over it does nothing. */
const REST_MS = 220
/** A row is told of to who stays on it: most only pass. */
const ROW_REST_MS = 700

export type Tips = Pick<EngineParts, 'tip' | 'describeEdge' | 'describeField'>

export function createResting(engine: Engine, { tip, describeEdge, describeField }: Tips, isDragging: () => boolean) {
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

  return {
    unlight,
    hover,
    stop() {
      clearTimeout(rest)
      clearTimeout(rowRest)
    },
  }
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
