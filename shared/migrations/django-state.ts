/**
 * A design as Django's migrations see it: each model's fields, options and bases as the text that stands for
 * them in a migration. Abstract bases are dissolved, choices written out, targets named by label.
 * Source: django/db/migrations/state.py `ModelState.from_model`, autodetector.py.
 */
import type { FieldId } from '../document/ids.ts'
import { isExpr, isRelation, rootOf } from '../document/records.ts'
import type { ErDocument, Field, Model, RelationField, Value } from '../document/records.ts'
import { printString } from '../python/print.ts'
import { normalised } from '../exporters/django/black.ts'
import { fieldCall } from '../exporters/django/write-field.ts'
import { constraintText, indexText, metaValue } from '../exporters/django/write-meta.ts'
import { Writer } from '../exporters/django/writer.ts'
import type { Place } from '../exporters/django/writer.ts'
import { isOrderMigrated } from '../relations/links/generic-relations.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../relations/types.ts'
import type { CompiledDesign } from '../schema/compile-design.ts'

export interface FieldState {
  /** The record's id, or the name of a field that Django adds. */
  readonly key: string
  readonly name: string
  /** `models.CharField(max_length=50)`, on one line. */
  readonly call: string
  readonly isMany: boolean
  /** What it cannot be altered across: target and join model of a many-to-many. */
  readonly joins: string
  /** Models that have to exist before it. */
  readonly needs: readonly ModelKey[]
  readonly resolved: ResolvedField
}

export interface ModelState {
  readonly key: ModelKey
  readonly app: string
  readonly name: string
  readonly isProxy: boolean
  readonly fields: readonly FieldState[]
  /** Meta by keyword, as text; without those that have operations of their own. */
  readonly options: ReadonlyMap<string, string>
  readonly table: string
  readonly tableComment: string
  readonly together: string
  readonly withRespectTo: string
  /** '' for `models.Model` alone. */
  readonly bases: string
  readonly baseKeys: readonly ModelKey[]
  /** By id or, of an abstract base, by name. */
  readonly indexes: readonly NamedText[]
  readonly constraints: readonly NamedText[]
}

export interface NamedText {
  readonly key: string
  readonly name: string
  readonly text: string
}

export type ProjectState = ReadonlyMap<ModelKey, ModelState>

/** Models that migrations are about: not external ones, not abstract ones, no automatic join tables. */
export function stateOf({ doc, resolution }: CompiledDesign): ProjectState {
  const writer = new MigrationWriter(doc, resolution)
  const state = new Map<ModelKey, ModelState>()
  for (const key of resolution.order) {
    const model = resolution.models.get(key)
    const record = model?.id == null ? undefined : doc.models[model.id]
    if (model === undefined || record === undefined || model.external || model.autoCreatedFor !== null) continue
    state.set(key, modelState(writer, model, record))
  }
  return state
}

/** Writes what stands in a migration, where no class of the project can be named. */
class MigrationWriter extends Writer {
  readonly resolution: Resolution

  constructor(doc: ErDocument, resolution: Resolution) {
    super(doc, { dbOnDelete: false })
    this.resolution = resolution
  }

  override target({ to, toSource }: RelationField): string {
    const user = rootOf(this.doc).settings.AUTH_USER_MODEL
    if (toSource !== null && /AUTH_USER_MODEL$|^get_user_model\(\)$/.test(toSource)) return 'settings.AUTH_USER_MODEL'
    if (to === null) return toSource === null ? 'None' : normalised(toSource)
    const label = this.label(to)
    return label.toLowerCase() === user.toLowerCase() ? 'settings.AUTH_USER_MODEL' : printString(label.toLowerCase())
  }

  override modelName(id: Parameters<Writer['modelName']>[0]): string {
    // A join model keeps its capitals: so Django compares it.
    return printString(this.label(id))
  }

  override value(value: Value): string {
    return isExpr(value) && value.value !== undefined ? super.value(value.value) : super.value(value)
  }

  label(id: ModelKey): string {
    return this.resolution.models.get(id)?.label ?? id.slice('model:'.length)
  }
}

function modelState(w: MigrationWriter, model: ResolvedModel, record: Model): ModelState {
  const { meta } = model
  const options = new Map<string, string>()
  if (model.kind === 'proxy') options.set('proxy', 'True')
  for (const [keyword, value] of Object.entries(meta)) {
    if (value === undefined || OWN_OPERATION.has(keyword)) continue
    options.set(keyword, metaValue(w, keyword, value))
  }
  for (const [keyword, value] of Object.entries(meta.other ?? {})) options.set(keyword, w.value(value))
  const fields = [...model.localFields, ...model.localManyToMany].filter((f) => f.className !== 'OrderWrt')
  const texts = <T extends { readonly id: string | null; readonly name: string }>(
    list: readonly T[],
    text: (one: T) => string,
  ): readonly NamedText[] => list.map((one) => ({ key: one.id ?? one.name, name: one.name, text: text(one) }))
  return {
    key: model.key,
    app: model.app,
    name: model.name,
    isProxy: model.kind === 'proxy',
    fields: model.kind === 'proxy' ? [] : fields.map((field) => fieldState(w, model, record, field)),
    options,
    table: meta.db_table === undefined ? '' : printString(meta.db_table),
    tableComment: meta.db_table_comment === undefined ? '' : printString(meta.db_table_comment),
    together: togetherText(model.uniqueTogether),
    withRespectTo: isOrderMigrated(model) ? printString(model.orderWithRespectTo ?? '') : '',
    ...basesOf(w, model, record),
    indexes: texts(
      model.indexes,
      ({ name, fields: names, expressions, condition, include, type, options: rest, id }) => {
        const given = (id === null ? undefined : recordsOf(w.doc).indexes.get(id)) ?? null
        return indexText(w, {
          ...(given ?? { id: 'index:' as never, fields: [] }),
          type,
          name,
          fields: names.map((by) => ({ by: by.replace(/^-/, ''), descending: by.startsWith('-') })),
          expressions,
          condition,
          include,
          options: rest,
        })
      },
    ),
    constraints: texts(model.constraints, (one) => {
      const given = one.id === null ? undefined : recordsOf(w.doc).constraints.get(one.id)
      if (given === undefined) return `models.UniqueConstraint(name=${printString(one.name)})`
      return constraintText(w, given.kind === 'custom' ? given : { ...given, name: one.name, options: one.options })
    }),
  }
}

const OWN_OPERATION: ReadonlySet<string> = new Set([
  'other',
  'app_label',
  'db_table',
  'db_table_comment',
  'unique_together',
  'index_together',
  'order_with_respect_to',
])

function togetherText(sets: readonly (readonly string[])[]): string {
  const tuple = (set: readonly string[]): string => `(${set.map((name) => `${printString(name)},`).join(' ')})`
  return sets.length === 0 ? '' : `{${sets.map(tuple).join(', ')}}`
}

function recordsOf(doc: ErDocument) {
  const known = records.get(doc)
  if (known !== undefined) return known
  const models = Object.values(doc.models)
  const fresh = {
    indexes: new Map(models.flatMap((m) => m.indexes.map((i) => [i.id, i] as const))),
    constraints: new Map(models.flatMap((m) => m.constraints.map((c) => [c.id, c] as const))),
    fields: new Map(models.flatMap((m) => m.fields.map((f) => [f.id, f] as const))),
  }
  records.set(doc, fresh)
  return fresh
}

const records = new WeakMap<
  ErDocument,
  {
    readonly indexes: ReadonlyMap<string, Model['indexes'][number]>
    readonly constraints: ReadonlyMap<string, Model['constraints'][number]>
    readonly fields: ReadonlyMap<FieldId, Field>
  }
>()

function fieldState(w: MigrationWriter, model: ResolvedModel, record: Model, field: ResolvedField): FieldState {
  const given = field.id === null ? undefined : recordsOf(w.doc).fields.get(field.id)
  const place: Place = { model: record, defined: new Set(), hidden: new Set(), canName: () => false }
  const { relation } = field
  const isMany = field.kind === 'manyToMany'
  const through = relation === null || relation.throughAuto ? null : relation.through
  return {
    key: field.id ?? field.name,
    name: field.name,
    call: given === undefined ? madeCall(w, field) : fieldCall(w, written(given, field), place),
    isMany,
    joins: isMany ? `${relation?.to ?? ''} ${through ?? ''}` : '',
    needs: [relation?.to ?? null, through].filter((key) => key !== null && key !== model.key) as readonly ModelKey[],
    resolved: field,
  }
}

/** Choices written out, members of choices classes as their values. */
function written(field: Field, { choices, default: fallback }: ResolvedField): Field {
  if (isRelation(field) || field.kind === 'custom') return field
  const given = field.options['default']
  const value = fallback.kind === 'value' && given !== undefined && isExpr(given) ? fallback.value : given
  const options = value === undefined ? field.options : { ...field.options, default: value }
  if (field.choices === null || choices === null) return { ...field, options }
  const pairs = choices.map(({ value: one, label, group }) => ({
    value: one,
    label,
    ...(group === null ? {} : { group }),
  }))
  return { ...field, options, choices: { kind: 'pairs', pairs } }
}

/** Keys and links to parents that Django makes itself. */
function madeCall(w: MigrationWriter, { relation, className, primaryKey }: ResolvedField): string {
  const key = primaryKey ? 'primary_key=True, ' : ''
  if (relation === null) return `models.${className}(auto_created=True, ${key}serialize=False, verbose_name="ID")`
  const to = relation.to === null ? 'None' : printString(w.label(relation.to).toLowerCase())
  return `models.OneToOneField(${to}, auto_created=True, on_delete=models.CASCADE, parent_link=True, ${key}serialize=False)`
}

/** Abstract bases are dissolved into what they are built on. */
function basesOf(w: MigrationWriter, model: ResolvedModel, record: Model) {
  const keys: ModelKey[] = []
  const texts: string[] = []
  const visit = (one: Model): void => {
    for (const base of one.bases) {
      if (!('model' in base)) {
        if (!/^\w+=/.test(base.expr)) texts.push(base.expr)
        continue
      }
      const next = w.doc.models[base.model]
      if (next?.kind === 'abstract') visit(next)
      else {
        keys.push(base.model)
        texts.push(printString(w.label(base.model).toLowerCase()))
      }
    }
  }
  visit(record)
  const distinct = [...new Set(texts)]
  if (keys.length === 0 && distinct.length > 0 && !distinct.includes('models.Model')) distinct.push('models.Model')
  const isPlain = distinct.length === 0 || (distinct.length === 1 && distinct[0] === 'models.Model')
  const bases = distinct.length === 1 ? `(${distinct[0]},)` : `(${distinct.join(', ')})`
  return {
    bases: isPlain ? '' : bases,
    baseKeys: model.kind === 'proxy' && model.proxyFor !== null ? [model.proxyFor] : keys,
  }
}
