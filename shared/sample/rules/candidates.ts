/** Values that could make a broken rule hold: those it names, those of the columns it compares, and their neighbours. */
import type { SampleValue } from '../../document/records.ts'
import type { Scalar } from './evaluate-sql.ts'
import { matching } from './matching-text.ts'
import { everyPart } from './sql-expression.ts'
import type { SqlExpression } from './sql-expression.ts'
import type { CheckRule, RowValues } from './row-rules.ts'
import { scalarOf } from './row-rules.ts'
import type { MendedColumn } from './mend-row.ts'

interface Hints {
  readonly values: readonly Scalar[]
  readonly lengths: readonly number[]
  readonly patterns: readonly Extract<SqlExpression, { kind: 'match' }>[]
  readonly changes: readonly ((text: string) => string)[]
}

const known = new WeakMap<SqlExpression, Hints>()

const CHANGES: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
}
const LENGTHS: ReadonlySet<string> = new Set(['length', 'char_length', 'character_length'])
/** Longer texts are not padded to. */
const LONGEST = 300

function hintsOf(expression: SqlExpression): Hints {
  let found = known.get(expression)
  if (found === undefined) {
    const parts = everyPart(expression)
    const patterns = parts.flatMap((part) => (part.kind === 'match' ? [part] : []))
    const values = parts.flatMap((part) =>
      part.kind === 'literal' && patterns.every(({ pattern }) => pattern !== part) ? [part.value] : [],
    )
    const calls = parts.flatMap((part) => (part.kind === 'call' ? [part.name] : []))
    const isMeasured = calls.some((name) => LENGTHS.has(name))
    const lengths = isMeasured ? values.filter((v) => typeof v === 'number' && v >= 0 && v <= LONGEST) : []
    found = {
      values,
      lengths: lengths as readonly number[],
      patterns,
      changes: calls.flatMap((name) => CHANGES[name] ?? []),
    }
    known.set(expression, found)
  }
  return found
}

/** Other values for one column of a row, the likely ones first; some may not fit after all. */
export function* candidates(
  rule: CheckRule,
  row: RowValues,
  at: number,
  columns: readonly MendedColumn[],
  salt: number,
): Generator<SampleValue, void> {
  const column = columns[at]
  if (column === undefined) return
  const now = scalarOf(row[at] ?? null, column.className)
  const hints = hintsOf(rule.expression)
  const others = rule.columns.filter((other) => other !== at)
  const own = isText(column.className) ? hints.values.filter((value) => typeof value === 'string') : hints.values
  const named = [...own, ...others.map((other) => scalarOf(row[other] ?? null, columns[other]?.className ?? ''))]
  for (const value of named) for (const near of neighbours(value, column, salt)) yield* fitting(near, column)
  yield* textCandidates(hints, now, column, salt)
  if (column.className === 'BooleanField') yield* [true, false]
  if (column.isNull) yield null
}

function* textCandidates(hints: Hints, now: Scalar, column: MendedColumn, salt: number): Generator<SampleValue, void> {
  if (!isText(column.className)) return
  const text = now === null ? '' : String(now)
  for (const wanted of hints.lengths) {
    for (const length of [wanted, wanted + 1, wanted - 1, Math.ceil(wanted / 2), wanted + 5])
      if (length >= 0) yield* fitting(resized(text, length, salt), column)
    // Cut short, texts repeat: these end differently.
    yield* fitting(resized(text.slice(0, Math.max(0, wanted - 4)), wanted, salt), column)
    yield* fitting(resized('', wanted, salt), column)
  }
  for (const change of hints.changes) yield* fitting(change(text), column)
  for (const { way, pattern, isNegated } of hints.patterns) {
    if (pattern.kind !== 'literal' || pattern.value === null) continue
    const source = String(pattern.value)
    if (source.includes('@')) yield* fitting(`${resized('', 6, salt)}@example.com`, column)
    yield* fitting(matching(way, source, text, salt), column)
    yield* fitting(matching(way, source, '', salt), column)
    if (isNegated) yield* fitting(text.replaceAll(source.replace(/[%*^$]/g, ''), ''), column)
    if (isNegated) yield* fitting(text.replace(/\W/g, '-'), column)
  }
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz'

/** The same text, cut or made longer by letters of this row. */
function resized(text: string, length: number, salt: number): string {
  const letters = Array.from(text).slice(0, length)
  for (let n = salt; letters.length < length; n = Math.floor(n / 26)) letters.push(ALPHABET[n % 26] ?? 'a')
  return letters.join('')
}

function isText(className: string): boolean {
  return /^(Char|Text|Slug|Email|URL|File|FilePath|Image)Field$/.test(className)
}

/** A value and those next to it in its column's steps; farther ones by the row's number. */
function neighbours(value: Scalar, column: MendedColumn, salt: number): readonly Scalar[] {
  if (value === null) return []
  const { className } = column
  if (className === 'DateField' || className === 'DateTimeField') {
    const time = Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`)
    if (Number.isNaN(time)) return []
    const rest = className === 'DateTimeField' ? String(value).slice(10) || ' 09:00:00' : ''
    return [1 + (salt % 60), -1 - (salt % 60), 0, 1, -1].map(
      (days) => new Date(time + days * 86_400_000).toISOString().slice(0, 10) + rest,
    )
  }
  if (className === 'TimeField')
    return [1 + (salt % 60), -1 - (salt % 60), 0, 1, -1].map((by) => clock(String(value), by))
  if (typeof value === 'number' || (!isText(className) && !Number.isNaN(Number(value)))) {
    const n = Number(value)
    const step = 10 ** -(column.decimals ?? 0)
    const far = 1 + (salt % 50)
    return [n + far, n - far, n, n + step, n - step, n * 2 + 1, Math.trunc(n / 2)]
  }
  return [value]
}

/** So many minutes later, on the same day. */
function clock(text: string, minutes: number): string | null {
  const found = /(\d\d):(\d\d)(?::(\d\d))?/.exec(text)
  if (found === null) return null
  const at = Math.min(1439, Math.max(0, Number(found[1]) * 60 + Number(found[2]) + minutes))
  const pair = (n: number) => String(n).padStart(2, '0')
  return `${pair(Math.floor(at / 60))}:${pair(at % 60)}:${found[3] ?? '00'}`
}

/** The value as the column's class has it; nothing where it cannot. */
function* fitting(value: Scalar, column: MendedColumn): Generator<SampleValue, void> {
  if (value === null) return
  const { className, maxLength } = column
  if (isText(className)) {
    const text = String(value)
    if (maxLength === null || text.length <= maxLength) yield text
  } else if (className === 'BooleanField') yield Number(value) !== 0
  else if (className === 'DateField') yield* dated(String(value), '')
  else if (className === 'TimeField') yield String(value)
  else if (className === 'DateTimeField') yield* dated(String(value), column.form === 'sqlite' ? ' ' : 'T')
  else if (className === 'DecimalField') yield* decimal(Number(value), column)
  else if (className === 'FloatField') yield Number(value)
  else if (/(Integer|Duration)Field$/.test(className) && !Number.isNaN(Number(value))) {
    yield Math.floor(Number(value))
    if (!Number.isInteger(Number(value))) yield Math.ceil(Number(value))
  }
}

function* dated(text: string, between: string): Generator<SampleValue, void> {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return
  yield between === '' ? text.slice(0, 10) : text.slice(0, 10) + between + (text.slice(11) || '09:00:00')
}

function* decimal(value: number, column: MendedColumn): Generator<SampleValue, void> {
  const places = column.decimals ?? 2
  const whole = (column.digits ?? 12) - places
  if (!Number.isFinite(value) || Math.abs(value) >= 10 ** whole) return
  yield column.form === 'sqlite' ? Number(value.toFixed(places)) : value.toFixed(places)
}
