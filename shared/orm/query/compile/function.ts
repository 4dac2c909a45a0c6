/** Functions, transforms and aggregates to SQLite's SQL. */
import type { ModelKey } from '../../../relations/types.ts'
import type { Expr, Func } from '../expr.ts'
import { isAggregate, val } from '../expr.ts'
import { castType, isA } from '../field-type.ts'
import { partOf } from '../functions/check.ts'
import { FUNCTIONS, isExtract, isTrunc } from '../functions/table.ts'
import { kindOf, outputOf } from '../output.ts'
import type { SqlValue } from '../types.ts'
import { OrmError } from '../types.ts'
import { asciiText } from '../values/json.ts'
import { currentZone, zoneName } from '../values/time-zone.ts'
import { contentTypeId } from './content-type.ts'
import type { Compiler, Sql } from './context.ts'
import { FULL_RESULT_SET, joined, quoteName, sql } from './context.ts'
import { castDecimal, compile, compileArgument } from './expression.ts'

type Special = (c: Compiler, expr: Func) => Sql

export function compileFunction(c: Compiler, expr: Func): Sql {
  const special = SPECIAL[expr.name] ?? (isExtract(expr.name) ? extract : isTrunc(expr.name) ? truncate : null)
  if (special !== null) return special(c, expr)
  const compiled = isAggregate(expr.name) ? aggregate(c, expr) : call(c, expr, functionName(expr))
  return FUNCTIONS[expr.name]?.casts === false ? compiled : castDecimal(expr, compiled)
}

function functionName(expr: Func): string {
  const given = expr.options['function']
  return typeof given === 'string' ? given : (FUNCTIONS[expr.name]?.sql ?? expr.name.toUpperCase())
}

function args(c: Compiler, expr: Func): Sql {
  return joined(
    expr.args.map((arg) => compileArgument(c, arg)),
    ', ',
  )
}

function call(c: Compiler, expr: Func, name: string): Sql {
  const { template, arg_joiner: joiner } = expr.options
  if (typeof template !== 'string' && typeof joiner !== 'string') {
    const inner = args(c, expr)
    return sql(`${name}(${inner.sql})`, inner.params)
  }
  const inner = joined(
    expr.args.map((arg) => compileArgument(c, arg)),
    typeof joiner === 'string' ? joiner : ', ',
  )
  const known: Readonly<Record<string, string>> = {
    function: name,
    expressions: inner.sql,
    field: inner.sql,
    distinct: expr.distinct ? 'DISTINCT ' : '',
  }
  const text = typeof template === 'string' ? template : '%(function)s(%(expressions)s)'
  return sql(
    text.replaceAll(/%(?:%%%|%|\((\w+)\)s)/g, (_, key: string | undefined) => {
      if (key === undefined) return '%'
      const given = known[key] ?? expr.options[key]
      if (given === undefined) throw new OrmError('KeyError', `'${key}'`)
      return String(given)
    }),
    inner.params,
  )
}

function argument(expr: Func, index = 0): Expr {
  const arg = expr.args[index]
  if (arg === undefined) throw new OrmError('TypeError', `'${expr.name}' takes more arguments`)
  return arg
}

// ------------------------------------------------------------------------------------------ aggregates

const NOT_ON_DATES: ReadonlySet<string> = new Set(['Sum', 'Avg', 'Variance', 'StdDev'])

function aggregate(c: Compiler, expr: Func): Sql {
  if (NOT_ON_DATES.has(expr.name)) checkNoDates(expr)
  const inner = args(c, expr)
  const text =
    expr.name === 'Aggregate'
      ? call(c, expr, functionName(expr)).sql
      : `${aggregateName(expr)}(${expr.distinct ? 'DISTINCT ' : ''}${inner.sql})`
  if (expr.filter === null) return sql(text, inner.params)
  try {
    const filter = compile(c, expr.filter)
    return sql(`${text} FILTER (WHERE ${filter.sql})`, [...inner.params, ...filter.params])
  } catch (signal) {
    if (signal === FULL_RESULT_SET) return sql(text, inner.params)
    throw signal
  }
}

function aggregateName(expr: Func): string {
  const name = functionName(expr)
  return expr.options['sample'] === true ? name.replace('_POP', '_SAMP') : name
}

function checkNoDates(expr: Func): void {
  for (const arg of expr.args) {
    const kind = kindOf(arg)
    if (kind !== 'DateField' && kind !== 'DateTimeField' && kind !== 'TimeField') continue
    throw new OrmError(
      'NotSupportedError',
      'You cannot use Sum, Avg, StdDev, and Variance aggregations on date/time fields in sqlite3 since date/time is saved as text.',
    )
  }
}

// ---------------------------------------------------------------------------------------------- others

const SPECIAL: Readonly<Record<string, Special>> = {
  Cast: cast,
  Collate: (c, expr) => {
    const inner = args(c, expr)
    const name = String(expr.options['collation'] ?? '')
    if (!/^[\w-]+$/.test(name)) throw new OrmError('ValueError', `Invalid collation name: '${name}'.`)
    return sql(`${inner.sql} COLLATE ${quoteName(name)}`, inner.params)
  },
  Concat: (c, expr) => castDecimal(expr, args(c, expr)),
  ContentTypeId: (c, expr) =>
    contentTypeId(c, String(expr.options['model']) as ModelKey, expr.options['concrete'] !== false),
  ConcatPair: (c, expr) => {
    const parts = expr.args.map((arg) => compileArgument(c, arg))
    const filled = parts.map((part) => sql(`COALESCE(${part.sql}, ?)`, [...part.params, '']))
    const text = joined(filled, ' || ')
    return sql(`(${text.sql})`, text.params)
  },
  Left: (c, expr) => {
    const parts = [argument(expr), val(1n), argument(expr, 1)].map((arg) => compileArgument(c, arg))
    const text = joined(parts, ', ')
    return sql(`SUBSTR(${text.sql})`, text.params)
  },
  Right: (c, expr) => {
    const [text, length] = [argument(expr), argument(expr, 1)]
    const start: Expr = { kind: 'combined', operator: '*', left: length, right: val(-1n), variant: 'plain' }
    const parts = joined(
      [text, start, length].map((arg) => compileArgument(c, arg)),
      ', ',
    )
    return sql(`SUBSTR(${parts.sql})`, parts.params)
  },
  Now: (c) =>
    c.settings.now === undefined
      ? sql("STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')")
      : sql('?', [c.settings.now.text.replace('T', ' ')]),
  Round: (c, expr) => {
    const precision = expr.args[1]
    if (precision?.kind === 'value' && typeof precision.value === 'bigint' && precision.value < 0n) {
      throw new OrmError('ValueError', 'SQLite does not support negative precision.')
    }
    return castDecimal(expr, call(c, expr, 'ROUND'))
  },
  KeyTransform: jsonKey,
  KeyTextTransform: jsonKey,
}

function cast(c: Compiler, expr: Func): Sql {
  const type = outputOf(expr)
  const inner = compileArgument(c, argument(expr))
  const column = castType(type)
  if (column === 'datetime') return sql(`strftime(?, ${inner.sql})`, ['%Y-%m-%d %H:%M:%f', ...inner.params])
  if (column === 'time') return sql(`strftime(?, ${inner.sql})`, ['%H:%M:%f', ...inner.params])
  if (column === 'date') return sql(`date(${inner.sql})`, inner.params)
  return sql(`CAST(${inner.sql} AS ${column})`, inner.params)
}

// ----------------------------------------------------------------------------------------------- dates

/** The time zone that a date part is read in, and the one it is stored in; none without time zones. */
function zones(c: Compiler, expr: Func): readonly SqlValue[] {
  if (!c.settings.useTz) return [null, null]
  const given = expr.options['tzinfo']
  return [typeof given === 'string' ? given : zoneName(currentZone(c.settings)), 'UTC']
}

function extract(c: Compiler, expr: Func): Sql {
  const source = argument(expr)
  const type = outputOf(source)
  const inner = compile(c, source)
  const part = partOf(expr)
  if (isA(type, 'DateTimeField')) {
    return sql(`django_datetime_extract(?, ${inner.sql}, ?, ?)`, [part, ...inner.params, ...zones(c, expr)])
  }
  if (isA(type, 'DateField')) return sql(`django_date_extract(?, ${inner.sql})`, [part, ...inner.params])
  if (isA(type, 'TimeField')) return sql(`django_time_extract(?, ${inner.sql})`, [part, ...inner.params])
  throw new OrmError('ValueError', 'Extract requires native DurationField database support.')
}

function truncate(c: Compiler, expr: Func): Sql {
  const source = argument(expr)
  const inner = compile(c, source)
  const stored = isA(outputOf(source), 'DateTimeField') ? zones(c, expr) : [null, null]
  if (expr.name === 'TruncDate' || expr.name === 'TruncTime') {
    const name = expr.name === 'TruncDate' ? 'django_datetime_cast_date' : 'django_datetime_cast_time'
    return sql(`${name}(${inner.sql}, ?, ?)`, [...inner.params, ...zones(c, expr)])
  }
  const output = outputOf(expr)
  const name = isA(output, 'DateTimeField') ? 'datetime' : isA(output, 'DateField') ? 'date' : 'time'
  return sql(`django_${name}_trunc(?, ${inner.sql}, ?, ?)`, [partOf(expr), ...inner.params, ...stored])
}

// ------------------------------------------------------------------------------------------------ JSON

interface JsonKey {
  readonly source: Expr
  readonly keys: readonly string[]
}

/** `data__a__0`: the column and the keys under it. */
export function jsonPath(expr: Expr): JsonKey {
  if (expr.kind !== 'func' || (expr.name !== 'KeyTransform' && expr.name !== 'KeyTextTransform')) {
    return { source: expr, keys: [] }
  }
  const inner = jsonPath(argument(expr))
  return { source: inner.source, keys: [...inner.keys, String(expr.options['key'] ?? '')] }
}

export function jsonPathText(keys: readonly string[], root = '$'): string {
  return (
    root + keys.map((key) => (/^\s*[+-]?\d+\s*$/.test(key) ? `[${BigInt(key.trim())}]` : `.${asciiText(key)}`)).join('')
  )
}

function jsonKey(c: Compiler, expr: Func): Sql {
  const { source, keys } = jsonPath(expr)
  const inner = compile(c, source)
  const one = [...inner.params, jsonPathText(keys)]
  return sql(
    `(CASE WHEN JSON_TYPE(${inner.sql}, ?) IN ('null','false','true') ` +
      `THEN JSON_TYPE(${inner.sql}, ?) ELSE JSON_EXTRACT(${inner.sql}, ?) END)`,
    [...one, ...one, ...one],
  )
}
