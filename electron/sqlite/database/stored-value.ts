/** How Django's SQLite backend stores a value that a design keeps as JSON. */
import type { SampleValue } from '../../../shared/document/records.ts'
import type { StoredValue } from '../../../shared/protocol/scalars.ts'

const BY_CLASS: { readonly [className: string]: (value: Exclude<SampleValue, null>) => StoredValue | undefined } = {
  DateTimeField: (value) => (typeof value === 'string' ? value.replace('T', ' ').replace(/Z$/, '') : undefined),
  UUIDField: (value) => (typeof value === 'string' ? value.replaceAll('-', '').toLowerCase() : undefined),
  FloatField: (value) => (typeof value === 'boolean' ? undefined : Number(value)),
  DecimalField: (value) => (typeof value === 'string' ? value : String(value)),
  BinaryField: (value) => (typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : undefined),
  BooleanField: (value) => (value === true || value === 1 ? 1n : value === false || value === 0 ? 0n : undefined),
}

/** Whole numbers that better-sqlite3 binds as integers; larger ones it would bind as REAL. */
const SMALL = 2 ** 31

interface ClassStore {
  (value: SampleValue): StoredValue
  readonly keepsTexts?: true
}

/** `storedValue` for many values of one class. Small whole numbers stay numbers, which costs less than a bigint. */
export function storeOf(className: string): ClassStore {
  const known = Object.hasOwn(BY_CLASS, className) ? BY_CLASS[className] : undefined
  if (className === 'DateTimeField') return storeDateTime
  if (className === 'UUIDField') return storeUuid
  // A decimal's column makes a number of the text anyway, where fifteen digits are enough.
  if (className === 'DecimalField' || className === 'FloatField')
    return (value) => (typeof value === 'number' ? value : storedValue(value, className))
  if (className === 'BooleanField') return storeBoolean
  if (known !== undefined) return (value) => storedValue(value, className)
  return Object.assign(
    (value: SampleValue): StoredValue => {
      if (typeof value === 'string' || value === null) return value
      if (typeof value === 'number' && Number.isInteger(value) && value < SMALL && value >= -SMALL) return value
      return storedValue(value, className)
    },
    { keepsTexts: true } as const,
  )
}

function storeDateTime(value: SampleValue): StoredValue {
  // As generated values are.
  if (typeof value === 'string' && value.length === 19 && value[10] === ' ') return value
  return storedValue(value, 'DateTimeField')
}

/** As a number, which its column makes whole: it is bound quicker than a bigint. */
function storeBoolean(value: SampleValue): StoredValue {
  if (typeof value === 'boolean') return value ? 1 : 0
  return storedValue(value, 'BooleanField')
}

function storeUuid(value: SampleValue): StoredValue {
  if (typeof value === 'string' && value.length === 32) return value.toLowerCase()
  return storedValue(value, 'UUIDField')
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
