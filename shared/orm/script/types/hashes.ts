/** `hash(value)` as CPython computes it, where sets need it. */
import { copyOrder, hashInt, hashText, setOrder } from './set-order.ts'
import type { Hashed } from './set-order.ts'
import { isUuid, PyObject } from '../values.ts'
import type { Value } from '../values.ts'

/** null: not worked out here; then insertion order is kept. */
export function pythonHash(value: Value): bigint | null {
  if (typeof value === 'bigint' || typeof value === 'boolean') return hashInt(BigInt(value))
  if (typeof value === 'number') return Number.isInteger(value) ? hashInt(BigInt(value)) : null
  if (typeof value === 'string') return hashText(value)
  if (isUuid(value)) return hashInt(BigInt(`0x${value.text.replaceAll('-', '')}`))
  if (value instanceof PyObject && 'pk' in value) return pythonHash(value.pk as Value)
  if (value instanceof PyObject && 'plain' in value) return pythonHash(value.plain as Value)
  return null
}

/** The items as a set of them would be iterated. */
export function inSetOrder<T extends Value>(items: readonly T[]): readonly T[] {
  const hashed = withHashes(items)
  return hashed === null ? items : setOrder(hashed)
}

function withHashes<T extends Value>(items: readonly T[]): readonly Hashed<T>[] | null {
  const hashed = items.map((value) => ({ value, hash: pythonHash(value) }))
  return hashed.some((h) => h.hash === null) ? null : hashed.map(({ value, hash }) => ({ value, hash: hash ?? 0n }))
}

/**
 * `set(items) - others`, in the order in which its items came in: CPython adds what stays to a new set, or,
 * where little goes, takes the rest out of a copy. Source: Objects/setobject.c, `set_difference`.
 *
 * @param count of `others`
 */
export function differenceOrder<T extends Value>(
  items: readonly T[],
  count: number,
  stays: (item: T) => boolean,
): readonly T[] {
  if (!isCopiedByDifference(items.length, count)) return inSetOrder(items).filter(stays)
  const hashed = withHashes(items)
  return (hashed === null ? items : copyOrder(hashed)).filter(stays)
}

/** Whether `items - others` copies the table of the first set; else a new one is filled, in the old one's order. */
export function isCopiedByDifference(size: number, others: number): boolean {
  return size >> 2 > others
}
