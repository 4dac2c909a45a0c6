/**
 * A model class as Django's metaclass leaves it: which fields it has of its own and through which
 * bases, its Meta, its key. Nothing in here depends on what its relations point at.
 * Source: django/db/models/base.py `ModelBase.__new__`, options.py `Options` (5.2).
 */
import type { FieldId, ModelId } from '../document/ids.ts'
import type { Field, Member, Meta, Model, Ordering } from '../document/records.ts'
import { isExpr, knownValue } from '../document/records.ts'
import type { Cells, Query } from '../util/incremental.ts'
import { automaticKey, bindField, defaultNames, fieldNameOf, madeField, madeLink } from './bind-field.ts'
import type { OwnerClass } from './bind-field.ts'
import { namedParents } from './parents.ts'
import type { Gathered, ParentLinks } from './parents.ts'
import { lineageOf, rankOf } from './mro.ts'
import type { Lineage } from './mro.ts'
import { firstProblem } from './class-problems.ts'
import type { ImportProblem } from './import-errors.ts'
import { camelCaseToSpaces } from './names.ts'
import type { ResolvedField, ResolvedModel } from './types.ts'
import { textOf } from './values.ts'
import { APP, AUTO_FIELD, MANAGER, RECORD, SETTING } from './world.ts'

/** A field of a class with what is needed to add it to a child as well. */
export interface OwnField {
  readonly field: ResolvedField
  /** null: made by Django. */
  readonly record: Field | null
  readonly declaring: ModelId | null
  /** Django's creation counter, of the class and then within it: smaller comes first, automatic fields are negative. */
  readonly rank: number
  readonly at: number
}

export interface Shape {
  readonly key: ModelId
  readonly label: string
  readonly app: string
  readonly name: string
  readonly modelName: string
  readonly kind: Model['kind']
  readonly external: boolean
  readonly managed: boolean
  readonly swappedFor: string | null
  readonly table: string
  readonly pk: string
  readonly lineage: Lineage
  readonly fields: readonly ResolvedField[]
  readonly manyToMany: readonly ResolvedField[]
  readonly privateFields: readonly ResolvedField[]
  /** Where the fields of a class with bases come from. null: it is built on nothing, see `fieldsToInherit`. */
  readonly gathered: readonly OwnField[] | null
  readonly parents: ParentLinks
  readonly proxyFor: ModelId | null
  readonly concrete: ModelId
  readonly meta: Meta
  /** Where its Meta is written: itself or an abstract base. */
  readonly metaFrom: ModelId
  readonly ordering: ResolvedModel['ordering']
  readonly getLatestBy: readonly string[]
  readonly orderWithRespectTo: string | null
  readonly verboseName: string
  readonly verboseNamePlural: string
  readonly localManagers: readonly string[]
  readonly managers: readonly string[]
  /** Its own and, where there is none at all, the `objects` that Django adds. */
  readonly ownManagers: readonly string[]
  /** What stands in the class beside its fields. */
  readonly members: readonly Member[]
  readonly error: ImportProblem | null
}

export const SHAPE: Query<Shape | null> = {
  name: 'shape',
  onCycle: () => null,
  compute: makeShape,
}

/** What relations ask about a model: changes only when its name, table or key does. */
export interface TargetInfo {
  readonly key: ModelId
  readonly label: string
  readonly app: string
  readonly name: string
  readonly modelName: string
  readonly kind: Model['kind']
  readonly table: string
  readonly pk: string
  readonly concrete: ModelId
  readonly managed: boolean
  readonly swapped: boolean
}

export const TARGET: Query<TargetInfo | null> = {
  name: 'target',
  onCycle: () => null,
  equal: (a, b) => a !== null && b !== null && Object.entries(a).every(([k, v]) => b[k as keyof TargetInfo] === v),
  compute(cells, id) {
    const shape = cells.get(SHAPE, id)
    if (shape === null) return null
    const { key, label, app, name, modelName, kind, table, pk, concrete, managed } = shape
    return {
      key,
      label,
      app,
      name,
      modelName,
      kind,
      table,
      pk,
      concrete,
      managed,
      swapped: shape.swappedFor !== null,
    }
  },
}

const NONE: readonly never[] = []

function makeShape(cells: Cells, id: string): Shape | null {
  const record = cells.input<Model>(RECORD, id)
  if (record === undefined) return null
  const lineage = lineageOf(cells, record.id)
  const app = cells.input<string>(APP, record.app) ?? record.app.slice('app:'.length)
  const { name, kind } = record
  const modelName = name.toLowerCase()
  const label = `${app}.${name}`
  const { meta: written, from } = metaOf(cells, record, lineage)
  const meta = withKnownTexts(written)
  const swappedFor = swappedBy(cells, meta, label)
  const owner: OwnerClass = {
    id: record.id,
    app,
    name,
    abstract: kind === 'abstract',
    swapped: swappedFor !== null,
    defaultRelatedName: meta.default_related_name ?? null,
  }
  const own = ownFields(cells, record, owner)
  const gathered = gatheredFields(cells, record, lineage, owner, own)
  const first = firstBase(cells, lineage)
  const concreteFirst = first !== null && first.kind !== 'abstract' ? first : null
  const proxyBase = kind === 'proxy' ? proxyTarget(cells, lineage) : null
  const orderWithRespectTo =
    meta.order_with_respect_to === undefined ? null : fieldName(cells, meta.order_with_respect_to, lineage)
  const localManagers = managersIn(cells, record.members)
  const finished = finish(cells, record, orderWithRespectTo, gathered, proxyBase)
  const { managers, ownManagers } = managersOf(cells, lineage, localManagers, kind === 'abstract')
  const verboseName = textOf(meta.verbose_name) ?? camelCaseToSpaces(name)
  return {
    key: record.id,
    label,
    app,
    name,
    modelName,
    kind,
    external: record.external,
    managed: meta.managed !== false,
    swappedFor,
    table: proxyBase?.table ?? (nonEmpty(meta.db_table) || `${app}_${modelName}`),
    pk: finished.pk,
    lineage,
    fields: finished.fields,
    manyToMany: gathered.manyToMany,
    privateFields: gathered.privateFields,
    gathered: gathered.origins,
    parents: gathered.parents,
    proxyFor: proxyBase?.key ?? null,
    concrete: proxyBase?.concrete ?? record.id,
    meta,
    metaFrom: from,
    ordering:
      orderWithRespectTo !== null && kind !== 'abstract'
        ? ['_order']
        : meta.ordering === undefined
          ? (concreteFirst?.ordering ?? NONE)
          : meta.ordering.map((by) => orderingTerm(cells, by, lineage)),
    getLatestBy:
      meta.get_latest_by === undefined
        ? (concreteFirst?.getLatestBy ?? NONE)
        : meta.get_latest_by.map((by) => String(orderingTerm(cells, by, lineage))),
    orderWithRespectTo,
    verboseName,
    verboseNamePlural: textOf(meta.verbose_name_plural) ?? `${verboseName}s`,
    localManagers,
    managers,
    ownManagers,
    members: record.members,
    error: record.external
      ? null
      : firstProblem(cells, record, lineage, gathered, {
          label,
          orderWithRespectTo,
          localManagers,
          metaFrom: from,
        }),
  }
}

function firstBase(cells: Cells, { bases }: Lineage): Shape | null {
  for (const base of bases) {
    const shape = cells.get(SHAPE, base)
    if (shape !== null) return shape
  }
  return null
}

/** A class that is built on nothing takes nothing; then its own fields are all, in their order, none twice. */
function gatheredFields(
  cells: Cells,
  record: Model,
  lineage: Lineage,
  owner: OwnerClass,
  own: readonly ResolvedField[],
): Gathered {
  const isAlone = record.bases.length === 0 && record.kind !== 'proxy' && own.length === record.fields.length
  if (!isAlone) return namedParents(cells, record, lineage, owner, withOrigins(record, own, rankOf(lineage, record.id)))
  const isPlain = own.every(isStored)
  return {
    fields: isPlain ? own : own.filter(isStored),
    manyToMany: isPlain ? NONE : own.filter(({ kind }) => kind === 'manyToMany'),
    privateFields: isPlain ? NONE : own.filter(isPrivate),
    origins: null,
    parents: NONE,
    error: null,
  }
}

/** The class's own fields, each with its record. */
function withOrigins(record: Model, own: readonly ResolvedField[], rank: number): readonly OwnField[] {
  return own.map((field) => {
    const at = record.fields.findIndex(({ id }) => id === field.id)
    return { field, record: record.fields[at] ?? null, declaring: record.id, rank, at }
  })
}

/** What a class that is built on this one takes: all its fields, each with the record that makes it anew. */
export function fieldsToInherit(cells: Cells, shape: Shape): readonly OwnField[] {
  if (shape.gathered !== null) return shape.gathered
  const record = cells.input<Model>(RECORD, shape.key)
  if (record === undefined) return NONE
  return withOrigins(record, [...shape.fields, ...shape.manyToMany, ...shape.privateFields], 0)
}

const TEXTS = ['db_table', 'db_table_comment', 'db_tablespace', 'default_related_name'] as const

/** Options that are written with constants, as the texts that these come to. */
function withKnownTexts(meta: Meta): Meta {
  if (meta.other === undefined) return meta
  const found = TEXTS.flatMap((key) => {
    const value = meta[key] === undefined ? meta.other?.[key] : undefined
    const known = value === undefined ? undefined : knownValue(value)
    return typeof known === 'string' ? [[key, known] as const] : []
  })
  return found.length === 0 ? meta : { ...meta, ...Object.fromEntries(found) }
}

/** Rule R30: a class without a Meta takes the nearest abstract ancestor's. */
function metaOf(cells: Cells, record: Model, lineage: Lineage): { readonly meta: Meta; readonly from: ModelId } {
  if (hasOwnMeta(record)) return { meta: record.meta, from: record.id }
  for (const id of lineage.mro.slice(1)) {
    const base = cells.input<Model>(RECORD, id)
    if (base?.kind === 'abstract')
      return {
        meta: withoutOwnOnly(cells.get(SHAPE, id)?.meta ?? {}),
        from: cells.get(SHAPE, id)?.metaFrom ?? id,
      }
  }
  return { meta: record.meta, from: record.id }
}

/** `app_label` in an abstract Meta is inherited too, but the document's app says where the model is. */
function withoutOwnOnly(meta: Meta): Meta {
  return meta
}

/** Abstract and proxy models must say so in a Meta of their own. */
function hasOwnMeta(record: Model): boolean {
  return (
    record.kind !== 'concrete' ||
    !isEmpty(record.meta) ||
    record.indexes.length > 0 ||
    record.constraints.length > 0 ||
    record.members.some((m) => m.name.startsWith('Meta'))
  )
}

function isEmpty(record: object): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return false
  return true
}

function swappedBy(cells: Cells, meta: Meta, label: string): string | null {
  const setting = meta.swappable === undefined ? null : textOf(meta.swappable)
  const replacement = setting === null ? undefined : cells.input<string>(SETTING, setting)
  if (replacement === undefined || replacement === '') return null
  return replacement.toLowerCase() === label.toLowerCase() ? null : replacement
}

/** A name written twice in a class is one attribute, at the place of the first and with the value of the last. */
function ownFields(cells: Cells, record: Model, owner: OwnerClass): readonly ResolvedField[] {
  const { fields, members } = record
  const isPlain = members.length === 0 && !hasTwins(fields)
  return (isPlain ? fields : lastFields(record)).map((field) => bindField(cells, field, record.id, owner))
}

function lastFields({ fields, members }: Model): readonly Field[] {
  const last = new Map(fields.map((field) => [field.name, field]))
  const removed = new Set(members.flatMap((m) => /^(\w+)\s*=\s*None$/.exec(m.source.trim())?.[1] ?? []))
  return [...last.values()].filter((field) => !removed.has(field.name))
}

/** Few fields are compared with each other, which makes nothing; many are put into a set. */
function hasTwins(fields: readonly Field[]): boolean {
  if (fields.length > 24) return new Set(fields.map(({ name }) => name)).size < fields.length
  for (let i = 1; i < fields.length; i++) {
    const name = fields[i]?.name
    for (let j = 0; j < i; j++) if (fields[j]?.name === name) return true
  }
  return false
}

/** A proxy stands for the first of its bases that is not abstract. */
function proxyTarget(cells: Cells, lineage: Lineage): Shape | null {
  const shapes = lineage.bases.map((base) => cells.get(SHAPE, base))
  return shapes.find((shape) => shape !== null && shape.kind !== 'abstract') ?? null
}

/** Adds what `Options._prepare` adds: `_order`, the key. */
function finish(
  cells: Cells,
  record: Model,
  orderWithRespectTo: string | null,
  gathered: Gathered,
  proxyBase: Shape | null,
): { readonly fields: readonly ResolvedField[]; readonly pk: string } {
  const key = firstKey(record.id, gathered)
  if (record.kind === 'abstract') return { fields: gathered.fields, pk: key ?? 'id' }
  let fields = gathered.fields
  if (orderWithRespectTo !== null) {
    fields = [...fields, madeField(record.id, '_order', 'OrderWrt', { autoCreated: false, editable: false })]
  }
  if (proxyBase !== null) return { fields, pk: proxyBase.pk }
  if (key !== null) return { fields, pk: key }
  const link = gathered.parents[0]
  if (link !== undefined) {
    const promoted = fields.map((f) => (f.name === link.link ? { ...f, primaryKey: true, unique: true } : f))
    return { fields: promoted, pk: link.link ?? 'id' }
  }
  if (record.meta.other?.['_no_primary_key'] === true) {
    const none = madeField(record.id, 'pk', 'CompositePrimaryKey', {
      column: null,
      primaryKey: true,
      unique: true,
    })
    return { fields: [...fields, none], pk: 'pk' }
  }
  const app = cells.input<string>(APP, record.app) ?? ''
  const path = cells.input<string>(AUTO_FIELD, app) ?? cells.input<string>(SETTING, 'DEFAULT_AUTO_FIELD')
  const className = path?.split('.').at(-1) ?? 'BigAutoField'
  return { fields: [automaticKey(record.id, className), ...fields], pk: 'id' }
}

/** The first field with primary_key in the order in which Django meets them: own ones, then the bases'. */
function firstKey(owner: ModelId, { fields, origins }: Gathered): string | null {
  if (origins === null) {
    for (const { primaryKey, name } of fields) if (primaryKey) return name
    return null
  }
  let first: string | null = null
  for (const { field, declaring } of origins) {
    if (!field.primaryKey || !isStored(field)) continue
    if (declaring === owner) return field.name
    first ??= field.name
  }
  return first
}

export function made(field: ResolvedField, rank: number, at: number): OwnField {
  return { field, record: null, declaring: null, rank, at }
}

/** Fields that have no column and are no relation: GenericForeignKey and its kin. */
export function isPrivate(field: ResolvedField): boolean {
  return field.kind === 'custom' && field.column === null
}

/** Neither private nor a many-to-many: what `_meta.local_fields` has. */
export function isStored(field: ResolvedField): boolean {
  return field.kind !== 'manyToMany' && !isPrivate(field)
}

/** The name that a reference to a field means: by id in the model or one of its bases, else as written. */
export function fieldName(cells: Cells, ref: FieldId | string, lineage: Lineage): string {
  if (!ref.startsWith('field:')) return ref
  for (const id of lineage.mro) {
    const field = cells.input<Model>(RECORD, id)?.fields.find((f) => f.id === ref)
    if (field !== undefined) return fieldNameOf(field)
  }
  return ref
}

export function orderingTerm(
  cells: Cells,
  { by, descending }: Ordering,
  lineage: Lineage,
): ResolvedModel['ordering'][number] {
  if (isExpr(by)) return by
  const name = fieldName(cells, by, lineage)
  return descending ? `-${name}` : name
}

/** Rule R35: managers declared in the class, `objects` where there is none at all. */
function managersIn(cells: Cells, members: readonly Member[]): readonly string[] {
  if (members.length === 0) return NONE
  return members.flatMap(({ name, source }) => {
    const value = /^\s*\w+\s*(?::[^=]*)?=\s*(.*)$/s.exec(source)?.[1]
    if (value === undefined) return []
    const called = /^(?:\w+\.)*(\w+)\s*\(/.exec(value)?.[1] ?? ''
    const isManager = called.endsWith('Manager') || cells.input<true>(MANAGER, called) === true
    return isManager || /\.as_manager\(|\.from_queryset\(/.test(value) ? [name] : []
  })
}

function managersOf(
  cells: Cells,
  lineage: Lineage,
  local: readonly string[],
  abstract: boolean,
): Pick<Shape, 'managers' | 'ownManagers'> {
  if (lineage.mro.length === 1 && local.length === 0) return abstract ? NO_MANAGERS : DEFAULT_MANAGERS
  const inherited = lineage.mro.slice(1).flatMap((id) => cells.get(SHAPE, id)?.ownManagers ?? [])
  const ownManagers = local.length + inherited.length === 0 && !abstract ? ['objects'] : local
  return { managers: [...new Set([...ownManagers, ...inherited])], ownManagers }
}

const NO_MANAGERS = { managers: NONE, ownManagers: NONE }
const DEFAULT_MANAGERS = { managers: ['objects'], ownManagers: ['objects'] }

const dicts = new WeakMap<Shape, ReadonlySet<string>>()

/** Names in the class's own dictionary: what hides a base's field. Asked for by what is built on it. */
export function dictOf(shape: Shape): ReadonlySet<string> {
  let dict = dicts.get(shape)
  if (dict === undefined) {
    const names = [...shape.fields, ...shape.manyToMany].flatMap((field) => [field.name, field.attname])
    dict = new Set([...names, ...shape.members.filter((m) => !m.name.includes('.')).map((m) => m.name)])
    dicts.set(shape, dict)
  }
  return dict
}

export function parentLinkField(owner: OwnerClass, base: Shape): ResolvedField {
  return madeLink(
    owner.id,
    `${base.modelName}_ptr`,
    'oneToOne',
    { to: base.key, toLabel: base.label, parentLink: true, ...defaultNames(owner) },
    { autoCreated: true },
  )
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
