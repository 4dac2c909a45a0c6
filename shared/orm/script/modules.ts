/** Modules that a script may import, and the names that stand in a shell without an import. */
import { decimalFromText, decimalOfNumber } from './decimal.ts'
import { EXCEPTION_NAMES, exceptionClass, pyError, typeError, valueError } from './errors.ts'
import { EXPRESSION_TYPES, FUNCTION_TYPES, LOOKUP_TYPES } from './expressions.ts'
import { FIELD_TYPES } from './field-object.ts'
import {
  fromOrdinal,
  parseDate,
  parseDateTime,
  parseTime,
  dateText,
  dateTimeText,
  timeText,
} from '../query/values/temporal.ts'
import { makeAware } from '../query/values/time-zone.ts'
import type { PyTemporal } from '../query/types.ts'
import {
  Builtin,
  isDecimal,
  isTemporal,
  isTimedelta,
  isUuid,
  Namespace,
  NO_ARGS,
  PyObject,
  TypeObject,
  typeName,
} from './values.ts'
import type { CallArgs, NativeFunction, Value } from './values.ts'
import type { Runtime } from './runtime.ts'
import { DictObject, TupleObject } from './collections.ts'
import { isNumeric } from './equality.ts'
import { partsOf, temporalOf } from './temporal.ts'
import { COLLECTIONS, FUNCTOOLS, ITERTOOLS, JSON_MODULE, OPERATOR } from './modules-python.ts'
import { MANAGER, QUERYSET } from './manager-type.ts'
import { PREFETCH_TYPE } from './prefetch-object.ts'
import { str } from './text.ts'
import { RE_FLAGS, VALIDATORS } from './validators.ts'

function numbers(names: readonly string[], required: number, { args, kwargs }: CallArgs): number[] {
  const all = names.map((n, i) => args[i] ?? kwargs.get(n))
  return all.map((v, i) => {
    if (v === undefined) {
      if (i < required) throw typeError(`function missing required argument '${names[i]}' (pos ${i + 1})`)
      return 0
    }
    if (typeof v !== 'bigint') throw typeError(`'${typeName(v)}' object cannot be interpreted as an integer`)
    return Number(v)
  })
}

const RANGES: readonly (readonly [string, number, number])[] = [
  ['year', 1, 9999],
  ['month', 1, 12],
  ['day', 1, 31],
  ['hour', 0, 23],
  ['minute', 0, 59],
  ['second', 0, 59],
  ['microsecond', 0, 999_999],
]

function checked(parts: readonly number[], from: number, names: readonly string[]): void {
  parts.forEach((n, i) => {
    const range = RANGES[from + i]
    if (range === undefined || (n >= range[1] && n <= range[2])) return
    const bounds =
      range[0] === 'year'
        ? `year ${n} is out of range`
        : range[0] === 'day'
          ? 'day is out of range for month'
          : `${names[i]} must be in ${range[1]}..${range[2]}`
    throw valueError(bounds)
  })
}

const DATE_NAMES = ['year', 'month', 'day']
const TIME_NAMES = ['hour', 'minute', 'second', 'microsecond']

function makeDate(call: CallArgs): PyTemporal {
  const parts = numbers(DATE_NAMES, 3, call)
  checked(parts, 0, DATE_NAMES)
  const [year = 0, month = 0, day = 0] = parts
  const text = dateText({ year, month, day })
  if (parseDate(text) === 'invalid') throw valueError('day is out of range for month')
  return { type: 'date', text }
}

function makeDateTime(call: CallArgs): PyTemporal {
  const names = [...DATE_NAMES, ...TIME_NAMES]
  const parts = numbers(names, 3, call)
  checked(parts, 0, names)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, microsecond = 0] = parts
  if (parseDate(dateText({ year, month, day })) === 'invalid') throw valueError('day is out of range for month')
  const zone = call.kwargs.get('tzinfo') ?? call.args[7] ?? null
  return {
    type: 'datetime',
    text: dateTimeText({ year, month, day, hour, minute, second, microsecond, offset: zone === null ? null : 0 }),
  }
}

function makeTime(call: CallArgs): PyTemporal {
  const parts = numbers(TIME_NAMES, 0, call)
  checked(parts, 3, TIME_NAMES)
  const [hour = 0, minute = 0, second = 0, microsecond = 0] = parts
  return { type: 'time', text: timeText({ hour, minute, second, microsecond }) }
}

const UNITS: Readonly<Record<string, number>> = {
  days: 86_400_000_000,
  seconds: 1_000_000,
  microseconds: 1,
  milliseconds: 1000,
  minutes: 60_000_000,
  hours: 3_600_000_000,
  weeks: 604_800_000_000,
}

function makeTimedelta({ args, kwargs }: CallArgs): Value {
  let total = 0n
  const add = (name: string, value: Value): void => {
    const unit = UNITS[name]
    if (unit === undefined) throw typeError(`'${name}' is an invalid keyword argument for this function`)
    if (!isNumeric(value)) throw typeError(`unsupported type for timedelta ${name} component: ${typeName(value)}`)
    total += typeof value === 'number' ? BigInt(Math.round(value * unit)) : BigInt(value) * BigInt(unit)
  }
  args.forEach((v, i) => add(Object.keys(UNITS)[i] ?? '', v))
  for (const [name, v] of kwargs) add(name, v)
  return { type: 'timedelta', microseconds: total }
}

const iso = (type: PyTemporal['type']): Builtin =>
  new Builtin('fromisoformat', ({ args }) => {
    const text = String(args[0])
    const parsed = type === 'date' ? parseDate(text) : type === 'time' ? parseTime(text) : parseDateTime(text)
    if (parsed === null || parsed === 'invalid') throw valueError(`Invalid isoformat string: '${text}'`)
    return temporalOf(type, {
      year: 1,
      month: 1,
      day: 1,
      hour: 0,
      minute: 0,
      second: 0,
      microsecond: 0,
      offset: null,
      ...parsed,
    })
  })

const naive = (rt: Runtime): PyTemporal => ({ type: 'datetime', text: rt.now().text.replace(/[+-]\d\d:\d\d$/, '') })
const today: NativeFunction = (_call, rt) => ({ type: 'date', text: rt.now().text.slice(0, 10) })

const DATE = new TypeObject(
  'date',
  makeDate,
  (v) => isTemporal(v) && v.type !== 'time',
  new Map<string, Value>([
    ['today', new Builtin('today', today)],
    ['fromisoformat', iso('date')],
    [
      'fromordinal',
      new Builtin('fromordinal', ({ args }) => ({ type: 'date', text: dateText(fromOrdinal(Number(args[0]) - 1)) })),
    ],
    ['min', { type: 'date', text: '0001-01-01' }],
    ['max', { type: 'date', text: '9999-12-31' }],
  ]),
)
const DATETIME = new TypeObject(
  'datetime',
  makeDateTime,
  (v) => isTemporal(v) && v.type === 'datetime',
  new Map<string, Value>([
    [
      'now',
      new Builtin('now', ({ args, kwargs }, rt) =>
        (args[0] ?? kwargs.get('tz') ?? null) === null ? naive(rt) : aware(naive(rt), 'UTC'),
      ),
    ],
    ['today', new Builtin('today', (_c, rt) => naive(rt))],
    ['utcnow', new Builtin('utcnow', (_c, rt) => naive(rt))],
    ['fromisoformat', iso('datetime')],
    [
      'combine',
      new Builtin('combine', ({ args }) => {
        const [d, t] = args
        if (d === undefined || t === undefined || !isTemporal(d) || !isTemporal(t))
          throw typeError('combine() needs a date and a time')
        return { type: 'datetime', text: `${d.text.slice(0, 10)}T${t.text}` }
      }),
    ],
    ['strptime', new Builtin('strptime', ({ args }) => strptime(String(args[0]), String(args[1])))],
  ]),
)
const TIME = new TypeObject(
  'time',
  makeTime,
  (v) => isTemporal(v) && v.type === 'time',
  new Map<string, Value>([['fromisoformat', iso('time')]]),
)
const TIMEDELTA = new TypeObject('timedelta', makeTimedelta, (v) => isTimedelta(v))

const STRPTIME: Readonly<Record<string, readonly [string, string]>> = {
  Y: ['(\\d{4})', 'year'],
  m: ['(\\d{1,2})', 'month'],
  d: ['(\\d{1,2})', 'day'],
  H: ['(\\d{1,2})', 'hour'],
  M: ['(\\d{1,2})', 'minute'],
  S: ['(\\d{1,2})', 'second'],
}

function strptime(text: string, template: string): PyTemporal {
  const names: string[] = []
  const pattern = template.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%([a-zA-Z])/g, (all, code: string) => {
    const known = STRPTIME[code]
    if (known === undefined) return all
    names.push(known[1])
    return known[0]
  })
  const match = new RegExp(`^${pattern}$`).exec(text)
  if (match === null) throw valueError(`time data '${text}' does not match format '${template}'`)
  const kwargs = new Map<string, Value>([
    ['year', 1900n],
    ['month', 1n],
    ['day', 1n],
  ])
  names.forEach((n, i) => kwargs.set(n, BigInt(match[i + 1] ?? 0)))
  return makeDateTime({ args: [], kwargs })
}

function aware(value: PyTemporal, zone: string): PyTemporal {
  return temporalOf('datetime', makeAware(partsOf(value), zone))
}

const UTC = new Namespace('UTC', new Map())

const DECIMAL = new TypeObject(
  'Decimal',
  ({ args }) => {
    const [value = 0n] = args
    if (isDecimal(value)) return value
    const text = typeof value === 'string' ? decimalFromText(value) : isNumeric(value) ? decimalOfNumber(value) : null
    if (text === null) {
      if (typeof value === 'string') throw pyError('InvalidOperation', "[<class 'decimal.ConversionSyntax'>]")
      throw typeError(`conversion from ${typeName(value)} to Decimal is not supported`)
    }
    return { type: 'decimal', text }
  },
  (v) => isDecimal(v),
)

const UUID = new TypeObject(
  'UUID',
  ({ args, kwargs }) => {
    const value = args[0] ?? kwargs.get('hex') ?? kwargs.get('int')
    const hex =
      typeof value === 'bigint'
        ? value.toString(16).padStart(32, '0')
        : String(value).replaceAll(/urn:|uuid:|[{}-]/g, '')
    if (!/^[0-9a-f]{32}$/i.test(hex)) throw valueError('badly formed hexadecimal UUID string')
    return { type: 'uuid', text: hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') }
  },
  (v) => isUuid(v),
)

const fn = (name: string, f: NativeFunction): readonly [string, Value] => [name, new Builtin(name, f)]
const bag = (name: string, entries: Iterable<readonly [string, Value]>): Namespace =>
  new Namespace(name, new Map(entries))

const exceptions = (names: readonly string[]): (readonly [string, Value])[] =>
  names.map((n) => [n, exceptionClass(n)] as const)
const CORE_EXCEPTIONS = [
  'ObjectDoesNotExist',
  'MultipleObjectsReturned',
  'FieldError',
  'FieldDoesNotExist',
  'ValidationError',
  'ImproperlyConfigured',
  'EmptyResultSet',
]
const DB_EXCEPTIONS = [
  'IntegrityError',
  'DatabaseError',
  'OperationalError',
  'DataError',
  'ProgrammingError',
  'InternalError',
  'NotSupportedError',
  'Error',
  'ProtectedError',
  'RestrictedError',
]
/** Those of Python itself: at hand without an import. */
const PYTHON_EXCEPTIONS = EXCEPTION_NAMES.filter((n) => !CORE_EXCEPTIONS.includes(n) && !DB_EXCEPTIONS.includes(n))

/** `models.CASCADE` and friends, for scripts that only mention them. */
const ON_DELETE = ['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING'].map((n) =>
  fn(n, () => null),
)

/** `transaction.atomic()`; `with` looks for the marker. */
export class AtomicObject extends PyObject {
  typeName(): string {
    return 'Atomic'
  }
}

const DATETIME_MODULE = bag('datetime', [
  ['date', DATE],
  ['datetime', DATETIME],
  ['time', TIME],
  ['timedelta', TIMEDELTA],
  ['timezone', bag('timezone', [['utc', UTC]])],
  ['UTC', UTC],
])
const TIMEZONE = bag('django.utils.timezone', [
  fn('now', (_c, rt) => rt.now()),
  fn('localtime', ({ args }, rt) => args[0] ?? rt.now()),
  fn('localdate', today),
  fn('make_aware', ({ args }, rt) =>
    args[0] !== undefined && isTemporal(args[0]) ? aware(args[0], rt.settings.timeZone) : (args[0] ?? null),
  ),
  fn('is_aware', ({ args }) => args[0] !== undefined && isTemporal(args[0]) && partsOf(args[0]).offset !== null),
  fn('is_naive', ({ args }) => args[0] !== undefined && isTemporal(args[0]) && partsOf(args[0]).offset === null),
  ['utc', UTC],
  ['timedelta', TIMEDELTA],
])

const FUNCTIONS_MODULE = bag('django.db.models.functions', FUNCTION_TYPES)

/** `isinstance(x, models.Model)`. */
const MODEL = new TypeObject(
  'Model',
  () => {
    throw typeError('Abstract models cannot be instantiated.')
  },
  (v) => v instanceof PyObject && 'databaseDefaults' in v,
)

const MODELS_MODULE = bag('django.db.models', [
  ...[...EXPRESSION_TYPES].filter(([name]) => name !== 'RawSQL'),
  ...FIELD_TYPES,
  ['Prefetch', PREFETCH_TYPE],
  ['functions', FUNCTIONS_MODULE],
  ['Manager', MANAGER],
  ['QuerySet', QUERYSET],
  ['Model', MODEL],
  fn('SET', ({ args }) => args[0] ?? null),
  ...ON_DELETE,
  ...exceptions(['ObjectDoesNotExist', 'ProtectedError', 'RestrictedError']),
  fn('prefetch_related_objects', ({ args: [rows = null, ...lookups] }, rt) => rt.prefetchObjects(rows, lookups)),
])

const TRANSACTION = bag('django.db.transaction', [
  fn('atomic', () => new AtomicObject()),
  fn('on_commit', ({ args }, rt) => rt.call(args[0] ?? null, NO_ARGS)),
])

const MODULES: ReadonlyMap<string, Namespace> = new Map(
  [
    DATETIME_MODULE,
    TIMEZONE,
    MODELS_MODULE,
    FUNCTIONS_MODULE,
    TRANSACTION,
    bag('decimal', [['Decimal', DECIMAL], ...exceptions(['InvalidOperation'])]),
    bag('uuid', [['UUID', UUID], fn('uuid4', (_c, rt) => ({ type: 'uuid', text: rt.uuid() }))]),
    bag('functools', FUNCTOOLS),
    bag('operator', OPERATOR),
    bag('itertools', ITERTOOLS),
    bag('json', JSON_MODULE),
    bag('collections', [
      ...COLLECTIONS,
      fn('Counter', ({ args }, rt) => counter(args[0] ?? null, rt)),
      fn('OrderedDict', () => new DictObject()),
    ]),
    bag('math', [
      fn('floor', ({ args }) =>
        BigInt(Math.floor(Number(isDecimal(args[0] ?? null) ? (args[0] as { text: string }).text : args[0]))),
      ),
      fn('ceil', ({ args }) =>
        BigInt(Math.ceil(Number(isDecimal(args[0] ?? null) ? (args[0] as { text: string }).text : args[0]))),
      ),
      fn('sqrt', ({ args }) => Math.sqrt(Number(args[0]))),
      ['pi', Math.PI],
    ]),
    bag('django.core.validators', VALIDATORS),
    bag('re', RE_FLAGS),
    bag('django.core.exceptions', exceptions(CORE_EXCEPTIONS)),
    bag('django.db', [['models', MODELS_MODULE], ['transaction', TRANSACTION], ...exceptions(DB_EXCEPTIONS)]),
    bag('django.db.utils', exceptions(DB_EXCEPTIONS)),
    bag('django.db.models.deletion', exceptions(['ProtectedError', 'RestrictedError'])),
    bag('django.db.models.lookups', LOOKUP_TYPES),
    bag('django.db.models.expressions', [...EXPRESSION_TYPES]),
    bag('django.db.models.aggregates', [...EXPRESSION_TYPES]),
    bag('django.db.models.query', [
      ['Prefetch', PREFETCH_TYPE],
      ['QuerySet', QUERYSET],
    ]),
    bag('django.db.models.manager', [['Manager', MANAGER]]),
    bag('django.utils.text', [fn('slugify', ({ args }, rt) => slugify(str(args[0] ?? null, rt)))]),
    bag('django.contrib.auth', [fn('get_user_model', (_c, rt) => rt.evaluateSource('User'))]),
    bag(
      'django.utils.translation',
      ['gettext', 'gettext_lazy', 'ngettext'].map((name) => fn(name, ({ args }) => args[0] ?? null)),
    ),
    bag('django.utils', [['timezone', TIMEZONE]]),
    bag('pprint', [
      fn('pprint', ({ args }, rt) => rt.call(rt.evaluateSource('print'), { args, kwargs: NO_ARGS.kwargs })),
    ]),
  ].map((m) => [m.name, m]),
)

/** `django.utils.text.slugify` without allow_unicode. */
function slugify(text: string): string {
  const ascii = Array.from(text.normalize('NFKD'))
    .filter((c) => c < '\u0080')
    .join('')
  return ascii
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/[-\s]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
}

function counter(source: Value, rt: Runtime): DictObject {
  const dict = new DictObject()
  for (const item of rtIterate(source, rt)) dict.set(item, ((dict.get(item, rt) as bigint | undefined) ?? 0n) + 1n, rt)
  return dict
}

function rtIterate(source: Value, rt: Runtime): readonly Value[] {
  const list = rt.call(rt.evaluateSource('tuple'), { args: [source], kwargs: NO_ARGS.kwargs })
  return list instanceof TupleObject ? list.items : []
}

export function findModule(name: string): Namespace | undefined {
  return MODULES.get(name)
}

/** What stands in a shell before anything is imported, the models aside. */
export const SHELL_NAMES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...exceptions(PYTHON_EXCEPTIONS),
  ...exceptions([...CORE_EXCEPTIONS, ...DB_EXCEPTIONS]),
  ...EXPRESSION_TYPES,
  ...FUNCTION_TYPES,
  ['Prefetch', PREFETCH_TYPE],
  ['models', MODELS_MODULE],
  ['functions', FUNCTIONS_MODULE],
  ['transaction', TRANSACTION],
  ['datetime', DATETIME_MODULE],
  ['date', DATE],
  ['timedelta', TIMEDELTA],
  ['timezone', TIMEZONE],
  ['Decimal', DECIMAL],
])

/** What the source of a models file may use besides its models: defaults, constants, simple methods. */
export const PROJECT_NAMES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...SHELL_NAMES,
  ...FIELD_TYPES,
  ...LOOKUP_TYPES,
  ...VALIDATORS,
  ['validators', MODULES.get('django.core.validators') ?? null],
  ...['uuid', 'decimal', 'math', 'collections', 're'].flatMap((name): (readonly [string, Value])[] => {
    const found = MODULES.get(name)
    return found === undefined ? [] : [[name, found]]
  }),
  ...['uuid4', 'UUID'].map((name) => [name, MODULES.get('uuid')?.members.get(name) ?? null] as const),
  ['now', TIMEZONE.members.get('now') ?? null],
  ['time', TIME],
  ['Manager', MANAGER],
  ['QuerySet', QUERYSET],
  // Whether the file imported the module or the class from it, both spellings are understood.
  [
    'datetime',
    new TypeObject(
      'datetime',
      makeDateTime,
      (v) => isTemporal(v) && v.type === 'datetime',
      new Map([...DATETIME.attributes, ...DATETIME_MODULE.members]),
    ),
  ],
  fn('_', ({ args }) => args[0] ?? null),
  fn('gettext_lazy', ({ args }) => args[0] ?? null),
])

/** Exactly the names that the tool gives which records Django's answers. */
export const ORACLE_NAMES: ReadonlyMap<string, Value> = new Map(
  [
    'models',
    'datetime',
    'Decimal',
    'ObjectDoesNotExist',
    'Q',
    'F',
    'Count',
    'Sum',
    'Avg',
    'Min',
    'Max',
    'Prefetch',
    'Value',
    'Exists',
    'OuterRef',
    'Subquery',
    'Case',
    'When',
    'FilteredRelation',
    'Lower',
    'Upper',
    'Length',
    'Coalesce',
    'Concat',
    ...PYTHON_EXCEPTIONS.filter((n) => n !== 'InvalidOperation'),
  ].map((name) => [name, SHELL_NAMES.get(name) ?? null]),
)
