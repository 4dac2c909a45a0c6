/** What stands among the values of a model and is none of them. */
import { PyObject } from '../values.ts'

/** `django.db.models.DEFERRED`: a column that was not loaded. */
class Deferred extends PyObject {
  typeName(): string {
    return 'Deferred'
  }
  override repr(): string {
    return '<Deferred field>'
  }
}

/** Stands for a value that cannot be made: reading it throws what making it threw. */
export class RefusedValue extends PyObject {
  readonly error: unknown
  constructor(error: unknown) {
    super()
    this.error = error
  }
  typeName(): string {
    return 'NotImplementedType'
  }
}

export const DEFERRED = new Deferred()
