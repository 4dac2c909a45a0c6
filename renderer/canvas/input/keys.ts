/**
 * Keys that belong to the drawing itself: walking over models and rows, moving, entering a cell.
 * What is also a command of the menus (M, R, Delete …) comes through the page's registry.
 */
import type { SceneNode } from '../../../shared/layout/scene/scene.ts'
import { t } from '../../texts/texts.ts'
import { canvasStore, isFrozen, say } from '../canvas-store.ts'
import { attachClipboard } from '../clipboard/clipboard-events.ts'
import { cancelArrange } from '../edits/arrange.ts'
import { moveThings, withContents } from '../edits/edits.ts'
import { addAreaAt } from '../edits/shape-edits.ts'
import type { Engine } from '../engine.ts'
import { selectThing } from './gesture-move.ts'
import { isTyping } from './is-typing.ts'
import { cancelLinkingOnLeave, linkingKey } from './linking.ts'
import type { Direction } from './linking.ts'
import { currentModel, currentShape, idOf, selectRow, stepRow, STEPS, tabOn, walk } from './walking.ts'

const DIRECTIONS: { readonly [key: string]: Direction } = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const STEP_PX = 8
const BIG_STEP_PX = 40
/** An area that is made by key, px. */
const AREA = { width: 480, height: 320 }

/** What the other keys do; whether they did anything. */
const KEYS: { readonly [key: string]: (engine: Engine, event: KeyboardEvent) => boolean } = {
  Tab: (engine, event) => tabOn(engine, event.shiftKey, event),
  Enter: enter,
  ' ': pick,
  Escape: escape,
}

/** @returns detach */
export function attachKeys(engine: Engine): () => void {
  const { root, editor } = engine
  const stop = new AbortController()
  const { signal } = stop
  root.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || isTyping(event.target) || event.isComposing || isControls(event)) return
      if (handleKey(engine, event)) {
        event.preventDefault()
        event.stopPropagation()
      }
    },
    { signal },
  )
  root.addEventListener('keyup', (event) => void (event.key.startsWith('Arrow') && editor.seal()), { signal })
  root.addEventListener(
    'focusin',
    (event) => {
      const id = idOf(event.target)
      if (id !== null && canvasStore.getState().focused !== id) canvasStore.setState({ focused: id })
    },
    { signal },
  )
  cancelLinkingOnLeave(engine, signal)
  attachClipboard(engine, signal)
  return () => stop.abort()
}

function handleKey(engine: Engine, event: KeyboardEvent): boolean {
  if (linkingKey(engine, event)) return true
  const direction = DIRECTIONS[event.key]
  if (direction !== undefined) return arrow(engine, event, direction, currentModel(engine))
  return KEYS[event.key]?.(engine, event) ?? false
}

/** Into the title or the selected row of a model, the text of an area or note; with the area tool a new area. */
function enter(engine: Engine): boolean {
  const { editor } = engine
  const { handle, tool } = canvasStore.getState()
  const model = currentModel(engine)
  if (model !== null) {
    const { field } = editor.getState().selection
    if (!isFrozen(editor)) handle?.edit(model.id, field?.model === model.id ? field.field : 'title')
    return true
  }
  if (tool === 'area') {
    const { x, y } = handle?.freeSpot(AREA.width, AREA.height) ?? { x: 0, y: 0 }
    const id = addAreaAt(editor, { x, y, ...AREA })
    canvasStore.setState({ tool: 'pan' })
    handle?.write(id)
    return true
  }
  const shape = currentShape(engine)
  if (shape !== null) handle?.write(shape.id)
  return shape !== null
}

/** Selects what has the keyboard. */
function pick(engine: Engine, event: KeyboardEvent): boolean {
  if (event.target === engine.root) return false
  const model = currentModel(engine)
  const shape = model === null ? currentShape(engine) : null
  if (model !== null) selectRow(engine, model, null)
  else if (shape !== null) selectThing(engine, shape)
  return model !== null || shape !== null
}

/** Ends what goes on: the arranging, a tool, a card or menu; then the selection, from the inside out. */
function escape({ editor, overlay }: Engine): boolean {
  const { relation, menu, tool, arranging } = canvasStore.getState()
  const { selection } = editor.getState()
  if (arranging !== null) {
    cancelArrange()
    return true
  }
  if (tool === 'area') {
    canvasStore.setState({ tool: 'pan' })
    say(t.canvas.say.cancelled)
    return true
  }
  if (relation !== null || menu !== null) {
    overlay.setGhost(null)
    canvasStore.setState({ relation: null, menu: null })
  } else if (selection.field !== null) editor.select({ models: selection.models })
  else if (selection.models.size + selection.areas.size + selection.notes.size > 0) editor.select({})
  else return false
  return true
}

/** Arrows alone walk rows of the focused model or move what is selected; with Alt they go along relations. */
function arrow(engine: Engine, event: KeyboardEvent, direction: Direction, current: SceneNode | null): boolean {
  const { editor, scene } = engine
  if (event.ctrlKey || event.metaKey) return false
  if (event.altKey && event.shiftKey) return false
  if (event.altKey) {
    walk(engine, direction, current)
    return true
  }
  const { selection } = editor.getState()
  if (selection.field !== null && (direction === 'up' || direction === 'down')) {
    stepRow(engine, direction === 'down' ? 1 : -1, event.shiftKey)
    return true
  }
  const { nodes, shapes, hidden } = withContents(scene, [...selection.models, ...selection.areas, ...selection.notes])
  if (nodes.length + shapes.length > 0 && !isFrozen(editor) && selection.field === null) {
    const px = event.shiftKey ? BIG_STEP_PX : STEP_PX
    const [dx, dy] = [STEPS[direction][0] * px, STEPS[direction][1] * px]
    const things = [...nodes, ...shapes].map((thing) => ({ ...thing, x: thing.x + dx, y: thing.y + dy }))
    moveThings(editor, scene, { things, hidden, dx, dy }, 'keys')
    return true
  }
  if (current !== null && (direction === 'down' || direction === 'up')) {
    const first = current.box.rows.find((row) => row.field !== null)?.field
    if (first != null) selectRow(engine, current, first)
    return true
  }
  walk(engine, direction, current)
  return true
}

/** What floats over the drawing has keys of its own: Enter on a button there must not open a cell of the selected box. */
function isControls({ target, key, currentTarget }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || target === currentTarget || target.closest('.react-flow__node') !== null)
    return false
  return key !== 'Escape' || target.closest('form') !== null
}
