/** `Post.objects`: every queryset method, on all rows. */
import { Builtin, PyObject } from '../values.ts'
import type { Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'
import type { ModelClass } from './model-class.ts'
import { QuerySetObject } from './queryset.ts'
import { NOT_ON_MANAGERS, queryMethod, QUERYSET_METHODS } from './queryset-methods.ts'

export class ManagerObject extends PyObject {
  readonly cls: ModelClass
  constructor(cls: ModelClass) {
    super()
    this.cls = cls
  }
  typeName(): string {
    return 'Manager'
  }
  /** What its methods start from; related managers narrow it. */
  queryset(rt: Runtime): QuerySetObject {
    return QuerySetObject.all(this.cls, rt)
  }
  override getAttr(name: string, _rt: Runtime): Value | undefined {
    if (name === 'model') return this.cls
    if (name === 'get_queryset' || name === 'all') return new Builtin(name, (_call, r) => this.queryset(r))
    if (name === 'db_manager') return new Builtin(name, () => this)
    if (NOT_ON_MANAGERS.includes(name) || !QUERYSET_METHODS.includes(name)) return undefined
    // The rows are asked for when the method is called: an unsaved instance may still be saved.
    return new Builtin(name, (call, r) => r.call(queryMethod(this.queryset(r), name, r) ?? null, call))
  }
  override attributeNames(): readonly string[] {
    return QUERYSET_METHODS.filter((m) => !NOT_ON_MANAGERS.includes(m))
  }
  override equals(other: Value): boolean {
    return other instanceof ManagerObject && other.constructor === this.constructor && other.cls === this.cls
  }
  override repr(): string {
    return `<django.db.models.manager.Manager object>`
  }
  override str(): string {
    return `${this.cls.model.app}.${this.cls.name}.objects`
  }
}
