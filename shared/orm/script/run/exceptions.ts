/** `try` and `raise`. */
import type { PyStatement } from '../../../python/ast.ts'
import { TupleObject } from '../collections.ts'
import { ExceptionClass, ExceptionObject, exceptionOf, PyError, Stopped, typeError } from '../errors.ts'
import type { Scope } from '../scope.ts'
import type { Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import type { Flow, Interpreter, Of } from './interpreter.ts'
import { runBlock } from './statements.ts'

/** Not a name that Python's grammar allows. */
const CAUGHT = '<caught>'

class BareRaise extends Error {}

export function runTry(s: Of<'Try'>, scope: Scope, i: Interpreter): Flow {
  const guarded = (): Flow => {
    let flow: Flow
    try {
      flow = runBlock(s.body, scope, i)
    } catch (error) {
      const exception = error instanceof Stopped ? null : exceptionOf(error)
      if (exception === null) throw error
      for (const handler of s.handlers) {
        if (handler.type !== null && !catches(evaluate(handler.type, scope, i), exception)) continue
        if (handler.name !== null) scope.set(handler.name, exception)
        return runHandler(handler.body, exception, scope, i)
      }
      throw error
    }
    return flow.kind === 'normal' ? runBlock(s.orelse, scope, i) : flow
  }
  try {
    const flow = guarded()
    const last = runBlock(s.finalbody, scope, i)
    return last.kind === 'normal' ? flow : last
  } catch (error) {
    if (!(error instanceof Stopped)) {
      const last = runBlock(s.finalbody, scope, i)
      if (last.kind !== 'normal') return last
    }
    throw error
  }
}

/** A bare `raise` in the handler raises what was caught. */
function runHandler(body: readonly PyStatement[], exception: ExceptionObject, scope: Scope, i: Interpreter): Flow {
  const outer = scope.names.get(CAUGHT)
  scope.set(CAUGHT, exception)
  try {
    return runBlock(body, scope, i)
  } catch (error) {
    if (error instanceof BareRaise) throw new PyError(exception)
    throw error
  } finally {
    if (outer === undefined) scope.names.delete(CAUGHT)
    else scope.set(CAUGHT, outer)
  }
}

function catches(type: Value, exception: ExceptionObject): boolean {
  if (type instanceof TupleObject) return type.items.some((t) => catches(t, exception))
  if (type instanceof ExceptionClass) return exception.cls.isSubclassOf(type)
  throw typeError('catching classes that do not inherit from BaseException is not allowed')
}

export function raised(value: Value): Error {
  if (value === null) return new BareRaise('No active exception to reraise')
  if (value instanceof ExceptionObject) return new PyError(value)
  if (value instanceof ExceptionClass) return new PyError(new ExceptionObject(value, []))
  return typeError('exceptions must derive from BaseException')
}
