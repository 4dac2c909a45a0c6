/** Statements that stop on their way, as JavaScript generators. What has no step in it runs as anywhere. */
import type { PyStatement } from '../../../python/ast.ts'
import { asyncItems, enterAsyncContext } from '../asynchronous/awaiting.ts'
import { exceptionOf, Stopped, unsupported } from '../errors.ts'
import { iterate, truthy } from '../operations.ts'
import { Scope } from '../scope.ts'
import { AtomicObject } from '../django/transaction-module.ts'
import type { Value } from '../values.ts'
import { enterContext } from './contexts.ts'
import { evaluate } from './evaluate.ts'
import { caughtBy, withCaught } from './exceptions.ts'
import { hasSteps } from './has-steps.ts'
import { NORMAL } from './interpreter.ts'
import type { Flow, Interpreter, Of } from './interpreter.ts'
import { matchingCase } from './match.ts'
import { augment, runStatement } from './statements.ts'
import { value, withParts } from './stepped-expressions.ts'
import { assign } from './targets.ts'

type Steps = Generator<Value, Flow, Value>

export function* block(body: readonly PyStatement[], scope: Scope, i: Interpreter): Steps {
  for (const statement of body) {
    const flow = hasSteps(statement) ? yield* stepped(statement, scope, i) : runStatement(statement, scope, i)
    if (flow.kind !== 'normal') return flow
  }
  return NORMAL
}

export function* stepped(s: PyStatement, scope: Scope, i: Interpreter): Steps {
  i.rt.tick()
  switch (s.type) {
    case 'If': {
      const test = yield* value(s.test, scope, i)
      return yield* block(truthy(test, i.rt) ? s.body : s.orelse, scope, i)
    }
    case 'For':
      return yield* forLoop(s, scope, i)
    case 'While':
      return yield* whileLoop(s, scope, i)
    case 'Try':
      return yield* tryBlock(s, scope, i)
    case 'With':
      return yield* withBlock(s, scope, i, 0)
    case 'Expr':
      yield* value(s.value, scope, i)
      return NORMAL
    case 'Return':
      return { kind: 'return', value: s.value === null ? null : yield* value(s.value, scope, i) }
    case 'Assign': {
      const made = yield* value(s.value, scope, i)
      for (const target of s.targets) assign(target, made, scope, i)
      return NORMAL
    }
    case 'AugAssign': {
      const left = evaluate(s.target, scope, i)
      augment(s, left, yield* value(s.value, scope, i), scope, i)
      return NORMAL
    }
    case 'Unknown':
      if (s.match !== undefined) {
        const body = matchingCase(yield* value(s.match.subject, scope, i), s.match.cases, scope, i)
        return body === null ? NORMAL : yield* block(body, scope, i)
      }
      return s.assert === undefined ? refused(s) : yield* asserted(s, s.assert, scope, i)
    case 'AnnAssign': {
      if (s.value !== null) assign(s.target, yield* value(s.value, scope, i), scope, i)
      return NORMAL
    }
    case 'Raise': {
      const inner = new Scope(scope)
      inner.isInner = true
      return runStatement(yield* withParts(s, scope, inner, i), inner, i)
    }
    default:
      return refused(s)
  }
}

function refused(s: PyStatement): never {
  throw unsupported(`a yield or an await in this statement (${s.type})`)
}

/** The message is worked out where the test fails. */
function* asserted(s: Of<'Unknown'>, assert: Assert, scope: Scope, i: Interpreter): Steps {
  if (truthy(yield* value(assert.test, scope, i), i.rt)) return NORMAL
  const failed = { ...assert, test: { type: 'Constant', value: false, from: s.from, to: s.to } as const }
  const inner = new Scope(scope)
  inner.isInner = true
  return runStatement({ ...s, assert: yield* withParts(failed, scope, inner, i) }, inner, i)
}

type Assert = NonNullable<Of<'Unknown'>['assert']>

function* forLoop(s: Of<'For'>, scope: Scope, i: Interpreter): Steps {
  const source = yield* value(s.iter, scope, i)
  let ended: Flow | null = null
  const one = function* (item: Value): Generator<Value, boolean, Value> {
    i.rt.tick()
    assign(s.target, item, scope, i)
    const flow = yield* block(s.body, scope, i)
    if (flow.kind === 'break') ended = NORMAL
    if (flow.kind === 'return') ended = flow
    return ended === null
  }
  if (s.isAsync === true) yield* asyncItems(source, i.rt, one)
  else for (const item of iterate(source, i.rt)) if (!(yield* one(item))) break
  return ended ?? (yield* block(s.orelse, scope, i))
}

function* whileLoop(s: Of<'While'>, scope: Scope, i: Interpreter): Steps {
  for (;;) {
    i.rt.tick()
    if (!truthy(yield* value(s.test, scope, i), i.rt)) return yield* block(s.orelse, scope, i)
    const flow = yield* block(s.body, scope, i)
    if (flow.kind === 'break') return NORMAL
    if (flow.kind === 'return') return flow
  }
}

function* tryBlock(s: Of<'Try'>, scope: Scope, i: Interpreter): Steps {
  let flow: Flow = NORMAL
  // Closing a generator ends it here, without an exception: what stands in `finally` runs all the same.
  let isDone = false
  try {
    flow = yield* guarded(s, scope, i)
    isDone = true
  } catch (error) {
    isDone = true
    if (error instanceof Stopped) throw error
    const last = yield* block(s.finalbody, scope, i)
    if (last.kind !== 'normal') return last
    throw error
  } finally {
    if (!isDone) yield* block(s.finalbody, scope, i)
  }
  const last = yield* block(s.finalbody, scope, i)
  return last.kind === 'normal' ? flow : last
}

function* guarded(s: Of<'Try'>, scope: Scope, i: Interpreter): Steps {
  let flow: Flow
  try {
    flow = yield* block(s.body, scope, i)
  } catch (error) {
    const exception = error instanceof Stopped ? null : exceptionOf(error)
    const handler = exception === null ? null : caughtBy(s.handlers, exception, scope, i)
    if (exception === null || handler === null) throw error
    const leave = withCaught(handler, exception, scope)
    try {
      return yield* block(handler.body, scope, i)
    } catch (again) {
      throw leave.raised(again)
    } finally {
      leave.done()
    }
  }
  return flow.kind === 'normal' ? yield* block(s.orelse, scope, i) : flow
}

function* withBlock(s: Of<'With'>, scope: Scope, i: Interpreter, at: number): Steps {
  const item = s.items[at]
  if (item === undefined) return yield* block(s.body, scope, i)
  const manager = yield* value(item.context, scope, i)
  if (s.isAsync === true) return yield* asyncWith(s, manager, scope, i, at)
  if (manager instanceof AtomicObject) {
    i.rt.checkSync()
    throw unsupported('a yield inside `with transaction.atomic()`')
  }
  const context = enterContext(manager, i.rt)
  let isDone = false
  try {
    if (item.target !== null) assign(item.target, context.entered, scope, i)
    const flow = yield* withBlock(s, scope, i, at + 1)
    isDone = true
    context.leave(null)
    return flow
  } catch (error) {
    if (isDone) throw error
    isDone = true
    if (!context.leave(error)) throw error
    return NORMAL
  } finally {
    if (!isDone) context.leave(null)
  }
}

function* asyncWith(s: Of<'With'>, manager: Value, scope: Scope, i: Interpreter, at: number): Steps {
  const context = yield* enterAsyncContext(manager, i.rt)
  let flow: Flow
  try {
    const target = s.items[at]?.target ?? null
    if (target !== null) assign(target, context.entered, scope, i)
    flow = yield* withBlock(s, scope, i, at + 1)
  } catch (error) {
    if (!(yield* context.leave(error))) throw error
    return NORMAL
  }
  yield* context.leave(null)
  return flow
}
