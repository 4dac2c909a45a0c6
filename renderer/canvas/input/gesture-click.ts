/** A press that did not travel. */
import type { FieldId } from '../../../shared/document/ids.ts'
import type { SceneNode } from '../../../shared/layout/scene/scene.ts'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import type { Point } from '../canvas-store.ts'
import { extendSpan } from '../edits/field-span.ts'
import type { Engine } from '../engine.ts'

/** A press that travels less than this is a click. */
const CLICK_PX = 4

export function isFar(event: PointerEvent, start: Point): boolean {
  return Math.hypot(event.clientX - start.x, event.clientY - start.y) > CLICK_PX
}

/** @param toggles with Shift or Ctrl: the model joins or leaves what is selected */
export function clickBox(engine: Engine, node: SceneNode, field: FieldId | null, toggles: boolean): void {
  const { editor } = engine
  // With Shift from a field to another one of the same model: all between.
  if (toggles && field !== null && editor.getState().selection.field?.model === node.id) {
    extendSpan(editor, node.id, field)
    engine.focusModel(node.id)
    return
  }
  if (toggles) {
    const { selection } = editor.getState()
    editor.select({ ...selection, field: null, models: toggled(selection.models, node.id) })
    return
  }
  editor.select({ models: new Set([node.id]), field: field === null ? null : { model: node.id, field } })
  engine.focusModel(node.id)
}

export function clickShape(engine: Engine, shape: Shape, toggles: boolean): void {
  const { editor } = engine
  const { selection } = editor.getState()
  const isArea = shape.kind === 'area'
  const before = isArea ? selection.areas : selection.notes
  const ids = toggles ? toggled<string>(before, shape.id) : new Set<string>([shape.id])
  const others = toggles ? { ...selection, field: null } : {}
  editor.select({ ...others, [isArea ? 'areas' : 'notes']: ids })
  engine.focusModel(shape.id)
}

function toggled<T extends string>(set: ReadonlySet<T>, id: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
