/** `django.core.validators`: what stands in a field's `validators=[…]`, as callables with Django's messages. */
import { cleanIpv6 } from '../../query/values/ip-address.ts'
import { bind } from '../arguments.ts'
import { ListObject, TupleObject } from '../types/collections.ts'
import { digitsCode, digitsProblem } from '../types/digits.ts'
import { compare, equals, isNumeric } from '../types/equality.ts'
import { PyError, typeError } from '../errors.ts'
import { PatternObject } from '../modules/re-module.ts'
import type { Runtime } from '../runtime.ts'
import { repr, str } from '../text.ts'
import { validationErrorOf } from './validation-error.ts'
import { Builtin, isCallable, PyObject } from '../values.ts'
import type { Callable, CallArgs, Value } from '../values.ts'

function validationError(message: string, code: Value, rt: Runtime): PyError {
  return new PyError(validationErrorOf(message, code, rt))
}

/** null: the value is fine. With a code where it is not the validator's usual one. */
type Judge = (value: Value, rt: Runtime) => string | { readonly text: string; readonly code: string } | null

type Attributes = { readonly [name: string]: Value }

class Validator extends PyObject implements Callable {
  private readonly name: string
  private readonly judge: Judge
  private readonly code: Value
  /** What it was made with: `limit_value`, `message` … Two with the same are equal. */
  private readonly attributes: Attributes
  constructor(name: string, judge: Judge, code: Value, attributes: Attributes = {}) {
    super()
    this.name = name
    this.judge = judge
    this.code = code
    this.attributes = attributes
  }
  typeName(): string {
    return this.name
  }
  call({ args }: CallArgs, rt: Runtime): Value {
    const problem = this.judge(args[0] ?? null, rt)
    if (typeof problem === 'string') throw validationError(problem, this.code, rt)
    if (problem !== null) throw validationError(problem.text, problem.code, rt)
    return null
  }
  override getAttr(name: string): Value | undefined {
    if (name === 'code') return this.code
    return Object.hasOwn(this.attributes, name) ? this.attributes[name] : undefined
  }
  override equals(other: Value, rt: Runtime): boolean {
    if (!(other instanceof Validator) || other.name !== this.name || !equals(this.code, other.code, rt)) return false
    const names = new Set([...Object.keys(this.attributes), ...Object.keys(other.attributes)])
    return [...names].every((name) => equals(this.attributes[name] ?? null, other.attributes[name] ?? null, rt))
  }
  override repr(): string {
    return `<django.core.validators.${this.name} object>`
  }
}

type Entry = readonly [string, Value]

/** `%(limit_value)s` and the like, filled in. */
function filled(message: string, values: { readonly [name: string]: Value }, rt: Runtime): string {
  return message.replace(/%\((\w+)\)([sdr])/g, (whole, name: string, form: string) => {
    const value = values[name]
    return value === undefined ? whole : form === 'r' ? repr(value, rt) : str(value, rt)
  })
}

interface Limit {
  readonly code: string
  readonly message: (limit: Value) => string
  readonly isOver: (value: Value, limit: Value, rt: Runtime) => boolean
  /** What of the value is compared. */
  readonly clean?: (value: Value, rt: Runtime) => Value
}

const lengthOf = (value: Value, rt: Runtime): Value => BigInt(Array.from(str(value, rt)).length)
const characters = (limit: Value): string => `character${limit === 1n ? '' : 's'}`

const LIMITS: Readonly<Record<string, Limit>> = {
  MinValueValidator: {
    code: 'min_value',
    message: () => 'Ensure this value is greater than or equal to %(limit_value)s.',
    isOver: (value, limit, rt) => compare(value, limit, rt) < 0,
  },
  MaxValueValidator: {
    code: 'max_value',
    message: () => 'Ensure this value is less than or equal to %(limit_value)s.',
    isOver: (value, limit, rt) => compare(value, limit, rt) > 0,
  },
  MinLengthValidator: {
    code: 'min_length',
    message: (limit) => `Ensure this value has at least %(limit_value)d ${characters(limit)} (it has %(show_value)d).`,
    isOver: (value, limit, rt) => compare(value, limit, rt) < 0,
    clean: lengthOf,
  },
  MaxLengthValidator: {
    code: 'max_length',
    message: (limit) => `Ensure this value has at most %(limit_value)d ${characters(limit)} (it has %(show_value)d).`,
    isOver: (value, limit, rt) => compare(value, limit, rt) > 0,
    clean: lengthOf,
  },
}

function limitType(name: string, { code, message, isOver, clean }: Limit): Entry {
  const make = (call: CallArgs): Value => {
    const given = bind(name, ['limit_value', 'message?'], call)
    const judge: Judge = (value, rt) => {
      // A limit may be a function, asked each time.
      const limit = isCallable(given.limit_value) ? rt.call(given.limit_value, NOTHING) : given.limit_value
      const cleaned = clean === undefined ? value : clean(value, rt)
      if (!isOver(cleaned, limit, rt)) return null
      const text = typeof given.message === 'string' ? given.message : message(limit)
      return filled(text, { limit_value: limit, show_value: cleaned, value }, rt)
    }
    const { limit_value } = given
    const text = typeof given.message === 'string' ? given.message : message(limit_value)
    return new Validator(name, judge, code, { limit_value, message: text })
  }
  return [name, new Builtin(name, make)]
}

const NOTHING: CallArgs = { args: [], kwargs: new Map() }

const toNumber = (value: Value, rt: Runtime): number => Number(str(value, rt))

const STEP = new Builtin('StepValueValidator', (call) => {
  const given = bind('StepValueValidator', ['limit_value', 'message?', 'offset?'], call)
  const judge: Judge = (value, rt) => {
    const [step, offset] = [toNumber(given.limit_value, rt), toNumber(given.offset ?? 0n, rt)]
    const rest = toNumber(value, rt) - offset
    // As math.isclose(math.remainder(…), 0, abs_tol=1e-9).
    if (Math.abs(rest - Math.round(rest / step) * step) <= 1e-9) return null
    const usual =
      given.offset === undefined || given.offset === null
        ? 'Ensure this value is a multiple of step size %(limit_value)s.'
        : `Ensure this value is a multiple of step size %(limit_value)s, starting from %(offset)s, e.g. %(offset)s, ` +
          `${offset + step}, ${offset + 2 * step}, and so on.`
    const text = typeof given.message === 'string' ? given.message : usual
    return filled(text, { limit_value: given.limit_value, offset: given.offset ?? null, value }, rt)
  }
  const { limit_value, offset = null } = given
  return new Validator('StepValueValidator', judge, 'step_size', { limit_value, offset })
})

const REGEX = new Builtin('RegexValidator', (call) => {
  const names = ['regex?', 'message?', 'code?', 'inverse_match?', 'flags?'] as const
  const given = bind('RegexValidator', names, call)
  const flags = typeof given.flags === 'bigint' ? Number(given.flags) : 0
  const isCompiled = given.regex instanceof PatternObject
  if (isCompiled && flags !== 0) throw typeError('If the flags are set, regex must be a regular expression string.')
  const source = typeof given.regex === 'string' ? given.regex : ''
  const regex = given.regex instanceof PatternObject ? given.regex : new PatternObject(source, flags)
  const message = typeof given.message === 'string' ? given.message : 'Enter a valid value.'
  const isFound = { test: (text: string): boolean => regex.find(text, 'search') !== null }
  const inverse_match = given.inverse_match === true
  const attributes = { regex, message, inverse_match, flags: BigInt(flags) }
  return byPattern(isFound, message, given.code ?? 'invalid', { attributes, isInverse: inverse_match })
})

function byPattern(
  pattern: Pick<RegExp, 'test'>,
  message: string,
  code: Value,
  { name = 'RegexValidator', isInverse = false, attributes = { message } }: PatternOptions = {},
): Validator {
  const judge: Judge = (value, rt) =>
    pattern.test(str(value, rt)) === isInverse ? filled(message, { value }, rt) : null
  return new Validator(name, judge, code, attributes)
}

interface PatternOptions {
  readonly name?: string
  readonly isInverse?: boolean
  readonly attributes?: Attributes
}

/** Of the fields' classes too. */
export const EMAIL =
  /^[-!#$%&'*+/=?^_`{}|~0-9a-z]+(\.[-!#$%&'*+/=?^_`{}|~0-9a-z]+)*@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}|localhost)$/i
export const SLUG = /^[-a-zA-Z0-9_]+$/
export const URL_TEXT =
  /^(?:https?|ftps?):\/\/(?:[^\s@/]+@)?(?:[a-z0-9\u00a1-\uffff-]+\.)*[a-z0-9\u00a1-\uffff-]+(?::\d{1,5})?(?:[/?#]\S*)?$/i
export const SLUG_MESSAGE = 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.'
const UNICODE_SLUG = /^[-\p{L}\p{N}_]+$/u
const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`)

function intList(call: CallArgs): Value {
  const given = bind('int_list_validator', ['sep?', 'message?', 'code?', 'allow_negative?'], call)
  const separator = (typeof given.sep === 'string' ? given.sep : ',').replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const number = given.allow_negative === true ? '-?\\d+' : '\\d+'
  const message = typeof given.message === 'string' ? given.message : 'Enter a valid value.'
  return byPattern(new RegExp(`^${number}(?:${separator}${number})*$`), message, given.code ?? 'invalid')
}

/** A class that is made with a message and a code of one's own, or with those of Django. */
function patternType(name: string, pattern: RegExp, message: string): Entry {
  const make = ({ args, kwargs }: CallArgs): Value => {
    const own = args[0] ?? kwargs.get('message')
    const said = typeof own === 'string' ? own : message
    return byPattern(pattern, said, args[1] ?? kwargs.get('code') ?? 'invalid', { name })
  }
  return [name, new Builtin(name, make)]
}

/** With `schemes=[…]`: what comes before `://` is one of them. */
function urlType(call: CallArgs): Value {
  const given = bind('URLValidator', ['schemes?', 'message?', 'code?', 'regex?'], call)
  const message = typeof given.message === 'string' ? given.message : 'Enter a valid URL.'
  const schemes = listed(given.schemes) ?? ['http', 'https', 'ftp', 'ftps']
  const judge: Judge = (value, rt) => {
    const text = str(value, rt)
    const scheme = text.split('://')[0]?.toLowerCase() ?? ''
    return schemes.includes(scheme) && URL_TEXT.test(text.replace(/^[^:]*/, 'http')) ? null : message
  }
  return new Validator('URLValidator', judge, given.code ?? 'invalid', { message, schemes: given.schemes ?? null })
}

const listed = (value: Value | undefined): readonly string[] | null =>
  value instanceof ListObject || value instanceof TupleObject ? value.items.map(String) : null

const FILE_EXTENSION = new Builtin('FileExtensionValidator', (call) => {
  const given = bind('FileExtensionValidator', ['allowed_extensions?', 'message?', 'code?'], call)
  const allowed = listed(given.allowed_extensions)?.map((one) => one.toLowerCase()) ?? null
  const usual = 'File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s.'
  const message = typeof given.message === 'string' ? given.message : usual
  const judge: Judge = (value, rt) => {
    const name = value instanceof PyObject ? (value.getAttr('name', rt) ?? value) : value
    const [, extension = ''] = /[^/]\.([^./]*)$/.exec(str(name, rt)) ?? []
    if (allowed === null || allowed.includes(extension.toLowerCase())) return null
    return filled(message, { extension: extension.toLowerCase(), allowed_extensions: allowed.join(', '), value }, rt)
  }
  return new Validator('FileExtensionValidator', judge, given.code ?? 'invalid_extension', {
    allowed_extensions: allowed === null ? null : new ListObject(allowed),
    message,
  })
})

const LABEL = '[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff-]{0,61}[a-z0-9\u00a1-\uffff])?'
const DOMAIN = new RegExp(
  `^${LABEL}(?:\\.(?!-)${LABEL})*\\.(?!-)(?:[a-z\u00a1-\uffff-]{2,63}|xn--[a-z0-9]{1,59})\\.?$`,
  'i',
)

/** An address of the internet, version 6 or either. */
const address = (name: string, message: string, fits: (text: string) => boolean): Entry => [
  name,
  new Validator(name, (value, rt) => (fits(str(value, rt)) ? null : message), 'invalid'),
]
const isIpv6 = (text: string): boolean => cleanIpv6(text, false) !== null

const DIGITS = new Builtin('DecimalValidator', (call) => {
  const given = bind('DecimalValidator', ['max_digits', 'decimal_places'], call)
  const count = (value: Value): number | null => (isNumeric(value) ? Number(value) : null)
  const judge: Judge = (value, rt) => {
    const text = digitsProblem(value, count(given.max_digits), count(given.decimal_places), rt)
    return text === null ? null : { text, code: digitsCode(text) }
  }
  const { max_digits, decimal_places } = given
  return new Validator('DecimalValidator', judge, 'max_digits', { max_digits, decimal_places })
})

const NO_NULLS = new Builtin('ProhibitNullCharactersValidator', (call) => {
  const given = bind('ProhibitNullCharactersValidator', ['message?', 'code?'], call)
  const message = typeof given.message === 'string' ? given.message : 'Null characters are not allowed.'
  const judge: Judge = (value, rt) => (str(value, rt).includes('\0') ? filled(message, { value }, rt) : null)
  return new Validator('ProhibitNullCharactersValidator', judge, given.code ?? 'null_characters_not_allowed', {
    message,
  })
})

export const VALIDATORS: readonly Entry[] = [
  ...Object.entries(LIMITS).map(([name, limit]) => limitType(name, limit)),
  ['StepValueValidator', STEP],
  ['RegexValidator', REGEX],
  ['DecimalValidator', DIGITS],
  patternType('EmailValidator', EMAIL, 'Enter a valid email address.'),
  patternType('DomainNameValidator', DOMAIN, 'Enter a valid domain name.'),
  ['validate_domain_name', byPattern(DOMAIN, 'Enter a valid domain name.', 'invalid', { name: 'DomainNameValidator' })],
  ['URLValidator', new Builtin('URLValidator', urlType)],
  ['FileExtensionValidator', FILE_EXTENSION],
  address('validate_ipv6_address', 'Enter a valid IPv6 address.', isIpv6),
  address('validate_ipv46_address', 'Enter a valid IPv4 or IPv6 address.', (text) => IPV4.test(text) || isIpv6(text)),
  ['validate_email', byPattern(EMAIL, 'Enter a valid email address.', 'invalid', { name: 'EmailValidator' })],
  ['validate_slug', byPattern(SLUG, SLUG_MESSAGE, 'invalid')],
  [
    'validate_unicode_slug',
    byPattern(
      UNICODE_SLUG,
      'Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.',
      'invalid',
    ),
  ],
  ['validate_ipv4_address', byPattern(IPV4, 'Enter a valid IPv4 address.', 'invalid')],
  ['validate_integer', byPattern(/^-?\d+$/, 'Enter a valid integer.', 'invalid')],
  [
    'validate_comma_separated_integer_list',
    intList({ args: [], kwargs: new Map([['message', 'Enter only digits separated by commas.']]) }),
  ],
  ['int_list_validator', new Builtin('int_list_validator', intList)],
  ['ProhibitNullCharactersValidator', NO_NULLS],
]
