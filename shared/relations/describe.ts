/** Resolved models in the shapes that Django's answers are recorded in: `models` and `relations`. See test/oracle/README.md. */
import { isExpr } from '../document/records.ts'
import { columnPairs, isForeignObject, namedField, namesIn } from './links/column-pairs.ts'
import type { Value } from '../document/records.ts'
import { countPair } from './values/option-values.ts'
import { genericReverse } from './links/generic-relations.ts'
import { plainValue } from './values/plain-value.ts'
import type { Resolution, ResolvedField, ResolvedModel } from './types.ts'

/** Names a column's type on SQLite; handed in because types belong to the schema. */
export type TypeName = (model: ResolvedModel, field: ResolvedField) => string | null

export type Described = { readonly [key: string]: unknown }

/**
 * @param apps labels of the apps to describe; absent: every model of the document's own
 */
export function describeModels(resolution: Resolution, typeName: TypeName, apps?: readonly string[]): Described {
  return Object.fromEntries(
    ownModels(resolution, apps).map((model) => [model.label, describeModel(resolution, model, typeName)]),
  )
}

export function describeRelations(resolution: Resolution, apps?: readonly string[]): Described {
  const entries = ownModels(resolution, apps).flatMap((model) =>
    [...model.localFields, ...model.localManyToMany].flatMap((field) =>
      field.relation === null ? [] : [[`${model.label}.${field.name}`, describeRelation(resolution, field)] as const],
    ),
  )
  return Object.fromEntries(entries)
}

function ownModels(resolution: Resolution, apps: readonly string[] | undefined): readonly ResolvedModel[] {
  return resolution.order.flatMap((key) => {
    const model = resolution.models.get(key)
    if (model === undefined || model.autoCreatedFor !== null) return []
    return (apps === undefined ? !model.external : apps.includes(model.app)) ? [model] : []
  })
}

function describeModel(resolution: Resolution, model: ResolvedModel, typeName: TypeName): Described {
  for (const field of model.localFields) {
    const error = columnError(resolution, field)
    if (error !== null) return { error }
  }
  const pk = [...model.localFields, ...model.fields].find((f) => f.name === model.pk)
  return {
    db_table: writtenTable(resolution, model),
    pk: model.pk,
    pk_column: columnName(pk),
    proxy: model.kind === 'proxy',
    managed: model.managed,
    ordering:
      raw(model.meta.other?.['ordering']) ?? model.ordering.map((term) => (isExpr(term) ? plainValue(term) : term)),
    verbose_name: model.verboseName,
    verbose_name_plural: model.verboseNamePlural,
    mti_parents: model.directParents.flatMap((key) => resolution.models.get(key)?.label ?? []),
    proxy_for: model.proxyFor === null ? null : (resolution.models.get(model.proxyFor)?.label ?? null),
    local_fields: model.localFields.map((field) => describeField(model, field, typeName)),
    all_fields: model.fields.map((f) => f.name),
    m2m: model.manyToMany.map((f) => f.name),
    unique_together: raw(model.meta.other?.['unique_together']) ?? model.uniqueTogether,
    indexes: model.indexes.map(({ name, fields }) => ({ name, fields })),
    constraints: model.constraints.map((c) => ({ name: c.name, class: c.className, fields: c.fields })),
    managers: model.managers,
    filter_names: filterNames(resolution, model),
    reverse: describeReverse(resolution, model),
  }
}

/** A Meta option of the wrong kind, which Django keeps as it is. */
/** `db_table` as Django knows it: with the quotes that the model says, which the table's own name has not. */
export function writtenTable(resolution: Resolution, model: ResolvedModel): string {
  const { meta, table } = resolution.models.get(model.concrete) ?? model
  return meta.db_table || table
}

function raw(value: Value | undefined): unknown {
  return value === undefined ? undefined : plainValue(value)
}

/** As the model says it, with quotes that Django takes for SQL's own. */
function columnName(field: ResolvedField | undefined): string | null {
  const given = field?.options['db_column']
  return field?.column == null ? null : typeof given === 'string' && given !== '' ? given : field.column
}

function describeField(model: ResolvedModel, field: ResolvedField, typeName: TypeName): Described {
  const { default: given } = field
  return {
    name: field.name,
    attname: field.attname,
    class: field.className,
    column: columnName(field),
    sqlite_type: typeName(model, field),
    null: field.null,
    unique: field.unique,
    primary_key: field.primaryKey,
    db_index: rawFlag(field.options['db_index'], field.dbIndex),
    blank: field.blank,
    max_length: rawLength(field),
    default: given.kind === 'callable' ? '<callable>' : given.kind === 'value' ? plainValue(given.value) : null,
    has_default: given.kind !== 'none',
    auto_created: field.autoCreated,
  }
}

/** Django keeps what was written, even where a check complains (`db_index='yes'`). */
function rawFlag(written: Value | undefined, otherwise: boolean): Value {
  return typeof written === 'string' || typeof written === 'number' || written === null ? written : otherwise
}

function rawLength(field: ResolvedField): Value {
  const written = field.options['max_length']
  if (field.className === 'GenericIPAddressField' || field.className === 'UUIDField') return field.maxLength
  return typeof written === 'string' || typeof written === 'boolean' ? written : field.maxLength
}

/** Rule R27: what `filter()` takes as a first name. */
function filterNames(resolution: Resolution, model: ResolvedModel): readonly string[] {
  const names = new Set<string>()
  for (const relation of [...(resolution.reverse.get(model.key) ?? []), ...genericReverse(resolution, model)]) {
    if (!relation.hidden) names.add(relation.queryName)
  }
  for (const field of model.fields) names.add(field.name).add(field.attname)
  for (const field of [...model.manyToMany, ...model.privateFields]) names.add(field.name)
  return [...names].toSorted(byCodePoint)
}

function describeReverse(resolution: Resolution, model: ResolvedModel): readonly Described[] {
  const reverse = [...(resolution.reverse.get(model.key) ?? []), ...genericReverse(resolution, model)]
  const rows = reverse.map((relation) => ({
    from: `${resolution.models.get(relation.model)?.label ?? ''}.${relation.field}`,
    kind: relation.kind,
    accessor: relation.accessor,
    query_name: relation.queryName,
    hidden: relation.hidden,
    through_row: relation.throughRow,
  }))
  return rows.toSorted((a, b) => byCodePoint(a.from, b.from))
}

/** An abstract class has no field that a foreign key could hold. */
const NO_TARGET_FIELD = 'IndexError: tuple index out of range'

const KIND_NAMES = { foreignKey: 'ForeignKey', oneToOne: 'OneToOneField', manyToMany: 'ManyToManyField' } as const

function describeRelation(resolution: Resolution, field: ResolvedField): Described {
  const { relation } = field
  if (relation === null) return {}
  const start = { kind: KIND_NAMES[relation.kind], class: field.className, to: relation.toLabel }
  if (relation.abstractTarget === true && relation.kind !== 'manyToMany') return { error: NO_TARGET_FIELD }
  if (relation.to === null) return { ...start, unresolved: true }
  const named = {
    ...start,
    related_name: relation.remoteName,
    related_query_name_option: relation.relatedQueryName,
    reverse_accessor: relation.accessor,
    reverse_query_name: relation.queryName,
    hidden: relation.hidden,
    limit_choices_to: limitChoices(relation.limitChoicesTo),
  }
  if (relation.kind === 'manyToMany') return { ...named, ...describeManyToMany(resolution, field) }
  const end = describeForeignKey(resolution, field)
  return 'error' in end ? end : { ...named, ...end }
}

function describeForeignKey(resolution: Resolution, field: ResolvedField): Described {
  const { relation } = field
  if (isForeignObject(field)) return { error: objectError(resolution, field) }
  const target = relation?.to == null ? undefined : resolution.models.get(relation.to)
  const ends = [...(target?.fields ?? []), ...(target?.manyToMany ?? [])]
  const toField = ends.find((f) => f.name === relation?.toField || f.attname === relation?.toField)
  if (toField === undefined)
    return { error: `FieldDoesNotExist: ${target?.name ?? ''} has no field named '${relation?.toField ?? ''}'` }
  return {
    column: columnName(field),
    attname: field.attname,
    to_field: toField.name,
    to_column: columnName(toField) ?? (toField.kind === 'manyToMany' ? toField.name : null),
    null: field.null,
    unique: field.unique,
    db_index: rawFlag(field.options['db_index'], field.dbIndex),
    db_constraint: relation?.dbConstraint,
    primary_key: field.primaryKey,
    on_delete: onDeleteName(relation?.onDelete ?? null),
    parent_link: relation?.parentLink,
    auto_created: field.autoCreated,
  }
}

/** How Django answers who asks a relation over other fields' columns for the one column of a key. */
function objectError({ models }: Resolution, field: ResolvedField): string {
  const [model, target] = [models.get(field.model), models.get(field.relation?.to ?? field.model)]
  if (model === undefined || target === undefined) return ''
  const sides = [
    ...namesIn(field.options['from_fields'], field.name).map((name) => ({ name, in: model })),
    ...namesIn(field.options['to_fields'], target.pk).map((name) => ({ name, in: target })),
  ]
  const missing = sides.find((side) => namedField(side.in, side.name) === undefined)
  if (missing !== undefined) return `FieldDoesNotExist: ${missing.in.name} has no field named '${missing.name}'`
  return columnPairs(models, field).length === 1
    ? "AttributeError: 'ForeignObject' object has no attribute 'db_constraint'"
    : 'FieldError: The relation has multiple target fields, but only single target field was asked for'
}

/** `SET(…)` makes a function of its own, which has this name. */
function onDeleteName(onDelete: NonNullable<ResolvedField['relation']>['onDelete']): string {
  if (typeof onDelete === 'string') return onDelete
  if (onDelete === null) return ''
  return 'set' in onDelete ? 'set_on_delete' : (onDelete.expr.split('.').at(-1) ?? '')
}

function describeManyToMany(resolution: Resolution, field: ResolvedField): Described {
  const { relation } = field
  const through = relation?.through == null ? undefined : resolution.models.get(relation.through)
  if (through === undefined) return { through: throughText(field) }
  const column = (name: string | null | undefined) => through.fields.find((f) => f.name === name)
  const ends = {
    m2m_column: columnName(column(relation?.sourceField)),
    m2m_reverse_column: columnName(column(relation?.targetField)) ?? undefined,
    m2m_field: relation?.sourceField ?? null,
    m2m_reverse_field: relation?.targetField,
  }
  return {
    through: through.label,
    through_auto_created: through.autoCreatedFor !== null,
    through_table: through.table,
    through_fields: throughFields(field),
    symmetrical: relation?.symmetrical,
    db_constraint: relation?.dbConstraint,
    ...(relation?.targetField == null ? { m2m_error: endError(field) } : ends),
    through_columns: through.localFields.map(columnName),
    through_unique_together: raw(through.meta.other?.['unique_together']) ?? through.uniqueTogether,
    through_unique_constraints: through.constraints.filter((c) => c.kind === 'unique').map((c) => c.fields),
  }
}

/** As written, empty ones as if there were none. */
function throughFields({ relation, options }: ResolvedField): unknown {
  if (relation?.throughFields == null) return null
  const names = relation.throughFields.slice(0, countPair(options))
  return names.length === 0 ? null : names.map((name) => (name === '' ? null : name))
}

/** How Django stumbles where it finds no second foreign key. */
function endError({ relation, options }: ResolvedField): string {
  return relation?.throughFields != null && countPair(options) < 2 ? 'IndexError' : 'AttributeError'
}

/** A `through` that is not there, as written. */
export function throughText(field: ResolvedField): string {
  const written = field.options['through']
  const text = typeof written === 'string' ? written : isExpr(written) ? written.expr : ''
  return text.replace(/^(['"])(.*)\1$/, '$2')
}

function limitChoices(value: Value | undefined): unknown {
  if (value === undefined || value === null) return {}
  return plainValue(value, '<callable>')
}

/** What Django raises when it is asked for the type of a foreign key that leads nowhere; null: it has one. */
function columnError(resolution: Resolution, field: ResolvedField, seen = new Set<ResolvedField>()): string | null {
  const { relation } = field
  if (relation === null || relation.kind === 'manyToMany') return null
  if (seen.has(field)) return 'RecursionError: maximum recursion depth exceeded'
  const target = relation.to === null ? undefined : resolution.models.get(relation.to)
  if (relation.abstractTarget === true) return NO_TARGET_FIELD
  if (target === undefined) return `ValueError: Related model '${relation.toLabel}' cannot be resolved`
  const ends = [...target.fields, ...target.manyToMany]
  const end = ends.find((f) => f.name === relation.toField || f.attname === relation.toField)
  if (end === undefined) return `FieldDoesNotExist: ${target.name} has no field named '${relation.toField}'`
  return columnError(resolution, end, seen.add(field))
}

/** Python sorts texts by code point, JavaScript by UTF-16 unit. */
export function byCodePoint(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return x.length - y.length
}
