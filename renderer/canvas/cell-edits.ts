/** What a cell's text does to the document. Each is one undo step; a text that says nothing new is none. */
import { newId } from '../../shared/document/ids.ts'
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import { freeFieldName, nameProblem } from '../../shared/document/names.ts'
import { isRelation, rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Options } from '../../shared/document/records.ts'
import type { CommandCall } from '../../shared/commands/registry.ts'
import type { EditorStore } from '../state/editor-store.ts'
import { fieldNameProblem, modelNameProblem } from '../state/name-problems.ts'
import { newModelKey } from './edits.ts'
import { parseQuickType, splitNameAndType } from './quick-type.ts'
import type { QuickModel, QuickType } from './quick-type.ts'

/** The message when the text was not understood; null: done. */
export type CellError = string | null

export function quickModels(doc: ErDocument): QuickModel[] {
  return rootOf(doc).modelOrder.flatMap((id) => {
    const model = doc.models[id]
    return model === undefined ? [] : [{ id, name: model.name }]
  })
}

export function renameTo(editor: EditorStore, model: ModelId, name: string): CellError {
  const clean = name.trim()
  if (clean === '') return 'A model needs a name.'
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
  }
  return null
}

/** A name cell: a new name, or name and type at once. */
export function renameFieldTo(editor: EditorStore, model: ModelId, field: FieldId, text: string): CellError {
  const { name, type } = splitNameAndType(text)
  if (name === '') return 'A field needs a name.'
  const present = fieldOf(editor, model, field)
  const owner = editor.getState().doc.models[model]
  if (present === undefined || owner === undefined) return null
  const problem = present.name === name ? null : fieldNameProblem(owner, field, name)
  if (problem !== null) return problem
  const rename: CommandCall[] =
    present.name === name ? [] : [{ type: 'field.rename', params: { model, id: field, name } }]
  if (type === null) {
    if (rename.length > 0) editor.dispatchAll('Rename field', rename)
    return null
  }
  const parsed = parseQuickType(type, quickModels(editor.getState().doc), model)
  if (!parsed.ok) return parsed.message
  editor.dispatchAll('Change field', [...rename, ...retype(editor, model, field, parsed.value)])
  return null
}

export function retypeField(editor: EditorStore, model: ModelId, field: FieldId, text: string): CellError {
  const parsed = parseQuickType(text, quickModels(editor.getState().doc), model)
  if (!parsed.ok) return parsed.message
  editor.dispatchAll('Change field type', retype(editor, model, field, parsed.value))
  return null
}

/** A field that is not there yet: `title`, `title char 200`, `author fk User`. Gives its id, or what is wrong. */
export function addFieldFrom(
  editor: EditorStore,
  model: ModelId,
  text: string,
  index: number,
): { readonly field: FieldId; readonly hasType: boolean } | { readonly error: string } {
  const { doc } = editor.getState()
  const target = doc.models[model]
  const { name, type } = splitNameAndType(text)
  if (target === undefined || name === '') return { error: 'A field needs a name.' }
  const problem = nameProblem(name)
  if (problem !== null) return { error: problem }
  const id = newId('field') as FieldId
  const free = freeFieldName(doc, target, name)
  if (type === null) {
    editor.dispatch('field.add', { id, model, name: free, index })
    return { field: id, hasType: false }
  }
  const parsed = parseQuickType(type, quickModels(doc), model)
  if (!parsed.ok) return { error: parsed.message }
  const value = parsed.value
  if (value.kind === 'custom')
    editor.dispatch('field.addCustom', { id, model, name: free, className: value.className, index })
  else if (value.kind === 'relation') {
    editor.dispatch('relation.add', {
      id,
      from: model,
      to: value.to,
      kind: value.relation,
      name: free,
      index,
      options: defined(value.options),
      ...(value.onDelete === null ? {} : { onDelete: value.onDelete }),
      relatedName: value.relatedName,
    })
  } else {
    // The class first, so that what it cannot do without (a length) is there; then what was said.
    editor.dispatchAll('Add field', [
      { type: 'field.add', params: { id, model, name: free, type: value.type, index } },
      ...optionCalls(model, id, value.options),
    ])
  }
  return { field: id, hasType: true }
}

function retype(editor: EditorStore, model: ModelId, field: FieldId, value: QuickType): CommandCall[] {
  const present = fieldOf(editor, model, field)
  if (present === undefined) return []
  if (value.kind === 'custom') {
    return [{ type: 'field.setClass', params: { model, id: field, className: value.className, args: '' } }]
  }
  if (value.kind === 'scalar') {
    const same = present.kind === 'scalar' && present.type === value.type
    const change: CommandCall[] = same
      ? []
      : [{ type: 'field.setType', params: { model, id: field, type: value.type } }]
    return [...change, ...optionCalls(model, field, value.options)]
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
      },
    },
    ...optionCalls(model, field, value.options),
  ]
}

function optionCalls(model: ModelId, id: FieldId, options: Options): CommandCall[] {
  return Object.entries(options).map(([keyword, value]) => ({
    type: 'field.setOption' as const,
    params: { model, id, keyword, ...(value === undefined ? {} : { value }) },
  }))
}

function defined(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function fieldOf(editor: EditorStore, model: ModelId, field: FieldId) {
  return editor.getState().doc.models[model]?.fields.find((f) => f.id === field)
}
