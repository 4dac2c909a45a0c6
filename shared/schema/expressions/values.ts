/** Python literals in conditions, prepared for the column they are compared with, as Django's fields do. */
import type { PyArg, PyExpr } from '../../python/ast.ts'
import type { ColumnType } from '../types.ts'
import type { SqlValue } from './dialects.ts'

/** undefined: not a literal that we can read. */
export function valueOf(expr: PyExpr): SqlValue | undefined {
  if (expr.type === 'UnaryOp' && expr.op === '-') {
    const value = valueOf(expr.operand)
    if (typeof value === 'object' && value !== null && 'float' in value) return { float: `-${value.float}` }
    return typeof value === 'number' ? -value : undefined
  }
  if (expr.type === 'Call') return calledValue(expr.func, expr.args)
  if (expr.type !== 'Constant') return undefined
  const { value } = expr
  if (value === null || typeof value !== 'object') return value
  if ('int' in value) return Number.isSafeInteger(Number(value.int)) ? Number(value.int) : { decimal: value.int }
  if ('float' in value) return Number.isInteger(value.float) ? { float: value.float.toFixed(1) } : value.float
  if ('bytes' in value) return { bytes: hex(value.bytes) }
  return undefined
}

export function calledName(func: PyExpr): string {
  return func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : ''
}

function calledValue(func: PyExpr, args: readonly PyArg[]): SqlValue | undefined {
  const name = calledName(func)
  const [first] = args
  if (name === 'Decimal' && first !== undefined) {
    const value = valueOf(first.value)
    return typeof value === 'string' || typeof value === 'number' ? { decimal: String(value) } : undefined
  }
  if (name === 'UUID' && first !== undefined) {
    const value = valueOf(first.value)
    if (typeof value === 'number' && first.name === 'int') return value.toString(16).padStart(32, '0')
    return typeof value === 'string' ? value.replaceAll('-', '').toLowerCase() : undefined
  }
  if (name === 'timedelta') return intervalOf(args)
  const numbers = args.map((arg) => (arg.name === null ? valueOf(arg.value) : undefined))
  if (!numbers.every((n) => typeof n === 'number')) return undefined
  const build = TEMPORAL[name]
  return build === undefined ? undefined : { temporal: build(numbers) }
}

const TEMPORAL: { readonly [name: string]: ((parts: readonly number[]) => string) | undefined } = {
  date: ([y, m, d]) => `${pad(y, 4)}-${pad(m)}-${pad(d)}`,
  datetime: ([y, m, d, ...time]) => `${pad(y, 4)}-${pad(m)}-${pad(d)} ${clock(time)}`,
  time: (parts) => clock(parts),
}

function clock([h, m, s, micro]: readonly number[]): string {
  return `${pad(h)}:${pad(m)}:${pad(s)}${micro === undefined || micro === 0 ? '' : `.${pad(micro, 6)}`}`
}

function pad(value: number | undefined, width = 2): string {
  return String(value ?? 0).padStart(width, '0')
}

const MICROSECONDS: { readonly [unit: string]: number | undefined } = {
  weeks: 604_800_000_000,
  days: 86_400_000_000,
  hours: 3_600_000_000,
  minutes: 60_000_000,
  seconds: 1_000_000,
  milliseconds: 1000,
  microseconds: 1,
}
/** Order of timedelta's positional arguments. */
const TIMEDELTA_UNITS = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks']

function intervalOf(args: readonly PyArg[]): SqlValue | undefined {
  let total = 0
  for (const [i, arg] of args.entries()) {
    const factor = MICROSECONDS[arg.name ?? TIMEDELTA_UNITS[i] ?? '']
    const value = valueOf(arg.value)
    if (factor === undefined || typeof value !== 'number') return undefined
    total += value * factor
  }
  return { interval: total }
}

function hex(latin1: string): string {
  return [...latin1].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}

const INTEGERS = new Set([
  'smallInteger',
  'integer',
  'bigInteger',
  'positiveSmallInteger',
  'positiveInteger',
  'positiveBigInteger',
])

/** As the field's `get_db_prep_value` would: `0` for a decimal column is `'0'` on SQLite, for a text column too. */
export function prepared(value: SqlValue, type: ColumnType): SqlValue {
  if (value === null) return null
  if (typeof value === 'object' && 'float' in value) return prepared(Number(value.float), type)
  if (type.kind === 'decimal' && (typeof value === 'number' || typeof value === 'string'))
    return { decimal: String(value) }
  if ((type.kind === 'char' || type.kind === 'text') && (typeof value === 'number' || typeof value === 'boolean')) {
    return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
  }
  if (INTEGERS.has(type.kind)) {
    if (typeof value === 'boolean') return value ? 1 : 0
    if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value)
  }
  if (type.kind === 'boolean' && (value === 0 || value === 1)) return value === 1
  if (type.kind === 'json') return JSON.stringify(value)
  return value
}
