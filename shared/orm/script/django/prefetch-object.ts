/** `Prefetch("posts", queryset=…, to_attr="…")`. */
import type { PrefetchSpec } from '../../query/types.ts'
import { bind } from '../arguments.ts'
import { toPy } from '../convert.ts'
import { valueError } from '../errors.ts'
import { ManagerType } from './manager-type.ts'
import { toArray } from '../operations.ts'
import { PyObject, TypeObject } from '../values.ts'
import type { Value } from '../values.ts'

export class PrefetchObject extends PyObject {
  private readonly prefetch: PrefetchSpec
  constructor(prefetch: PrefetchSpec) {
    super()
    this.prefetch = prefetch
  }
  typeName(): string {
    return 'Prefetch'
  }
  spec(): PrefetchSpec {
    return this.prefetch
  }
  override getAttr(name: string): Value | undefined {
    const { path, toAttr } = this.prefetch
    if (name === 'prefetch_through') return path
    if (name === 'to_attr') return toAttr
    if (name !== 'prefetch_to') return undefined
    return toAttr === null ? path : [...path.split('__').slice(0, -1), toAttr].join('__')
  }
  override equals(other: Value): boolean {
    return other instanceof PrefetchObject && other.getAttr('prefetch_to') === this.getAttr('prefetch_to')
  }
  override hashKey(): string {
    return `prefetch:${String(this.getAttr('prefetch_to'))}`
  }
  override repr(): string {
    return `<django.db.models.query.Prefetch object>`
  }
}

/** `django.contrib.contenttypes.prefetch.GenericPrefetch`. */
export const GENERIC_PREFETCH_TYPE = new TypeObject(
  'GenericPrefetch',
  (call, rt) => {
    const given = bind('GenericPrefetch.__init__', ['lookup', 'querysets', 'to_attr?'], call)
    const querysets = toArray(given.querysets, rt).map((item) => {
      const value = toPy(item, rt)
      const isQuery = typeof value === 'object' && value !== null && 'type' in value && value.type === 'queryset'
      if (isQuery && value.query.mode.kind === 'instances') return value.query
      throw valueError('Prefetch querysets cannot use raw(), values(), and values_list().')
    })
    const toAttr = typeof given.to_attr === 'string' ? given.to_attr : null
    return new PrefetchObject({ path: String(given.lookup), queryset: null, toAttr, querysets })
  },
  (value: Value) => value instanceof PrefetchObject && value.spec().querysets !== undefined,
)

export const PREFETCH_TYPE = new TypeObject(
  'Prefetch',
  (call, rt) => {
    const given = bind('Prefetch.__init__', ['lookup', 'queryset?', 'to_attr?'], call)
    const queryset = given.queryset === undefined || given.queryset === null ? null : toPy(given.queryset, rt)
    const isQuery =
      typeof queryset === 'object' && queryset !== null && 'type' in queryset && queryset.type === 'queryset'
    if (queryset !== null && (!isQuery || queryset.query.mode.kind !== 'instances')) {
      throw valueError('Prefetch querysets cannot use raw(), values(), and values_list().')
    }
    const toAttr = typeof given.to_attr === 'string' ? given.to_attr : null
    const rows = given.queryset
    const rowsClass = rows instanceof PyObject && 'type' in rows && rows.type instanceof ManagerType ? rows.type : null
    return new PrefetchObject({
      path: String(given.lookup),
      queryset: isQuery ? queryset.query : null,
      toAttr,
      ...(rowsClass === null ? {} : { rowsClass }),
    })
  },
  (value: Value) => value instanceof PrefetchObject,
)
