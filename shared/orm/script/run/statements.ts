/** Walks the statements of a script. No Python runs and nothing is evaluated as code of ours. */
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { ListObject } from '../collections.ts'
import { exceptionClass, ExceptionObject, PyError, unsupported } from '../errors.ts'
import { binary, iterate, toArray, truthy } from '../operations.ts'
import type { Scope } from '../scope.ts'
import { AtomicObject } from '../transaction-module.ts'
import { isContext, typeName } from '../values.ts'
import type { Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import { raised, runTry } from './exceptions.ts'
import { makeClass, makeFunction } from './function.ts'
import { importModule, runImportFrom } from './imports.ts'
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
  switch (s.type) {
    case 'Expr':
      evaluate(s.value, scope, i)
      return NORMAL
    case 'Assign': {
      const value = evaluate(s.value, scope, i)
      for (const target of s.targets) assign(target, value, scope, i)
      return NORMAL
    }
    case 'AugAssign': {
      const left = evaluate(s.target, scope, i)
      const right = evaluate(s.value, scope, i)
      if (left instanceof ListObject && s.op === '+') left.extend(toArray(right, i.rt))
      else assign(s.target, binary(s.op, left, right, i.rt), scope, i)
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
      scope.set(s.name, makeFunction(s, scope, i))
      return NORMAL
    case 'Return':
      return { kind: 'return', value: s.value === null ? null : evaluate(s.value, scope, i) }
    case 'Import':
      for (const { name, asname } of s.names) importModule(name, asname, scope)
      return NORMAL
    case 'ImportFrom':
      runImportFrom(s, scope, i)
      return NORMAL
    case 'Raise':
      throw raised(s.value === null ? null : evaluate(s.value, scope, i))
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
      scope.set(s.name, makeClass(s, scope, i))
      return NORMAL
    default:
      if (s.assert === undefined) throw unsupported(`this statement (${s.what})`)
      runAssert(s.assert, scope, i)
      return NORMAL
  }
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
  for (const item of iterate(evaluate(s.iter, scope, i), i.rt)) {
    i.rt.tick()
    assign(s.target, item, scope, i)
    const flow = runBlock(s.body, scope, i)
    if (flow.kind === 'break') return NORMAL
    if (flow.kind === 'return') return flow
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
  return NORMAL
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
  if (!isContext(value)) throw unsupported(`a with statement over ${typeName(value)}`)
  const entered = value.enter(i.rt)
  try {
    return inner(entered)
  } finally {
    value.leave(i.rt)
  }
}
