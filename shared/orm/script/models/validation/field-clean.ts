/** `Field.clean()`: a value as Python has it, checked by the field's rules, with Django's messages or the field's own. */
import { isExpr } from '../../../../document/records.ts'
import type { Value as DocumentValue } from '../../../../document/records.ts'
import type { ResolvedField } from '../../../../relations/types.ts'
import { modelsOf } from '../../../query/models.ts'
import { typeOf } from '../../../query/type-of.ts'
import { cleanIpv6, isIpv4 } from '../../../query/values/ip-address.ts'
import { dateTimeOf, durationOf, prepare } from '../../../query/values/prepare.ts'
import { DictObject, ListObject, TupleObject } from '../../types/collections.ts'
import { fromPy, toPy } from '../../convert.ts'
import { jsonText } from '../../expressions/json-codec.ts'
import { digitsCode, digitsProblem } from '../../types/digits.ts'
import { equals } from '../../types/equality.ts'
import { exceptionOf, PyError, unsupported } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { repr, str } from '../../text.ts'
import { UserObject } from '../../classes/user-class.ts'
import { ValidationErrorObject, validationErrorOf } from '../../django/validation-error.ts'
import { EMAIL, SLUG, SLUG_MESSAGE, URL_TEXT } from '../../django/validators.ts'
import type { Value } from '../../values.ts'
import { valueOf } from '../fields/defaults.ts'
import { fieldMessage } from './error-messages.ts'
import type { Params } from './error-messages.ts'
import { fieldChoices } from '../fields/field-choices.ts'
import { choicesLimit } from '../fields/limit-choices.ts'
import * as ops from '../querysets/query-ops.ts'

/** Whether it is one of `empty_values`: an object is asked whether it equals one. */
export function isEmptyValue(value: Value, rt: Runtime): boolean {
  if (value instanceof UserObject && value.cls.find('__eq__') !== undefined)
    return [null, '', new ListObject([]), new TupleObject([]), new DictObject()].some((one) => equals(value, one, rt))
  return isNothing(value)
}

const isNothing = (value: Value): boolean =>
  value === null ||
  value === '' ||
  ((value instanceof ListObject || value instanceof DictObject || value instanceof TupleObject) && !value.truthy())

/** An error about a value: the field's own words for the code, or Django's. */
function fieldError(field: ResolvedField, code: string, usual: string, params: Params, rt: Runtime): PyError {
  return new PyError(validationErrorOf(fieldMessage(field, code, usual, params, rt), code, rt))
}

/** @throws PyError ValidationError */
export function cleanValue(field: ResolvedField, given: Value, instance: Value, rt: Runtime): Value {
  const own = rt.ownField(field)
  if (own !== null) return own.ask('clean', [given, instance], rt) ?? null
  rt.refuseRelation(field, ['clean', 'to_python', 'validate', 'run_validators'])
  const value = toPython(field, given, rt)
  validate(field, value, rt)
  runValidators(field, value, rt)
  return value
}

/** Classes whose values stay as they are. */
const UNCHANGED: ReadonlySet<string> = new Set(['JSONField', 'BinaryField', 'FileField', 'ImageField'])

/** @throws PyError ValidationError: no value of this field */
export function toPython(field: ResolvedField, value: Value, rt: Runtime): Value {
  const refused = (usual: string): PyError => fieldError(field, 'invalid', usual, { value }, rt)
  if (value === null && field.className === 'BooleanField' && !field.null)
    throw refused('“None” value must be either True or False.')
  if (field.className === 'GenericIPAddressField' && value !== null) return toAddress(field, str(value, rt).trim(), rt)
  try {
    if (field.className === 'DurationField') return fromPy(durationOf(toPy(value, rt)), rt)
    if (field.className === 'DateTimeField' && value !== null) return fromPy(dateTimeOf(toPy(value, rt)), rt)
    const prepared = prepare(typeOf(modelsOf(rt.resolution), field), toPy(value, rt))
    return UNCHANGED.has(field.className) || value === null ? value : fromPy(prepared, rt)
  } catch (error) {
    const exception = exceptionOf(error)
    const text = exception?.str(rt)
    if (text === undefined) throw error
    const kind = field.className === 'FloatField' ? 'a float' : 'an integer'
    if (/expected a number/.test(text)) throw refused(`“${str(value, rt)}” value must be ${kind}.`)
    if (exception?.cls.name === 'TypeError') throw error
    const said = text.replace(/^\[(['"])(.*)\1\]$/s, '$2')
    if (/has the correct format .* but it is an invalid/.test(said))
      throw fieldError(field, `invalid_${field.className.replace('Field', '').toLowerCase()}`, said, { value }, rt)
    throw refused(said)
  }
}

const PROTOCOLS: Readonly<Record<string, string>> = { both: 'IPv4 or IPv6', ipv4: 'IPv4', ipv6: 'IPv6' }

function addressError(field: ResolvedField, protocol: string, value: Value, rt: Runtime): PyError {
  return fieldError(field, 'invalid', `Enter a valid ${protocol} address.`, { protocol, value }, rt)
}

function toAddress(field: ResolvedField, text: string, rt: Runtime): Value {
  if (!text.includes(':')) return text
  const cleaned = cleanIpv6(text, field.options['unpack_ipv4'] === true)
  if (cleaned === null) throw addressError(field, 'IPv6', text, rt)
  return cleaned
}

function addressProblem(field: ResolvedField, value: Value, rt: Runtime): PyError | null {
  const text = str(value, rt)
  const given = String(field.options['protocol'] ?? 'both').toLowerCase()
  const fits = given !== 'ipv6' && isIpv4(text) ? true : given !== 'ipv4' && cleanIpv6(text, false) !== null
  return fits ? null : addressError(field, PROTOCOLS[given] ?? 'IP', value, rt)
}

export function validate(field: ResolvedField, value: Value, rt: Runtime): void {
  if (field.relation?.parentLink === true || !field.editable) return
  const refuse = (code: string, usual: string, params: Params = {}): PyError =>
    fieldError(field, code, usual, params, rt)
  const isEmpty = isEmptyValue(value, rt)
  const choices = isEmpty ? null : fieldChoices(field, rt)
  if (choices !== null) {
    if (!choices.some((c) => equals(c.value, value, rt)))
      throw refuse('invalid_choice', `Value ${repr(value, rt)} is not a valid choice.`, { value })
  }
  if (value === null && !field.null) throw refuse('null', 'This field cannot be null.')
  if (!field.blank && isEmpty) throw refuse('blank', 'This field cannot be blank.')
  if (field.className === 'JSONField' && !isJson(field, value, rt)) throw refuse('invalid', 'Value must be valid JSON.')
  if (isEmpty || field.relation === null || hasTarget(field, value, rt)) return
  const target = rt.modelClass(field.relation.to ?? field.model)
  const { toField } = field.relation
  const usual = `${target.model.verboseName} instance with ${toField} ${repr(value, rt)} is not a valid choice.`
  throw refuse('invalid', usual, { model: target.model.verboseName, pk: value, field: toField, value })
}

function isJson(field: ResolvedField, value: Value, rt: Runtime): boolean {
  try {
    jsonText(field, rt.jsonCodec(field), value, rt)
    return true
  } catch (error) {
    if (exceptionOf(error)?.cls.name !== 'TypeError') throw error
    return false
  }
}

/** A pattern and what is said of a text that it does not match, by field class. */
const PATTERNS: Readonly<Record<string, readonly [RegExp, string]>> = {
  EmailField: [EMAIL, 'Enter a valid email address.'],
  SlugField: [SLUG, SLUG_MESSAGE],
  URLField: [URL_TEXT, 'Enter a valid URL.'],
}

/** The validators of the field's class, those it was given, and those that its options bring. */
export function runValidators(field: ResolvedField, value: Value, rt: Runtime): void {
  if (isEmptyValue(value, rt)) return
  const known = PATTERNS[field.className]
  const isWrong = known !== undefined && typeof value === 'string' && !known[0].test(value)
  const own = isWrong ? [fieldError(field, 'invalid', known[1], { value }, rt).exception] : []
  const last = optionProblem(field, value, rt)
  const errors: Value[] = [...own, ...givenProblems(field, value, rt), ...(last === null ? [] : [last.exception])]
  if (errors.length > 0) throw new PyError(validationErrorOf(new ListObject(errors), null, rt))
}

function givenProblems(field: ResolvedField, value: Value, rt: Runtime): readonly Value[] {
  const source = field.options['validators']
  if (source === undefined) return []
  const list = validatorsOf(source, rt)
  if (!(list instanceof ListObject || list instanceof TupleObject)) return []
  return list.items.flatMap((validator): readonly Value[] => {
    try {
      rt.call(validator, { args: [value], kwargs: new Map() })
      return []
    } catch (error) {
      const exception = exceptionOf(error)
      if (exception?.cls.name !== 'ValidationError') throw error
      if (!(exception instanceof ValidationErrorObject)) return [exception.str(rt)]
      const code = exception.single?.code
      if (typeof code !== 'string') return exception.list.items
      const [said = ''] = exception.texts(rt)
      return [validationErrorOf(fieldMessage(field, code, said, { value }, rt), code, rt)]
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

function optionProblem(field: ResolvedField, value: Value, rt: Runtime): PyError | null {
  const length = value instanceof Uint8Array ? value.length : Array.from(str(value, rt)).length
  const isLong = field.maxLength !== null && length > field.maxLength
  if (field.maxLength !== null && isLong && (value instanceof Uint8Array || isTextField(field, value))) {
    const most = field.maxLength
    const usual = `Ensure this value has at most ${most} character${most === 1 ? '' : 's'} (it has ${length}).`
    const params = { limit_value: BigInt(most), show_value: BigInt(length), value }
    return fieldError(field, 'max_length', usual, params, rt)
  }
  if (field.className === 'GenericIPAddressField') return addressProblem(field, value, rt)
  if (field.className === 'DecimalField') {
    const { maxDigits, decimalPlaces } = typeOf(modelsOf(rt.resolution), field)
    const said = digitsProblem(value, maxDigits, decimalPlaces, rt)
    return said === null ? null : fieldError(field, digitsCode(said), said, { value }, rt)
  }
  return typeof value === 'bigint' && field.className.endsWith('IntegerField') ? rangeProblem(field, value, rt) : null
}

/** The whole numbers that SQLite holds, for every integer field. */
const LAST_INTEGER = 2n ** 63n - 1n

function rangeProblem(field: ResolvedField, value: bigint, rt: Runtime): PyError | null {
  const first = field.className.startsWith('Positive') ? 0n : -LAST_INTEGER - 1n
  const refuse = (code: string, relation: string, limit: bigint): PyError => {
    const usual = `Ensure this value is ${relation} than or equal to ${limit}.`
    return fieldError(field, code, usual, { limit_value: limit, show_value: value, value }, rt)
  }
  if (value < first) return refuse('min_value', 'greater', first)
  return value > LAST_INTEGER ? refuse('max_value', 'less', LAST_INTEGER) : null
}

const TEXT_FIELDS = new Set(['CharField', 'EmailField', 'SlugField', 'URLField', 'FileField', 'ImageField'])
/** A TextField's max_length is its form's. */
const isTextField = ({ className }: ResolvedField, value: Value): boolean =>
  typeof value === 'string' && (TEXT_FIELDS.has(className) || className === 'FilePathField')

function hasTarget(field: ResolvedField, value: Value, rt: Runtime): boolean {
  const target = rt.modelClass(field.relation?.to ?? field.model)
  const rows = target
    .baseManager(rt)
    .queryset(rt)
    .filterBy({ [field.relation?.toField ?? 'pk']: value }, rt)
  const limit = choicesLimit(field, rt)
  return ops.hasRows(limit === null ? rows.query : ops.filter(rows.query, limit, false), rt)
}
