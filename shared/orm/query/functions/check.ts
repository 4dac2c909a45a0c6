/** What Django checks when a function is made or resolved, beyond its arguments' names. */
import type { Expr, Func } from '../expr.ts'
import { isA } from '../field-type.ts'
import { outputOf, outputOrNull } from '../output.ts'
import type { FuncNode } from '../types.ts'
import { OrmError } from '../types.ts'
import { ALLOWS_DISTINCT, FUNCTIONS, datePart, isExtract, isTrunc } from './table.ts'

const CLOCK_PARTS: ReadonlySet<string> = new Set(['hour', 'minute', 'second'])
const CALENDAR_PARTS: ReadonlySet<string> = new Set([
  'year',
  'iso_year',
  'month',
  'week',
  'week_day',
  'iso_week_day',
  'quarter',
])
const AT_LEAST_TWO: ReadonlySet<string> = new Set(['Coalesce', 'Greatest', 'Least'])

export function checkFunction(expr: Func, node: FuncNode): void {
  const known = Object.hasOwn(FUNCTIONS, expr.name) ? FUNCTIONS[expr.name] : undefined
  if (known === undefined) throw new OrmError('NotSupportedError', `The function ${expr.name}() is not supported here.`)
  if (known.arity !== null && node.args.length !== known.arity)
    throw wrongArity(expr.name, known.arity, node.args.length)
  if (AT_LEAST_TWO.has(expr.name) && node.args.length < 2) {
    throw new OrmError('ValueError', `${expr.name} must take at least two expressions`)
  }
  if (expr.distinct && !ALLOWS_DISTINCT.has(expr.name)) {
    throw new OrmError('TypeError', `${expr.name} does not allow distinct.`)
  }
  if (node.default !== null && expr.name === 'Count') throw new OrmError('TypeError', 'Count does not allow default.')
  if (expr.name === 'Count' && expr.args[0]?.kind === 'star' && expr.filter !== null) {
    throw new OrmError('ValueError', 'Star cannot be used with filter. Please specify a field.')
  }
  if (expr.name === 'Sliced') checkSliced(expr)
  if (isExtract(expr.name)) checkExtract(expr)
  if (isTrunc(expr.name)) checkTrunc(expr)
}

function wrongArity(name: string, arity: number, count: number): OrmError {
  return new OrmError(
    'TypeError',
    `'${name}' takes exactly ${arity} ${arity === 1 ? 'argument' : 'arguments'} (${count} given)`,
  )
}

/** The part of the date: of the class, or the argument of `Extract` and `Trunc`. */
export function partOf(expr: Func): string {
  const fixed = datePart(expr.name)
  if (fixed !== '') return fixed
  const given = expr.options['lookup_name'] ?? expr.options['kind']
  return typeof given === 'string' ? given.toLowerCase() : ''
}

function source(expr: Func): Expr {
  const [first] = expr.args
  if (first === undefined) throw wrongArity(expr.name, 1, 0)
  return first
}

function checkSliced(expr: Func): void {
  const type = outputOf(source(expr))
  if (isA(type, 'CharField') || isA(type, 'TextField') || isA(type, 'SlugField')) return
  throw new OrmError('NotSupportedError', 'This field does not support slicing.')
}

function checkExtract(expr: Func): void {
  const part = partOf(expr)
  if (part === '') throw new OrmError('ValueError', 'lookup_name must be provided')
  const type = outputOrNull(source(expr))
  if (type === null) return
  if (!isA(type, 'DateField') && !isA(type, 'TimeField') && !isA(type, 'DurationField')) {
    throw new OrmError(
      'ValueError',
      'Extract input expression must be DateField, DateTimeField, TimeField, or DurationField.',
    )
  }
  if (type.base === 'DateField' && CLOCK_PARTS.has(part)) {
    throw new OrmError('ValueError', `Cannot extract time component '${part}' from DateField '${type.name ?? 'None'}'.`)
  }
  if (isA(type, 'DurationField') && CALENDAR_PARTS.has(part)) {
    throw new OrmError('ValueError', `Cannot extract component '${part}' from DurationField '${type.name ?? 'None'}'.`)
  }
}

function checkTrunc(expr: Func): void {
  const type = outputOf(source(expr))
  if (!isA(type, 'DateField') && !isA(type, 'TimeField')) {
    throw new OrmError('TypeError', `'${type.name ?? 'None'}' isn't a DateField, TimeField, or DateTimeField.`)
  }
  const output = outputOf(expr)
  if (!isA(output, 'DateField') && !isA(output, 'TimeField')) {
    throw new OrmError('ValueError', 'output_field must be either DateField, TimeField, or DateTimeField')
  }
  const part = partOf(expr)
  const explicit = output.base !== type.base
  const fixed = FIXED_OUTPUT[expr.name]
  const shown = fixed ?? (explicit ? output.className : 'DateTimeField')
  const refuse = (kind: string): OrmError =>
    new OrmError('ValueError', `Cannot truncate ${kind} '${type.name ?? 'None'}' to ${shown}.`)
  const toDateTime = isA(output, 'DateTimeField')
  if (type.base === 'DateField' && (toDateTime || CLOCK_PARTS.has(part) || part === 'time')) throw refuse('DateField')
  if (isA(type, 'TimeField') && (toDateTime || DAY_PARTS.has(part))) throw refuse('TimeField')
}

/** Whatever `output_field` says. */
const FIXED_OUTPUT: Readonly<Record<string, string>> = { TruncDate: 'DateField', TruncTime: 'TimeField' }
const DAY_PARTS: ReadonlySet<string> = new Set(['year', 'quarter', 'month', 'week', 'day', 'date'])
