/**
 * What `validate_unique()` and `validate_constraints()` find: rows that have the same values already, and conditions
 * that the instance's values do not meet. Source: django/db/models/base.py and constraints.py.
 */
import { expressionReferences } from '../../../../relations/values/references.ts'
import type { ResolvedConstraint, ResolvedField } from '../../../../relations/types.ts'
import type { ExprNode, SqlValue } from '../../../query/types.ts'
import { isComposite } from '../../../query/composite.ts'
import { pkFields } from '../../../query/models.ts'
import { typeOf } from '../../../query/type-of.ts'
import { prepare, toSql } from '../../../query/values/prepare.ts'
import { quoteName } from '../../../database.ts'
import { toExpression, toPy } from '../../convert.ts'
import { exceptionOf } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { partsOf } from '../../dates/temporal.ts'
import { isTemporal } from '../../values.ts'
import type { Value } from '../../values.ts'
import type { Instance } from '../instances/instance.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { fieldMessage } from './error-messages.ts'
import * as ops from '../querysets/query-ops.ts'
import { QuerySetObject } from '../querysets/queryset.ts'

/** A message about a field, or `__all__`, and the error's code. */
export type Finding = readonly [name: string, message: string, code: string | null]

const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The class, and those whose tables or options it shares: a proxied one, then multi-table parents. */
function lineageOf({ cls }: Instance, rt: Runtime): readonly ModelClass[] {
  const concrete = cls.concrete(rt)
  return [...new Set([cls, concrete, ...cls.model.parents.map((p) => rt.modelClass(p.model))])]
}

export function uniqueFindings(instance: Instance, exclude: readonly string[], rt: Runtime): readonly Finding[] {
  const classes = lineageOf(instance, rt)
  const together = classes.flatMap((cls) => cls.model.uniqueTogether.map((names) => [cls, names] as const))
  const single = classes.flatMap((cls) =>
    cls.model.localFields.filter((f) => f.unique || f.primaryKey).map((f) => [cls, columnsOf(cls, f)] as const),
  )
  const found = [...together, ...single].flatMap(([cls, names]) => {
    if (names.some((name) => exclude.includes(name))) return []
    return taken(instance, cls, names, rt) ? [sameValues(cls, names, rt)] : []
  })
  const dated = classes.flatMap((cls) =>
    cls.model.localFields.flatMap((f) => dateFindings(instance, cls, f, exclude, rt)),
  )
  return [...found, ...dated]
}

const held = (instance: Instance, name: string): Value =>
  instance.values.get(instance.cls.field(name)?.attname ?? name) ?? null

/** A composite key is told by its parts. */
function columnsOf(cls: ModelClass, field: ResolvedField): readonly string[] {
  return isComposite(field) ? pkFields(cls.models, cls.key).map(({ name }) => name) : [field.name]
}

/** Rows other than the instance's own. */
function others(rows: QuerySetObject, instance: Instance, cls: ModelClass, rt: Runtime): QuerySetObject {
  const pk = isComposite(cls.meta.pk) ? instance.pk : (instance.values.get(cls.meta.pk.attname) ?? null)
  if (instance.adding || pk === null) return rows
  return rows.with(ops.filter(rows.query, ops.allOf([['pk', toPy(pk, rt)]]), true))
}

/** Whether another row has the same values; nulls are never the same. */
function taken(instance: Instance, cls: ModelClass, names: readonly string[], rt: Runtime): boolean {
  const pairs = names.map((name) => [name, held(instance, name)] as const)
  const isOwnKey = names.some((name) => cls.field(name)?.primaryKey === true) && !instance.adding
  if (isOwnKey || pairs.some(([, value]) => value === null)) return false
  return ops.hasRows(
    others(cls.defaultManager(rt).queryset(rt).filterBy(Object.fromEntries(pairs), rt), instance, cls, rt).query,
    rt,
  )
}

function sameValues(cls: ModelClass, names: readonly string[], rt: Runtime): Finding {
  const labels = names.map((name) => title(cls.field(name)?.verboseName ?? name))
  const last = labels.at(-1) ?? ''
  const list = labels.length === 1 ? last : `${labels.slice(0, -1).join(', ')} and ${last}`
  const usual = `${title(cls.model.verboseName)} with this ${list} already exists.`
  const only = names.length === 1 ? cls.field(names[0] ?? '') : undefined
  if (only === undefined) return ['__all__', usual, 'unique_together']
  const params = { model_name: title(cls.model.verboseName), field_label: title(only.verboseName) }
  return [only.name, fieldMessage(only, 'unique', usual, params, rt), 'unique']
}

/** `unique_for_date`, `unique_for_year` and `unique_for_month`. */
function dateFindings(
  instance: Instance,
  cls: ModelClass,
  field: ResolvedField,
  exclude: readonly string[],
  rt: Runtime,
): readonly Finding[] {
  return (['date', 'year', 'month'] as const).flatMap((kind): readonly Finding[] => {
    // A field's id, or a name that names none.
    const ref = field.options[`unique_for_${kind}`]
    const by = cls.model.fields.find((f) => f.id === ref)?.name ?? ref
    if (typeof by !== 'string' || exclude.includes(field.name) || exclude.includes(by)) return []
    const moment = held(instance, by)
    if (!isTemporal(moment)) return []
    const parts = partsOf(moment)
    const wanted = kind === 'date' ? (['day', 'month', 'year'] as const) : ([kind] as const)
    const lookups = Object.fromEntries(wanted.map((part) => [`${by}__${part}`, BigInt(parts[part])]))
    const rows = cls
      .defaultManager(rt)
      .queryset(rt)
      .filterBy({ ...lookups, [field.name]: held(instance, field.name) }, rt)
    if (!ops.hasRows(others(rows, instance, cls, rt).query, rt)) return []
    const dateLabel = title(cls.field(by)?.verboseName ?? by)
    return [[field.name, `${title(field.verboseName)} must be unique for ${dateLabel} ${kind}.`, 'unique_for_date']]
  })
}

// ------------------------------------------------------------------------------------------ constraints

export function constraintFindings(instance: Instance, exclude: readonly string[], rt: Runtime): readonly Finding[] {
  return lineageOf(instance, rt).flatMap((cls) =>
    cls.model.constraints.flatMap((constraint): readonly Finding[] => {
      try {
        return finding(instance, cls, constraint, exclude, rt)
      } catch (error) {
        // A condition over what is left out says nothing.
        if (exceptionOf(error)?.cls.name !== 'FieldError') throw error
        return []
      }
    }),
  )
}

function finding(
  instance: Instance,
  cls: ModelClass,
  constraint: ResolvedConstraint,
  exclude: readonly string[],
  rt: Runtime,
): readonly Finding[] {
  const { kind, condition, expressions, fields } = constraint
  const left = new Set([...exclude, ...unknownValues(instance)])
  const sources = [...(condition === null ? [] : [condition.expr]), ...expressions.map((e) => e.expr)]
  const mentioned = sources.flatMap((source) => expressionReferences(source).map(([name]) => name ?? ''))
  if ([...mentioned, ...fields].some((name) => left.has(name === 'pk' ? cls.meta.pk.name : name))) return []
  if (kind === 'check') {
    if (condition === null || meets(instance, cls, condition.expr, true, rt)) return []
    return [['__all__', violated(constraint), violationCode(constraint)]]
  }
  if (kind !== 'unique') return []
  const rows = sameRows(instance, cls, constraint, rt)
  if (rows === null) return []
  const within =
    condition === null ? rows : rows.with(ops.filter(rows.query, ops.conditionOf(nodeOf(condition.expr, rt)), false))
  if (condition !== null && !meets(instance, cls, condition.expr, false, rt)) return []
  if (!ops.hasRows(others(within, instance, cls, rt).query, rt)) return []
  const isPlain = condition === null && fields.length > 0 && constraint.options['violation_error_message'] === undefined
  return [isPlain ? sameValues(cls, fields, rt) : ['__all__', violated(constraint), violationCode(constraint)]]
}

function violated({ name, options }: ResolvedConstraint): string {
  const own = options['violation_error_message']
  return (typeof own === 'string' ? own : 'Constraint “%(name)s” is violated.').replaceAll('%(name)s', name)
}

function violationCode({ options }: ResolvedConstraint): string | null {
  const own = options['violation_error_code']
  return typeof own === 'string' ? own : null
}

/** Fields whose value the database works out. */
function unknownValues(instance: Instance): readonly string[] {
  return instance.cls.concreteFields
    .filter((f) => f.className === 'GeneratedField' || instance.databaseDefaults.has(f.attname))
    .map((f) => f.name)
}

const nodeOf = (source: string, rt: Runtime): ExprNode => toExpression(rt.evaluateSource(source), rt)

/** Rows with the instance's values; null: one of them is null, which is like nothing. */
function sameRows(
  instance: Instance,
  cls: ModelClass,
  { fields, expressions, options }: ResolvedConstraint,
  rt: Runtime,
): QuerySetObject | null {
  const rows = cls.defaultManager(rt).queryset(rt)
  if (expressions.length === 0) {
    const pairs = fields.map((name) => [name, held(instance, name)] as const)
    const isDistinct = options['nulls_distinct'] !== false && pairs.some(([, value]) => value === null)
    return isDistinct ? null : rows.filterBy(Object.fromEntries(pairs), rt)
  }
  let narrowed = rows
  for (const [i, { expr }] of expressions.entries()) {
    const node = nodeOf(expr, rt)
    const plain = node.type === 'OrderBy' ? node.expression : node
    const alias = `relata_key_${i}`
    const keyed = QuerySetObject.all(cls, rt).annotate(alias, plain)
    const asked = keyed.with(ops.valuesList(keyed.query, [alias], { flat: true, named: false }))
    const [row] = onValues(asked, instance, cls, rt)
    const raw = row?.[0] ?? null
    if (raw === null) return null
    narrowed = narrowed.annotate(alias, plain)
    narrowed = narrowed.with(ops.filter(narrowed.query, ops.allOf([[alias, raw]]), false))
  }
  return narrowed
}

/** Whether the instance's values meet a condition; `unknown`: what it counts as where nulls leave that open. */
function meets(instance: Instance, cls: ModelClass, source: string, unknown: boolean, rt: Runtime): boolean {
  const condition = nodeOf(source, rt)
  const coalesce = rt.evaluateSource('Coalesce')
  const output = rt.evaluateSource('models.BooleanField()')
  const node = unknown
    ? toExpression(rt.call(coalesce, { args: [condition, true], kwargs: new Map([['output_field', output]]) }), rt)
    : condition
  const rows = QuerySetObject.all(cls, rt)
  const asked = rows.with(ops.filter(rows.query, ops.conditionOf(node), false))
  return onValues(asked.only([cls.meta.pk.name]), instance, cls, rt).length > 0
}

/** The rows that a query would give if the table held the instance alone, saved or not. */
function onValues(
  asked: QuerySetObject,
  instance: Instance,
  cls: ModelClass,
  rt: Runtime,
): readonly (readonly SqlValue[])[] {
  const compiled = asked.compiled(rt)
  if (compiled.empty) return []
  const table = quoteName(cls.meta.table)
  const at = compiled.sql.indexOf(` FROM ${table}`)
  if (at < 0) throw new Error(`No FROM ${table} in ${compiled.sql}`)
  const fields = cls.concreteFields.filter((f) => f.column !== null)
  const values = fields.map((f) => {
    const type = typeOf(cls.models, f)
    const value =
      f.className === 'GeneratedField' || instance.databaseDefaults.has(f.attname) ? null : held(instance, f.name)
    try {
      return toSql(type, prepare(type, toPy(value, rt)), rt.settings)
    } catch (error) {
      // A value that the field refuses was complained of already: no condition looks at it.
      if (exceptionOf(error) === null) throw error
      return null
    }
  })
  // Decimals are texts here: only as numbers do they compare.
  const cell = (f: ResolvedField): string => (f.className === 'DecimalField' ? '(CAST(? AS NUMERIC))' : '?')
  const row = fields.map((f) => `${cell(f)} AS ${quoteName(f.column ?? f.name)}`).join(', ')
  const head = compiled.sql.slice(0, at)
  const before = (head.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g) ?? []).filter((part) => part === '?').length
  const sql = `${head} FROM (SELECT ${row}) AS ${table}${compiled.sql.slice(at + ` FROM ${table}`.length)}`
  return rt.all(sql, [...compiled.params.slice(0, before), ...values, ...compiled.params.slice(before)]).rows
}
