/** What stands in a class beside plain attributes: properties and methods, alone and with their object. */
import type { Runtime } from '../runtime.ts'
import { repr } from '../text.ts'
import { Builtin, PyObject } from '../values.ts'
import type { Callable, CallArgs, Value } from '../values.ts'

/** `property(get, set)`, also as a decorator. */
export class PropertyObject extends PyObject {
  readonly get: Value
  readonly set: Value
  readonly remove: Value
  constructor(get: Value, set: Value = null, remove: Value = null) {
    super()
    this.get = get
    this.set = set
    this.remove = remove
  }
  typeName(): string {
    return 'property'
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'getter')
      return new Builtin(name, ({ args }) => new PropertyObject(args[0] ?? null, this.set, this.remove))
    if (name === 'setter')
      return new Builtin(name, ({ args }) => new PropertyObject(this.get, args[0] ?? null, this.remove))
    if (name === 'deleter')
      return new Builtin(name, ({ args }) => new PropertyObject(this.get, this.set, args[0] ?? null))
    if (name === 'fget') return this.get
    if (name === 'fset') return this.set
    if (name === '__doc__' && this.get instanceof PyObject) return this.get.getAttr(name, rt)
    return undefined
  }
}

/** `functools.cached_property`: worked out once for each object. */
export class CachedProperty extends PropertyObject {
  override typeName(): string {
    return 'cached_property'
  }
}

/** `classmethod` and `staticmethod`. */
export class WrappedMethod extends PyObject implements Callable {
  readonly kind: 'classmethod' | 'staticmethod'
  readonly fn: Value
  constructor(kind: WrappedMethod['kind'], fn: Value) {
    super()
    this.kind = kind
    this.fn = fn
  }
  typeName(): string {
    return this.kind
  }
  call(args: CallArgs, rt: Runtime): Value {
    return rt.call(this.fn, args)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    return name === '__func__' ? this.fn : this.fn instanceof PyObject ? this.fn.getAttr(name, rt) : undefined
  }
}

/** A function of a class with its object. */
export class BoundMethod extends PyObject implements Callable {
  readonly self: Value
  readonly fn: Value
  readonly name: string
  constructor(self: Value, fn: Value, name: string) {
    super()
    this.self = self
    this.fn = fn
    this.name = name
  }
  typeName(): string {
    return 'method'
  }
  call({ args, kwargs }: CallArgs, rt: Runtime): Value {
    return rt.call(this.fn, { args: [this.self, ...args], kwargs })
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === '__self__') return this.self
    if (name === '__func__') return this.fn
    return this.fn instanceof PyObject ? this.fn.getAttr(name, rt) : undefined
  }
  override equals(other: Value): boolean {
    return other instanceof BoundMethod && other.self === this.self && other.fn === this.fn
  }
  override repr(rt: Runtime): string {
    return `<bound method ${this.name} of ${repr(this.self, rt)}>`
  }
}
