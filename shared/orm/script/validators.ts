/** `django.core.validators`: what stands in a field's `validators=[…]`, as callables with Django's messages. */
import { toRegExp } from '../query/sqlite-functions.ts'
import { bind } from './arguments.ts'
import { digitsProblem } from './digits.ts'
import { compare, isNumeric } from './equality.ts'
import { PyError, valueError } from './errors.ts'
import type { Runtime } from './runtime.ts'
import { str } from './text.ts'
import { validationErrorOf } from './validation-error.ts'
import { Builtin, isCallable, PyObject } from './values.ts'
import type { Callable, CallArgs, Value } from './values.ts'

export function validationError(message: string, code: Value, rt: Runtime): PyError {
  return new PyError(validationErrorOf(message, code, rt))
}

/** null: the value is fine. */
type Judge = (value: Value, rt: Runtime) => string | null

class Validator extends PyObject implements Callable {
  private readonly name: string
  private readonly judge: Judge
  private readonly code: Value
  constructor(name: string, judge: Judge, code: Value) {
    super()
    this.name = name
    this.judge = judge
    this.code = code
  }
  typeName(): string {
    return this.name
  }
  call({ args }: CallArgs, rt: Runtime): Value {
    const message = this.judge(args[0] ?? null, rt)
    if (message !== null) throw validationError(message, this.code, rt)
    return null
  }
  override getAttr(name: string): Value | undefined {
    return name === 'code' ? this.code : undefined
  }
}

type Entry = readonly [string, Value]

/** `%(limit_value)s` and the like, filled in. */
function filled(message: string, values: { readonly [name: string]: Value }, rt: Runtime): string {
  return message.replace(/%\((\w+)\)[sd]/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : str(value, rt)
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
    return new Validator(name, judge, code)
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
  return new Validator('StepValueValidator', judge, 'step_size')
})

const REGEX_FLAGS: readonly (readonly [bigint, string])[] = [
  [2n, 'i'],
  [8n, 'm'],
  [16n, 's'],
]

/** What of Python's module `re` a validator may be given. */

const REGEX = new Builtin('RegexValidator', (call) => {
  const names = ['regex?', 'message?', 'code?', 'inverse_match?', 'flags?'] as const
  const given = bind('RegexValidator', names, call)
  const flags = typeof given.flags === 'bigint' ? given.flags : 0n
  const letters = REGEX_FLAGS.filter(([bit]) => (flags & bit) !== 0n).map(([, letter]) => letter)
  const source = typeof given.regex === 'string' ? given.regex : ''
  const pattern = toRegExp(letters.length === 0 ? source : `(?${letters.join('')})${source}`)
  if (pattern === null) throw valueError(`not a pattern: ${source}`)
  const message = typeof given.message === 'string' ? given.message : 'Enter a valid value.'
  return byPattern(pattern, message, given.code ?? 'invalid', given.inverse_match === true)
})

function byPattern(pattern: RegExp, message: string, code: Value, isInverse = false): Validator {
  const judge: Judge = (value, rt) =>
    pattern.test(str(value, rt)) === isInverse ? filled(message, { value }, rt) : null
  return new Validator('RegexValidator', judge, code)
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
  const message = typeof given.message === 'string' ? given.message : 'Enter only digits separated by commas.'
  return byPattern(new RegExp(`^${number}(?:${separator}${number})*$`), message, given.code ?? 'invalid')
}

/** A class that is made with a message and a code of one's own, or with those of Django. */
function patternType(name: string, pattern: RegExp, message: string): Entry {
  const make = ({ args, kwargs }: CallArgs): Value => {
    const own = name === 'URLValidator' ? kwargs.get('message') : (args[0] ?? kwargs.get('message'))
    return byPattern(pattern, typeof own === 'string' ? own : message, kwargs.get('code') ?? 'invalid')
  }
  return [name, new Builtin(name, make)]
}

const DIGITS = new Builtin('DecimalValidator', (call) => {
  const given = bind('DecimalValidator', ['max_digits', 'decimal_places'], call)
  const count = (value: Value): number | null => (isNumeric(value) ? Number(value) : null)
  const judge: Judge = (value, rt) => digitsProblem(value, count(given.max_digits), count(given.decimal_places), rt)
  return new Validator('DecimalValidator', judge, 'max_digits')
})

const prohibitNull: Judge = (value, rt) => (str(value, rt).includes('\0') ? 'Null characters are not allowed.' : null)

export const VALIDATORS: readonly Entry[] = [
  ...Object.entries(LIMITS).map(([name, limit]) => limitType(name, limit)),
  ['StepValueValidator', STEP],
  ['RegexValidator', REGEX],
  ['DecimalValidator', DIGITS],
  patternType('EmailValidator', EMAIL, 'Enter a valid email address.'),
  patternType('URLValidator', URL_TEXT, 'Enter a valid URL.'),
  ['validate_email', byPattern(EMAIL, 'Enter a valid email address.', 'invalid')],
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
  ['validate_comma_separated_integer_list', intList({ args: [], kwargs: new Map() })],
  ['int_list_validator', new Builtin('int_list_validator', intList)],
  [
    'ProhibitNullCharactersValidator',
    new Builtin('ProhibitNullCharactersValidator', () => {
      return new Validator('ProhibitNullCharactersValidator', prohibitNull, 'null_characters_not_allowed')
    }),
  ],
]
