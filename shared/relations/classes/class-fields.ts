/** Which fields a class has: its own, what it takes from its bases, and those that Django adds. */
import type { ModelId } from '../../document/ids.ts'
import type { Field, Model } from '../../document/records.ts'
import { KEYLESS } from '../../document/keyless.ts'
import type { Cells } from '../../util/incremental.ts'
import { bindField } from '../fields/bind-field.ts'
import type { OwnerClass } from '../links/bind-relation.ts'
import { automaticKey, madeField } from '../fields/made-fields.ts'
import { rankOf } from './mro.ts'
import type { Lineage } from './mro.ts'
import { namedParents } from './parents.ts'
import type { Gathered } from './parents.ts'
import type { Shape } from './shape.ts'
import type { ResolvedField } from '../types.ts'
import { APP, AUTO_FIELD, RECORD, SETTING } from '../world/world.ts'

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

const NONE: readonly never[] = []

/** A name written twice in a class is one attribute, at the place of the first and with the value of the last. */
export function ownFields(cells: Cells, record: Model, owner: OwnerClass): readonly ResolvedField[] {
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

/** A class that is built on nothing takes nothing; then its own fields are all, in their order, none twice. */
export function gatheredFields(
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

/** Adds what `Options._prepare` adds: `_order`, the key. */
export function finish(
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
  if (record.meta.other?.[KEYLESS] === true) {
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
