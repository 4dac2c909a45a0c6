/** Writes an example down in few words: every step is a command, as if drawn by hand, with speaking ids. */
import { applyCommand } from '../shared/commands/registry.ts'
import type { CommandType, ParamsOf } from '../shared/commands/registry.ts'
import { createDocument } from '../shared/document/create.ts'
import type { AppId, FieldId, ModelId, QueryId, ViewId } from '../shared/document/ids.ts'
import type { ErDocument, OnDelete, Options, RelationKind, SampleRow, ScalarType } from '../shared/document/records.ts'
import { applyPatch } from '../shared/history/patch.ts'

export interface ScalarSpec {
  readonly type: ScalarType
  readonly options?: Options
}
export interface RelationSpec {
  readonly relation: RelationKind
  readonly to: string
  readonly onDelete?: OnDelete
  readonly relatedName?: string
}
export type FieldSpec = ScalarSpec | RelationSpec

export interface ModelSpec {
  /** Top left corner in the main view, px. */
  readonly at: readonly [number, number]
  readonly fields: { readonly [name: string]: FieldSpec }
  /** The attribute that `__str__` returns: `title`, `user.username`. */
  readonly str?: string
  /** An app of Django's that the model is part of; it is drawn, not generated. */
  readonly external?: string
}

type Cell = SampleRow['values'][string]
/** Rows by pk; values by field name. */
export type Rows = { readonly [pk: number]: { readonly [name: string]: Cell } }

export interface ExampleSpec {
  readonly name: string
  readonly models: { readonly [name: string]: ModelSpec }
  readonly rows: { readonly [model: string]: Rows }
  readonly queries: readonly { readonly name: string; readonly text: string }[]
}

export const char = (length: number, options: Options = {}): ScalarSpec => ({
  type: 'CharField',
  options: { max_length: length, ...options },
})
export const text = (options: Options = {}): ScalarSpec => ({ type: 'TextField', options })
export const foreignKey = (to: string, relatedName?: string): RelationSpec => relation('foreignKey', to, relatedName)
export const oneToOne = (to: string, relatedName?: string): RelationSpec => relation('oneToOne', to, relatedName)
export const manyToMany = (to: string, relatedName?: string): RelationSpec => relation('manyToMany', to, relatedName)

function relation(kind: RelationKind, to: string, relatedName?: string): RelationSpec {
  return {
    relation: kind,
    to,
    ...(kind === 'manyToMany' ? {} : { onDelete: 'CASCADE' }),
    ...(relatedName === undefined ? {} : { relatedName }),
  }
}

const VIEW: ViewId = 'view:main'

/** The finished document. */
export function buildExample(spec: ExampleSpec): ErDocument {
  let doc = emptyExample(spec.name)
  const run = <T extends CommandType>(type: T, params: ParamsOf<T>): void => {
    doc = applyPatch(doc, applyCommand(doc, type, params))
  }
  for (const [name, model] of Object.entries(spec.models)) {
    const app = `app:${model.external ?? spec.name}` as AppId
    if (doc.apps[app] === undefined) run('app.add', { id: app, label: model.external ?? spec.name })
    const [x, y] = model.at
    run('model.add', { id: modelId(name), name, app, external: model.external !== undefined, at: { view: VIEW, x, y } })
    if (model.str === undefined) continue
    const source = `def __str__(self):\n    return self.${model.str}`
    run('model.setMembers', { id: modelId(name), members: [{ name: '__str__', source }] })
  }
  for (const [name, model] of Object.entries(spec.models)) {
    for (const [field, one] of Object.entries(model.fields)) addField(run, name, field, one)
  }
  for (const [name, rows] of Object.entries(spec.rows)) {
    run('rows.set', {
      model: modelId(name),
      rows: Object.entries(rows).map(([pk, row]) => sampleRow(spec, name, Number(pk), row)),
    })
  }
  spec.queries.forEach((query, n) => run('query.save', { id: `query:${n + 1}` as QueryId, language: 'orm', ...query }))
  return doc
}

type Run = <T extends CommandType>(type: T, params: ParamsOf<T>) => void

function addField(run: Run, model: string, name: string, spec: FieldSpec): void {
  const id = fieldId(model, name)
  if ('relation' in spec) {
    const { relation: kind, to, ...rest } = spec
    run('relation.add', { id, from: modelId(model), to: modelId(to), kind, name, ...rest })
  } else {
    run('field.add', { id, model: modelId(model), name, type: spec.type, options: spec.options ?? {} })
  }
}

function sampleRow(spec: ExampleSpec, model: string, pk: number, row: Rows[number]): SampleRow {
  const own = spec.models[model]?.fields ?? {}
  // Columns of Django's own models have no record here: they go by their name.
  const entries = Object.entries(row).map(([name, value]) => [
    Object.hasOwn(own, name) ? fieldId(model, name) : `name:${name}`,
    value,
  ])
  return { pk, values: Object.fromEntries(entries) as SampleRow['values'] }
}

function modelId(name: string): ModelId {
  return `model:${name.toLowerCase()}` as ModelId
}

function fieldId(model: string, name: string): FieldId {
  return `field:${model.toLowerCase()}-${name}` as FieldId
}

function emptyExample(name: string): ErDocument {
  const app = `app:${name}` as AppId
  const empty = createDocument({ name })
  const root = Object.values(empty.root)[0]
  if (root === undefined) throw new Error('A new document has a root')
  return {
    ...empty,
    root: { root: { ...root, viewOrder: [VIEW], defaultApp: app } },
    apps: { [app]: { id: app, label: name } },
    views: { [VIEW]: { id: VIEW, name: 'Main', everything: true } },
  }
}
