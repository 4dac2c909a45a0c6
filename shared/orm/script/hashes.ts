/** `hash(value)` as CPython computes it, where sets need it. */
import { hashInt, hashText, setOrder } from './set-order.ts'
import { isUuid, PyObject } from './values.ts'
import type { Value } from './values.ts'

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
  const hashed = items.map((value) => ({ value, hash: pythonHash(value) }))
  if (hashed.some((h) => h.hash === null)) return items
  return setOrder(hashed.map((h) => ({ value: h.value, hash: h.hash ?? 0n })))
}
