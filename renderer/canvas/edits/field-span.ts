/** Several fields of one model at once: from the selected one to where Shift was held. */
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import { takenFieldNames } from '../../../shared/document/names.ts'
import type { CommandCall } from '../../../shared/commands/registry.ts'
import { t } from '../../texts/texts.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { canvasStore, say } from '../canvas-store.ts'

/** The selected field, with the span that it belongs to; in the order of the model. */
export function selectedFields(editor: EditorStore): {
  readonly model: ModelId | null
  readonly fields: readonly FieldId[]
} {
  const { field } = editor.getState().selection
  const { span } = canvasStore.getState()
  if (field === null) return { model: null, fields: [] }
  const isIn = span !== null && span.model === field.model && span.fields.includes(field.field)
  return { model: field.model, fields: isIn ? span.fields : [field.field] }
}

/** Everything between the field where the span began and this one; the inspector shows this one. */
export function extendSpan(editor: EditorStore, model: ModelId, to: FieldId): void {
  const { selection, doc } = editor.getState()
  const ids = (doc.models[model]?.fields ?? []).map((field) => field.id)
  const anchor = selection.field?.model === model ? (spanAnchor(model) ?? selection.field.field) : to
  const [from, last] = [ids.indexOf(anchor), ids.indexOf(to)].toSorted((a, b) => a - b) as [number, number]
  const fields = ids.slice(Math.max(0, from), last + 1)
  editor.select({ models: new Set([model]), field: { model, field: to } })
  canvasStore.setState({ span: fields.length > 1 ? { model, fields } : null, spanFrom: anchor })
  say(t.canvas.say.fieldsSelected(fields.length))
}

function spanAnchor(model: ModelId): FieldId | null {
  const { span, spanFrom } = canvasStore.getState()
  return span?.model === model ? spanFrom : null
}

/** To another model, in their order; names that are taken there get a number. One step. */
export function moveFieldsTo(
  editor: EditorStore,
  from: ModelId,
  fields: readonly FieldId[],
  to: ModelId,
  index: number,
): void {
  const { doc } = editor.getState()
  const source = doc.models[from]
  const target = doc.models[to]
  if (source === undefined || target === undefined) return
  const taken = takenFieldNames(doc, target)
  const calls: CommandCall[] = []
  fields.forEach((id, n) => {
    const name = source.fields.find((field) => field.id === id)?.name ?? ''
    calls.push({ type: 'field.move', params: { model: from, id, to, index: index + n } })
    let free = name
    for (let k = 2; taken.has(free); k++) free = `${name}_${k}`
    taken.add(free)
    if (free !== name) calls.push({ type: 'field.rename', params: { model: to, id, name: free } })
  })
  editor.dispatchAll(t.canvas.steps.moveFields, calls)
  const [first] = fields
  editor.select({ models: new Set([to]), field: first === undefined ? null : { model: to, field: first } })
  canvasStore.setState({ span: fields.length > 1 ? { model: to, fields } : null, spanFrom: first ?? null })
  say(t.canvas.say.fieldsMoved(fields.length, target.name))
}

/** Within their model, as a block, before the field that is at `index` now. One step. */
export function moveFieldsWithin(editor: EditorStore, model: ModelId, fields: readonly FieldId[], index: number): void {
  const ids = (editor.getState().doc.models[model]?.fields ?? []).map((field) => field.id)
  const rest = ids.filter((id) => !fields.includes(id))
  const at = ids.slice(0, index).filter((id) => !fields.includes(id)).length
  const wanted = [...rest.slice(0, at), ...fields, ...rest.slice(at)]
  if (wanted.every((id, i) => id === ids[i])) return
  editor.dispatchAll(
    t.canvas.steps.moveFields,
    wanted.map((id, i) => ({ type: 'field.move' as const, params: { model, id, index: i } })),
  )
  say(t.canvas.say.movedToPlace(at + 1))
}
