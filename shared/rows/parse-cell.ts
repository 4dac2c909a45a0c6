/** From what a person types, or a file holds, to what the column stores; as Django's SQLite backend stores it. */
import {
  dateText,
  dateTimeText,
  fromMicroseconds,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  timeText,
  toMicroseconds,
} from '../orm/query/values/temporal.ts'
import type { Parsed } from '../orm/query/values/temporal.ts'
import { decimalText, parseDecimal, quantize } from '../orm/query/values/decimal.ts'
import { toBase64 } from '../protocol/base64.ts'
import type { WireScalar } from '../protocol/scalars.ts'
import type { CellKind, CellRule } from './cell-rule.ts'
import { withPoint } from './decimal-comma.ts'

/** Why a text cannot be taken; the page and its languages have the words. */
export type CellProblem =
  | { readonly code: 'kind'; readonly kind: CellKind }
  | { readonly code: 'null' | 'empty' | 'positive' | 'choice' }
  | { readonly code: 'range'; readonly least: string; readonly most: string }
  | { readonly code: 'maxLength' | 'digits' | 'decimals'; readonly most: number; readonly is: number }

type ParsedCell = { readonly value: WireScalar } | { readonly problem: CellProblem }

type Read = (text: string, rule: CellRule) => ParsedCell

const wrong = (kind: CellKind): ParsedCell => ({ problem: { code: 'kind', kind } })

const READERS: Record<CellKind, Read> = {
  text: readText,
  integer: readInteger,
  real: readReal,
  decimal: readDecimal,
  boolean: (text) => {
    if (/^(true|t|yes|y|1|on)$/i.test(text.trim())) return { value: 1 }
    return /^(false|f|no|n|0|off)$/i.test(text.trim()) ? { value: 0 } : wrong('boolean')
  },
  date: (text) => readTemporal('date', parseDate(text.trim()), dateText),
  time: (text) => readTemporal('time', parseTime(text.trim()), timeText),
  datetime: (text) =>
    readTemporal('datetime', parseDateTime(text.trim()), (value) => {
      if (value.offset === null) return dateTimeText(value, ' ')
      const utc = toMicroseconds(value) - BigInt(value.offset) * 60_000_000n
      return dateTimeText(fromMicroseconds(utc), ' ')
    }),
  duration: (text) => {
    const total = parseDuration(text.trim().replace(/(days?),\s*/, '$1 '))
    return total === null ? wrong('duration') : { value: integerOf(total) }
  },
  uuid: (text) => {
    const hex = text
      .trim()
      .toLowerCase()
      .replaceAll(/[{}-]|^urn:uuid:/g, '')
    return /^[0-9a-f]{32}$/.test(hex) ? { value: hex } : wrong('uuid')
  },
  json: (text) => {
    try {
      JSON.parse(text)
      return { value: text.trim() }
    } catch {
      return wrong('json')
    }
  },
  blob: (text) => {
    const hex = /^\\x((?:[0-9a-f]{2})*)$/i.exec(text.trim())?.[1]
    return hex === undefined ? wrong('blob') : { value: { $b: toBase64(bytesOf(hex)) } }
  },
  any: readAny,
}

/**
 * @param text null: no value
 * @returns the value as stored, or what is wrong with the text
 */
export function parseCell(text: string | null, rule: CellRule): ParsedCell {
  if (text === null) return rule.null ? { value: null } : { problem: { code: 'null' } }
  const { choices, kind } = rule
  if (choices !== null) return readChoice(text, rule, choices)
  if (text === '' && kind !== 'text' && kind !== 'any') {
    return rule.null ? { value: null } : { problem: { code: 'null' } }
  }
  return READERS[kind](text, rule)
}

function readChoice(text: string, rule: CellRule, choices: NonNullable<CellRule['choices']>): ParsedCell {
  const found = choices.find(({ value }) => String(value) === text) ?? choices.find(({ label }) => label === text)
  if (found !== undefined) return { value: found.value }
  if (text === '' && rule.emptyText && rule.kind === 'text') return { value: '' }
  if (text === '' && rule.null) return { value: null }
  return { problem: { code: 'choice' } }
}

function readText(text: string, { maxLength, emptyText }: CellRule): ParsedCell {
  if (text === '' && !emptyText) return { problem: { code: 'empty' } }
  // Django counts characters, JavaScript halves of them.
  const length = maxLength === null || text.length <= maxLength ? 0 : Array.from(text).length
  if (maxLength !== null && length > maxLength) return { problem: { code: 'maxLength', most: maxLength, is: length } }
  return { value: text }
}

const LIMITS = {
  small: [-32_768n, 32_767n],
  normal: [-2_147_483_648n, 2_147_483_647n],
  big: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
} as const

function readInteger(text: string, { range, positive }: CellRule): ParsedCell {
  const digits = text.trim().replaceAll(/(?<=\d)[_\u00a0\u202f](?=\d)/g, '')
  if (!/^[+-]?\d{1,30}$/.test(digits)) return wrong('integer')
  const value = BigInt(digits.replace(/^\+/, ''))
  if (positive && value < 0n) return { problem: { code: 'positive' } }
  const [least, most] = LIMITS[range ?? 'big']
  if (value < least || value > most) {
    return { problem: { code: 'range', least: String(positive ? 0 : least), most: String(most) } }
  }
  return { value: integerOf(value) }
}

function integerOf(value: bigint): WireScalar {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : { $i: String(value) }
}

function readReal(text: string): ParsedCell {
  const trimmed = withPoint(text.trim(), false)
  const value = Number(trimmed)
  if (trimmed === '' || !Number.isFinite(value)) return wrong('real')
  // A whole number is to be stored as REAL all the same.
  return { value: Number.isInteger(value) ? { $f: Object.is(value, -0) ? '-0' : String(value) } : value }
}

function readDecimal(written: string, { digits, decimals }: CellRule): ParsedCell {
  const text = withPoint(written, false)
  const value = /^[+-]?[\d.]{1,60}$/.test(text.trim()) ? parseDecimal(text) : null
  if (value === null) return wrong('decimal')
  const places = Math.max(0, -value.exponent)
  if (decimals !== null && places > decimals) return { problem: { code: 'decimals', most: decimals, is: places } }
  const whole = value.digits.toString().length - places
  const most = digits === null || decimals === null ? null : digits - decimals
  if (most !== null && value.digits !== 0n && whole > most) return { problem: { code: 'digits', most, is: whole } }
  return { value: decimalText(decimals === null ? value : quantize(value, decimals)) }
}

function readTemporal<T>(kind: CellKind, parsed: Parsed<T>, print: (value: T) => string): ParsedCell {
  return parsed === null || parsed === 'invalid' ? wrong(kind) : { value: print(parsed) }
}

/** A column without a kind takes what the text looks like, as SQLite's own shell does. */
function readAny(text: string): ParsedCell {
  if (/^-?\d{1,19}$/.test(text)) {
    const value = BigInt(text)
    if (BigInt.asIntN(64, value) === value) return { value: integerOf(value) }
  }
  if (/^-?\d+\.\d+(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))) return readReal(text)
  const hex = /^\\x((?:[0-9a-f]{2})*)$/i.exec(text)?.[1]
  return { value: hex === undefined ? text : { $b: toBase64(bytesOf(hex)) } }
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16))
}
