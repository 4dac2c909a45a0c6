/** full_clean(): required values, choices, lengths and uniqueness, with Django's messages. */
import type { ResolvedField } from '../../../relations/types.ts'
import { DictObject, ListObject, TupleObject } from '../collections.ts'
import { toPy } from '../convert.ts'
import { equals } from '../equality.ts'
import { exceptionClass, ExceptionObject, exceptionOf, PyError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { repr, str } from '../text.ts'
import { NO_ARGS } from '../values.ts'
import type { Value } from '../values.ts'
import { parseDecimal } from '../../query/values/decimal.ts'
import { prepare } from '../../query/values/prepare.ts'
import { typeOf } from '../../query/models.ts'
import { classMember } from './class-members.ts'
import { valueOf } from './defaults.ts'
import type { Instance } from './instance.ts'
import * as ops from './query-ops.ts'
import { QuerySetObject } from './queryset.ts'

type Problems = Map<string, string[]>

function add(problems: Problems, name: string, message: string): void {
  const list = problems.get(name)
  if (list === undefined) problems.set(name, [message])
  else list.push(message)
}

function fail(problems: Problems, rt: Runtime): void {
  if (problems.size === 0) return
  const dict = DictObject.of(
    [...problems].map(([name, list]) => [name, new ListObject(list)] as const),
    rt,
  )
  const exception = new ExceptionObject(exceptionClass('ValidationError'), [repr(dict, rt)])
  exception.attributes.set('message_dict', dict)
  exception.attributes.set('messages', new ListObject([...problems.values()].flat()))
  throw new PyError(exception)
}

export function fullClean(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  collectFieldProblems(instance, exclude, problems, rt)
  const clean = classMember(instance.cls, 'clean', instance, rt)
  if (clean !== undefined) {
    try {
      rt.call(clean, NO_ARGS)
    } catch (error) {
      const exception = exceptionOf(error)
      if (exception?.cls.name !== 'ValidationError') throw error
      add(problems, '__all__', exception.str(rt))
    }
  }
  collectUniqueProblems(instance, [...exclude, ...problems.keys()], problems, rt)
  fail(problems, rt)
}

export function cleanFields(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  collectFieldProblems(instance, exclude, problems, rt)
  fail(problems, rt)
}

export function validateUnique(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  collectUniqueProblems(instance, exclude, problems, rt)
  fail(problems, rt)
}

function collectFieldProblems(instance: Instance, exclude: readonly string[], problems: Problems, rt: Runtime): void {
  for (const field of instance.cls.concreteFields) {
    if (exclude.includes(field.name) || field.className === 'GeneratedField') continue
    const value = instance.values.get(field.attname) ?? null
    if (field.blank && isEmptyValue(value)) continue
    if (field.className.endsWith('AutoField') || instance.databaseDefaults.has(field.attname)) continue
    const message = fieldProblem(instance, field, value, rt)
    if (message !== null) add(problems, field.name, message)
  }
}

const isEmptyValue = (value: Value): boolean =>
  value === null ||
  value === '' ||
  ((value instanceof ListObject || value instanceof DictObject || value instanceof TupleObject) && !value.truthy())

function fieldProblem(instance: Instance, field: ResolvedField, value: Value, rt: Runtime): string | null {
  try {
    prepare(typeOf(instance.cls.models, field), toPy(value, rt))
  } catch (error) {
    const text = exceptionOf(error)?.str(rt)
    if (text === undefined) throw error
    if (/expected a number/.test(text))
      return `“${str(value, rt)}” value must be ${isFloat(field) ? 'a float' : 'an integer'}.`
    return text.replace(/^\['(.*)'\]$/s, '$1')
  }
  const isEmpty = isEmptyValue(value)
  if (field.choices !== null && !isEmpty) {
    if (!field.choices.some((c) => equals(valueOf(c.value, field, rt), value, rt)))
      return `Value ${repr(value, rt)} is not a valid choice.`
  }
  if (value === null && !field.null) return 'This field cannot be null.'
  if (!field.blank && isEmpty) return 'This field cannot be blank.'
  if (isEmpty) return null
  if (field.relation !== null && !hasTarget(field, value, rt)) {
    const target = rt.modelClass(field.relation.to ?? field.model)
    return `${target.model.verboseName} instance with ${field.relation.toField} ${repr(value, rt)} is not a valid choice.`
  }
  return validatorProblem(field, value, rt)
}

const isFloat = (field: ResolvedField): boolean => field.className === 'FloatField'

/** A pattern and what is said of a text that it does not match, by field class. */
const PATTERNS: Readonly<Record<string, readonly [RegExp, string]>> = {
  EmailField: [
    /^[-!#$%&'*+/=?^_`{}|~0-9a-z]+(\.[-!#$%&'*+/=?^_`{}|~0-9a-z]+)*@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}|localhost)$/i,
    'Enter a valid email address.',
  ],
  SlugField: [/^[-a-zA-Z0-9_]+$/, 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.'],
  URLField: [
    /^(?:https?|ftps?):\/\/(?:[^\s@/]+@)?(?:[a-z0-9\u00a1-\uffff-]+\.)*[a-z0-9\u00a1-\uffff-]+(?::\d{1,5})?(?:[/?#]\S*)?$/i,
    'Enter a valid URL.',
  ],
}

function validatorProblem(field: ResolvedField, value: Value, rt: Runtime): string | null {
  const known = PATTERNS[field.className]
  if (known !== undefined && typeof value === 'string' && !known[0].test(value)) return known[1]
  const length = Array.from(str(value, rt)).length
  if (field.maxLength !== null && isTextField(field) && typeof value === 'string' && length > field.maxLength) {
    return `Ensure this value has at most ${field.maxLength} character${field.maxLength === 1 ? '' : 's'} (it has ${length}).`
  }
  if (field.className === 'DecimalField') return digitsProblem(field, value, rt)
  if (field.className.startsWith('Positive') && typeof value === 'bigint' && value < 0n) {
    return 'Ensure this value is greater than or equal to 0.'
  }
  return null
}

const TEXT_FIELDS = new Set([
  'CharField',
  'TextField',
  'EmailField',
  'SlugField',
  'URLField',
  'FileField',
  'ImageField',
])
const isTextField = (field: ResolvedField): boolean =>
  TEXT_FIELDS.has(field.className) || field.className === 'FilePathField'

/** DecimalValidator: digits in all, after the point, before it. */
function digitsProblem(field: ResolvedField, value: Value, rt: Runtime): string | null {
  const { maxDigits, decimalPlaces } = typeOf(rt.modelClass(field.model).models, field)
  const number = parseDecimal(str(value, rt))
  if (number === null) return null
  const length = String(number.digits).length
  const places = number.exponent >= 0 ? 0 : -number.exponent
  const digits =
    number.exponent >= 0 ? (number.digits === 0n ? length : length + number.exponent) : Math.max(length, places)
  const whole = digits - places
  const problem = (what: string, most: number): string => {
    const noun = most === 1 ? what.replace('s', '') : what
    return `Ensure that there are no more than ${most} ${noun}.`
  }
  if (maxDigits !== null && digits > maxDigits) return problem('digits in total', maxDigits)
  if (decimalPlaces !== null && places > decimalPlaces) return problem('decimal places', decimalPlaces)
  if (maxDigits !== null && decimalPlaces !== null && whole > maxDigits - decimalPlaces)
    return problem('digits before the decimal point', maxDigits - decimalPlaces)
  return null
}

function hasTarget(field: ResolvedField, value: Value, rt: Runtime): boolean {
  const target = rt.modelClass(field.relation?.to ?? field.model)
  return ops.hasRows(
    QuerySetObject.all(target, rt).filterBy({ [field.relation?.toField ?? 'pk']: value }, rt).query,
    rt,
  )
}

/** The unique constraints of Meta; those of the fields and unique_together are validate_unique()'s. */
export function validateConstraints(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  for (const names of declaredUnique(instance)) checkUnique(instance, names, exclude, problems, rt)
  fail(problems, rt)
}

function declaredUnique({ cls }: Instance): readonly (readonly string[])[] {
  return cls.model.constraints
    .filter((c) => c.kind === 'unique' && c.condition === null && c.fields.length > 0)
    .map((c) => [...c.fields])
}

function collectUniqueProblems(instance: Instance, exclude: readonly string[], problems: Problems, rt: Runtime): void {
  const { cls } = instance
  const single = cls.concreteFields.filter((f) => f.unique || f.primaryKey).map((f) => [f.name])
  for (const names of [...cls.model.uniqueTogether.map((u) => [...u]), ...single, ...declaredUnique(instance)])
    checkUnique(instance, names, exclude, problems, rt)
}

function checkUnique(
  instance: Instance,
  names: readonly string[],
  exclude: readonly string[],
  problems: Problems,
  rt: Runtime,
): void {
  const { cls } = instance
  if (names.some((n) => exclude.includes(n))) return
  const pairs = names.map((n) => [n, instance.values.get(cls.field(n)?.attname ?? n) ?? null] as const)
  const isOwnKey = names.length === 1 && cls.field(names[0] ?? '')?.primaryKey === true && !instance.adding
  if (isOwnKey || pairs.some(([, v]) => v === null || v === '')) return
  let rows = QuerySetObject.all(cls, rt).filterBy(Object.fromEntries(pairs), rt)
  if (!instance.adding && instance.pk !== null)
    rows = rows.with(ops.filter(rows.query, ops.allOf([['pk', toPy(instance.pk, rt)]]), true))
  if (ops.hasRows(rows.query, rt))
    add(problems, names.length === 1 ? (names[0] ?? '') : '__all__', uniqueMessage(instance, names))
}

function uniqueMessage(instance: Instance, names: readonly string[]): string {
  const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
  const labels = names.map((n) => title(instance.cls.field(n)?.verboseName ?? n))
  const last = labels.at(-1) ?? ''
  const list = labels.length === 1 ? last : `${labels.slice(0, -1).join(', ')} and ${last}`
  return `${title(instance.cls.model.verboseName)} with this ${list} already exists.`
}
