/** Small steps that most commands are made of. All pure: they read a document and return patches. */
import { z } from 'zod'
import type { FieldId, ModelId } from '../document/ids.ts'
import { rootOf } from '../document/records.ts'
import type { ErDocument, Field, Model, RecordOf, Root, TableName } from '../document/records.ts'
import { change } from '../history/patch.ts'
import { isSame } from '../util/same.ts'
import type { Patch, RecordChange } from '../history/patch.ts'
import { CommandError, required } from './define-command.ts'

/** Names the gesture (a drag, a burst of typing) that a command is part of; its commands are one undo step. */
export const gesture = z.string().exactOptional()

/** The merge key of a gesture; null: the command is a step of its own. */
export function gestureKey(type: string, key: string | undefined): string | null {
  return key === undefined ? null : `${type} ${key}`
}

/** @throws CommandError where the document has none of that id */
export function modelOf(doc: ErDocument, id: ModelId): Model {
  return required(doc.models[id], 'The model')
}

/** @throws CommandError where the model has none of that id */
export function fieldOf(model: Model, id: FieldId): Field {
  return required(
    model.fields.find((f) => f.id === id),
    `The field of ${model.name}`,
  )
}

/** A patch that replaces one record; [] when nothing differs. */
export function replaced<T extends TableName>(
  table: T,
  before: RecordOf<T> | undefined,
  after: RecordOf<T> | undefined,
): Patch {
  return isSame(before, after) ? [] : [change(table, before, after)]
}

export function editModel(doc: ErDocument, id: ModelId, edit: (model: Model) => Model): Patch {
  const before = modelOf(doc, id)
  return replaced('models', before, edit(before))
}

export function editRoot(doc: ErDocument, edit: (root: Root) => Root): Patch {
  const before = rootOf(doc)
  return replaced('root', before, edit(before))
}

export function editField(doc: ErDocument, model: ModelId, id: FieldId, edit: (field: Field) => Field): Patch {
  return editModel(doc, model, (m) => withField(m, edit(fieldOf(m, id))))
}

export function withField(model: Model, field: Field): Model {
  return { ...model, fields: model.fields.map((f) => (f.id === field.id ? field : f)) }
}

/** The list with an item at `index`; out of range or undefined: at the end. */
export function inserted<T>(list: readonly T[], item: T, index: number | undefined): readonly T[] {
  const at = index === undefined ? list.length : Math.max(0, Math.min(index, list.length))
  return [...list.slice(0, at), item, ...list.slice(at)]
}

/** The list with the item of that id replaced; a CommandError when there is none. */
export function withItem<T extends { readonly id: string }>(list: readonly T[], item: T, what: string): readonly T[] {
  required(
    list.find((one) => one.id === item.id),
    what,
  )
  return list.map((one) => (one.id === item.id ? item : one))
}

/** `changes` over `record`; a key whose value is undefined is removed. */
export function merged<T extends object>(record: T, changes: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const entries = Object.entries({ ...record, ...changes }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as T
}

/** A name without spaces at its ends; a CommandError when nothing is left. */
export function named(name: string): string {
  const clean = name.trim()
  if (clean === '') throw new CommandError('A name is needed.')
  return clean
}

/** Collects the changes of a command that touches many records; each record changes once in its patch. */
export interface Draft {
  get<T extends TableName>(table: T, id: string): RecordOf<T> | undefined
  put<T extends TableName>(table: T, record: RecordOf<T>): void
  remove(table: TableName, id: string): void
  patch(): Patch
}

export function draftOf(doc: ErDocument): Draft {
  const changes = new Map<string, { table: TableName; id: string; after: unknown }>()
  const stored = (table: TableName, id: string): unknown => (Object.hasOwn(doc[table], id) ? doc[table][id] : undefined)
  const set = (table: TableName, id: string, after: unknown): void => {
    changes.set(`${table} ${id}`, { table, id, after })
  }
  return {
    get: <T extends TableName>(table: T, id: string) => {
      const changed = changes.get(`${table} ${id}`)
      return (changed === undefined ? stored(table, id) : changed.after) as RecordOf<T> | undefined
    },
    put: (table, record) => set(table, (record as { id: string }).id, record),
    remove: (table, id) => set(table, id, undefined),
    patch: () =>
      [...changes.values()]
        .map(({ table, id, after }) => ({ table, id, before: stored(table, id), after }) as RecordChange)
        .filter((c) => !isSame(c.before, c.after)),
  }
}
