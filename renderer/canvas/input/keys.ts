/**
 * Keys that belong to the drawing itself: walking over models and rows, moving, entering a cell.
 * What is also a command of the menus (M, R, Delete …) comes through the page's registry.
 */
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import { plainLines } from '../../../shared/layout/drawing/markdown.ts'
import type { SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import { t } from '../../texts/texts.ts'
import { cancelArrange } from '../edits/arrange.ts'
import { canvasStore, isFrozen, say } from '../canvas-store.ts'
import { notPasted, pasteText, rememberCopy, selectionText } from '../clipboard/clipboard.ts'
import { deleteSelection, moveThings, withContents } from '../edits/edits.ts'
import { selectThing } from './gesture-move.ts'
import { extendSpan } from '../edits/field-span.ts'
import { selectedShapes } from './hit.ts'
import { addAreaAt, areaWords } from '../edits/shape-edits.ts'
import type { Engine } from '../engine.ts'
import { cancelLinkingOnLeave, linkingKey, nearestIn } from './linking.ts'
import type { Direction } from './linking.ts'
import { boxLabel } from '../nodes/ModelNode.tsx'

const DIRECTIONS: { readonly [key: string]: Direction } = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const STEPS: Record<Direction, readonly [number, number]> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }
const STEP_PX = 8
const BIG_STEP_PX = 40

/** @returns detach */
export function attachKeys(engine: Engine): () => void {
  const { root, scene, editor } = engine
  const stop = new AbortController()

  root.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || isTyping(event.target) || event.isComposing || isControls(event)) return
      if (handleKey(event)) {
        event.preventDefault()
        event.stopPropagation()
      }
    },
    { signal: stop.signal },
  )
  root.addEventListener('keyup', (event) => void (event.key.startsWith('Arrow') && editor.seal()), {
    signal: stop.signal,
  })
  root.addEventListener(
    'focusin',
    (event) => {
      const id = idOf(event.target)
      if (id !== null && canvasStore.getState().focused !== id) canvasStore.setState({ focused: id })
    },
    { signal: stop.signal },
  )
  cancelLinkingOnLeave(engine, stop.signal)
  // The clipboard through the browser's own events: they need no leave, and text that is selected anywhere wins.
  for (const kind of ['copy', 'cut'] as const) {
    window.addEventListener(
      kind,
      (event) => {
        if (isOthers(event) || event.clipboardData === null || getSelection()?.isCollapsed === false) return
        const text = selectionText(editor)
        if (text === null) return
        rememberCopy(text)
        event.clipboardData.setData('text/plain', text)
        event.preventDefault()
        say(kind === 'copy' ? t.spoken.copied : t.spoken.cut)
        if (kind === 'cut' && !isFrozen(editor)) deleteSelection(editor)
      },
      { signal: stop.signal },
    )
  }
  window.addEventListener(
    'paste',
    (event) => {
      if (isOthers(event) || event.clipboardData === null) return
      const at = canvasStore.getState().handle?.center()
      const text = event.clipboardData.getData('text/plain')
      if (at === undefined || isFrozen(editor)) return
      event.preventDefault()
      if (!pasteText(editor, text, at)) notPasted(text)
    },
    { signal: stop.signal },
  )

  function handleKey(event: KeyboardEvent): boolean {
    if (linkingKey(engine, event)) return true
    const direction = DIRECTIONS[event.key]
    const { selection } = editor.getState()
    const current = currentModel()
    if (direction !== undefined) return arrow(event, direction, current)
    if (event.key === 'Tab') return tab(event.shiftKey, event)
    if (event.key === 'Enter' && current !== null) {
      const { handle } = canvasStore.getState()
      const own = selection.field?.model === current.id ? selection.field.field : null
      if (!isFrozen(editor)) handle?.edit(current.id, own ?? 'title')
      return true
    }
    if (event.key === ' ' && current !== null && event.target !== root) {
      select(current, null)
      return true
    }
    const shape = currentShape()
    if (event.key === 'Enter' && canvasStore.getState().tool === 'area') {
      const { x, y } = canvasStore.getState().handle?.freeSpot(480, 320) ?? { x: 0, y: 0 }
      const id = addAreaAt(editor, { x, y, width: 480, height: 320 })
      canvasStore.setState({ tool: 'pan' })
      canvasStore.getState().handle?.write(id)
      return true
    }
    if (event.key === 'Enter' && shape !== null) {
      canvasStore.getState().handle?.write(shape.id)
      return true
    }
    if (event.key === ' ' && shape !== null && event.target !== root) {
      selectThing(engine, shape)
      return true
    }
    if (event.key === 'Escape') {
      const { relation, menu, tool, arranging } = canvasStore.getState()
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
        engine.overlay.setGhost(null)
        canvasStore.setState({ relation: null, menu: null })
      } else if (selection.field !== null) editor.select({ models: selection.models })
      else if (selection.models.size + selection.areas.size + selection.notes.size > 0) editor.select({})
      else return false
      return true
    }
    return false
  }

  /** Arrows alone walk rows of the focused model or move what is selected; with Alt they go along relations. */
  function arrow(event: KeyboardEvent, direction: Direction, current: SceneNode | null): boolean {
    if (event.ctrlKey || event.metaKey) return false
    if (event.altKey && event.shiftKey) return false
    if (event.altKey) {
      walk(direction, current)
      return true
    }
    const { selection } = editor.getState()
    if (selection.field !== null && (direction === 'up' || direction === 'down')) {
      stepRow(direction === 'down' ? 1 : -1, event.shiftKey)
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
      if (first != null) select(current, first)
      return true
    }
    walk(direction, current)
    return true
  }

  function stepRow(by: number, isLonger: boolean): void {
    const { field } = editor.getState().selection
    const node = field === null ? undefined : scene.nodes.get(field.model)
    if (field === null || node === undefined) return
    const rows = node.box.rows.flatMap((row) => row.field ?? [])
    const next = rows[rows.indexOf(field.field) + by]
    if (next !== undefined && isLonger) extendSpan(editor, node.id, next)
    else if (next !== undefined) select(node, next)
    else if (by < 0 && !isLonger) select(node, null)
  }

  /** To a related model in that direction, else to the nearest one there. */
  function walk(direction: Direction, current: SceneNode | null): void {
    const from = current ?? firstInView()
    if (from === null) return
    const next = current === null ? from : (relatedIn(from, direction) ?? nearestIn(engine, from, direction))
    if (next !== null) goTo(next)
  }

  function relatedIn(from: SceneNode, direction: Direction): SceneNode | null {
    const related = [...from.out.map((e) => e.to), ...from.into.map((e) => e.from)].filter((n) => n !== from)
    const [sx, sy] = STEPS[direction]
    const off = (n: SceneNode): readonly [number, number] => [
      n.x + n.width / 2 - from.x - from.width / 2,
      n.y + n.height / 2 - from.y - from.height / 2,
    ]
    const there = related.filter((n) => {
      const [dx, dy] = off(n)
      return dx * sx + dy * sy > Math.abs(sx === 0 ? dx : dy) * 0.6
    })
    return there.sort((a, b) => Math.hypot(...off(a)) - Math.hypot(...off(b)))[0] ?? null
  }

  function goTo(node: SceneNode): void {
    select(node, null)
    canvasStore.setState({ focused: node.id })
    const view = engine.camera.visible()
    const inside =
      node.x >= view.x &&
      node.y >= view.y &&
      node.x + node.width <= view.x + view.width &&
      node.y + 40 <= view.y + view.height
    if (!inside || engine.camera.view().zoom < 0.3) canvasStore.getState().handle?.centerOn(node.id)
    engine.focusModel(node.id)
    say(boxLabel(node.box, node.out.length + node.into.length))
  }

  function select(node: SceneNode, field: FieldId | null): void {
    editor.select({ models: new Set([node.id]), field: field === null ? null : { model: node.id, field } })
    engine.focusModel(node.id)
    if (field === null) return
    const row = node.box.rows.find((r) => r.field === field)
    if (row !== undefined) say(t.spoken.row(row.name, row.type, row.nullable, row.unique))
  }

  /** Through the models in reading order; past the last one the focus leaves the canvas. */
  function tab(back: boolean, event: KeyboardEvent): boolean {
    if (!(event.target instanceof HTMLElement) || (event.target !== root && event.target.closest('.box') === null))
      return false
    const order = [...scene.nodes.values(), ...scene.shapes.list].sort(
      (a, b) => Math.floor(a.y / 160) - Math.floor(b.y / 160) || a.x - b.x,
    )
    if (order.length === 0) return false
    const here = event.target === root ? -1 : order.findIndex((n) => n.id === idOf(event.target))
    if (here < 0 && back) return false
    const next = order[here + (back ? -1 : 1)]
    if (next === undefined) {
      // Leave by the browser's own order: nothing in the canvas may catch the focus again.
      canvasStore.setState({ focused: null })
      return false
    }
    if ('kind' in next) goToShape(next)
    else goTo(next)
    return true
  }

  function goToShape(shape: Shape): void {
    selectThing(engine, shape)
    const view = engine.camera.visible()
    const inside =
      shape.x >= view.x && shape.y >= view.y && shape.x <= view.x + view.width && shape.y <= view.y + view.height
    if (!inside) canvasStore.getState().handle?.showShape(shape.id)
    engine.focusModel(shape.id)
    say(shape.kind === 'area' ? `${shape.text}: ${areaWords(scene, shape)}` : plainLines(shape.text).join(' '))
  }

  /** The area or note with the keyboard, else the one that is selected. */
  function currentShape(): Shape | null {
    const id = idOf(document.activeElement) ?? selectedShapes(editor)[0]
    return id === undefined ? null : (scene.shapes.get(id) ?? null)
  }

  function currentModel(): SceneNode | null {
    const focused = modelOf(document.activeElement)
    const { selection } = editor.getState()
    const id = focused ?? selection.field?.model ?? [...selection.models][0]
    return id === undefined ? null : (scene.nodes.get(id) ?? null)
  }

  function firstInView(): SceneNode | null {
    const inView = scene.nodesIn(engine.camera.visible()).sort((a, b) => a.y - b.y || a.x - b.x)
    return inView[0] ?? [...scene.nodes.values()][0] ?? null
  }

  return () => stop.abort()
}

function idOf(target: EventTarget | null): string | null {
  const node = target instanceof Element ? target.closest('.react-flow__node') : null
  return node?.getAttribute('data-id') ?? null
}

function modelOf(target: EventTarget | null): ModelId | null {
  const id = idOf(target)
  return id?.startsWith('model:') === true ? (id as ModelId) : null
}

/** Rows, dialogs and fields have a clipboard use of their own; what they leave is not the drawing's. */
function isOthers({ target, defaultPrevented }: Event): boolean {
  if (defaultPrevented || isTyping(target)) return true
  return target instanceof Element && target.closest('[role="grid"],[role="dialog"],[role="menu"]') !== null
}

/** What floats over the drawing has keys of its own: Enter on a button there must not open a cell of the selected box. */
function isControls({ target, key, currentTarget }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || target === currentTarget || target.closest('.react-flow__node') !== null)
    return false
  return key !== 'Escape' || target.closest('form') !== null
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input,textarea,select') || target.isContentEditable)
}
