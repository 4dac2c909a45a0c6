/** What a function of a script is to those who only ask about it: no import of who runs it. */
import type { Callable } from '../values.ts'
import type { PyObject } from '../values.ts'

export interface FunctionObject extends PyObject, Callable {
  readonly isUserFunction: true
  readonly name: string
  isAbstract: boolean
}

export function isUserFunction(value: unknown): value is FunctionObject {
  return typeof value === 'object' && value !== null && 'isUserFunction' in value
}
