/**
 * Expressions that stop on their way, at a `yield` or an `await`, as JavaScript generators. Their parts are worked out
 * in Python's order, each kept under a name of its own; what has them all is then worked out as anywhere.
 */
import type { PyExpr } from '../../../python/ast.ts'
import { DictObject, ListObject, SetObject } from '../types/collections.ts'
import { awaited, AsyncYield, asyncItems } from '../asynchronous/awaiting.ts'
import type { Steps } from '../asynchronous/awaiting.ts'
import { compareWith, iterate, truthy } from '../operations.ts'
import { Scope } from '../scope.ts'
import type { Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import { delegated, GeneratorObject } from './generator.ts'
import { hasSteps } from './has-steps.ts'
import type { Interpreter } from './interpreter.ts'
import { assign } from './targets.ts'

type Unknown = Extract<PyExpr, { readonly type: 'Unknown' }>
type Comprehension = Extract<PyExpr, { readonly type: 'Comprehension' }>

/** An expression with its steps. */
export function* value(e: PyExpr, scope: Scope, i: Interpreter): Steps {
  if (!hasSteps(e)) return evaluate(e, scope, i)
  i.rt.tick()
  switch (e.type) {
    case 'Unknown':
      return yield* meant(e, scope, i)
    case 'BoolOp': {
      const left = yield* value(e.left, scope, i)
      return truthy(left, i.rt) === (e.op === 'and') ? yield* value(e.right, scope, i) : left
    }
    case 'Conditional':
      return yield* value(truthy(yield* value(e.test, scope, i), i.rt) ? e.body : e.orelse, scope, i)
    case 'Compare':
      return yield* compared(e, scope, i)
    case 'Comprehension':
      return yield* collected(e, scope, i)
    default: {
      const inner = new Scope(scope)
      inner.isInner = true
      return evaluate(yield* withParts(e, scope, inner, i), inner, i)
    }
  }
}

/** The node with its parts replaced by names, which `names` has. Not a name that Python's grammar allows. */
export function* withParts<T extends object>(
  node: T,
  scope: Scope,
  names: Scope,
  i: Interpreter,
): Generator<Value, T, Value> {
  const copy: Record<string, unknown> = {}
  for (const [key, child] of Object.entries(node) as [string, unknown][])
    copy[key] = typeof child === 'object' && child !== null ? yield* part(child, scope, names, i) : child
  return copy as T
}

function* part(child: object, scope: Scope, names: Scope, i: Interpreter): Generator<Value, unknown, Value> {
  if (Array.isArray(child)) {
    const out: unknown[] = []
    for (const one of child as unknown[])
      out.push(typeof one === 'object' && one !== null ? yield* part(one, scope, names, i) : one)
    return out
  }
  const type = 'type' in child ? child.type : undefined
  if (type === 'Constant') return child
  if (type === undefined || type === 'Starred') return yield* withParts(child, scope, names, i)
  const e = child as PyExpr
  const id = `<part ${names.names.size} ${e.from}>`
  names.names.set(id, yield* value(e, scope, i))
  return { type: 'Name', id, from: e.from, to: e.to }
}

function* meant(e: Unknown, scope: Scope, i: Interpreter): Steps {
  const { meaning } = e
  if (meaning?.kind === 'await') return yield* awaited(yield* value(meaning.value, scope, i), i.rt)
  if (meaning?.kind === 'named') {
    const made = yield* value(meaning.value, scope, i)
    scope.forNames().set(meaning.name, made)
    return made
  }
  if (meaning?.kind !== 'yield') return evaluate(e, scope, i)
  const given = meaning.value === null ? null : yield* value(meaning.value, scope, i)
  if (!meaning.from) return yield scope.isInAsyncGenerator() ? new AsyncYield(given) : given
  if (given instanceof GeneratorObject) return yield* delegated(given)
  for (const item of iterate(given, i.rt)) yield item
  return null
}

function* compared(e: Extract<PyExpr, { readonly type: 'Compare' }>, scope: Scope, i: Interpreter): Steps {
  let left = yield* value(e.left, scope, i)
  for (const { op, right } of e.rest) {
    const other = yield* value(right, scope, i)
    if (!compareWith(op, left, other, i.rt)) return false
    left = other
  }
  return true
}

/** A comprehension that waits. */
function* collected(e: Comprehension, scope: Scope, i: Interpreter): Steps {
  const inner = new Scope(scope)
  inner.isInner = true
  const [first] = e.clauses
  const source = first === undefined ? null : yield* value(first.iter, scope, i)
  if (e.kind === 'generator') {
    const replaced = { ...e, clauses: e.clauses.map((c, n) => (n === 0 ? { ...c, iter: SOURCE } : c)) }
    inner.names.set(SOURCE.id, source)
    return evaluate(replaced, inner, i)
  }
  const list = new ListObject([])
  const dict = new DictObject()
  const each = function* (): Generator<Value, void, Value> {
    const element = yield* value(e.element, inner, i)
    if (e.kind !== 'dict') list.items.push(element)
    else dict.set(element, e.value === null ? null : yield* value(e.value, inner, i), i.rt)
  }
  yield* clauses(e, 0, source, inner, i, each)
  if (e.kind === 'dict') return dict
  return e.kind === 'set' ? SetObject.of(list.items, i.rt) : list
}

const SOURCE = { type: 'Name', id: '<source>', from: 0, to: 0 } as const

function* clauses(
  e: Comprehension,
  at: number,
  source: Value,
  scope: Scope,
  i: Interpreter,
  each: () => Generator<Value, void, Value>,
): Generator<Value, void, Value> {
  const clause = e.clauses[at]
  if (clause === undefined) return
  const one = function* (item: Value): Generator<Value, boolean, Value> {
    i.rt.tick()
    assign(clause.target, item, scope, i)
    for (const test of clause.ifs) if (!truthy(yield* value(test, scope, i), i.rt)) return true
    const next = e.clauses[at + 1]
    if (next === undefined) yield* each()
    else yield* clauses(e, at + 1, yield* value(next.iter, scope, i), scope, i, each)
    return true
  }
  if (clause.isAsync === true) yield* asyncItems(source, i.rt, one)
  else for (const item of iterate(source, i.rt)) yield* one(item)
}

/** `(x async for x in rows)`: its items, for an asynchronous generator. */
export function* generatorSteps(e: Comprehension, source: Value, scope: Scope, i: Interpreter): Steps {
  const each = function* (): Generator<Value, void, Value> {
    yield new AsyncYield(yield* value(e.element, scope, i))
  }
  yield* clauses(e, 0, source, scope, i, each)
  return null
}
