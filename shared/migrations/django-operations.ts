/**
 * What Django's autodetector would write between two states, one migration an app. Renames come first: all else is
 * compared under the new names. Source: django/db/migrations/autodetector.py.
 */
import { printString } from '../python/print.ts'
import type { ModelKey } from '../relations/types.ts'
import type { FieldState, ModelState, NamedText, ProjectState } from './django-state.ts'
import { onceFor } from './django-defaults.ts'

/** A call of `migrations.…`: its keyword arguments, each on a line. */
export interface Operation {
  readonly app: string
  readonly name: string
  readonly args: readonly (readonly [keyword: string, source: string])[]
  /** Said above it. */
  readonly comment?: string
  /** Models that have to exist before. */
  readonly needs: readonly ModelKey[]
}

export interface Renames {
  readonly models: readonly {
    readonly app: string
    readonly from: string
    readonly to: string
    readonly hasHeirs: boolean
  }[]
  readonly fields: readonly {
    readonly app: string
    readonly model: string
    readonly from: string
    readonly to: string
  }[]
}

/** @param before under the names of `after` */
export function operationsBetween(before: ProjectState, after: ProjectState, renames: Renames): readonly Operation[] {
  const both = [...after.values()].flatMap((now) => {
    const old = before.get(now.key)
    return old === undefined || !isSameModel(old, now) ? [] : [{ old, now }]
  })
  const kept = new Set(both.map(({ now }) => now.key))
  const created = inCreationOrder([...after.values()].filter(({ key }) => !kept.has(key)))
  const deleted = [...before.values()].filter(({ key }) => !kept.has(key))
  const { creates, later } = creations(created)
  return [
    ...renames.models.map(({ app, from, to, hasHeirs }) => ({
      ...operation(app, 'RenameModel', { old_name: from, new_name: to }),
      ...(hasHeirs
        ? { comment: `Django cannot rename a model that others inherit from: it needs their bases changed too.` }
        : {}),
    })),
    ...both.flatMap(({ old, now }) => [
      ...gone(old.constraints, now.constraints).map((one) =>
        onModel(now, 'RemoveConstraint', { name: printString(one.name) }),
      ),
      ...gone(old.indexes, now.indexes)
        .filter((one) => renamedTo(one, now) === null)
        .map((one) => onModel(now, 'RemoveIndex', { name: printString(one.name) })),
      ...(old.together !== '' && old.together !== now.together ? [alterTogether(now, 'set()')] : []),
    ]),
    ...renames.fields.map(({ app, model, from, to }) =>
      operation(app, 'RenameField', { model_name: model.toLowerCase(), old_name: from, new_name: to }),
    ),
    ...both.flatMap(({ old, now }) => renamedIndexes(old, now)),
    ...creates,
    ...both.flatMap(({ old, now }) => fieldOperations(old, now)),
    ...later,
    ...both.flatMap(({ old, now }) => modelOperations(old, now)),
    ...deleted.toReversed().map((old) => operation(old.app, 'DeleteModel', { name: old.name })),
  ]
}

/** A model that became a proxy, or another app's, is another table. */
function isSameModel(old: ModelState, now: ModelState): boolean {
  return old.app === now.app && old.isProxy === now.isProxy && (now.isProxy ? old.bases === now.bases : true)
}

function operation(
  app: string,
  name: string,
  args: { readonly [keyword: string]: string },
  needs: readonly ModelKey[] = [],
): Operation {
  return {
    app,
    name,
    args: Object.entries(args).map(([k, v]) => [k, /^(?:old_|new_|model_)?name$/.test(k) ? printString(v) : v]),
    needs,
  }
}

const onModel = (model: ModelState, name: string, args: { readonly [keyword: string]: string }): Operation => ({
  app: model.app,
  name,
  args: [['model_name', printString(model.name.toLowerCase())], ...Object.entries(args)],
  needs: [],
})

const setOnModel = (model: ModelState, name: string, keyword: string, source: string): Operation => ({
  app: model.app,
  name,
  args: [
    ['name', printString(model.name.toLowerCase())],
    [keyword, source],
  ],
  needs: [],
})

const alterTogether = (model: ModelState, source: string): Operation =>
  setOnModel(model, 'AlterUniqueTogether', 'unique_together', source)

/** Another text under the same name is another one too. */
function gone(old: readonly NamedText[], now: readonly NamedText[]): readonly NamedText[] {
  const there = new Map(now.map((one) => [one.name, one.text]))
  return old.filter((one) => there.get(one.name) !== one.text)
}

const bare = ({ name, text }: NamedText): string => text.replace(printString(name), '')

/** The same index under another name, which Django gave it because its table or field has another one. */
function renamedTo(old: NamedText, now: ModelState): NamedText | null {
  const next = now.indexes.find((one) => one.key === old.key && one.name !== old.name && bare(one) === bare(old))
  return next ?? null
}

function renamedIndexes(old: ModelState, now: ModelState): readonly Operation[] {
  return old.indexes.flatMap((index) => {
    const next = renamedTo(index, now)
    return next === null
      ? []
      : [onModel(now, 'RenameIndex', { new_name: printString(next.name), old_name: printString(index.name) })]
  })
}

/** Through a model that points back at this one: it can only be added when both are there. */
function isThrough({ isMany, resolved }: FieldState): boolean {
  return isMany && resolved.relation?.throughAuto === false
}

/** Bases first, then targets; what is left of a circle in the given order. */
function inCreationOrder(models: readonly ModelState[]): readonly ModelState[] {
  const byKey = new Map(models.map((model) => [model.key, model]))
  const done = new Set<ModelKey>()
  const order: ModelState[] = []
  const visit = (model: ModelState): void => {
    if (done.has(model.key)) return
    done.add(model.key)
    for (const key of [...model.baseKeys, ...model.fields.filter((f) => !isThrough(f)).flatMap((f) => f.needs)]) {
      const needed = byKey.get(key)
      if (needed !== undefined) visit(needed)
    }
    order.push(model)
  }
  for (const model of models) visit(model)
  return order
}

/** Fields that need a model which comes later, or another one of the same circle, are added afterwards. */
function creations(created: readonly ModelState[]): {
  readonly creates: readonly Operation[]
  readonly later: readonly Operation[]
} {
  const waits = new Set(created.map(({ key }) => key))
  const later: Operation[] = []
  const creates = created.map((model) => {
    waits.delete(model.key)
    const early = model.fields.filter((field) => !field.needs.some((key) => waits.has(key)))
    const late = model.fields.filter((field) => !early.includes(field))
    later.push(...late.map((field) => addField(model, field, false)))
    // Constraints and indexes over a field that comes later come after it.
    const isWhole = late.length === 0
    if (!isWhole) later.push(...afterFields(model))
    return createModel(model, early, isWhole)
  })
  return { creates, later }
}

function afterFields(model: ModelState): readonly Operation[] {
  return [
    ...(model.together === '' ? [] : [alterTogether(model, model.together)]),
    ...model.indexes.map(({ text }) => onModel(model, 'AddIndex', { index: text })),
    ...model.constraints.map(({ text }) => onModel(model, 'AddConstraint', { constraint: text })),
    ...(model.withRespectTo === '' ? [] : [withRespectTo(model)]),
  ]
}

const withRespectTo = (model: ModelState): Operation =>
  setOnModel(
    model,
    'AlterOrderWithRespectTo',
    'order_with_respect_to',
    model.withRespectTo === '' ? 'None' : model.withRespectTo,
  )

function createModel(model: ModelState, fields: readonly FieldState[], isWhole: boolean): Operation {
  const options = new Map(model.options)
  if (model.table !== '') options.set('db_table', model.table)
  if (model.tableComment !== '') options.set('db_table_comment', model.tableComment)
  if (isWhole) {
    if (model.together !== '') options.set('unique_together', model.together)
    if (model.withRespectTo !== '') options.set('order_with_respect_to', model.withRespectTo)
    if (model.indexes.length > 0) options.set('indexes', `[${model.indexes.map(({ text }) => text).join(', ')}]`)
    if (model.constraints.length > 0)
      options.set('constraints', `[${model.constraints.map(({ text }) => text).join(', ')}]`)
  }
  const pairs = fields.map(({ name, call }) => `(${printString(name)}, ${call})`)
  return {
    app: model.app,
    name: 'CreateModel',
    args: [
      ['name', printString(model.name)],
      ['fields', `[${pairs.join(', ')}]`],
      ...(options.size === 0 ? [] : [['options', dictOf(options)] as const]),
      ...(model.bases === '' ? [] : [['bases', model.bases] as const]),
    ],
    needs: [...model.baseKeys, ...fields.flatMap((field) => field.needs)],
  }
}

function dictOf(entries: ReadonlyMap<string, string>): string {
  return `{${[...entries].map(([keyword, source]) => `${printString(keyword)}: ${source}`).join(', ')}}`
}

function fieldOperations(old: ModelState, now: ModelState): readonly Operation[] {
  const before = new Map(old.fields.map((field) => [field.key, field]))
  const byName = new Map(old.fields.map((field) => [field.name, field]))
  const stays = new Set<FieldState>()
  const altered: Operation[] = []
  const added: Operation[] = []
  for (const field of now.fields) {
    // One that takes the name of another that went is that one, changed.
    const same = before.get(field.key) ?? byName.get(field.name)
    if (same === undefined || same.isMany !== field.isMany || same.joins !== field.joins) {
      added.push(addField(now, field, true))
      continue
    }
    stays.add(same)
    if (same.call !== field.call) altered.push(alterField(now, same, field))
  }
  const removed = old.fields.filter((field) => !stays.has(field))
  return [
    ...removed.map((field) => onModel(now, 'RemoveField', { name: printString(field.name) })),
    ...added,
    ...altered,
  ]
}

function addField(model: ModelState, field: FieldState, hasRows: boolean): Operation {
  return withValue(model, 'AddField', field, hasRows && asksForValue(field))
}

function alterField(model: ModelState, old: FieldState, field: FieldState): Operation {
  return withValue(model, 'AlterField', field, old.resolved.null && !field.resolved.null && lacksDefault(field))
}

function withValue(model: ModelState, name: string, field: FieldState, asks: boolean): Operation {
  const once = asks ? onceFor(field.resolved) : null
  const call =
    once === null
      ? field.call
      : field.call.replace(/\)$/, `${field.call.endsWith('()') ? '' : ', '}default=${once.source})`)
  return {
    app: model.app,
    name,
    args: [
      ['model_name', printString(model.name.toLowerCase())],
      ['name', printString(field.name)],
      ['field', call],
      ...(once === null ? [] : [['preserve_default', 'False'] as const]),
    ],
    ...(once === null ? {} : { comment: once.comment }),
    needs: field.needs,
  }
}

function lacksDefault({ resolved, isMany }: FieldState): boolean {
  return !isMany && !resolved.null && resolved.default.kind === 'none' && resolved.dbDefault === undefined
}

/** As `generate_added_field` asks: not where an empty text will do, nor where the field fills itself. */
function asksForValue(field: FieldState): boolean {
  const { className, blank, options } = field.resolved
  const isText = /^(?:Char|Text|Email|URL|Slug|File|Image|FilePath|CommaSeparated)/.test(className)
  const fillsItself = options['auto_now'] === true || options['auto_now_add'] === true
  return lacksDefault(field) && className !== 'GeneratedField' && !(blank && isText) && !fillsItself
}

function modelOperations(old: ModelState, now: ModelState): readonly Operation[] {
  const isNew = (was: readonly NamedText[], is: readonly NamedText[]): readonly NamedText[] => gone(is, was)
  return [
    ...(old.table === now.table
      ? []
      : [setOnModel(now, 'AlterModelTable', 'table', now.table === '' ? 'None' : now.table)]),
    ...(old.tableComment === now.tableComment
      ? []
      : [
          setOnModel(
            now,
            'AlterModelTableComment',
            'table_comment',
            now.tableComment === '' ? 'None' : now.tableComment,
          ),
        ]),
    ...(dictOf(old.options) === dictOf(now.options)
      ? []
      : [setOnModel(now, 'AlterModelOptions', 'options', dictOf(now.options))]),
    ...(old.withRespectTo === now.withRespectTo ? [] : [withRespectTo(now)]),
    ...(old.together === now.together || now.together === '' ? [] : [alterTogether(now, now.together)]),
    ...isNew(old.indexes, now.indexes)
      .filter(({ name }) => !old.indexes.some((one) => renamedTo(one, now)?.name === name))
      .map(({ text }) => onModel(now, 'AddIndex', { index: text })),
    ...isNew(old.constraints, now.constraints).map(({ text }) => onModel(now, 'AddConstraint', { constraint: text })),
  ]
}
