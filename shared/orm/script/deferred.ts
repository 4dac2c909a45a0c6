/** `django.db.models.DEFERRED`: stands among a model's values for a column that was not loaded. */
import { PyObject } from './values.ts'

class Deferred extends PyObject {
  typeName(): string {
    return 'Deferred'
  }
  override repr(): string {
    return '<Deferred field>'
  }
}

export const DEFERRED = new Deferred()
