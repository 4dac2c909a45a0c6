/** How Django's SQLite backend stores a value that a design keeps as JSON. */
import type { SampleValue } from '../../shared/document/records.ts'
import type { StoredValue } from '../../shared/protocol/scalars.ts'

const BY_CLASS: { readonly [className: string]: (value: Exclude<SampleValue, null>) => StoredValue | undefined } = {
  DateTimeField: (value) => (typeof value === 'string' ? value.replace('T', ' ').replace(/Z$/, '') : undefined),
  UUIDField: (value) => (typeof value === 'string' ? value.replaceAll('-', '').toLowerCase() : undefined),
  FloatField: (value) => (typeof value === 'boolean' ? undefined : Number(value)),
  DecimalField: (value) => (typeof value === 'string' ? value : String(value)),
  BinaryField: (value) => (typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : undefined),
  BooleanField: (value) => (value === true || value === 1 ? 1n : value === false || value === 0 ? 0n : undefined),
}

/** Unfit values are stored as they are: SQLite takes them, and the grid shows what is wrong. */
export function storedValue(value: SampleValue, className: string): StoredValue {
  if (value === null) return null
  const known = Object.hasOwn(BY_CLASS, className) ? BY_CLASS[className]?.(value) : undefined
  if (known !== undefined) return known
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  return value
}
