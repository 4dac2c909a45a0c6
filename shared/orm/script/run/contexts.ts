/** What `with` enters and leaves. */
import { exceptionOf, Stopped, typeError, unsupported } from '../errors.ts'
import type { ExceptionClass } from '../errors.ts'
import { truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { AtomicObject } from '../django/transaction-module.ts'
import { isAsked, isContext, typeName } from '../values.ts'
import type { Asked, PyObject, Value } from '../values.ts'

export interface Entered {
  readonly entered: Value
  /** @returns whether the error is dealt with */
  leave(error: unknown): boolean
}

export function enterContext(value: Value, rt: Runtime): Entered {
  if (isAsked(value)) return enterObject(value, rt)
  if (value instanceof AtomicObject) throw unsupported('a yield inside `with transaction.atomic()`')
  if (!isContext(value)) {
    throw typeError(`'${typeName(value)}' object does not support the context manager protocol`)
  }
  const entered = value.enter(rt)
  return {
    entered,
    leave: () => {
      value.leave(rt)
      return false
    },
  }
}

function enterObject(value: PyObject & Asked, rt: Runtime): Entered {
  const exit = value.special('__exit__', rt)
  if (!isContext(value) || exit === undefined)
    throw typeError(`'${typeName(value)}' object does not support the context manager protocol`)
  const entered = value.enter(rt)
  return {
    entered,
    leave: (error) => {
      const exception = error === null || error instanceof Stopped ? null : exceptionOf(error)
      if (error !== null && exception === null) return false
      const type: ExceptionClass | null = exception?.cls ?? null
      const answer = rt.call(exit, { args: [type, exception, null], kwargs: new Map() })
      return exception !== null && truthy(answer, rt)
    },
  }
}
