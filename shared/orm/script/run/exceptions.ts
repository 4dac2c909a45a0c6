/** `try` and `raise`. */
import type { PyHandler } from '../../../python/ast.ts'
import { TupleObject } from '../types/collections.ts'
import {
  exceptionClass,
  ExceptionClass,
  ExceptionObject,
  exceptionOf,
  PyError,
  pyError,
  Stopped,
  typeError,
  unsupported,
} from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import type { Scope } from '../scope.ts'
import { raisedClass } from '../classes/user-exception.ts'
import type { Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import type { Flow, Interpreter, Of } from './interpreter.ts'
import { runBlock } from './statements.ts'

/** Not a name that Python's grammar allows. */
const CAUGHT = '<caught>'

export function runTry(s: Of<'Try'>, scope: Scope, i: Interpreter): Flow {
  const guarded = (): Flow => {
    let flow: Flow
    try {
      flow = runBlock(s.body, scope, i)
    } catch (error) {
      const exception = error instanceof Stopped ? null : exceptionOf(error)
      if (exception === null) throw error
      const handler = caughtBy(s.handlers, exception, scope, i)
      if (handler === null) throw error
      return runHandler(handler, exception, scope, i)
    }
    return flow.kind === 'normal' ? runBlock(s.orelse, scope, i) : flow
  }
  let flow: Flow
  try {
    flow = guarded()
  } catch (error) {
    if (!(error instanceof Stopped)) {
      const last = runBlock(s.finalbody, scope, i)
      if (last.kind !== 'normal') return last
    }
    throw error
  }
  const last = runBlock(s.finalbody, scope, i)
  return last.kind === 'normal' ? flow : last
}

/** The first handler that catches it, its name set; null: none does. */
export function caughtBy(
  handlers: readonly PyHandler[],
  exception: ExceptionObject,
  scope: Scope,
  i: Interpreter,
): PyHandler | null {
  for (const handler of handlers) {
    const isCaught = handler.type === null || catches(evaluate(handler.type, scope, i), exception)
    // It takes groups apart and makes groups of others, which nothing here does; what it passes over goes on as it is.
    if (handler.isStar === true && (isCaught || isGroup(exception))) throw unsupported('except*')
    if (!isCaught) continue
    if (handler.name !== null) scope.set(handler.name, exception)
    return handler
  }
  return null
}

/** What a handler is while it runs: a bare `raise` in it raises what was caught. */
export function withCaught(
  handler: PyHandler,
  exception: ExceptionObject,
  scope: Scope,
): { raised(error: unknown): unknown; done(): void } {
  const outer = scope.names.get(CAUGHT)
  scope.names.set(CAUGHT, exception)
  return {
    raised: (error) => {
      const own = exceptionOf(error)
      if (own !== null && own !== exception && own.attributes.get('__context__') === undefined)
        own.setAttr('__context__', exception)
      return error
    },
    done: () => {
      if (outer === undefined) scope.names.delete(CAUGHT)
      else scope.names.set(CAUGHT, outer)
      // Python forgets the name with the handler.
      if (handler.name !== null && scope.names.get(handler.name) === exception) scope.delete(handler.name)
    },
  }
}

function runHandler(handler: PyHandler, exception: ExceptionObject, scope: Scope, i: Interpreter): Flow {
  const leave = withCaught(handler, exception, scope)
  try {
    return runBlock(handler.body, scope, i)
  } catch (error) {
    throw leave.raised(error)
  } finally {
    leave.done()
  }
}

const isGroup = ({ cls }: ExceptionObject): boolean => cls.isSubclassOf(exceptionClass('ExceptionGroup'))

function catches(type: Value, exception: ExceptionObject): boolean {
  if (type instanceof TupleObject) return type.items.some((t) => catches(t, exception))
  if (type instanceof ExceptionClass) return exception.cls.isSubclassOf(type)
  throw typeError('catching classes that do not inherit from BaseException is not allowed')
}

/** A bare `raise`: what the handler around it has caught. */
export function raisedAgain(scope: Scope): Error {
  const caught = scope.find(CAUGHT)
  return caught instanceof ExceptionObject
    ? new PyError(caught)
    : pyError('RuntimeError', 'No active exception to reraise')
}

export function raised(value: Value, rt: Runtime): Error {
  if (value instanceof ExceptionObject) return new PyError(value)
  if (value instanceof ExceptionClass) return raisedClass(value, rt)
  return typeError('exceptions must derive from BaseException')
}
