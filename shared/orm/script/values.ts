/**
 * Values of a running script. Scalars are those of `query/types.ts` (an int is a bigint, a float a
 * number, dates and decimals tagged text), expression nodes too; everything that has identity or can
 * change is a `PyObject`.
 */
import type { ExprNode, PyDecimal, PyTemporal, PyTimedelta, PyUuid } from '../query/types.ts'
import type { Runtime } from './runtime.ts'

export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | PyDecimal
  | PyTemporal
  | PyTimedelta
  | PyUuid
  | ExprNode
  | PyObject

export interface CallArgs {
  readonly args: readonly Value[]
  readonly kwargs: ReadonlyMap<string, Value>
}

export const NO_ARGS: CallArgs = { args: [], kwargs: new Map() }

/**
 * What decorators make of a function or class: the one nearest to it first, each given what the last one made. They are
 * worked out before it is, from the top, as Python does.
 */
export function decorate<Decorator>(
  decorators: readonly Decorator[],
  evaluate: (decorator: Decorator) => Value,
  make: () => Value,
  call: (decorator: Value, value: Value, source: Decorator) => Value,
): Value {
  const ready = decorators.map((source) => ({ source, decorator: evaluate(source) }))
  return ready.toReversed().reduce((value, { decorator, source }) => call(decorator, value, source), make())
}

let lastIdentity = 0

/** Anything with identity. Subclasses answer what their Python counterpart answers. */
export abstract class PyObject {
  readonly identity = ++lastIdentity
  abstract typeName(): string

  /** undefined: there is no such attribute. */
  getAttr(_name: string, _rt: Runtime): Value | undefined {
    return undefined
  }
  /** false: attributes cannot be set on it. */
  setAttr(_name: string, _value: Value, _rt: Runtime): boolean {
    return false
  }
  /** false: there is no such attribute that could be deleted. */
  deleteAttr(_name: string, _rt: Runtime): boolean {
    return false
  }
  /** Names for completion and dir(). */
  attributeNames(): readonly string[] {
    return []
  }
  repr(_rt: Runtime): string {
    return `<${this.typeName()} object>`
  }
  str(rt: Runtime): string {
    return this.repr(rt)
  }
  equals(other: Value, _rt: Runtime): boolean {
    return this === other
  }
  /** Key under which it stands in a dict or set; null: unhashable. */
  hashKey(_rt: Runtime): string | null {
    return `o:${this.identity}`
  }
  truthy(_rt: Runtime): boolean {
    return true
  }
}

export interface Callable {
  call(args: CallArgs, rt: Runtime): Value
}
export interface Iterable_ {
  iterate(rt: Runtime): Iterable<Value>
}
export interface Sized {
  length(rt: Runtime): number
}
export interface Subscriptable {
  getItem(index: Value, rt: Runtime): Value
}
export interface Container {
  contains(value: Value, rt: Runtime): boolean
}

/** What `with` enters and leaves. */
export interface Context {
  enter(rt: Runtime): Value
  leave(rt: Runtime): void
}

/** An object whose class may have special methods: `__len__`, `__abs__` … */
export interface Asked {
  /** The method, bound; undefined: there is none. */
  special(method: string, rt: Runtime): Value | undefined
  /** What the method answers; undefined: there is none. */
  ask(method: string, args: readonly Value[], rt: Runtime): Value | undefined
}

const has = <T extends object>(value: Value, method: keyof T): value is PyObject & T =>
  value instanceof PyObject && typeof (value as unknown as Record<PropertyKey, unknown>)[method] === 'function'

export const isCallable = (v: Value): v is PyObject & Callable => has<Callable>(v, 'call')
export const isIterable = (v: Value): v is PyObject & Iterable_ => has<Iterable_>(v, 'iterate')
export const isSized = (v: Value): v is PyObject & Sized => has<Sized>(v, 'length')
export const isSubscriptable = (v: Value): v is PyObject & Subscriptable => has<Subscriptable>(v, 'getItem')
export const isContext = (v: Value): v is PyObject & Context => has<Context>(v, 'enter')
export const isAsked = (v: Value): v is PyObject & Asked => has<Asked>(v, 'ask')
export const isContainer = (v: Value): v is PyObject & Container => has<Container>(v, 'contains')

const textOf = (part: Value, rt: Runtime): string => (part instanceof PyObject ? part.repr(rt) : String(part))

/** A slice's bounds, as `x[a:b:c]` hands them to an object. */
export class SliceObject extends PyObject {
  readonly start: Value
  readonly stop: Value
  readonly step: Value
  constructor(start: Value, stop: Value, step: Value) {
    super()
    this.start = start
    this.stop = stop
    this.step = step
  }
  typeName(): string {
    return 'slice'
  }
  override repr(rt: Runtime): string {
    const shown = [this.start, this.stop, this.step].map((part) => (part === null ? 'None' : textOf(part, rt)))
    return `slice(${shown.join(', ')})`
  }
  override getAttr(name: string): Value | undefined {
    return name === 'start' || name === 'stop' || name === 'step' ? this[name] : undefined
  }
}

export type NativeFunction = (args: CallArgs, rt: Runtime) => Value

/** A function of ours under a Python name. */
export class Builtin extends PyObject implements Callable {
  readonly name: string
  readonly fn: NativeFunction
  /** Attributes that Python would have on it (`datetime.date.today`). */
  readonly attributes: ReadonlyMap<string, Value>
  constructor(name: string, fn: NativeFunction, attributes: ReadonlyMap<string, Value> = new Map()) {
    super()
    this.name = name
    this.fn = fn
    this.attributes = attributes
  }
  typeName(): string {
    return 'builtin_function_or_method'
  }
  call(args: CallArgs, rt: Runtime): Value {
    return this.fn(args, rt)
  }
  override getAttr(name: string): Value | undefined {
    return name === '__name__' ? this.name : this.attributes.get(name)
  }
  override attributeNames(): readonly string[] {
    return [...this.attributes.keys()]
  }
  override repr(_rt?: Runtime): string {
    return `<built-in function ${this.name}>`
  }
}

/** A method of ours with its object: `Post.objects.filter`. */
export class MethodObject extends Builtin {
  private readonly self: PyObject
  /** `QuerySet.filter` */
  private readonly qualified: string
  constructor(self: PyObject, owner: string, name: string, fn: NativeFunction) {
    super(name, fn)
    this.self = self
    this.qualified = `${owner}.${name}`
  }
  override typeName(): string {
    return 'method'
  }
  override getAttr(name: string): Value | undefined {
    if (name === '__self__') return this.self
    return name === '__qualname__' ? this.qualified : super.getAttr(name)
  }
  override equals(other: Value): boolean {
    return other instanceof MethodObject && other.self === this.self && other.qualified === this.qualified
  }
  override hashKey(): string {
    return `m:${this.self.identity}:${this.qualified}`
  }
  override repr(rt?: Runtime): string {
    return rt === undefined ? super.repr() : `<bound method ${this.qualified} of ${this.self.repr(rt)}>`
  }
}

/** A type that can be called and asked about with isinstance: `int`, `datetime.date`, `Q`. */
export class TypeObject extends Builtin {
  readonly isClass = true
  readonly includes: (value: Value) => boolean
  constructor(
    name: string,
    fn: NativeFunction,
    includes: (value: Value) => boolean,
    attributes: ReadonlyMap<string, Value> = new Map(),
  ) {
    super(name, fn, attributes)
    this.includes = includes
  }
  override typeName(): string {
    return 'type'
  }
  override repr(): string {
    const module = this.attributes.get('__module__')
    return `<class '${typeof module === 'string' ? `${module}.` : ''}${this.name}'>`
  }
}

class EllipsisValue extends PyObject {
  typeName(): string {
    return 'ellipsis'
  }
  override repr(): string {
    return 'Ellipsis'
  }
}
/** `...` */
export const ELLIPSIS = new EllipsisValue()

/** A module or another plain bag of names. */
export class Namespace extends PyObject {
  readonly name: string
  readonly members: ReadonlyMap<string, Value>
  constructor(name: string, members: ReadonlyMap<string, Value>) {
    super()
    this.name = name
    this.members = members
  }
  typeName(): string {
    return 'module'
  }
  override getAttr(name: string): Value | undefined {
    return this.members.get(name)
  }
  override attributeNames(): readonly string[] {
    return [...this.members.keys()]
  }
  override repr(): string {
    return `<module '${this.name}'>`
  }
}

/** Members of choices stand for their value. */
export function plainValue(value: Value): Value {
  return value instanceof PyObject && 'plain' in value ? (value.plain as Value) : value
}

/** True where the value is one of the tagged scalars or an expression node, not an object of ours. */
export function isTagged(value: Value): value is PyDecimal | PyTemporal | PyTimedelta | PyUuid | ExprNode {
  return typeof value === 'object' && value !== null && !(value instanceof PyObject) && !(value instanceof Uint8Array)
}

const SCALAR_TAGS = new Set(['decimal', 'date', 'datetime', 'time', 'timedelta', 'uuid'])

export function isExpression(value: Value): value is ExprNode {
  return isTagged(value) && !SCALAR_TAGS.has(value.type)
}

export const isDecimal = (v: Value): v is PyDecimal => isTagged(v) && v.type === 'decimal'
export const isTemporal = (v: Value): v is PyTemporal =>
  isTagged(v) && (v.type === 'date' || v.type === 'datetime' || v.type === 'time')
export const isTimedelta = (v: Value): v is PyTimedelta => isTagged(v) && v.type === 'timedelta'
export const isUuid = (v: Value): v is PyUuid => isTagged(v) && v.type === 'uuid'

const EXPRESSION_TYPE_NAMES: Readonly<Record<string, string>> = {
  Combined: 'CombinedExpression',
  Not: 'NegatedExpression',
}

/** The type's name as error texts spell it: with its module where C code defines it there. */
export function qualifiedTypeName(value: Value): string {
  if (isTemporal(value) || isTimedelta(value)) return `datetime.${value.type}`
  return isDecimal(value) ? 'decimal.Decimal' : typeName(value)
}

/** `type(value).__name__`. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType'
  switch (typeof value) {
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'int'
    case 'number':
      return 'float'
    case 'string':
      return 'str'
    default:
  }
  if (value instanceof PyObject) return value.typeName()
  if (value instanceof Uint8Array) return 'bytes'
  if (value.type === 'decimal') return 'Decimal'
  if (value.type === 'uuid') return 'UUID'
  if (value.type === 'Func') return String(value.options['class_name'] ?? value.name)
  return EXPRESSION_TYPE_NAMES[value.type] ?? value.type
}
