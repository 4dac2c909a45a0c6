/** Walking over the drawing with the keyboard: along relations, from row to row, from box to box. */
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import { plainLines } from '../../../shared/layout/drawing/markdown.ts'
import type { SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import { t } from '../../texts/texts.ts'
import { canvasStore, say } from '../canvas-store.ts'
import { extendSpan } from '../edits/field-span.ts'
import { areaWords } from '../edits/shape-edits.ts'
import type { Engine } from '../engine.ts'
import { boxLabel } from '../nodes/ModelNode.tsx'
import { selectThing } from './gesture-move.ts'
import { selectedShapes } from './hit.ts'
import { nearestIn } from './linking.ts'
import type { Direction } from './linking.ts'

/** Where each direction leads, by x and y. */
export const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
}

/** To a related model in that direction, else to the nearest one there. */
export function walk(engine: Engine, direction: Direction, current: SceneNode | null): void {
  const from = current ?? firstInView(engine)
  if (from === null) return
  const next = current === null ? from : (relatedIn(from, direction) ?? nearestIn(engine, from, direction))
  if (next !== null) goTo(engine, next)
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

function firstInView(engine: Engine): SceneNode | null {
  const { scene, camera } = engine
  const inView = scene.nodesIn(camera.visible()).sort((a, b) => a.y - b.y || a.x - b.x)
  return inView[0] ?? [...scene.nodes.values()][0] ?? null
}

function goTo(engine: Engine, node: SceneNode): void {
  selectRow(engine, node, null)
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

function goToShape(engine: Engine, shape: Shape): void {
  selectThing(engine, shape)
  const view = engine.camera.visible()
  const inside =
    shape.x >= view.x && shape.y >= view.y && shape.x <= view.x + view.width && shape.y <= view.y + view.height
  if (!inside) canvasStore.getState().handle?.showShape(shape.id)
  engine.focusModel(shape.id)
  say(shape.kind === 'area' ? `${shape.text}: ${areaWords(engine.scene, shape)}` : plainLines(shape.text).join(' '))
}

export function selectRow(engine: Engine, node: SceneNode, field: FieldId | null): void {
  engine.editor.select({ models: new Set([node.id]), field: field === null ? null : { model: node.id, field } })
  engine.focusModel(node.id)
  if (field === null) return
  const row = node.box.rows.find((r) => r.field === field)
  if (row !== undefined) say(t.spoken.row(row.name, row.type, row.nullable, row.unique))
}

export function stepRow(engine: Engine, by: number, isLonger: boolean): void {
  const { editor, scene } = engine
  const { field } = editor.getState().selection
  const node = field === null ? undefined : scene.nodes.get(field.model)
  if (field === null || node === undefined) return
  const rows = node.box.rows.flatMap((row) => row.field ?? [])
  const next = rows[rows.indexOf(field.field) + by]
  if (next !== undefined && isLonger) extendSpan(editor, node.id, next)
  else if (next !== undefined) selectRow(engine, node, next)
  else if (by < 0 && !isLonger) selectRow(engine, node, null)
}

/** Through the models in reading order; past the last one the focus leaves the canvas. */
export function tabOn(engine: Engine, back: boolean, event: KeyboardEvent): boolean {
  const { root, scene } = engine
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
  if ('kind' in next) goToShape(engine, next)
  else goTo(engine, next)
  return true
}

export function currentModel(engine: Engine): SceneNode | null {
  const { editor, scene } = engine
  const focused = modelOf(document.activeElement)
  const { selection } = editor.getState()
  const id = focused ?? selection.field?.model ?? [...selection.models][0]
  return id === undefined ? null : (scene.nodes.get(id) ?? null)
}

/** The area or note with the keyboard, else the one that is selected. */
export function currentShape(engine: Engine): Shape | null {
  const { editor, scene } = engine
  const id = idOf(document.activeElement) ?? selectedShapes(editor)[0]
  return id === undefined ? null : (scene.shapes.get(id) ?? null)
}

export function idOf(target: EventTarget | null): string | null {
  const node = target instanceof Element ? target.closest('.react-flow__node') : null
  return node?.getAttribute('data-id') ?? null
}

function modelOf(target: EventTarget | null): ModelId | null {
  const id = idOf(target)
  return id?.startsWith('model:') === true ? (id as ModelId) : null
}
