/**
 * A kept Python value as plain JSON, the way Django's answers are recorded: dates in ISO form, decimals
 * as text, expressions as Django prints them.
 */
import { isExpr } from '../../document/records.ts'
import type { Value } from '../../document/records.ts'
import type { PyArg, PyExpr } from '../../python/ast.ts'
import { literalValue, stringOf } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'
import { printExpr, printString } from '../../python/print.ts'

/** @param callable what stands for a function */
export function plainValue(value: Value, callable = '<callable>'): unknown {
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => plainValue(item, callable))
  return isExpr(value) ? plainSource(value.expr, callable) : value
}

function plainSource(source: string, callable: string): unknown {
  const { expr, errors } = parseExpression(source)
  if (errors.length > 0) return source
  if (expr.type === 'Name' || expr.type === 'Lambda') return callable
  return plain(expr) ?? source
}

/** undefined: nothing that we can say. */
function plain(expr: PyExpr): unknown {
  const literal = literalValue(expr)
  if (literal !== undefined) return literal
  if (expr.type === 'Constant' && typeof expr.value === 'object' && expr.value !== null) {
    if ('float' in expr.value) return expr.value.float
    if ('int' in expr.value) return Number(expr.value.int)
    if ('bytes' in expr.value) return hex(expr.value.bytes)
  }
  if (expr.type === 'List' || expr.type === 'Tuple' || expr.type === 'Set') return expr.items.map(plain)
  if (expr.type === 'Dict') {
    const entries = expr.entries.map(
      ({ key, value }) => [String(key === null ? '' : plain(key)), plain(value)] as const,
    )
    return Object.fromEntries(entries)
  }
  if (expr.type === 'UnaryOp' && expr.op === '-') {
    const inner = plain(expr.operand)
    return typeof inner === 'number' ? -inner : undefined
  }
  return expr.type === 'Call' ? plainCall(expr) : expressionText(expr)
}

type Call = Extract<PyExpr, { type: 'Call' }>

function plainCall(expr: Call): unknown {
  const name = nameOf(expr.func)
  const [first] = expr.args
  const text = stringOf(first?.value)
  if (/^(_|gettext\w*|ugettext\w*)$/.test(name) && text !== null) return text
  if (name === 'Decimal' && first !== undefined) return String(plain(first.value))
  if (name === 'UUID' && first !== undefined) return uuidText(plain(first.value))
  const numbers = expr.args.map((arg) => plain(arg.value))
  const build = TEMPORAL[name]
  if (build !== undefined && numbers.every((n) => typeof n === 'number')) return build(numbers, expr.args)
  return expressionText(expr)
}

const TEMPORAL: {
  readonly [name: string]: ((parts: readonly number[], args: readonly PyArg[]) => string) | undefined
} = {
  date: ([y, m, d]) => `${pad(y, 4)}-${pad(m)}-${pad(d)}`,
  datetime: ([y, m, d, ...time]) => `${pad(y, 4)}-${pad(m)}-${pad(d)}T${clock(time)}`,
  time: (parts) => clock(parts),
  timedelta: (parts, args) => durationText(parts, args),
}

const SECONDS: { readonly [unit: string]: number | undefined } = {
  weeks: 604_800,
  days: 86_400,
  hours: 3600,
  minutes: 60,
  seconds: 1,
  milliseconds: 0.001,
  microseconds: 0.000_001,
}
const UNITS = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks']

/** `str(timedelta)`: `1 day, 2:00:00`. */
function durationText(parts: readonly number[], args: readonly PyArg[]): string {
  const total = parts.reduce((sum, part, i) => sum + part * (SECONDS[args[i]?.name ?? UNITS[i] ?? ''] ?? 0), 0)
  const days = Math.floor(total / 86_400)
  const rest = total - days * 86_400
  const [h, m] = [Math.floor(rest / 3600), Math.floor((rest % 3600) / 60)]
  const seconds = rest % 60
  const micro = Math.round((seconds % 1) * 1e6)
  const time = `${h}:${pad(m)}:${pad(Math.floor(seconds))}${micro === 0 ? '' : `.${pad(micro, 6)}`}`
  return days === 0 ? time : `${days} day${Math.abs(days) === 1 ? '' : 's'}, ${time}`
}

function clock([h, m, s, micro]: readonly number[]): string {
  return `${pad(h)}:${pad(m)}:${pad(s)}${micro === undefined || micro === 0 ? '' : `.${pad(micro, 6)}`}`
}

/** `str(UUID(…))`, of a text in any of its forms or of a number. */
function uuidText(value: unknown): string {
  const digits =
    typeof value === 'number' ? value.toString(16).padStart(32, '0') : String(value).replaceAll(/[{}-]|urn:uuid:/g, '')
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(digits.toLowerCase())
  return parts === null ? String(value) : parts.slice(1).join('-')
}

function pad(value: number | undefined, width = 2): string {
  return String(value ?? 0).padStart(width, '0')
}

function hex(latin1: string): string {
  return [...latin1].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}

function nameOf(func: PyExpr): string {
  return func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : ''
}

/** `str()` of a query expression: `OrderBy(Lower(F(name)), descending=True)`, `(AND: ('a', 1))`. */
function expressionText(expr: PyExpr): string | undefined {
  if (expr.type === 'UnaryOp' && expr.op === '~') {
    const inner = expressionText(expr.operand)
    return inner === undefined ? undefined : `(NOT ${inner})`
  }
  if (expr.type !== 'Call') return undefined
  const { func, args } = expr
  if (func.type === 'Attribute' && /^(asc|desc)$/.test(func.attr)) {
    const inner = argumentText(func.value)
    return inner === undefined ? undefined : `OrderBy(${inner}, descending=${func.attr === 'desc' ? 'True' : 'False'})`
  }
  const name = nameOf(func)
  if (name === 'F') return `F(${stringOf(args[0]?.value) ?? ''})`
  if (name === 'Value') return args[0] === undefined ? undefined : `Value(${printExpr(args[0].value)})`
  if (name === 'Q') return conditionText(args)
  if (name === 'OrderBy') return orderByText(args)
  const parts = args.filter((arg) => arg.name === null).map((arg) => argumentText(arg.value))
  return parts.includes(undefined) ? undefined : `${name}(${parts.join(', ')})`
}

function orderByText(args: readonly PyArg[]): string | undefined {
  const given = args.find((arg) => arg.name === null || arg.name === 'expression')
  const inner = given === undefined ? undefined : argumentText(given.value)
  const isDescending = args.some((arg) => arg.name === 'descending' && literalValue(arg.value) === true)
  return inner === undefined ? undefined : `OrderBy(${inner}, descending=${isDescending ? 'True' : 'False'})`
}

function argumentText(expr: PyExpr): string | undefined {
  const text = stringOf(expr)
  if (text !== null) return `F(${text})`
  const literal = literalValue(expr)
  return literal === undefined ? expressionText(expr) : `Value(${printExpr(expr)})`
}

function conditionText(args: readonly PyArg[]): string {
  const sorted = args.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
  const parts = sorted.map((arg) =>
    arg.name === null ? (expressionText(arg.value) ?? '') : `(${printString(arg.name, "'")}, ${printExpr(arg.value)})`,
  )
  return `(AND: ${parts.join(', ')})`
}
