/** Python's and Django's exceptions: their classes by name, and the JavaScript error that carries one. */
import { OrmError } from '../query/types.ts'
import { isSqliteError } from '../database.ts'
import { ListObject, TupleObject } from './types/collections.ts'
import { lineageOf } from './classes/method-order.ts'
import { repr, str } from './text.ts'
import { Builtin, PyObject } from './values.ts'
import type { Callable, CallArgs, Value } from './values.ts'
import type { Runtime } from './runtime.ts'

/** Class → its bases. What is not here is unknown to scripts. */
const BASES: Readonly<Record<string, readonly string[]>> = {
  BaseException: [],
  Exception: ['BaseException'],
  KeyboardInterrupt: ['BaseException'],
  StopIteration: ['Exception'],
  StopAsyncIteration: ['Exception'],
  CancelledError: ['BaseException'],
  InvalidStateError: ['Exception'],
  QueueEmpty: ['Exception'],
  QueueFull: ['Exception'],
  ExceptionGroup: ['Exception'],
  SynchronousOnlyOperation: ['Exception'],
  StatisticsError: ['ValueError'],
  JSONDecodeError: ['ValueError'],
  ZoneInfoNotFoundError: ['KeyError'],
  ArithmeticError: ['Exception'],
  ZeroDivisionError: ['ArithmeticError'],
  OverflowError: ['ArithmeticError'],
  AssertionError: ['Exception'],
  AttributeError: ['Exception'],
  ImportError: ['Exception'],
  ModuleNotFoundError: ['ImportError'],
  LookupError: ['Exception'],
  IndexError: ['LookupError'],
  KeyError: ['LookupError'],
  NameError: ['Exception'],
  UnboundLocalError: ['NameError'],
  OSError: ['Exception'],
  RuntimeError: ['Exception'],
  NotImplementedError: ['RuntimeError'],
  RecursionError: ['RuntimeError'],
  SyntaxError: ['Exception'],
  TypeError: ['Exception'],
  ValueError: ['Exception'],
  UnicodeError: ['ValueError'],
  UnicodeEncodeError: ['UnicodeError'],
  UnicodeDecodeError: ['UnicodeError'],
  InvalidOperation: ['ArithmeticError'],
  DivisionByZero: ['ZeroDivisionError'],
  TimeoutError: ['OSError'],
  ObjectDoesNotExist: ['Exception'],
  MultipleObjectsReturned: ['Exception'],
  FieldDoesNotExist: ['Exception'],
  FieldFetchBlocked: ['Exception'],
  FieldError: ['Exception'],
  OutputFieldIsNoneError: ['FieldError'],
  ValidationError: ['Exception'],
  ImproperlyConfigured: ['Exception'],
  EmptyResultSet: ['Exception'],
  FullResultSet: ['Exception'],
  NotSupportedError: ['DatabaseError'],
  Error: ['Exception'],
  DatabaseError: ['Error'],
  DataError: ['DatabaseError'],
  OperationalError: ['DatabaseError'],
  IntegrityError: ['DatabaseError'],
  InternalError: ['DatabaseError'],
  ProgrammingError: ['DatabaseError'],
  ProtectedError: ['IntegrityError'],
  RestrictedError: ['IntegrityError'],
  TransactionManagementError: ['ProgrammingError'],
  ConnectionDoesNotExist: ['Exception'],
  Http404: ['Exception'],
}

/** Where those come from that are not Python's own. */
const MODULES: Readonly<Record<string, string>> = {
  'json.decoder': 'JSONDecodeError',
  'django.core.exceptions':
    'ObjectDoesNotExist MultipleObjectsReturned FieldDoesNotExist FieldError ValidationError ImproperlyConfigured ' +
    'EmptyResultSet FullResultSet SynchronousOnlyOperation',
  'asyncio.exceptions': 'CancelledError InvalidStateError',
  'asyncio.queues': 'QueueEmpty QueueFull',
  'django.db.utils':
    'NotSupportedError Error DatabaseError DataError OperationalError IntegrityError InternalError ProgrammingError ' +
    'ConnectionDoesNotExist',
  'django.db.models.deletion': 'ProtectedError RestrictedError',
  'django.db.transaction': 'TransactionManagementError',
  'django.http.response': 'Http404',
  decimal: 'InvalidOperation DivisionByZero',
  statistics: 'StatisticsError',
  'zoneinfo._common': 'ZoneInfoNotFoundError',
}

export class ExceptionClass extends PyObject implements Callable {
  readonly isClass = true
  readonly name: string
  readonly bases: readonly ExceptionClass[]
  readonly qualified: string
  constructor(name: string, bases: readonly ExceptionClass[], qualified = name) {
    super()
    this.name = name
    this.bases = bases
    this.qualified = qualified
  }
  typeName(): string {
    return 'type'
  }
  call(args: CallArgs, rt: Runtime): Value {
    // A TaskGroup makes its group of a text alone; what takes groups apart is not there.
    if (args.args.length > 1 && this.order().some(({ name }) => name === 'ExceptionGroup'))
      throw unsupported(`${this.name}()`)
    return makers.get(this.name)?.(this, args, rt) ?? new ExceptionObject(this, args.args)
  }
  isSubclassOf(other: ExceptionClass): boolean {
    return this === other || this.bases.some((base) => base.isSubclassOf(other))
  }
  private order(): readonly ExceptionClass[] {
    return lineageOf<ExceptionClass>(this, this.bases, (base) => base.order())
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === '__mro__') return new TupleObject([...this.order(), rt.evaluateSource('object')])
    if (name === '__bases__')
      return new TupleObject(this.bases.length === 0 ? [rt.evaluateSource('object')] : this.bases)
    if (name === 'mro') return new Builtin(name, () => new ListObject([...this.order(), rt.evaluateSource('object')]))
    const parts = this.qualified.split('.')
    // Modules are written small, classes not.
    const at = parts.findIndex((part) => /^[A-Z]/.test(part))
    if (name === '__module__') return parts.slice(0, at).join('.') || 'builtins'
    if (name === '__qualname__') return parts.slice(at).join('.')
    return name === '__name__' ? this.name : undefined
  }
  override repr(): string {
    return `<class '${this.qualified}'>`
  }
}

type Maker = (cls: ExceptionClass, call: CallArgs, rt: Runtime) => ExceptionObject
const makers = new Map<string, Maker>()

/** Classes whose objects are more than their arguments say how they are made. */
export function setExceptionMaker(name: string, maker: Maker): void {
  makers.set(name, maker)
}

export class ExceptionObject extends PyObject {
  readonly cls: ExceptionClass
  args: readonly Value[]
  readonly attributes = new Map<string, Value>()
  constructor(cls: ExceptionClass, args: readonly Value[]) {
    super()
    this.cls = cls
    this.args = args
  }
  typeName(): string {
    return this.cls.name
  }
  override getAttr(name: string, _rt?: Runtime): Value | undefined {
    if (name === 'args') return new TupleObject(this.args)
    if (name === '__class__') return this.cls
    return this.attributes.get(name) ?? this.ownAttribute(name)
  }
  private ownAttribute(name: string): Value | undefined {
    if (name === '__cause__' || name === '__context__' || name === '__traceback__') return null
    if (name === '__suppress_context__') return this.attributes.has('__cause__')
    if (name === 'with_traceback') return new Builtin(name, () => this)
    if (name !== 'add_note')
      return name === 'value' && this.cls.name === 'StopIteration' ? (this.args[0] ?? null) : undefined
    return new Builtin(name, ({ args }) => {
      const notes = this.attributes.get('__notes__')
      if (notes instanceof ListObject) notes.extend([args[0] ?? null])
      else this.attributes.set('__notes__', new ListObject([args[0] ?? null]))
      return null
    })
  }
  override setAttr(name: string, value: Value): boolean {
    this.attributes.set(name, value)
    return true
  }
  override repr(rt: Runtime): string {
    return `${this.cls.name}(${this.args.map((a) => repr(a, rt)).join(', ')})`
  }
  override str(rt: Runtime): string {
    const [first] = this.args
    if (first === undefined) return ''
    // Django's deletion errors carry the objects as a second argument and print the pair.
    if (this.args.length > 1) return new TupleObject(this.args).repr(rt)
    return this.cls.name === 'KeyError' ? repr(first, rt) : str(first, rt)
  }
}

/** A Python exception on its way up. */
export class PyError extends Error {
  readonly exception: ExceptionObject
  constructor(exception: ExceptionObject) {
    super(exception.cls.name)
    this.name = 'PyError'
    this.exception = exception
  }
}

/** The script was stopped: no `except` of the script catches this. */
export class Stopped extends Error {
  readonly reason: 'cancelled' | 'steps' | 'time' | 'size'
  constructor(reason: Stopped['reason'], message: string) {
    super(message)
    this.name = 'Stopped'
    this.reason = reason
  }
}

const classes = new Map<string, ExceptionClass>()

export function exceptionClass(name: string): ExceptionClass {
  const known = classes.get(name)
  if (known !== undefined) return known
  const bases = BASES[name]
  if (bases === undefined) throw new Error(`Unknown exception class ${name}`)
  const module = Object.entries(MODULES).find(([, names]) => names.split(' ').includes(name))?.[0]
  const qualified = module === undefined ? name : `${module}.${name}`
  const made = new ExceptionClass(name, bases.map(exceptionClass), qualified)
  classes.set(name, made)
  return made
}

export const EXCEPTION_NAMES: readonly string[] = Object.keys(BASES)

export function pyError(type: string | ExceptionClass, message: Value): PyError {
  const cls = typeof type === 'string' ? exceptionClass(BASES[type] === undefined ? 'Exception' : type) : type
  return new PyError(new ExceptionObject(cls, [message]))
}

export function typeError(message: string): PyError {
  return pyError('TypeError', message)
}

export function valueError(message: string): PyError {
  return pyError('ValueError', message)
}

/** What a script may use in Python but not here; the name is said. */
export function unsupported(what: string): PyError {
  return pyError('NotImplementedError', `${what} is not supported here yet`)
}

/** The Python exception that a JavaScript error stands for; null: it is ours and goes on. */
export function exceptionOf(error: unknown): ExceptionObject | null {
  if (error instanceof PyError) return error.exception
  if (error instanceof OrmError) return pyError(error.type, error.message).exception
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return pyError('RecursionError', 'maximum recursion depth exceeded').exception
  }
  // The driver counts marks and values; Django stumbles where it writes the values into the statement for its log.
  if (error instanceof RangeError && /^Too (?:many|few) parameter values/.test(error.message)) {
    const isMore = error.message.startsWith('Too many')
    const text = isMore
      ? 'not all arguments converted during string formatting'
      : 'not enough arguments for format string'
    return pyError('TypeError', text).exception
  }
  if (isSqliteError(error)) return pyError(sqliteClass(error.code), error.message).exception
  return null
}

function sqliteClass(code: string): string {
  if (code.startsWith('SQLITE_CONSTRAINT')) return 'IntegrityError'
  if (code === 'SQLITE_MISMATCH') return 'IntegrityError'
  if (code === 'SQLITE_TOOBIG') return 'DataError'
  return 'OperationalError'
}
