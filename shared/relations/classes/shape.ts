/**
 * A model class as Django's metaclass leaves it: which fields it has of its own and through which
 * bases, its Meta, its key. Nothing in here depends on what its relations point at.
 * Source: django/db/models/base.py `ModelBase.__new__`, options.py `Options` (5.2).
 */
import type { ModelId } from '../../document/ids.ts'
import type { Member, Meta, Model } from '../../document/records.ts'
import type { Cells, Query } from '../../util/incremental.ts'
import { defaultNames } from '../links/bind-relation.ts'
import type { OwnerClass } from '../links/bind-relation.ts'
import { madeLink } from '../fields/made-fields.ts'
import { finish, gatheredFields, ownFields } from './class-fields.ts'
import type { OwnField } from './class-fields.ts'
import { managersIn, managersOf } from './class-managers.ts'
import { metaOf, swappedBy, withKnownTexts } from './class-meta.ts'
import { firstProblem } from './class-problems.ts'
import { fieldName, orderingTerm } from '../fields/field-refs.ts'
import type { ImportProblem } from './import-errors.ts'
import { lineageOf } from './mro.ts'
import type { Lineage } from './mro.ts'
import { camelCaseToSpaces, nameInDatabase } from '../names.ts'
import type { ParentLinks } from './parents.ts'
import type { ResolvedField, ResolvedModel } from '../types.ts'
import { textOf } from '../values/values.ts'
import { APP, RECORD } from '../world/world.ts'

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
    table: proxyBase?.table ?? nameInDatabase(nonEmpty(meta.db_table) || `${app}_${modelName}`),
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

/** A proxy stands for the first of its bases that is not abstract. */
function proxyTarget(cells: Cells, lineage: Lineage): Shape | null {
  const shapes = lineage.bases.map((base) => cells.get(SHAPE, base))
  return shapes.find((shape) => shape !== null && shape.kind !== 'abstract') ?? null
}

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
