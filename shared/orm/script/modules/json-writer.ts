/** JSON of a script's values, as CPython's encoder writes it: what JSON has no word for goes to `default`. */
import { floatText } from '../../query/values/python.ts'
import { asciiText } from '../../query/values/json.ts'
import { DictObject, ListObject, TupleObject } from '../types/collections.ts'
import { pyError, typeError, valueError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { NO_ARGS, PyObject, typeName } from '../values.ts'
import type { Value } from '../values.ts'

interface JsonWriting {
  /** What becomes of a value that JSON has not; null: it is refused. */
  readonly fallback: Value
  /** null: all on one line. */
  readonly indent: string | null
  readonly separators: readonly [item: string, key: string]
  readonly sortKeys: boolean
  /** Keys that are no text or number are left out, not refused. */
  readonly skipKeys: boolean
  readonly ascii: boolean
  readonly nan: boolean
}

type Plain = null | boolean | bigint | number | string

/** @throws TypeError for what cannot be written, ValueError for circles and for NaN where that is not allowed */
export function writeJson(value: Value, as: JsonWriting, rt: Runtime): string {
  const open = new Set<Value>()
  const text = as.ascii ? asciiText : (s: string): string => JSON.stringify(s)
  const within = (one: Value, work: () => string): string => {
    if (open.has(one)) throw valueError('Circular reference detected')
    open.add(one)
    const made = work()
    open.delete(one)
    return made
  }
  const write = (one: Value, depth: number): string => {
    rt.tick()
    const plain = plainOf(one, rt)
    if (plain !== undefined) return typeof plain === 'string' ? text(plain) : scalar(plain, as)
    if (one instanceof ListObject || one instanceof TupleObject)
      return within(one, () => {
        const items = one.items.map((item) => write(item, depth + 1))
        return enclosed('[', items, ']', as, depth)
      })
    if (one instanceof DictObject) return within(one, () => written(one, depth))
    return within(one, () => write(fallen(one, as, rt), depth))
  }
  const written = (dict: DictObject, depth: number): string => {
    const entries = [...dict.entries.values()].flatMap(([key, item]) => {
      const name = keyText(key, as, rt)
      return name === null ? [] : [[name, item] as const]
    })
    const sorted = as.sortKeys ? entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) : entries
    const parts = sorted.map(([key, item]) => `${text(key)}${as.separators[1]}${write(item, depth + 1)}`)
    return enclosed('{', parts, '}', as, depth)
  }
  return write(value, 0)
}

function fallen(value: Value, { fallback }: JsonWriting, rt: Runtime): Value {
  if (fallback === null) throw typeError(`Object of type ${typeName(value)} is not JSON serializable`)
  return rt.call(fallback, { ...NO_ARGS, args: [value] })
}

/** Members of enumerations over text and numbers are those. */
function plainOf(value: Value, rt: Runtime): Plain | undefined {
  if (value === null || typeof value !== 'object') return value
  if (!(value instanceof PyObject) || !('toQueryValue' in value)) return undefined
  const plain = (value as PyObject & { toQueryValue(rt: Runtime): Value }).toQueryValue(rt)
  return plain === null || typeof plain !== 'object' ? plain : undefined
}

function scalar(value: Exclude<Plain, string>, { nan }: JsonWriting): string {
  if (value === null) return 'null'
  if (typeof value !== 'number') return String(value)
  if (Number.isFinite(value)) return floatText(value)
  if (!nan) throw valueError('Out of range float values are not JSON compliant')
  return Number.isNaN(value) ? 'NaN' : value < 0 ? '-Infinity' : 'Infinity'
}

/** null: left out. */
function keyText(key: Value, as: JsonWriting, rt: Runtime): string | null {
  const plain = plainOf(key, rt)
  if (typeof plain === 'string') return plain
  if (plain !== undefined) return scalar(plain, as)
  if (as.skipKeys) return null
  throw pyError('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`)
}

function enclosed(
  open: string,
  parts: readonly string[],
  close: string,
  { indent, separators: [item] }: JsonWriting,
  depth: number,
): string {
  if (indent === null || parts.length === 0) return `${open}${parts.join(item)}${close}`
  const line = `\n${indent.repeat(depth + 1)}`
  return `${open}${line}${parts.join(`${item}${line}`)}\n${indent.repeat(depth)}${close}`
}
