/** JSON as Python's `json` module writes and reads it: `", "` and `": "`, ASCII only, ints kept apart from floats. */
import type { PyValue } from '../types.ts'
import { OrmError } from '../types.ts'
import { floatText, isTagged, typeName } from './python.ts'

export interface JsonLayout {
  /** What a level is set in by; null: all on one line. */
  readonly indent: string | null
  readonly sortKeys: boolean
  /** Between items, and behind a key; absent: Python's. */
  readonly separators?: readonly [string, string]
  /** `cls=`: what a value that JSON has not becomes; undefined: it stays unknown. */
  readonly encode?: (value: PyValue) => PyValue | undefined
  /** true: characters beyond ASCII stay as they are. */
  readonly unicode?: boolean
}

const PLAIN: JsonLayout = { indent: null, sortKeys: false }

export function dumpJson(value: PyValue, layout: JsonLayout = PLAIN, depth = 0): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return jsonFloat(value)
  const text = layout.unicode === true ? JSON.stringify : asciiText
  if (typeof value === 'string') return text(value)
  if (!isTagged(value)) throw notSerializable(value)
  const encoded = layout.encode?.(value)
  if (encoded !== undefined) return dumpJson(encoded, layout, depth)
  const inner = (item: PyValue): string => dumpJson(item, layout, depth + 1)
  if (value.type === 'list' || value.type === 'tuple') return enclosed('[', value.items.map(inner), ']', layout, depth)
  if (value.type !== 'dict') throw notSerializable(value)
  const entries = value.entries.map(([key, item]) => [keyText(key), item] as const)
  const sorted = layout.sortKeys ? entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) : entries
  const parts = sorted.map(([key, item]) => `${text(key)}${layout.separators?.[1] ?? ': '}${inner(item)}`)
  return enclosed('{', parts, '}', layout, depth)
}

function enclosed(open: string, parts: readonly string[], close: string, layout: JsonLayout, depth: number): string {
  const { indent } = layout
  const between = layout.separators?.[0] ?? (indent === null ? ', ' : ',')
  if (indent === null || parts.length === 0) return `${open}${parts.join(between)}${close}`
  const line = `\n${indent.repeat(depth + 1)}`
  return `${open}${line}${parts.join(`${between}${line}`)}\n${indent.repeat(depth)}${close}`
}

function notSerializable(value: PyValue): OrmError {
  return new OrmError('TypeError', `Object of type ${typeName(value)} is not JSON serializable`)
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity'
  return floatText(value)
}

function keyText(key: PyValue): string {
  return typeof key === 'string' ? key : dumpJson(key)
}

export function asciiText(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** What `json.loads` gives; undefined: not JSON. */
export function loadJson(text: string): PyValue | undefined {
  try {
    return JSON.parse(text, revive) as PyValue
  } catch {
    return undefined
  }
}

/** Runs bottom-up: objects and arrays arrive with their members already turned into Python values. */
function revive(_key: string, value: unknown, context?: { readonly source?: string }): PyValue {
  if (typeof value === 'number') return /^-?\d+$/.test(context?.source ?? '') ? BigInt(context?.source ?? 0) : value
  if (Array.isArray(value)) return { type: 'list', items: value as PyValue[] }
  if (typeof value === 'object' && value !== null) return { type: 'dict', entries: Object.entries(value as object) }
  return value as PyValue
}
