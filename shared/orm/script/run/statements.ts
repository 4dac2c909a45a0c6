/** Walks the statements of a script. No Python runs and nothing is evaluated as code of ours. */
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { ListObject } from '../types/collections.ts'
import { exceptionClass, ExceptionObject, PyError, unsupported } from '../errors.ts'
import { binary, iterate, toArray, truthy } from '../operations.ts'
import type { Scope } from '../scope.ts'
import { AtomicObject } from '../django/transaction-module.ts'
import { answerOf, operatorMethod } from '../types/special-methods.ts'
import { CoroutineObject } from '../asynchronous/awaiting.ts'
import { decorate, isAsked, NO_ARGS } from '../values.ts'
import type { Value } from '../values.ts'
import { enterContext } from './contexts.ts'
import { evaluate } from './evaluate.ts'
import { raised, raisedAgain, runTry } from './exceptions.ts'
import { makeClass, makeFunction } from './function.ts'
import { GeneratorObject } from './generator.ts'
import { hasWaits } from './has-steps.ts'
import { ranAtTop } from './top-level.ts'
import { importModule, runImportFrom } from './imports.ts'
import { matchingCase } from './match.ts'
import { NORMAL } from './interpreter.ts'
import type { Flow, Interpreter, Of } from './interpreter.ts'
import { assign, deleteTarget } from './targets.ts'

export function runBlock(body: readonly PyStatement[], scope: Scope, i: Interpreter): Flow {
  for (const statement of body) {
    const flow = runStatement(statement, scope, i)
    if (flow.kind !== 'normal') return flow
  }
  return NORMAL
}

export function runStatement(s: PyStatement, scope: Scope, i: Interpreter): Flow {
  i.rt.tick()
  if (scope.isModule && hasWaits(s)) return ranAtTop(s, scope, i)
  switch (s.type) {
    case 'Expr':
      forgotten(evaluate(s.value, scope, i), i)
      return NORMAL
    case 'Assign': {
      const value = evaluate(s.value, scope, i)
      for (const target of s.targets) assign(target, value, scope, i)
      return NORMAL
    }
    case 'AugAssign': {
      const left = evaluate(s.target, scope, i)
      augment(s, left, evaluate(s.value, scope, i), scope, i)
      return NORMAL
    }
    case 'AnnAssign':
      if (s.value !== null) assign(s.target, evaluate(s.value, scope, i), scope, i)
      return NORMAL
    case 'If':
      return runBlock(truthy(evaluate(s.test, scope, i), i.rt) ? s.body : s.orelse, scope, i)
    case 'For':
      return runFor(s, scope, i)
    case 'While':
      return runWhile(s, scope, i)
    case 'Try':
      return runTry(s, scope, i)
    case 'With':
      return runWith(s, scope, i)
    case 'FunctionDef':
      scope.set(
        s.name,
        decorated(s.decorators, () => makeFunction(s, scope, i), scope, i),
      )
      return NORMAL
    case 'Return':
      return { kind: 'return', value: s.value === null ? null : evaluate(s.value, scope, i) }
    case 'Import':
      for (const { name, asname } of s.names) importModule(name, asname, scope, i)
      return NORMAL
    case 'ImportFrom':
      runImportFrom(s, scope, i)
      return NORMAL
    case 'Raise':
      throw raisedFrom(s, scope, i)
    case 'Delete':
      for (const target of s.targets) deleteTarget(target, scope, i)
      return NORMAL
    case 'Pass':
      return NORMAL
    case 'Break':
      return { kind: 'break' }
    case 'Continue':
      return { kind: 'continue' }
    case 'ClassDef':
      scope.set(
        s.name,
        decorated(s.decorators, () => makeClass(s, scope, i), scope, i),
      )
      return NORMAL
    default:
      return runUnknown(s, scope, i)
  }
}

/** `target += right`, with what the target was. */
export function augment(s: Of<'AugAssign'>, left: Value, right: Value, scope: Scope, i: Interpreter): void {
  if (left instanceof ListObject && s.op === '+') left.extend(toArray(right, i.rt))
  else if (isAsked(left)) {
    const own = answerOf(left, operatorMethod(s.op, 'i'), [right], i.rt)
    assign(s.target, own ?? binary(s.op, left, right, i.rt), scope, i)
  } else assign(s.target, binary(s.op, left, right, i.rt), scope, i)
}

/** What the grammar has no node of its own for. */
function runUnknown(s: Of<'Unknown'>, scope: Scope, i: Interpreter): Flow {
  if (s.assert !== undefined) {
    runAssert(s.assert, scope, i)
    return NORMAL
  }
  if (s.names !== undefined) {
    scope.send(s.names.kind, s.names.names)
    return NORMAL
  }
  if (s.match === undefined) throw unsupported(`this statement (${s.what})`)
  const { subject, cases } = s.match
  const body = matchingCase(evaluate(subject, scope, i), cases, scope, i)
  return body === null ? NORMAL : runBlock(body, scope, i)
}

/** `raise error from cause`. */
function raisedFrom({ value, cause }: Of<'Raise'>, scope: Scope, i: Interpreter): Error {
  const error = value === null ? raisedAgain(scope) : raised(evaluate(value, scope, i), i.rt)
  if (cause !== undefined && error instanceof PyError) error.exception.setAttr('__cause__', evaluate(cause, scope, i))
  return error
}

function runAssert(
  { test, message }: { readonly test: PyExpr; readonly message: PyExpr | null },
  scope: Scope,
  i: Interpreter,
): void {
  if (truthy(evaluate(test, scope, i), i.rt)) return
  const args = message === null ? [] : [evaluate(message, scope, i)]
  throw new PyError(new ExceptionObject(exceptionClass('AssertionError'), args))
}

function runFor(s: Of<'For'>, scope: Scope, i: Interpreter): Flow {
  const source = evaluate(s.iter, scope, i)
  try {
    for (const item of iterate(source, i.rt)) {
      i.rt.tick()
      assign(s.target, item, scope, i)
      const flow = runBlock(s.body, scope, i)
      if (flow.kind === 'break') return NORMAL
      if (flow.kind === 'return') return flow
    }
  } finally {
    // Nobody else has it: Python lets it run to its end at once.
    if (s.iter.type === 'Call' && source instanceof GeneratorObject) source.close()
  }
  return runBlock(s.orelse, scope, i)
}

function runWhile(s: Of<'While'>, scope: Scope, i: Interpreter): Flow {
  while (truthy(evaluate(s.test, scope, i), i.rt)) {
    i.rt.tick()
    const flow = runBlock(s.body, scope, i)
    if (flow.kind === 'break') return NORMAL
    if (flow.kind === 'return') return flow
  }
  return runBlock(s.orelse, scope, i)
}

function decorated(decorators: readonly PyExpr[], make: () => Value, scope: Scope, i: Interpreter): Value {
  return decorate(
    decorators,
    (source) => evaluate(source, scope, i),
    make,
    (decorator, value) => i.rt.call(decorator, { ...NO_ARGS, args: [value] }),
  )
}

function runWith(s: Of<'With'>, scope: Scope, i: Interpreter, at = 0): Flow {
  const item = s.items[at]
  if (item === undefined) return runBlock(s.body, scope, i)
  const value = evaluate(item.context, scope, i)
  const inner = (entered: Value): Flow => {
    if (item.target !== null) assign(item.target, entered, scope, i)
    return runWith(s, scope, i, at + 1)
  }
  if (value instanceof AtomicObject) return value.run(() => inner(null), i.rt)
  const context = enterContext(value, i.rt)
  let flow: Flow
  try {
    flow = inner(context.entered)
  } catch (error) {
    if (!context.leave(error)) throw error
    return NORMAL
  }
  context.leave(null)
  return flow
}

/** What Python warns of once nobody has the coroutine any more. */
function forgotten(value: Value, i: Interpreter): void {
  if (value instanceof CoroutineObject) value.warnIfForgotten(i.rt)
}
