/**
 * What a press, drag and release on the drawing mean. One gesture at a time; each frame of it touches
 * the scene and the painter only, the document changes once, at its end.
 */
import type { AreaId, FieldId, ModelId, NoteId } from '../../../shared/document/ids.ts'
import { HEADER_PX, ROW_PX } from '../../../shared/layout/box/box.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import { EMPTY_SURROUNDINGS, routeEdge } from '../../../shared/layout/routing/route.ts'
import type { SceneEdge, SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { canvasStore, isFrozen } from '../canvas-store.ts'
import type { Point } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'
import { moveFieldTo } from '../edits/edits.ts'
import { moveFieldsTo, moveFieldsWithin, selectedFields } from '../edits/field-span.ts'
import { bendGesture } from './gesture-bend.ts'
import { clickBox, clickShape, isFar } from './gesture-click.ts'
import { moveGesture } from './gesture-move.ts'
import { between, drawArea, resizeShape } from './gesture-shape.ts'
import { GRIP_Y_PX, hitTest, selectedShapes } from './hit.ts'

export interface Gesture {
  readonly name: 'move' | 'marquee' | 'relate' | 'reorder' | 'draw' | 'resize' | 'bend'
  move(event: PointerEvent): void
  end(event: PointerEvent): void
  cancel(): void
}

/** The gesture that a press begins; null: it is none of ours (the camera pans). */
export function beginGesture(engine: Engine, event: PointerEvent): Gesture | null {
  const { scene, camera, editor } = engine
  const at = camera.toFlow({ x: event.clientX, y: event.clientY })
  const hit = hitTest(scene, at, camera.view().zoom, selectedShapes(editor))
  const readOnly = isFrozen(editor)
  const { tool } = canvasStore.getState()
  if (tool === 'area' && !readOnly) return drawArea(engine, at, event)
  if (hit.kind === 'grip' && !readOnly) return relate(engine, hit.node, event)
  if (hit.kind === 'box') {
    if (hit.onMark && hit.field !== null && !readOnly) return reorder(engine, hit.node, hit.field, event)
    const { node, field } = hit
    if (readOnly) return clickOnly((toggles) => clickBox(engine, node, field, toggles), event)
    return moveGesture(engine, node, event, (toggles) => clickBox(engine, node, field, toggles))
  }
  if (hit.kind === 'shape') {
    const { shape, resize } = hit
    if (resize !== null && !readOnly) return resizeShape(engine, shape, resize, event)
    if (shape.locked || readOnly) return clickOnly((toggles) => clickShape(engine, shape, toggles), event)
    return moveGesture(engine, shape, event, (toggles) => clickShape(engine, shape, toggles))
  }
  if (hit.kind === 'edge' && !readOnly && isSelectedEdge(editor, hit.edge))
    return bendGesture(engine, hit.edge, at, event)
  const wantsMarquee = event.shiftKey || tool === 'select'
  // In a crowded drawing most free spots are near a line: a press there that moves is no click on it.
  return wantsMarquee ? marquee(engine, at, event, hit.kind === 'empty') : null
}

/** Only an edge that was chosen first is bent: in a crowd a press beside a box is meant for the camera. */
export function isSelectedEdge(editor: EditorStore, edge: SceneEdge): boolean {
  const { field } = editor.getState().selection
  return field !== null && edge.edge.field === field.field
}

/** @param lets a press that does not move lets go of what is selected */
function marquee(engine: Engine, start: Point, down: PointerEvent, lets: boolean): Gesture {
  const { scene, camera, editor, overlay } = engine
  const before = editor.getState().selection.models
  let begun = false
  return {
    name: 'marquee',
    move(event) {
      if (!begun && !isFar(event, { x: down.clientX, y: down.clientY })) return
      begun = true
      const rect = between(start, camera.toFlow({ x: event.clientX, y: event.clientY }))
      overlay.setMarquee(rect)
      const inside = scene.nodesIn(rect).map((node) => node.id)
      const next = new Set<ModelId>([...(event.shiftKey ? before : []), ...inside])
      const now = editor.getState().selection.models
      const shapes = scene.shapes.within(rect).filter((shape) => isInside(shape, rect))
      const areas = new Set(shapes.flatMap((s) => (s.kind === 'area' ? [s.id as AreaId] : [])))
      const notes = new Set(shapes.flatMap((s) => (s.kind === 'note' ? [s.id as NoteId] : [])))
      const { selection } = editor.getState()
      const same = next.size === now.size && [...next].every((id) => now.has(id))
      if (same && areas.size === selection.areas.size && notes.size === selection.notes.size) return
      editor.select({ models: next, areas, notes })
    },
    end() {
      overlay.setMarquee(null)
      if (!begun && lets) editor.select({})
    },
    cancel() {
      overlay.setMarquee(null)
      editor.select({ models: before })
    },
  }
}

function isInside(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

/** A press on what cannot be moved. */
function clickOnly(click: (toggles: boolean) => void, down: PointerEvent): Gesture {
  return {
    name: 'move',
    move: () => undefined,
    end: () => click(down.shiftKey || down.ctrlKey || down.metaKey),
    cancel: () => undefined,
  }
}

/** From the grip of a box to another, or back to itself. */
function relate(engine: Engine, from: SceneNode, down: PointerEvent): Gesture {
  const { scene, camera, overlay } = engine
  let target: SceneNode | null = null
  let begun = false
  return {
    name: 'relate',
    move(event) {
      if (!begun && !isFar(event, { x: down.clientX, y: down.clientY })) return
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

/** Rows dragged by the mark of one: up and down in their model, or into another. */
function reorder(engine: Engine, node: SceneNode, field: FieldId, down: PointerEvent): Gesture {
  const { camera, editor, scene } = engine
  const press = { x: down.clientX, y: down.clientY }
  const chosen = selectedFields(editor)
  const moving = chosen.model === node.id && chosen.fields.includes(field) ? chosen.fields : [field]
  let begun = false
  let over: SceneNode | null = null
  let index = -1
  const clear = (): void => {
    for (const row of engine.root.querySelectorAll('[data-drop]')) row.removeAttribute('data-drop')
    engine.setTarget(null)
  }
  return {
    name: 'reorder',
    move(event) {
      if (!begun && !isFar(event, press)) return
      begun = true
      const at = camera.toFlow({ x: event.clientX, y: event.clientY })
      const under = scene.nodeAt(at.x, at.y)
      // Beside its box a row stays in it; models that are not generated have no fields to be given.
      over = under === null || under.box.look === 'external' ? node : under
      const fields = over.box.rows.filter((row) => row.field !== null)
      const offset = over.box.rows.length - fields.length
      const slot = Math.round((at.y - over.y - HEADER_PX) / ROW_PX) - offset
      index = Math.max(0, Math.min(fields.length, slot))
      clear()
      if (over !== node) engine.setTarget(over.id)
      const above = fields[index]
      const shown = above ?? fields[fields.length - 1]
      const row = engine.elementOf(over.id)?.querySelector(`[data-row="${shown?.key ?? ''}"]`)
      row?.setAttribute('data-drop', above === undefined ? 'below' : 'above')
    },
    end(event) {
      clear()
      if (!begun || over === null) clickBox(engine, node, field, event.shiftKey || event.ctrlKey || event.metaKey)
      else if (over !== node) moveFieldsTo(editor, node.id, moving, over.id, index)
      else if (moving.length > 1) moveFieldsWithin(editor, node.id, moving, index)
      else {
        const from = node.box.rows.filter((row) => row.field !== null).findIndex((row) => row.field === field)
        moveFieldTo(editor, node.id, field, index > from ? index - 1 : index)
      }
    },
    cancel: clear,
  }
}
