/** Classes that a script defines, and their objects: attributes by Python's order, methods by their double-underscored names. */
import type { PyBinaryOperator } from '../../../python/ast.ts'
import { BoundMethod, CachedProperty, PropertyObject, WrappedMethod } from './class-members.ts'
import { DictObject, TupleObject } from '../types/collections.ts'
import { equals, hashKey } from '../types/equality.ts'
import { ExceptionObject, pyError, typeError } from '../errors.ts'
import { isUserFunction } from './function-object.ts'
import { truthy } from '../operations.ts'
import { lineageOf } from './method-order.ts'
import { answerOf, giveProtocols, NOT_IMPLEMENTED, operatorMethod } from '../types/special-methods.ts'
import type { Protocols } from '../types/special-methods.ts'
import type { Runtime } from '../runtime.ts'
import { repr, str } from '../text.ts'
import { Builtin, NO_ARGS, PyObject, typeName } from '../values.ts'
import type { Callable, CallArgs, Value } from '../values.ts'

const call = (fn: Value, args: readonly Value[], rt: Runtime): Value => rt.call(fn, { ...NO_ARGS, args })

export class UserClass extends PyObject implements Callable {
  readonly isClass = true
  readonly name: string
  readonly bases: readonly UserClass[]
  /** What stands in the class itself. */
  readonly members: Map<string, Value>
  /** Names with an annotation, in order: the fields of a dataclass. */
  readonly annotated: readonly string[]
  readonly line: readonly UserClass[]
  /** Names of methods that a class built on it must have. */
  readonly missing: readonly string[]
  /** Where the project has it. */
  module = '__main__'
  get path(): string {
    return this.module === 'builtins' ? this.name : `${this.module}.${this.name}`
  }

  constructor(
    name: string,
    bases: readonly UserClass[],
    members: Map<string, Value>,
    annotated: readonly string[] = [],
  ) {
    super()
    this.name = name
    this.bases = bases
    this.members = members
    this.annotated = annotated
    const module = members.get('__module__')
    if (typeof module === 'string') this.module = module
    this.line = lineageOf(this, bases, (cls) => cls.line)
    const names = new Set(this.line.flatMap((cls) => [...cls.members.keys()]))
    this.missing = [...names].filter((n) => isAbstract(this.find(n))).toSorted()
  }
  typeName(): string {
    return 'type'
  }
  /** A member of the class or of a class it is built on. */
  find(name: string): Value | undefined {
    for (const cls of this.line) {
      const found = cls.members.get(name)
      if (found !== undefined) return found
    }
    return undefined
  }
  /** Behind a class in the line of this one: what `super()` finds. */
  findAfter(after: UserClass, name: string): Value | undefined {
    for (const cls of this.line.slice(this.line.indexOf(after) + 1)) {
      const found = cls.members.get(name)
      if (found !== undefined) return found
    }
    return undefined
  }
  call(args: CallArgs, rt: Runtime): Value {
    if (this.missing.length > 0) {
      const methods = this.missing.map((m) => `'${m}'`).join(', ')
      throw typeError(
        `Can't instantiate abstract class ${this.name} with abstract method${this.missing.length === 1 ? '' : 's'} ${this.missing.join(', ') === '' ? methods : this.missing.join(', ')}`,
      )
    }
    const own = this.find('__new__')
    const made = own === undefined ? this.blank() : rt.call(own, { args: [this, ...args.args], kwargs: args.kwargs })
    if (!(made instanceof UserObject) || !made.cls.line.includes(this)) return made
    const init = this.find('__init__')
    if (init !== undefined) {
      const answer = rt.call(bound(init, made, this, '__init__', rt), args)
      if (answer !== null) throw typeError(`__init__() should return None, not '${typeName(answer)}'`)
    } else if (own === undefined && args.args.length + args.kwargs.size > 0)
      throw typeError(`${this.name}() takes no arguments`)
    return made
  }
  /** An object of it before `__init__`. */
  blank(): UserObject {
    return new UserObject(this)
  }
  includes(value: Value): boolean {
    if (value instanceof UserObject) return value.cls.line.includes(this)
    const cls: unknown = value instanceof PyObject && 'classObject' in value ? value.classObject : null
    return cls instanceof PyObject && 'line' in cls && Array.isArray(cls.line) && cls.line.includes(this)
  }
  isSubclassOf(other: Value): boolean {
    return other instanceof UserClass && this.line.includes(other)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === '__module__') return this.module
    const found = this.find(name)
    if (found !== undefined) return classAttribute(found, this)
    switch (name) {
      case '__name__':
      case '__qualname__':
        return this.name
      case '__doc__':
        return null
      case '__bases__':
        return new TupleObject(this.bases.length === 0 ? [rt.evaluateSource('object')] : [...this.bases])
      case '__mro__':
        return new TupleObject([...this.line, rt.evaluateSource('object')])
      case '__dict__':
        return DictObject.of(this.members, rt)
      case '__annotations__':
        return DictObject.of(
          this.annotated.map((n) => [n, null] as const),
          rt,
        )
      case '__new__':
        return new Builtin(name, ({ args }) => {
          if (args[0] instanceof UserClass) return args[0].blank()
          throw typeError('object.__new__(X): X is not a type object')
        })
      case 'mro':
        return new Builtin(name, (_call, r) =>
          r.call(r.evaluateSource('list'), { ...NO_ARGS, args: [this.getAttr('__mro__', r) ?? null] }),
        )
      default:
        return undefined
    }
  }
  override setAttr(name: string, value: Value): boolean {
    this.members.set(name, value)
    return true
  }
  override deleteAttr(name: string): boolean {
    return this.members.delete(name)
  }
  override attributeNames(): readonly string[] {
    return [...new Set(this.line.flatMap((cls) => [...cls.members.keys()]))]
  }
  override repr(): string {
    return `<class '${this.path}'>`
  }
}

function isAbstract(member: Value | undefined): boolean {
  const fn = member instanceof WrappedMethod ? member.fn : member instanceof PropertyObject ? member.get : member
  return isUserFunction(fn) && fn.isAbstract
}

function classAttribute(found: Value, cls: UserClass): Value {
  if (!(found instanceof WrappedMethod)) return found
  return found.kind === 'classmethod' ? new BoundMethod(cls, found.fn, `${cls.name}`) : found.fn
}

/** A member as the attribute of an object: functions get it as their first argument. */
export function bound(found: Value, self: Value, cls: UserClass, name: string, rt: Runtime): Value {
  if (found instanceof WrappedMethod)
    return found.kind === 'classmethod' ? new BoundMethod(cls, found.fn, name) : found.fn
  if (found instanceof PropertyObject) return call(found.get, [self], rt)
  if (isUserFunction(found) || (found instanceof Builtin && found.attributes.get('__method__') === true))
    return new BoundMethod(self, found, `${cls.name}.${name}`)
  const get = found instanceof UserObject ? found.cls.find('__get__') : undefined
  return get === undefined ? found : call(get, [found, self, cls], rt)
}

/** A model's object or class, in whose line plain classes stand. */
interface InLine {
  superAfter(mixin: UserClass, name: string, rt: Runtime): Value | undefined
}
const hasLine = (value: Value): value is PyObject & InLine => value instanceof PyObject && 'superAfter' in value

/** What `super()` gives in a method of `cls` for `self`. */
export class SuperView extends PyObject {
  private readonly cls: UserClass
  private readonly self: Value
  constructor(cls: UserClass, self: Value) {
    super()
    this.cls = cls
    this.self = self
  }
  typeName(): string {
    return 'super'
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const { self } = this
    if (hasLine(self)) return self.superAfter(this.cls, name, rt)
    const of = self instanceof UserObject ? self.cls : self instanceof UserClass ? self : classBehind(self, this.cls)
    const found = of.findAfter(this.cls, name)
    if (found !== undefined)
      return self instanceof UserClass && !(found instanceof WrappedMethod) ? found : bound(found, self, of, name, rt)
    return exceptionMethod(name, self) ?? OBJECT_METHODS(name, self)
  }
}

/** The class of an exception whose class a script defines. */
function classBehind(self: Value, otherwise: UserClass): UserClass {
  const body: unknown = self instanceof ExceptionObject && 'body' in self ? self.body : null
  return body instanceof UserClass ? body : otherwise
}

/** What `Exception` has. */
function exceptionMethod(name: string, self: Value): Value | undefined {
  if (!(self instanceof ExceptionObject)) return undefined
  if (name === '__init__') {
    return new Builtin(name, ({ args }) => {
      self.args = args
      return null
    })
  }
  if (name === '__str__') return new Builtin(name, (_call, rt) => ExceptionObject.prototype.str.call(self, rt))
  if (name === '__repr__') return new Builtin(name, (_call, rt) => ExceptionObject.prototype.repr.call(self, rt))
  return undefined
}

/** What `object` has: the ends of the chains of `super()`. */
function OBJECT_METHODS(name: string, self: Value): Value | undefined {
  switch (name) {
    case '__init__':
    case '__init_subclass__':
      return new Builtin(name, () => null)
    case '__setattr__':
      return new Builtin(name, ({ args: [key = '', value = null] }) => {
        if (self instanceof UserObject) self.own.set(String(key), value)
        return null
      })
    case '__delattr__':
      return new Builtin(name, ({ args: [key = ''] }) => {
        if (self instanceof UserObject) self.own.delete(String(key))
        return null
      })
    case '__getattribute__':
      return new Builtin(name, ({ args: [key = ''] }, rt) =>
        self instanceof PyObject ? (self.getAttr(String(key), rt) ?? null) : null,
      )
    case '__new__':
      return new Builtin(name, ({ args }) => (args[0] instanceof UserClass ? args[0].blank() : null))
    case '__repr__':
    case '__str__':
      return new Builtin(name, () => (self instanceof UserObject ? self.plainRepr() : ''))
    case '__eq__':
      return new Builtin(name, ({ args }) => self === args[0])
    case '__hash__':
      return new Builtin(name, () => (self instanceof PyObject ? BigInt(self.identity) : 0n))
    default:
      return undefined
  }
}

export class UserObject extends PyObject {
  readonly cls: UserClass
  readonly own = new Map<string, Value>()
  /** Only where the class has the method: they say what the object can do. */
  declare call?: NonNullable<Protocols['call']>
  declare iterate?: NonNullable<Protocols['iterate']>
  declare length?: NonNullable<Protocols['length']>
  declare getItem?: NonNullable<Protocols['getItem']>
  declare contains?: NonNullable<Protocols['contains']>
  declare enter?: NonNullable<Protocols['enter']>

  constructor(cls: UserClass) {
    super()
    this.cls = cls
    giveProtocols(this, (name) => cls.find(name) !== undefined && cls.find(name) !== null)
  }
  typeName(): string {
    return this.cls.name
  }
  get classObject(): Value {
    return this.cls
  }
  /** A method of the class, bound; attributes of the object itself are not asked. */
  special(name: string, rt: Runtime): Value | undefined {
    const found = this.cls.find(name)
    return found === undefined || found === null ? undefined : bound(found, this, this.cls, name, rt)
  }
  /** undefined: there is no such method. */
  ask(name: string, args: readonly Value[], rt: Runtime): Value | undefined {
    const method = this.special(name, rt)
    return method === undefined ? undefined : call(method, args, rt)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const { cls } = this
    const found = cls.find(name)
    if (found instanceof CachedProperty) {
      const known = this.own.get(name)
      if (known !== undefined) return known
      const made = call(found.get, [this], rt)
      this.own.set(name, made)
      return made
    }
    if (found instanceof PropertyObject) return call(found.get, [this], rt)
    const own = this.own.get(name)
    if (own !== undefined) return own
    if (found !== undefined) return bound(found, this, cls, name, rt)
    if (name === '__class__') return cls
    if (name === '__dict__') return DictObject.of(this.own, rt)
    return cls.find('__getattr__') === undefined ? OBJECT_ATTRIBUTES(name, this) : this.ask('__getattr__', [name], rt)
  }
  override setAttr(name: string, value: Value, rt: Runtime): boolean {
    const found = this.cls.find(name)
    if (found instanceof PropertyObject && !(found instanceof CachedProperty)) {
      if (found.set === null)
        throw pyError('AttributeError', `property '${name}' of '${this.cls.name}' object has no setter`)
      call(found.set, [this, value], rt)
      return true
    }
    const own = this.cls.find('__setattr__')
    if (own === undefined) this.own.set(name, value)
    else call(bound(own, this, this.cls, '__setattr__', rt), [name, value], rt)
    return true
  }
  override deleteAttr(name: string, rt: Runtime): boolean {
    const property = this.cls.find(name)
    if (property instanceof PropertyObject && !(property instanceof CachedProperty)) {
      if (property.remove === null)
        throw pyError('AttributeError', `property '${name}' of '${this.cls.name}' object has no deleter`)
      call(property.remove, [this], rt)
      return true
    }
    if (this.cls.find('__delattr__') !== undefined) {
      this.ask('__delattr__', [name], rt)
      return true
    }
    return this.own.delete(name)
  }
  override attributeNames(): readonly string[] {
    return [...new Set([...this.own.keys(), ...this.cls.attributeNames()])]
  }
  override equals(other: Value, rt: Runtime): boolean {
    if (this === other)
      return this.cls.find('__eq__') === undefined || truthy(this.ask('__eq__', [other], rt) ?? true, rt)
    const own = this.ask('__eq__', [other], rt)
    if (own !== undefined && own !== NOT_IMPLEMENTED) return truthy(own, rt)
    const reflected =
      other instanceof UserObject && other.cls !== this.cls ? other.ask('__eq__', [this], rt) : undefined
    return reflected !== undefined && reflected !== NOT_IMPLEMENTED && truthy(reflected, rt)
  }
  override hashKey(rt: Runtime): string | null {
    const own = this.cls.find('__hash__')
    if (own === null || (own === undefined && this.cls.find('__eq__') !== undefined)) return null
    return own === undefined ? `o:${this.identity}` : `u:${hashKey(this.ask('__hash__', [], rt) ?? null, rt)}`
  }
  rich(name: string, other: Value, rt: Runtime): Value | undefined {
    const answer = answerOf(this, name, [other], rt)
    return answer === undefined ? undefined : truthy(answer, rt)
  }
  binary(operator: PyBinaryOperator, other: Value, reflected: boolean, rt: Runtime): Value | undefined {
    return answerOf(this, operatorMethod(operator, reflected ? 'r' : ''), [other], rt)
  }
  override truthy(rt: Runtime): boolean {
    const own = this.ask('__bool__', [], rt)
    if (own !== undefined) return truthy(own, rt)
    return this.length === undefined ? true : this.length(rt) > 0
  }
  plainRepr(): string {
    return `<${this.cls.path} object>`
  }
  override repr(rt: Runtime): string {
    const text = this.ask('__repr__', [], rt)
    if (text === undefined) return this.plainRepr()
    if (typeof text === 'string') return text
    throw typeError(`__repr__ returned non-string (type ${typeName(text)})`)
  }
  override str(rt: Runtime): string {
    const text = this.ask('__str__', [], rt)
    if (text === undefined) return this.repr(rt)
    if (typeof text === 'string') return text
    throw typeError(`__str__ returned non-string (type ${typeName(text)})`)
  }
}

function OBJECT_ATTRIBUTES(name: string, self: UserObject): Value | undefined {
  if (name === '__str__') return new Builtin(name, (_call, rt) => str(self, rt))
  if (name === '__repr__') return new Builtin(name, (_call, rt) => repr(self, rt))
  if (name === '__eq__') return new Builtin(name, ({ args }, rt) => equals(self, args[0] ?? null, rt))
  if (name === '__module__') return self.cls.module
  return name === '__doc__' ? null : undefined
}
