/** Works out the expressions of a script. */
import type { PyArg, PyExpr } from '../../../python/ast.ts'
import { parseExpression } from '../../../python/parse.ts'
import { attribute } from '../attributes.ts'
import { isSliceable, sliced } from '../expressions/expression-slices.ts'
import { DictObject, ListObject, SetObject, subscript, TupleObject } from '../types/collections.ts'
import { pyError, typeError, unsupported } from '../errors.ts'
import { format } from '../types/format.ts'
import { binary, compareWith, toArray, truthy, unary } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import type { Scope } from '../scope.ts'
import { repr, str } from '../text.ts'
import {
  ELLIPSIS,
  isAsked,
  isCallable,
  isExpression,
  isSubscriptable,
  PyObject,
  SliceObject,
  typeName,
} from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import { comprehension } from './comprehension.ts'
import { asyncGeneratorOf, UserFunction } from './function.ts'
import { generatorWaits } from './has-steps.ts'
import type { Interpreter } from './interpreter.ts'

export function evaluate(e: PyExpr, scope: Scope, i: Interpreter): Value {
  i.rt.tick()
  switch (e.type) {
    case 'Constant':
      return constant(e.value)
    case 'Name':
      return scope.get(e.id)
    case 'Attribute':
      return attribute(evaluate(e.value, scope, i), e.attr, i.rt)
    case 'Call':
      return evaluateCall(e.func, e.args, scope, i)
    case 'Subscript':
      return getItem(evaluate(e.value, scope, i), evaluate(e.index, scope, i), i.rt)
    case 'Slice': {
      const bound = (b: PyExpr | null): Value => (b === null ? null : evaluate(b, scope, i))
      return new SliceObject(bound(e.lower), bound(e.upper), bound(e.step))
    }
    case 'List':
      return new ListObject(spread(e.items, scope, i))
    case 'Tuple':
      return new TupleObject(spread(e.items, scope, i))
    case 'Set':
      return SetObject.of(spread(e.items, scope, i), i.rt)
    case 'Dict': {
      const dict = new DictObject()
      for (const { key, value } of e.entries) {
        const v = evaluate(value, scope, i)
        if (key !== null) dict.set(evaluate(key, scope, i), v, i.rt)
        else if (v instanceof DictObject) for (const [k, x] of v.entries.values()) dict.set(k, x, i.rt)
        else throw typeError(`'${typeName(v)}' object is not a mapping`)
      }
      return dict
    }
    case 'BinOp':
      return binary(e.op, evaluate(e.left, scope, i), evaluate(e.right, scope, i), i.rt)
    case 'UnaryOp':
      return unary(e.op, evaluate(e.operand, scope, i), i.rt)
    case 'BoolOp': {
      const left = evaluate(e.left, scope, i)
      return truthy(left, i.rt) === (e.op === 'and') ? evaluate(e.right, scope, i) : left
    }
    case 'Compare': {
      let left = evaluate(e.left, scope, i)
      for (const { op, right } of e.rest) {
        const value = evaluate(right, scope, i)
        if (!compareWith(op, left, value, i.rt)) return false
        left = value
      }
      return true
    }
    case 'Conditional':
      return evaluate(truthy(evaluate(e.test, scope, i), i.rt) ? e.body : e.orelse, scope, i)
    case 'Lambda':
      return new UserFunction('<lambda>', e.params, e.body, scope, i)
    case 'JoinedString':
      return e.parts.map((part) => (typeof part === 'string' ? part : formatted(part, scope, i))).join('')
    case 'Comprehension':
      return e.kind === 'generator' && generatorWaits(e) ? asyncGeneratorOf(e, scope, i) : comprehension(e, scope, i)
    case 'Starred':
      throw pyError('SyntaxError', "can't use starred expression here")
    default:
      return meant(e, scope, i)
  }
}

function constant(value: Extract<PyExpr, { readonly type: 'Constant' }>['value']): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if ('int' in value) return BigInt(value.int)
  if ('float' in value) return value.float
  if ('bytes' in value) return Uint8Array.from(value.bytes, (c) => c.charCodeAt(0))
  return ELLIPSIS
}

function formatted(
  part: Exclude<Extract<PyExpr, { readonly type: 'JoinedString' }>['parts'][number], string>,
  scope: Scope,
  i: Interpreter,
): string {
  const value = evaluate(part.value, scope, i)
  const shown: Value =
    part.conversion === null ? value : part.conversion.endsWith('s') ? str(value, i.rt) : repr(value, i.rt)
  return format(shown, specOf(part.format ?? '', scope, i), i.rt)
}

/** `{price:{width}.2f}`: what stands in braces inside the format is worked out first. */
function specOf(spec: string, scope: Scope, i: Interpreter): string {
  if (!spec.includes('{')) return spec
  return spec.replace(/\{([^{}]*)\}/g, (_, source: string) => {
    const { expr, errors } = parseExpression(source)
    if (errors.length > 0) throw pyError('SyntaxError', 'f-string: invalid syntax')
    return str(evaluate(expr, scope, i), i.rt)
  })
}

function spread(items: readonly PyExpr[], scope: Scope, i: Interpreter): Value[] {
  const out: Value[] = []
  for (const item of items) {
    if (item.type === 'Starred') for (const value of toArray(evaluate(item.value, scope, i), i.rt)) out.push(value)
    else out.push(evaluate(item, scope, i))
  }
  return out
}

export function getItem(object: Value, given: Value, rt: Runtime): Value {
  const index = isAsked(given) ? (given.ask('__index__', [], rt) ?? given) : given
  if (typeof object === 'string') {
    const found = subscript(Array.from(object), index, 'string')
    return Array.isArray(found) ? found.join('') : (found as Value)
  }
  if (object instanceof Uint8Array) {
    const found = subscript(
      Array.from(object, (byte) => BigInt(byte)),
      index,
      'index',
    )
    return Array.isArray(found) ? Uint8Array.from(found as readonly bigint[], Number) : (found as Value)
  }
  if (isSubscriptable(object)) return object.getItem(index, rt)
  if (isExpression(object) && isSliceable(object)) return sliced(object, index)
  if (object instanceof PyObject && 'isClass' in object && 'name' in object)
    throw typeError(`type '${String(object.name)}' is not subscriptable`)
  throw typeError(`'${typeName(object)}' object is not subscriptable`)
}

function evaluateCall(func: PyExpr, args: readonly PyArg[], scope: Scope, i: Interpreter): Value {
  const callee = evaluate(func, scope, i)
  const values: Value[] = []
  const kwargs = new Map<string, Value>()
  for (const arg of args) {
    const value = evaluate(arg.value, scope, i)
    if (arg.name === null) values.push(value)
    else if (arg.name === '*') for (const one of toArray(value, i.rt)) values.push(one)
    else if (arg.name === '**') {
      if (!(value instanceof DictObject)) throw typeError(`argument after ** must be a mapping, not ${typeName(value)}`)
      for (const [k, v] of value.entries.values()) kwargs.set(String(k), v)
    } else if (kwargs.has(arg.name)) throw pyError('SyntaxError', `keyword argument repeated: ${arg.name}`)
    else kwargs.set(arg.name, value)
  }
  return callValue(callee, { args: values, kwargs }, i)
}

export function callValue(callee: Value, args: CallArgs, i: Interpreter): Value {
  if (!isCallable(callee)) throw typeError(`'${typeName(callee)}' object is not callable`)
  i.enter()
  try {
    return callee.call(args, i.rt)
  } finally {
    i.leave()
  }
}

/** What the parser could not put into a node of its own. */
function meant(e: Extract<PyExpr, { readonly type: 'Unknown' }>, scope: Scope, i: Interpreter): Value {
  const { meaning } = e
  if (meaning === undefined) throw unsupported(`this expression (${e.what})`)
  if (meaning.kind === 'named') {
    const value = evaluate(meaning.value, scope, i)
    scope.forNames().set(meaning.name, value)
    return value
  }
  if (meaning.kind === 'yield') throw pyError('SyntaxError', "'yield' outside function")
  if (meaning.kind === 'await') throw pyError('SyntaxError', "'await' outside function")
  const defaults = Object.entries(meaning.defaults).map(([name, value]) => [name, evaluate(value, scope, i)] as const)
  return new UserFunction('<lambda>', meaning.params, meaning.body, scope, i, new Map(defaults))
}
