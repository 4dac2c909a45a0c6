/** `Post.objects`: every queryset method, on all rows or on those that the model's manager class lets through. */
import { pyError } from '../errors.ts'
import type { ManagerType } from '../manager-type.ts'
import { Builtin, NO_ARGS, PyObject } from '../values.ts'
import type { Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'
import { contentTypeMethod, contentTypeMethods } from './content-type-manager.ts'
import type { ModelClass } from './model-class.ts'
import { QuerySetObject } from './queryset.ts'
import { isAsynchronous, NOT_ON_MANAGERS, queryMethod, QUERYSET_METHODS } from './queryset-methods.ts'

export class ManagerObject extends PyObject {
  readonly cls: ModelClass
  /** The class of the project; null: Django's own manager. */
  readonly type: ManagerType | null
  constructor(cls: ModelClass, type: ManagerType | null = null) {
    super()
    this.cls = cls
    this.type = type
  }
  typeName(): string {
    return this.type?.name ?? 'Manager'
  }
  /** What `get_queryset()` of the class gives: all rows unless the project narrows them. */
  baseQueryset(rt: Runtime): QuerySetObject {
    const own = this.type?.method('get_queryset', this, (name) => this.djangoAttribute(name))
    if (own === undefined) return this.allRows(rt)
    const rows = rt.call(own, NO_ARGS)
    if (rows instanceof QuerySetObject) return rows
    throw pyError('TypeError', `${this.typeName()}.get_queryset() gave no queryset`)
  }
  private allRows(rt: Runtime): QuerySetObject {
    return QuerySetObject.all(this.cls, rt, this.type?.querysetType() ?? null)
  }
  /** What its methods start from; related managers narrow it. */
  queryset(rt: Runtime): QuerySetObject {
    return this.baseQueryset(rt)
  }
  /** What Django's own manager class has under the name: for `super()`. */
  protected djangoAttribute(name: string): Value | undefined {
    if (name === 'get_queryset') return new Builtin(name, (_call, r) => this.allRows(r))
    return this.queryMethod(name)
  }
  private queryMethod(name: string): Value | undefined {
    if (NOT_ON_MANAGERS.includes(name)) return undefined
    if (!QUERYSET_METHODS.includes(name) && !isAsynchronous(name)) return undefined
    // The rows are asked for when the method is called: an unsaved instance may still be saved.
    return new Builtin(name, (call, r) => r.call(queryMethod(this.queryset(r), name, r) ?? null, call))
  }
  override getAttr(name: string, _rt: Runtime): Value | undefined {
    if (name === 'model') return this.cls
    if (name === 'db') return 'default'
    if (name === 'name') return this.cls.model.managers[0] ?? 'objects'
    const own = name === 'get_queryset' ? undefined : this.type?.method(name, this, (n) => this.djangoAttribute(n))
    if (own !== undefined) return own
    const special = contentTypeMethod(this.cls.model, name)
    if (special !== undefined) return special
    if (name === 'get_queryset' || name === 'all') return new Builtin(name, (_call, r) => this.queryset(r))
    if (name === 'db_manager') return new Builtin(name, () => this)
    const queryset = this.type?.querysetType()
    if (queryset?.has(name) === true) {
      return new Builtin(name, (call, r) => r.call(this.queryset(r).getAttr(name, r) ?? null, call))
    }
    return this.queryMethod(name)
  }
  override attributeNames(): readonly string[] {
    const own = this.type === null ? [] : [...this.type.names(), ...(this.type.querysetType()?.names() ?? [])]
    return [
      ...new Set([
        ...own,
        ...contentTypeMethods(this.cls.model),
        ...QUERYSET_METHODS.filter((m) => !NOT_ON_MANAGERS.includes(m)),
      ]),
    ]
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
