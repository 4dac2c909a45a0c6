/** What an object can do because its class has special methods: `len()`, `in`, `for`, calls and operators. */
import type { PyBinaryOperator } from '../../../python/ast.ts'
import { IteratorObject } from './collections.ts'
import { exceptionOf, typeError } from '../errors.ts'
import { truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { isAsked, PyObject, typeName } from '../values.ts'
import type { Asked, CallArgs, Value } from '../values.ts'

/** What the rest of the interpreter looks for on an object; each is there only where the class has the method. */
export interface Protocols {
  call?: (args: CallArgs, rt: Runtime) => Value
  iterate?: (rt: Runtime) => Iterable<Value>
  length?: (rt: Runtime) => number
  getItem?: (index: Value, rt: Runtime) => Value
  contains?: (value: Value, rt: Runtime) => boolean
  enter?: (rt: Runtime) => Value
}

const PROTOCOLS = ['__call__', '__iter__', '__getitem__', '__len__', '__contains__', '__enter__']

/** Whether a class has a method that `giveProtocols` asks for: most models have none, and they have many objects. */
export const hasProtocols = (names: ReadonlySet<string>): boolean => PROTOCOLS.some((name) => names.has(name))

/** Gives an object what the special methods of its class allow. */
export function giveProtocols(object: PyObject & Asked & Protocols, has: (name: string) => boolean): void {
  const ask = (name: string, args: readonly Value[], rt: Runtime): Value => object.ask(name, args, rt) ?? null
  if (has('__call__')) object.call = (args, rt) => rt.call(object.special('__call__', rt) ?? null, args)
  if (has('__iter__') || has('__getitem__')) object.iterate = (rt) => itemsOf(object, rt)
  if (has('__len__')) object.length = (rt) => Number(ask('__len__', [], rt))
  if (has('__getitem__')) object.getItem = (index, rt) => ask('__getitem__', [index], rt)
  if (has('__contains__')) object.contains = (value, rt) => truthy(ask('__contains__', [value], rt), rt)
  if (has('__enter__')) object.enter = (rt) => ask('__enter__', [], rt)
}

/** By `__iter__`, else by `__getitem__` from 0 until IndexError. */
function* itemsOf(object: PyObject & Asked, rt: Runtime): Generator<Value> {
  const own = object.ask('__iter__', [], rt)
  if (own !== undefined) {
    if (own instanceof IteratorObject) yield* own.iterate(rt)
    else if (isAsked(own)) yield* stepsOf(own, rt)
    else throw typeError(`iter() returned non-iterator of type '${typeName(own)}'`)
    return
  }
  for (let at = 0n; ; at++) {
    try {
      yield object.ask('__getitem__', [at], rt) ?? null
    } catch (error) {
      if (exceptionOf(error)?.cls.name === 'IndexError') return
      throw error
    }
  }
}

/** By `__next__`, until it stops. */
function* stepsOf(object: PyObject & Asked, rt: Runtime): Generator<Value> {
  for (;;) {
    rt.tick()
    let next: Value | undefined
    try {
      next = object.ask('__next__', [], rt)
    } catch (error) {
      if (exceptionOf(error)?.cls.name === 'StopIteration') return
      throw error
    }
    if (next === undefined) throw typeError(`iter() returned non-iterator of type '${typeName(object)}'`)
    yield next
  }
}

const BINARY_METHODS: Readonly<Record<PyBinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '|': 'or',
  '&': 'and',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
}

/** `__add__`; with a prefix `__radd__` and `__iadd__`. */
export function operatorMethod(operator: PyBinaryOperator, prefix: '' | 'r' | 'i' = ''): string {
  return `__${prefix}${BINARY_METHODS[operator]}__`
}

/** `NotImplemented`: a method does not know what to do with the other side. */
class NotImplementedValue extends PyObject {
  typeName(): string {
    return 'NotImplementedType'
  }
  override repr(): string {
    return 'NotImplemented'
  }
}
export const NOT_IMPLEMENTED = new NotImplementedValue()

/** What the method answers; undefined where there is none, or it does not know. */
export function answerOf(object: Asked, method: string, args: readonly Value[], rt: Runtime): Value | undefined {
  const answer = object.ask(method, args, rt)
  return answer === NOT_IMPLEMENTED ? undefined : answer
}
