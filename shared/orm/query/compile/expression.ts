/** Expressions to SQL, kind by kind. */
import { fieldOf } from '../field-type.ts'
import type { Case, Combined, Expr, OrderBy, Subquery, Val, Where, Window } from '../expr.ts'
import { func, val, where } from '../expr.ts'
import { emptyValue, kindOf, outputOrNull, valueType } from '../output.ts'
import type { PyValue } from '../types.ts'
import { OrmError } from '../types.ts'
import { plainSql, prepare, toSql } from '../values/prepare.ts'
import { ownConversions } from '../values/own-conversions.ts'
import type { Compiler, Sql } from './context.ts'
import {
  EMPTY_RESULT_SET,
  FULL_RESULT_SET,
  ResultSetSignal,
  joined,
  quoteName,
  quoteUnlessAlias,
  sql,
} from './context.ts'
import { compileFunction } from './function.ts'
import { compileLookup } from './lookup.ts'
import { compileState } from './select.ts'

/** @throws EMPTY_RESULT_SET, FULL_RESULT_SET: a condition that never or always holds */
export function compile(c: Compiler, expr: Expr): Sql {
  switch (expr.kind) {
    case 'col': {
      const name = quoteUnlessAlias(c, expr.target.column ?? expr.target.name)
      return sql(expr.alias === null ? name : `${quoteUnlessAlias(c, expr.alias)}.${name}`)
    }
    case 'ref':
      return sql(expr.ordinal !== null ? String(expr.ordinal) : quoteName(expr.name ?? ''))
    case 'value':
      return castDecimal(expr, compileValue(c, expr))
    case 'func':
      return compileFunction(c, expr)
    case 'combined':
      return castDecimal(expr, compileCombined(c, expr))
    case 'case':
      return castDecimal(expr, compileCase(c, expr))
    case 'when': {
      const condition = compile(c, expr.condition)
      const result = compile(c, expr.result)
      return sql(`WHEN ${condition.sql} THEN ${result.sql}`, [...condition.params, ...result.params])
    }
    case 'subquery':
    case 'exists':
      return compileSubquery(c, expr)
    case 'query':
      return inParentheses(compileState(c, expr.state))
    case 'not':
      return negate(c, expr.expression)
    case 'orderBy':
      return compileOrderBy(c, expr)
    case 'wrapper':
      return castDecimal(expr, compile(c, expr.expression))
    case 'lookup':
      return compileLookup(c, expr)
    case 'where':
      return compileWhere(c, expr)
    case 'nothing':
      throw EMPTY_RESULT_SET
    case 'star':
      return sql('*')
    case 'raw':
      return sql(
        `(${expr.sql.replaceAll(/%[s%]/g, (mark) => (mark === '%s' ? '?' : '%'))})`,
        expr.params.map((value) => plainSql(value, c.settings)),
      )
    case 'list':
      return joined(
        expr.items.map((item) => compile(c, item)),
        ', ',
      )
    case 'window':
      return compileWindow(c, expr)
    case 'outerRef':
      throw new OrmError(
        'ValueError',
        'This queryset contains a reference to an outer query and may only be used in a subquery.',
      )
  }
}

function inParentheses({ sql: text, params }: Sql): Sql {
  return { sql: `(${text})`, params }
}

/** SQLite keeps decimals as text or floats: a comparison needs them as numbers. */
export function castDecimal(expr: Expr, compiled: Sql): Sql {
  return kindOf(expr) === 'DecimalField' ? { ...compiled, sql: `(CAST(${compiled.sql} AS NUMERIC))` } : compiled
}

function compileValue(c: Compiler, expr: Val): Sql {
  const type = expr.output ?? valueType(expr.value)
  if (type === null) return parameter(plainSql(expr.value, c.settings))
  const save = expr.forSave === true ? ownConversions(type)?.save : undefined
  if (save !== undefined && save !== null) return parameter(plainSql(save(expr.value), c.settings))
  return parameter(toSql(type, prepare(type, expr.value), c.settings))
}

function parameter(value: Sql['params'][number]): Sql {
  return value === null ? sql('NULL') : sql('?', [value])
}

/** A value without a type of its own, as Django writes the stand-ins for empty subqueries. */
export function literal(c: Compiler, value: PyValue): Sql {
  return compile(c, val(value))
}

/** Django's operator names to SQLite's. */
const FUNCTION_OPERATORS: Readonly<Record<string, string>> = { '^': 'POWER', '#': 'BITXOR' }

function compileCombined(c: Compiler, expr: Combined): Sql {
  const left = compile(c, expr.left)
  const right = compile(c, expr.right)
  const params = [...left.params, ...right.params]
  if (expr.variant === 'temporal') {
    const name = kindOf(expr.left) === 'TimeField' ? 'django_time_diff' : 'django_timestamp_diff'
    return sql(`${name}(${left.sql}, ${right.sql})`, params)
  }
  if (expr.variant === 'duration') {
    checkDuration(expr)
    return sql(`(django_format_dtdelta('${expr.operator}', ${left.sql}, ${right.sql}))`, params)
  }
  const name = FUNCTION_OPERATORS[expr.operator]
  if (name !== undefined) return sql(`(${name}(${left.sql},${right.sql}))`, params)
  const operator = expr.operator === '%%' ? '%' : expr.operator
  return sql(`(${left.sql} ${operator} ${right.sql})`, params)
}

const SCALES: ReadonlySet<string | null> = new Set(['DecimalField', 'DurationField', 'FloatField', 'IntegerField'])

function checkDuration({ operator, left, right }: Combined): void {
  if (!['+', '-', '*', '/'].includes(operator)) {
    throw new OrmError('DatabaseError', `Invalid connector for timedelta: ${operator}.`)
  }
  if (operator !== '*' && operator !== '/') return
  const kinds = [kindOf(left), kindOf(right)]
  if (kinds.some((kind) => kind !== null && !SCALES.has(kind))) {
    throw new OrmError('DatabaseError', `Invalid arguments for operator ${operator}.`)
  }
}

function compileCase(c: Compiler, expr: Case): Sql {
  const parts: Sql[] = []
  let fallback = expr.default
  for (const item of expr.cases) {
    try {
      parts.push(compile(c, item))
    } catch (signal) {
      if (signal === EMPTY_RESULT_SET) continue
      if (signal !== FULL_RESULT_SET || item.kind !== 'when') throw signal
      fallback = item.result
      break
    }
  }
  const otherwise = compile(c, fallback)
  if (parts.length === 0) return otherwise
  // Results of types that do not go together are an error wherever the expression stands.
  outputOrNull(expr)
  const cases = joined(parts, ' ')
  return sql(`CASE ${cases.sql} ELSE ${otherwise.sql} END`, [...cases.params, ...otherwise.params])
}

function compileSubquery(c: Compiler, expr: Subquery): Sql {
  if (expr.kind === 'subquery') return inParentheses(compileState(c, expr.state))
  try {
    const inner = compileState(c, expr.state)
    return sql(`EXISTS(${inner.sql})`, inner.params)
  } catch (signal) {
    if (signal === EMPTY_RESULT_SET) return literal(c, false)
    throw signal
  }
}

function negate(c: Compiler, expr: Expr): Sql {
  try {
    const inner = compile(c, expr)
    return sql(`NOT ${inner.sql}`, inner.params)
  } catch (signal) {
    if (signal === EMPTY_RESULT_SET) return literal(c, true)
    throw signal
  }
}

function compileOrderBy(c: Compiler, expr: OrderBy): Sql {
  const inner = compile(c, expr.expression)
  const nulls = expr.nullsLast ? ' NULLS LAST' : expr.nullsFirst ? ' NULLS FIRST' : ''
  return sql(`${inner.sql} ${expr.descending ? 'DESC' : 'ASC'}${nulls}`, inner.params)
}

function compileWhere(c: Compiler, node: Where): Sql {
  if (node.connector === 'XOR') return compileWhere(c, withoutXor(node))
  const inside = c.operand ? { ...c, operand: false } : c
  const parts: Sql[] = []
  let fullNeeded = node.connector === 'AND' ? node.children.length : 1
  let emptyNeeded = node.connector === 'AND' ? 1 : node.children.length
  for (const child of node.children) {
    try {
      parts.push(compile(inside, child))
    } catch (signal) {
      if (signal === EMPTY_RESULT_SET) emptyNeeded -= 1
      else if (signal === FULL_RESULT_SET) fullNeeded -= 1
      else throw signal
    }
    if (emptyNeeded === 0) throw node.negated ? FULL_RESULT_SET : EMPTY_RESULT_SET
    if (fullNeeded === 0) throw node.negated ? EMPTY_RESULT_SET : FULL_RESULT_SET
  }
  if (parts.length === 0) throw FULL_RESULT_SET
  const text = joined(parts, ` ${node.connector} `)
  if (node.negated) return { ...text, sql: `NOT (${text.sql})` }
  return parts.length > 1 || c.operand ? inParentheses(text) : text
}

/** SQLite has no XOR: one of them holds, and an odd number of them does. */
function withoutXor(node: Where): Where {
  const counts = node.children.map((child): Expr => ({
    kind: 'case',
    cases: [{ kind: 'when', condition: child, result: val(1n) }],
    default: val(0n),
    output: null,
  }))
  const sum = counts.reduce((left, right) => ({ kind: 'combined', operator: '+', left, right, variant: 'plain' }))
  const odd: Expr = {
    kind: 'lookup',
    name: 'exact',
    variant: 'plain',
    lhs: val(1n),
    rhs: counts.length > 2 ? func('Mod', [sum, val(2n)]) : sum,
  }
  return where('AND', [where('OR', node.children), odd], node.negated)
}

function compileWindow(c: Compiler, expr: Window): Sql {
  const parts: Sql[] = []
  if (expr.partitionBy !== null) parts.push(prefixed('PARTITION BY', compile(c, expr.partitionBy)))
  if (expr.orderBy !== null) parts.push(prefixed('ORDER BY', compile(c, expr.orderBy)))
  if (expr.frame !== null) parts.push(sql(expr.frame))
  const over = joined(parts, ' ')
  const inner = compile(c, bareDecimal(expr.expression))
  const text = sql(`${inner.sql} OVER (${over.sql})`, [...inner.params, ...over.params])
  return outputOrNull(expr) === null ? text : castDecimal(expr, text)
}

/** A cast cannot stand between a function and its OVER: it goes around both. */
function bareDecimal(expr: Expr): Expr {
  return expr.kind === 'func' && kindOf(expr) === 'DecimalField' ? { ...expr, output: fieldOf('FloatField') } : expr
}

function prefixed(words: string, { sql: text, params }: Sql): Sql {
  return { sql: `${words} ${text}`, params }
}

/** Compiles an argument, standing in for one whose query can give no rows. */
export function compileArgument(c: Compiler, arg: Expr): Sql {
  try {
    return compile(c, arg)
  } catch (signal) {
    if (!(signal instanceof ResultSetSignal)) throw signal
    if (signal === FULL_RESULT_SET) return literal(c, true)
    const stand = emptyValue(arg)
    if (stand === undefined) throw signal
    return literal(c, stand)
  }
}
