/** What every manager of related rows is, to those who only use one. Types only, so that anybody may import it. */
import type { Runtime } from '../../runtime.ts'
import type { PyObject, Value } from '../../values.ts'
import type { Instance } from '../instances/instance.ts'
import type { QuerySetObject } from '../querysets/queryset.ts'

export interface RelatedManager extends PyObject {
  /** The name under which an instance keeps rows that were fetched ahead. */
  readonly cacheName: string
  baseQueryset(rt: Runtime): QuerySetObject
  queryset(rt: Runtime): QuerySetObject
  /** The rows of `base` that belong to the manager's instance. */
  narrowed(base: QuerySetObject, rt: Runtime): QuerySetObject
  /** The rows of `base` that belong to any of the instances, all of the manager's class, in one query. */
  rowsOf(base: QuerySetObject, instances: readonly Instance[], rt: Runtime): OwnedRows
}

/** Rows with the value that tells whose they are. */
export interface OwnedRows {
  readonly rows: readonly Instance[]
  readonly keyOf: (row: Instance) => Value
  readonly ownKey: (instance: Instance) => Value
}

export function isRelatedManager(value: unknown): value is RelatedManager {
  return typeof value === 'object' && value !== null && 'rowsOf' in value
}
