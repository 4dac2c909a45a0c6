/** Small helpers over arrays of values. */
import { ListObject, subscript } from '../types/collections.ts'
import { equals } from '../types/equality.ts'
import type { Runtime } from '../runtime.ts'
import type { Value } from '../values.ts'

export function isIn(items: readonly Value[], value: Value, rt: Runtime): boolean {
  return items.some((item) => equals(item, value, rt))
}

/** `list(rows)[index]`. */
export function sliceArray(rows: readonly Value[], index: Value): Value {
  const found = subscript(rows, index, 'list')
  return Array.isArray(found) ? new ListObject([...(found as readonly Value[])]) : (found as Value)
}

export function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const out: T[][] = []
  for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size))
  return out
}
