/** Modules that a script may import, and the names that stand in a shell without an import. */
import { ASGIREF, ASYNCIO } from '../asynchronous/asyncio-module.ts'
import { asyncFunction } from '../asynchronous/methods.ts'
import { APPS } from '../django/app-registry.ts'
import { scalarType } from '../types/scalar-types.ts'
import { CONNECTION, CONNECTIONS } from '../django/connection.ts'
import { DEFERRED } from '../django/deferred.ts'
import { decimalFromText, decimalOfNumber } from '../types/decimal.ts'
import { decimalOfParts, ROUNDING_NAMES } from '../types/methods-decimal.ts'
import { EXCEPTION_NAMES, exceptionClass, pyError, typeError, valueError } from '../errors.ts'
import { EXPRESSION_TYPES, FUNCTION_TYPES, JSON_TYPES, LOOKUP_TYPES } from '../expressions/expression-types.ts'
import { FIELD_BASE, FIELD_TYPES, relationType } from '../expressions/field-object.ts'
import {
  Builtin,
  isDecimal,
  isTemporal,
  isUuid,
  Namespace,
  NO_ARGS,
  PyObject,
  TypeObject,
  typeName,
} from '../values.ts'
import type { NativeFunction, Value } from '../values.ts'
import { CachedProperty } from '../classes/class-members.ts'
import { TupleObject } from '../types/collections.ts'
import { isNumeric } from '../types/equality.ts'
import { DICT_KINDS } from '../types/dict-kinds.ts'
import { JSON_PARTS } from './json-module.ts'
import { FUNCTOOLS, ITERTOOLS, OPERATOR } from './modules-python.ts'
import { MATH, STATISTICS, STRING } from './modules-numbers.ts'
import { TWISTER } from './twister.ts'
import { COPY } from './copy-module.ts'
import { COUNTER } from '../types/counter.ts'
import { CHOICES_TYPES } from '../classes/enum-calls.ts'
import { makeNamedTuple } from '../types/named-tuple.ts'
import { MANAGER, QUERYSET } from '../django/manager-type.ts'
import { GENERIC_PREFETCH_TYPE, PREFETCH_TYPE } from '../django/prefetch-object.ts'
import * as ops from '../models/querysets/query-ops.ts'
import { modelMethods } from '../models/instances/instance-methods.ts'
import { QuerySetObject } from '../models/querysets/queryset.ts'
import { HTTP, SHORTCUTS } from '../django/shortcuts.ts'
import { str } from '../text.ts'
import { NON_FIELD_ERRORS } from '../django/validation-error.ts'
import { TRANSACTION } from '../django/transaction-module.ts'
import { RE_MODULE } from './re-module.ts'
import { VALIDATORS } from '../django/validators.ts'
import { ENUM_NAMES } from '../classes/user-enum.ts'
import { TIME_MODULE } from '../dates/time-module.ts'
import { TIMEZONE_TYPE, UTC, ZONE_FUNCTIONS, ZONE_INFO } from '../dates/zones.ts'
import { ProjectSettings, userModel } from '../django/project-settings.ts'
import { DISPATCH_MODULE, SIGNALS_MODULE } from '../django/signals.ts'
import { makeDateTime, DATE, DATETIME, TIME, TIMEDELTA } from '../dates/datetime-types.ts'

const DECIMAL = scalarType(
  'decimal',
  new TypeObject(
    'Decimal',
    ({ args }) => {
      const [value = 0n] = args
      if (isDecimal(value)) return value
      if (value instanceof TupleObject) return decimalOfParts(value)
      const text = typeof value === 'string' ? decimalFromText(value) : isNumeric(value) ? decimalOfNumber(value) : null
      if (text === null) {
        if (typeof value === 'string') throw pyError('InvalidOperation', "[<class 'decimal.ConversionSyntax'>]")
        throw typeError(`conversion from ${typeName(value)} to Decimal is not supported`)
      }
      return { type: 'decimal', text }
    },
    (v) => isDecimal(v),
    new Map<string, Value>([
      ['__module__', 'decimal'],
      [
        'from_float',
        new Builtin('from_float', ({ args }) => {
          const text = isNumeric(args[0] ?? null) ? decimalOfNumber(args[0] as number) : null
          if (text === null) throw typeError('argument must be int or float')
          return { type: 'decimal', text }
        }),
      ],
    ]),
  ),
)

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

const UUID = scalarType(
  'uuid',
  new TypeObject(
    'UUID',
    ({ args, kwargs }) => {
      const bytes = kwargs.get('bytes') ?? null
      const value = bytes instanceof Uint8Array ? hexOf(bytes) : (args[0] ?? kwargs.get('hex') ?? kwargs.get('int'))
      const hex =
        typeof value === 'bigint'
          ? value.toString(16).padStart(32, '0')
          : String(value).replaceAll(/urn:|uuid:|[{}-]/g, '')
      if (!/^[0-9a-f]{32}$/i.test(hex)) throw valueError('badly formed hexadecimal UUID string')
      return { type: 'uuid', text: hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') }
    },
    (v) => isUuid(v),
    new Map([['__module__', 'uuid']]),
  ),
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
  'SynchronousOnlyOperation',
]
const ASYNCIO_EXCEPTIONS = ['CancelledError', 'InvalidStateError', 'QueueEmpty', 'QueueFull']
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
const PYTHON_EXCEPTIONS = EXCEPTION_NAMES.filter(
  (n) =>
    !CORE_EXCEPTIONS.includes(n) &&
    !DB_EXCEPTIONS.includes(n) &&
    !ASYNCIO_EXCEPTIONS.includes(n) &&
    n !== 'StatisticsError' &&
    n !== 'JSONDecodeError' &&
    n !== 'Http404' &&
    n !== 'DivisionByZero',
)

/** `models.CASCADE` and friends, for scripts that only mention them. */
const ON_DELETE = ['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING'].map((n) =>
  fn(n, () => null),
)

const DATETIME_MODULE = bag('datetime', [
  ['date', DATE],
  ['datetime', DATETIME],
  ['time', TIME],
  ['timedelta', TIMEDELTA],
  ['timezone', TIMEZONE_TYPE],
  ['UTC', UTC],
])
const TIMEZONE = bag('django.utils.timezone', [
  fn('now', (_c, rt) => rt.now()),
  ...ZONE_FUNCTIONS,
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
  modelMethods(),
)

const MODELS_MODULE = bag('django.db.models', [
  ...[...EXPRESSION_TYPES].filter(([name]) => name !== 'RawSQL'),
  ...FIELD_TYPES,
  ['Field', FIELD_BASE],
  ...['ForeignKey', 'OneToOneField', 'ManyToManyField'].map((name) => [name, relationType(name)] as const),
  ['Prefetch', PREFETCH_TYPE],
  ['functions', FUNCTIONS_MODULE],
  ['signals', SIGNALS_MODULE],
  ['Manager', MANAGER],
  ['QuerySet', QUERYSET],
  ['Model', MODEL],
  ['DEFERRED', DEFERRED],
  ...CHOICES_TYPES,
  fn('SET', ({ args }) => args[0] ?? null),
  ...ON_DELETE,
  ...exceptions(['ObjectDoesNotExist', 'ProtectedError', 'RestrictedError']),
  fn('prefetch_related_objects', ({ args: [rows = null, ...lookups] }, rt) => rt.prefetchObjects(rows, lookups)),
  fn(
    'aprefetch_related_objects',
    asyncFunction('aprefetch_related_objects', ({ args: [rows = null, ...lookups] }, rt) =>
      rt.prefetchObjects(rows, lookups),
    ),
  ),
])

/** For isinstance(): a queryset that none() has been called on. */
const EMPTY_QUERYSET = new TypeObject(
  'EmptyQuerySet',
  () => {
    throw typeError("EmptyQuerySet can't be instantiated")
  },
  (v) => v instanceof QuerySetObject && ops.isNone(v.query),
)

const DB_NAMES: readonly (readonly [string, Value])[] = [
  ['models', MODELS_MODULE],
  ['transaction', TRANSACTION],
  ['connection', CONNECTION],
  ['connections', CONNECTIONS],
  fn('reset_queries', () => null),
  ['DEFAULT_DB_ALIAS', 'default'],
  ...exceptions(DB_EXCEPTIONS),
]

const MODULES: ReadonlyMap<string, Namespace> = new Map(
  [
    DATETIME_MODULE,
    TIMEZONE,
    MODELS_MODULE,
    FUNCTIONS_MODULE,
    TRANSACTION,
    bag('django.apps', [['apps', APPS]]),
    bag('django.contrib.contenttypes.prefetch', [['GenericPrefetch', GENERIC_PREFETCH_TYPE]]),
    bag('decimal', [
      ['Decimal', DECIMAL],
      ...exceptions(['InvalidOperation', 'DivisionByZero']),
      ...ROUNDING_NAMES.map((name): readonly [string, Value] => [name, name]),
      fn('getcontext', () =>
        bag('Context', [
          ['prec', 28n],
          ['rounding', 'ROUND_HALF_EVEN'],
        ]),
      ),
    ]),
    bag('uuid', [
      ['UUID', UUID],
      fn('uuid4', (_c, rt) => ({ type: 'uuid', text: rt.uuid() })),
      fn('uuid1', (_c, rt) => ({ type: 'uuid', text: rt.uuid() })),
      ...['DNS', 'URL', 'OID', undefined, 'X500'].flatMap((name, i): (readonly [string, Value])[] => {
        const text = `6ba7b81${i}-9dad-11d1-80b4-00c04fd430c8`
        return name === undefined ? [] : [[`NAMESPACE_${name}`, { type: 'uuid', text }]]
      }),
    ]),
    bag('copy', COPY),
    bag('django.shortcuts', SHORTCUTS),
    bag('django.http', HTTP),
    bag('functools', FUNCTOOLS),
    bag('operator', OPERATOR),
    bag('itertools', ITERTOOLS),
    bag('_json', JSON_PARTS),
    bag('collections', [
      ...DICT_KINDS.map((type): readonly [string, Value] => [type.name, type]),
      ['Counter', COUNTER],
      fn('namedtuple', makeNamedTuple),
    ]),
    bag('math', MATH),
    bag('_twister', [...TWISTER]),
    bag('statistics', STATISTICS),
    bag('string', STRING),
    bag('django.core.validators', VALIDATORS),
    bag('re', RE_MODULE),
    bag('django.core.exceptions', [['NON_FIELD_ERRORS', NON_FIELD_ERRORS], ...exceptions(CORE_EXCEPTIONS)]),
    bag('django.db', DB_NAMES),
    bag('django.db.utils', exceptions(DB_EXCEPTIONS)),
    bag('django.db.models.deletion', exceptions(['ProtectedError', 'RestrictedError'])),
    bag('django.db.models.lookups', LOOKUP_TYPES),
    bag('django.db.models.expressions', [...EXPRESSION_TYPES]),
    bag('django.db.models.fields.json', JSON_TYPES),
    bag('django.db.models.fields', [...FIELD_TYPES, ['Field', FIELD_BASE]]),
    bag('django.db.models.aggregates', [...EXPRESSION_TYPES]),
    bag('django.db.models.query', [
      ['Prefetch', PREFETCH_TYPE],
      ['QuerySet', QUERYSET],
      ['EmptyQuerySet', EMPTY_QUERYSET],
    ]),
    bag('django.db.models.manager', [['Manager', MANAGER]]),
    bag('django.utils.text', [fn('slugify', ({ args }, rt) => slugify(str(args[0] ?? null, rt)))]),
    bag('django.contrib.auth', [fn('get_user_model', (_c, rt) => userModel(rt))]),
    bag(
      'django.utils.translation',
      ['gettext', 'gettext_lazy', 'ngettext'].map((name) => fn(name, ({ args }) => args[0] ?? null)),
    ),
    bag('django.conf', [['settings', new ProjectSettings()]]),
    bag('zoneinfo', [['ZoneInfo', ZONE_INFO], ...exceptions(['ZoneInfoNotFoundError'])]),
    bag('enum', ENUM_NAMES),
    bag('_asyncio', ASYNCIO),
    bag('time', TIME_MODULE),
    bag('asyncio', ASYNCIO),
    bag('asgiref.sync', ASGIREF),
    bag('asgiref', [['sync', bag('asgiref.sync', ASGIREF)]]),
    SIGNALS_MODULE,
    DISPATCH_MODULE,
    bag('django.utils.functional', [
      ['cached_property', new Builtin('cached_property', ({ args }) => new CachedProperty(args[0] ?? null))],
    ]),
    bag('django.utils', [['timezone', TIMEZONE]]),
    bag('django', [['VERSION', new TupleObject([5n, 2n, 0n, 'final', 0n])], fn('get_version', () => '5.2')]),
    // Tutorials call it before the test client: nothing here depends on it.
    bag('django.test.utils', [fn('setup_test_environment', () => null), fn('teardown_test_environment', () => null)]),
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
  // Of Django's module or of datetime's: both spellings are understood here too.
  ['timezone', bag(TIMEZONE.name, [...TIMEZONE.members, ['utc', UTC]])],
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
  ['apps', APPS],
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
