/** What a cell's text does to the document. Each is one undo step; a text that says nothing new is none. */
import { newId } from '../../../shared/document/ids.ts'
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import { freeFieldName, nameProblem, snakeCase } from '../../../shared/document/names.ts'
import { isRelation, placementId, rootOf } from '../../../shared/document/records.ts'
import type { ErDocument, Field, Model, Options } from '../../../shared/document/records.ts'
import { withGenericArgument } from '../../../shared/python/generic-fields.ts'
import {
  genericKeyArgs,
  genericRelationArgs,
  isGenericKeyClass,
  isGenericKeyField,
  isGenericRelationClass,
  isGenericRelationField,
} from '../../../shared/relations/links/generic-relations.ts'
import type { CommandCall } from '../../../shared/commands/registry.ts'
import { inWords, t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'
import type { EditorStore } from '../../state/editor-store.ts'
import { fieldNameProblem, modelNameProblem } from '../../state/name-problems.ts'
import { newModelKey } from '../edits/edits.ts'
import { selectedFields } from '../edits/field-span.ts'
import { newTarget } from '../edits/new-model.ts'
import type { Spot } from '../edits/new-model.ts'
import { canvasStore, say } from '../canvas-store.ts'
import { otherSide, parseQuickType, splitNameAndType } from '../quick-type/read.ts'
import type { QuickType } from '../quick-type/read.ts'
import type { QuickNames } from '../quick-type/targets.ts'

/** The message when the text was not understood; null: done. */
export type CellError = string | null

/** What the cells of a model may name. */
export function quickNames(doc: ErDocument, self: ModelId): QuickNames {
  const models = rootOf(doc).modelOrder.flatMap((id) => {
    const model = doc.models[id]
    return model === undefined ? [] : [{ id, name: model.name, app: doc.apps[model.app]?.label ?? '' }]
  })
  const enums = Object.values(doc.enums).map(({ id, name, model }) => {
    const owner = model === null ? undefined : doc.models[model]
    return { id, name: owner === undefined ? name : `${owner.name}.${name}` }
  })
  const fields = (doc.models[self]?.fields ?? []).map((field) => ({
    name: field.name,
    type: field.kind === 'scalar' ? field.type : null,
    options: field.options,
  }))
  return { models, enums, self, fields }
}

export function renameTo(editor: EditorStore, model: ModelId, name: string): CellError {
  const clean = name.trim()
  if (clean === '') return t.canvas.problems.modelName
  const { doc } = editor.getState()
  const present = doc.models[model]
  if (present !== undefined && present.name !== clean) {
    const problem = modelNameProblem(doc, present, clean)
    if (problem !== null) return problem
    const key = newModelKey(model)
    const isNew = editor.getState().history.past.at(-1)?.mergeKey === key
    if (!isNew) editor.seal()
    editor.dispatch('model.rename', { id: model, name: clean }, isNew ? { mergeKey: key } : {})
    editor.seal()
    // It was announced with the name that it was made with.
    if (isNew) say(t.spoken.addedModel(clean))
  }
  return null
}

/** A name cell: a new name, or name and type at once. */
export function renameFieldTo(editor: EditorStore, model: ModelId, field: FieldId, text: string): CellError {
  const { name, type } = splitNameAndType(text)
  if (name === '') return t.canvas.problems.fieldName
  const present = fieldOf(editor, model, field)
  const owner = editor.getState().doc.models[model]
  if (present === undefined || owner === undefined) return null
  const problem = present.name === name ? null : fieldNameProblem(owner, field, name)
  if (problem !== null) return problem
  const rename: CommandCall[] =
    present.name === name ? [] : [{ type: 'field.rename', params: { model, id: field, name } }]
  if (type === null) {
    if (rename.length > 0) editor.dispatchAll(t.canvas.steps.renameField, rename)
    return null
  }
  const names = quickNames(editor.getState().doc, model)
  const parsed = parseQuickType(type, names, name)
  if (!parsed.ok) return parsed.message
  if (parsed.value.kind === 'reverse') return otherSide(parsed.value, names)
  tell(parsed.notes)
  const { value, before } = withTarget(editor.getState().doc, parsed.value, () => besideModel(editor, model))
  dispatchSeen(editor, t.canvas.steps.changeField, [...before, ...rename, ...retype(editor, model, field, value)])
  return null
}

/** All of the span where the field is one of several that are selected. */
export function retypeField(editor: EditorStore, model: ModelId, field: FieldId, text: string): CellError {
  const names = quickNames(editor.getState().doc, model)
  const parsed = parseQuickType(text, names, fieldOf(editor, model, field)?.name)
  if (!parsed.ok) return parsed.message
  if (parsed.value.kind === 'reverse') return otherSide(parsed.value, names)
  tell(parsed.notes)
  const { fields } = selectedFields(editor)
  const all = fields.includes(field) ? fields : [field]
  const { value, before } = withTarget(editor.getState().doc, parsed.value, () => besideModel(editor, model))
  dispatchSeen(editor, t.canvas.steps.changeType, [...before, ...all.flatMap((id) => retype(editor, model, id, value))])
  return null
}

/** As one step. A model that it makes is brought into view: free room for it may be beyond the edge. */
function dispatchSeen(editor: EditorStore, label: string, calls: readonly CommandCall[]): void {
  editor.dispatchAll(label, calls)
  const { handle } = canvasStore.getState()
  for (const { type, params } of calls) {
    const box = type === 'model.add' ? handle?.screenPositionFor((params as { readonly id: ModelId }).id) : null
    if (box != null) handle?.keepInView(new DOMRect(box.x, box.y, box.width, box.height))
  }
}

/** What was understood, and is to be known of it. */
function tell(notes: readonly string[] = []): void {
  for (const text of notes) notify({ title: t.canvas.cell.noted, text: inWords(text) })
}

interface NewField {
  /** null: it was made in another model. */
  readonly field: FieldId | null
  readonly hasType: boolean
  readonly notes: readonly string[]
  readonly calls: readonly CommandCall[]
}

/** Free room to the right of a model, at its height. */
function besideModel(editor: EditorStore, model: ModelId): Spot {
  const { doc, view } = editor.getState()
  const own = doc.placements[placementId(view, model)]
  const near = { x: (own?.x ?? 0) + BESIDE_PX, y: (own?.y ?? 0) + NEW_HEIGHT_PX / 2 }
  const { handle } = canvasStore.getState()
  return { view, ...(handle === null ? near : handle.freeSpot(NEW_WIDTH_PX, NEW_HEIGHT_PX, near)) }
}

const NEW_WIDTH_PX = 176
const NEW_HEIGHT_PX = 64
/** From a box's left side to the middle of the next one, with room for the line's marks and names. */
const BESIDE_PX = 440

type SettledType =
  | Exclude<QuickType, { kind: 'relation' | 'reverse' }>
  | (Extract<QuickType, { kind: 'relation' }> & { to: ModelId })

/** The type with its target, and the command that makes the target first where it is new. */
function withTarget(
  doc: ErDocument,
  value: Exclude<QuickType, { kind: 'reverse' }>,
  spot: () => Spot,
): { readonly value: SettledType; readonly before: readonly CommandCall[] } {
  if (value.kind !== 'relation') return { value, before: [] }
  const { to } = value
  if (typeof to === 'string') return { value: { ...value, to }, before: [] }
  const { id, calls } = newTarget(doc, to, spot())
  return { value: { ...value, to: id }, before: calls }
}

/** The commands that add a field as typed: `title`, `title char 200`, `author fk User cascade`; or what is wrong. */
export function fieldCalls(
  doc: ErDocument,
  model: ModelId,
  text: string,
  { index, spot }: { readonly index?: number; readonly spot: () => Spot },
): NewField | { readonly error: string } {
  const target = doc.models[model]
  const { name, type } = splitNameAndType(text)
  if (target === undefined || name === '') return { error: t.canvas.problems.fieldName }
  const problem = nameProblem(name)
  if (problem !== null) return { error: problem }
  const id = newId('field') as FieldId
  const free = freeFieldName(doc, target, name)
  const at = index === undefined ? {} : { index }
  if (type === null) {
    return {
      field: id,
      hasType: false,
      notes: [],
      calls: [{ type: 'field.add', params: { id, model, name: free, ...at } }],
    }
  }
  const parsed = parseQuickType(type, quickNames(doc, model), name)
  if (!parsed.ok) return { error: parsed.message }
  if (parsed.value.kind === 'reverse') return reverseCalls(doc, target, name, parsed.value, spot)
  const { notes = [] } = parsed
  const { value, before } = withTarget(doc, parsed.value, spot)
  const made = (...calls: CommandCall[]): NewField => ({
    field: id,
    hasType: true,
    notes,
    calls: [...before, ...calls],
  })
  if (value.kind === 'custom') {
    const { className, args = '', column = true } = value
    return made({ type: 'field.addCustom', params: { id, model, name: free, className, args, column, ...at } })
  }
  if (value.kind === 'relation') {
    const { to, relation: kind, relatedName, onDelete, through } = value
    const deletes = onDelete === null ? {} : { onDelete }
    const options = defined(value.options)
    return made({
      type: 'relation.add',
      params: { id, from: model, to, kind, name: free, ...at, options, ...deletes, relatedName, through },
    })
  }
  // The class first, so that what it cannot do without (a length) is there; then what was said.
  return made(
    { type: 'field.add', params: { id, model, name: free, type: value.type, ...at } },
    ...optionCalls(model, id, value.options),
    ...choicesCalls(model, id, value),
  )
}

/** `comments has many Comment`: the key is made there, and leads back by the name that was typed. */
function reverseCalls(
  doc: ErDocument,
  self: Model,
  name: string,
  { relation, from, onDelete, keyName, options }: Extract<QuickType, { kind: 'reverse' }>,
  spot: () => Spot,
): NewField | { readonly error: string } {
  const problem = fieldNameProblem(self, null, name)
  if (problem !== null) return { error: problem }
  const there = typeof from === 'string' ? doc.models[from] : undefined
  if (there?.external === true) return { error: t.canvas.cell.external(there.name) }
  // The fields of Django's own are its own.
  if (typeof from !== 'string' && from.isDjangos === true) return { error: t.canvas.cell.external(from.make) }
  const { id: owner, calls: made } = typeof from === 'string' ? { id: from, calls: [] } : newTarget(doc, from, spot())
  const wanted = keyName ?? (owner === self.id ? 'parent' : snakeCase(self.name))
  const key = there === undefined ? wanted : freeFieldName(doc, there, wanted)
  // Django's own name for the way back needs no saying.
  const lower = (there?.name ?? '').toLowerCase()
  const relatedName = name === (relation === 'foreignKey' ? `${lower}_set` : lower) ? null : name
  const deletes = onDelete === null ? {} : { onDelete }
  const params = {
    from: owner,
    to: self.id,
    kind: relation,
    name: key,
    relatedName,
    options: defined(options),
    ...deletes,
  }
  const place = `${there?.name ?? (typeof from === 'string' ? from : from.make)}.${key}`
  return {
    field: null,
    hasType: true,
    notes: [t.canvas.cell.wayBack(name, place)],
    calls: [...made, { type: 'relation.add', params }],
  }
}

/** Adds a field from what was typed. Gives its id, or what is wrong. */
export function addFieldFrom(
  editor: EditorStore,
  model: ModelId,
  text: string,
  index: number,
): Pick<NewField, 'field' | 'hasType'> | { readonly error: string } {
  const made = fieldCalls(editor.getState().doc, model, text, { index, spot: () => besideModel(editor, model) })
  if ('error' in made) return made
  const [first] = made.calls
  if (made.calls.length === 1 && first !== undefined) editor.dispatch(first.type, first.params as never)
  else dispatchSeen(editor, t.canvas.steps.addField, made.calls)
  tell(made.notes)
  return made
}

function retype(editor: EditorStore, model: ModelId, field: FieldId, value: SettledType): CommandCall[] {
  const present = fieldOf(editor, model, field)
  if (present === undefined) return []
  if (value.kind === 'custom') {
    return [{ type: 'field.setClass', params: { model, id: field, ...retypedCustom(present, value) } }]
  }
  if (value.kind === 'scalar') {
    const same = present.kind === 'scalar' && present.type === value.type
    const change: CommandCall[] = same
      ? []
      : [{ type: 'field.setType', params: { model, id: field, type: value.type } }]
    return [...change, ...optionCalls(model, field, value.options), ...choicesCalls(model, field, value)]
  }
  const isMany = value.relation === 'manyToMany'
  const was = isRelation(present) ? present.onDelete : null
  const onDelete = isMany ? null : (value.onDelete ?? was ?? 'CASCADE')
  return [
    {
      type: 'relation.set',
      params: {
        model,
        id: field,
        kind: value.relation,
        to: value.to,
        onDelete,
        ...(value.relatedName === null ? {} : { relatedName: value.relatedName }),
        ...(value.through === null ? {} : { through: value.through }),
      },
    },
    ...optionCalls(model, field, value.options),
  ]
}

/** Of a generic field only what was typed changes: its other arguments are not in the cell. */
function retypedCustom(
  present: Field,
  { className, args = '', column = true }: Extract<QuickType, { kind: 'custom' }>,
): { readonly className: string; readonly args: string; readonly column: boolean } {
  if (present.kind !== 'custom') return { className, args, column }
  const kept = { className: present.className, column: present.column }
  if (isGenericRelationField(present) && isGenericRelationClass(className)) {
    const { to } = genericRelationArgs(args)
    if (to === genericRelationArgs(present.args).to) return { ...kept, args: present.args }
    return { ...kept, args: withGenericArgument(className, present.args, 'to', to) }
  }
  if (isGenericKeyField(present) && isGenericKeyClass(className)) {
    const [before, after] = [genericKeyArgs(present.args), genericKeyArgs(args)]
    const typed =
      before.contentType === after.contentType
        ? present.args
        : withGenericArgument(className, present.args, 'ct_field', after.contentType)
    return {
      ...kept,
      args:
        before.objectId === after.objectId ? typed : withGenericArgument(className, typed, 'fk_field', after.objectId),
    }
  }
  return { className, args, column }
}

function optionCalls(model: ModelId, id: FieldId, options: Options): CommandCall[] {
  return Object.entries(options).map(([keyword, value]) => ({
    type: 'field.setOption' as const,
    params: { model, id, keyword, ...(value === undefined ? {} : { value }) },
  }))
}

function choicesCalls(
  model: ModelId,
  id: FieldId,
  { choices }: Extract<QuickType, { kind: 'scalar' }>,
): readonly CommandCall[] {
  return choices === undefined ? [] : [{ type: 'field.setChoices', params: { model, id, choices } }]
}

function defined(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function fieldOf(editor: EditorStore, model: ModelId, field: FieldId) {
  return editor.getState().doc.models[model]?.fields.find((f) => f.id === field)
}
