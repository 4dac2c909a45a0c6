/** full_clean(): required values, choices, lengths and uniqueness, with Django's messages. */
import { isExpr } from '../../../document/records.ts'
import type { Value as DocumentValue } from '../../../document/records.ts'
import type { ResolvedField } from '../../../relations/types.ts'
import { DictObject, ListObject, TupleObject } from '../collections.ts'
import { toPy } from '../convert.ts'
import { equals } from '../equality.ts'
import { exceptionClass, ExceptionObject, exceptionOf, PyError, unsupported } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { repr, str } from '../text.ts'
import { NO_ARGS } from '../values.ts'
import type { Value } from '../values.ts'
import { decimalFromText } from '../decimal.ts'
import { digitsProblem } from '../digits.ts'
import { EMAIL, messageDictOf, messagesOf, SLUG, SLUG_MESSAGE, URL_TEXT } from '../validators.ts'
import { prepare } from '../../query/values/prepare.ts'
import { typeOf } from '../../query/models.ts'
import { classMember } from './class-members.ts'
import { valueOf } from './defaults.ts'
import { constraintFindings, uniqueFindings } from './constraint-validation.ts'
import type { Finding } from './constraint-validation.ts'
import { fieldChoices } from './field-choices.ts'
import type { Instance } from './instance.ts'
import * as ops from './query-ops.ts'
import { QuerySetObject } from './queryset.ts'

type Problems = Map<string, string[]>

function add(problems: Problems, name: string, message: string): void {
  const list = problems.get(name)
  if (list === undefined) problems.set(name, [message])
  else list.push(message)
}

/** What `clean()` says: of fields by name, or of the whole. */
function addAll(problems: Problems, exception: ExceptionObject, rt: Runtime): void {
  const dict = messageDictOf(exception)
  if (dict === null) {
    for (const message of messagesOf(exception, rt)) add(problems, '__all__', message)
    return
  }
  for (const [name, list] of dict.entries.values()) {
    for (const message of list instanceof ListObject ? list.items : []) add(problems, str(name, rt), str(message, rt))
  }
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

interface CleanParts {
  readonly unique: boolean
  readonly constraints: boolean
}

export function fullClean(
  instance: Instance,
  exclude: readonly string[],
  rt: Runtime,
  parts: CleanParts = { unique: true, constraints: true },
): void {
  const problems: Problems = new Map()
  collectFieldProblems(instance, exclude, problems, rt)
  const clean = classMember(instance.cls, 'clean', instance, rt)
  if (clean !== undefined) {
    try {
      rt.call(clean, NO_ARGS)
    } catch (error) {
      const exception = exceptionOf(error)
      if (exception?.cls.name !== 'ValidationError') throw error
      addAll(problems, exception, rt)
    }
  }
  if (parts.unique) addFindings(problems, uniqueFindings(instance, [...exclude, ...problems.keys()], rt))
  if (parts.constraints) addFindings(problems, constraintFindings(instance, [...exclude, ...problems.keys()], rt))
  fail(problems, rt)
}

export function cleanFields(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  collectFieldProblems(instance, exclude, problems, rt)
  fail(problems, rt)
}

export function validateUnique(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  addFindings(problems, uniqueFindings(instance, exclude, rt))
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
    else if (!isEmptyValue(value)) {
      for (const said of validatorProblems(field, value, rt)) add(problems, field.name, said)
    }
  }
}

const isEmptyValue = (value: Value): boolean =>
  value === null ||
  value === '' ||
  ((value instanceof ListObject || value instanceof DictObject || value instanceof TupleObject) && !value.truthy())

function fieldProblem(instance: Instance, field: ResolvedField, value: Value, rt: Runtime): string | null {
  if (field.relation?.parentLink === true) return null
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
  const choices = isEmpty ? null : fieldChoices(field, rt)
  if (choices !== null) {
    if (!choices.some((c) => equals(c.value, value, rt))) return `Value ${repr(value, rt)} is not a valid choice.`
  }
  if (value === null && !field.null) return 'This field cannot be null.'
  if (!field.blank && isEmpty) return 'This field cannot be blank.'
  if (isEmpty) return null
  if (field.relation !== null && !hasTarget(field, value, rt)) {
    const target = rt.modelClass(field.relation.to ?? field.model)
    return `${target.model.verboseName} instance with ${field.relation.toField} ${repr(value, rt)} is not a valid choice.`
  }
  return null
}

const isFloat = (field: ResolvedField): boolean => field.className === 'FloatField'

/** A pattern and what is said of a text that it does not match, by field class. */
const PATTERNS: Readonly<Record<string, readonly [RegExp, string]>> = {
  EmailField: [EMAIL, 'Enter a valid email address.'],
  SlugField: [SLUG, SLUG_MESSAGE],
  URLField: [URL_TEXT, 'Enter a valid URL.'],
}

/** The validators of the field's class, those it was given, and those that its options bring. */
function validatorProblems(field: ResolvedField, value: Value, rt: Runtime): readonly string[] {
  const python = pythonValue(field, value)
  const known = PATTERNS[field.className]
  const own = known !== undefined && typeof value === 'string' && !known[0].test(value) ? [known[1]] : []
  const last = optionProblem(field, python, rt)
  return [...own, ...givenProblems(field, python, rt), ...(last === null ? [] : [last])]
}

/** As `to_python` makes it before the validators see it. */
function pythonValue(field: ResolvedField, value: Value): Value {
  if (field.className === 'DecimalField' && typeof value === 'string') {
    const text = decimalFromText(value)
    return text === null ? value : { type: 'decimal', text }
  }
  if (field.className === 'FloatField')
    return typeof value === 'string' || typeof value === 'bigint' ? Number(value) : value
  return field.className.includes('IntegerField') && typeof value === 'string' ? BigInt(value) : value
}

function givenProblems(field: ResolvedField, value: Value, rt: Runtime): readonly string[] {
  const source = field.options['validators']
  if (source === undefined) return []
  const list = validatorsOf(source, rt)
  if (!(list instanceof ListObject || list instanceof TupleObject)) return []
  return list.items.flatMap((validator) => {
    try {
      rt.call(validator, { args: [value], kwargs: new Map() })
      return []
    } catch (error) {
      const exception = exceptionOf(error)
      if (exception?.cls.name !== 'ValidationError') throw error
      return messagesOf(exception, rt)
    }
  })
}

function validatorsOf(source: DocumentValue, rt: Runtime): Value {
  try {
    return valueOf(source, null, rt)
  } catch (error) {
    if (exceptionOf(error)?.cls.name !== 'NameError') throw error
    throw unsupported(`full_clean() with validators=${isExpr(source) ? source.expr : String(source)}`)
  }
}

function optionProblem(field: ResolvedField, value: Value, rt: Runtime): string | null {
  const length = Array.from(str(value, rt)).length
  if (field.maxLength !== null && isTextField(field) && typeof value === 'string' && length > field.maxLength) {
    return `Ensure this value has at most ${field.maxLength} character${field.maxLength === 1 ? '' : 's'} (it has ${length}).`
  }
  if (field.className === 'DecimalField') {
    const { maxDigits, decimalPlaces } = typeOf(rt.modelClass(field.model).models, field)
    return digitsProblem(value, maxDigits, decimalPlaces, rt)
  }
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

function hasTarget(field: ResolvedField, value: Value, rt: Runtime): boolean {
  const target = rt.modelClass(field.relation?.to ?? field.model)
  return ops.hasRows(
    QuerySetObject.all(target, rt).filterBy({ [field.relation?.toField ?? 'pk']: value }, rt).query,
    rt,
  )
}

export function validateConstraints(instance: Instance, exclude: readonly string[], rt: Runtime): void {
  const problems: Problems = new Map()
  addFindings(problems, constraintFindings(instance, exclude, rt))
  fail(problems, rt)
}

function addFindings(problems: Problems, findings: readonly Finding[]): void {
  for (const [name, message] of findings) add(problems, name, message)
}
