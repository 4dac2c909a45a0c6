/** List, set and dict comprehensions, and generators. */
import type { PyClause, PyExpr } from '../../../python/ast.ts'
import { DictObject, IteratorObject, ListObject, SetObject, TupleObject } from '../types/collections.ts'
import { iterate, truthy } from '../operations.ts'
import { Scope } from '../scope.ts'
import type { Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import type { Interpreter } from './interpreter.ts'
import { assign } from './targets.ts'

export function comprehension(
  e: Extract<PyExpr, { readonly type: 'Comprehension' }>,
  scope: Scope,
  i: Interpreter,
): Value {
  const inner = new Scope(scope)
  inner.isInner = true
  const [first] = e.clauses
  // The first source is read at once, outside the inner scope, as in Python.
  const source = first === undefined ? new TupleObject([]) : evaluate(first.iter, scope, i)
  const rows = clauses(e.clauses, 0, source, inner, i)
  if (e.kind === 'generator') return new IteratorObject(each(rows, e.element, inner, i), 'generator')
  if (e.kind === 'list') return new ListObject([...each(rows, e.element, inner, i)])
  if (e.kind === 'set') return SetObject.of(each(rows, e.element, inner, i), i.rt)
  const dict = new DictObject()
  for (const _ of rows)
    dict.set(evaluate(e.element, inner, i), e.value === null ? null : evaluate(e.value, inner, i), i.rt)
  return dict
}

function* each(rows: Iterable<unknown>, element: PyExpr, scope: Scope, i: Interpreter): Generator<Value> {
  for (const _ of rows) yield evaluate(element, scope, i)
}

function* clauses(
  all: readonly PyClause[],
  at: number,
  source: Value,
  scope: Scope,
  i: Interpreter,
): Generator<undefined> {
  const clause = all[at]
  if (clause === undefined) return
  for (const item of iterate(source, i.rt)) {
    i.rt.tick()
    assign(clause.target, item, scope, i)
    if (!clause.ifs.every((test) => truthy(evaluate(test, scope, i), i.rt))) continue
    const next = all[at + 1]
    if (next === undefined) yield undefined
    else yield* clauses(all, at + 1, evaluate(next.iter, scope, i), scope, i)
  }
}
