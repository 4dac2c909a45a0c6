/** Lookups to SQL, with SQLite's operators. */
import type { Expr, Lookup } from '../expr.ts'
import { func, val } from '../expr.ts'
import { fieldOf, internalType, isA } from '../field-type.ts'
import { outputOf, outputOrNull } from '../output.ts'
import type { PyValue, SqlValue } from '../types.ts'
import { OrmError } from '../types.ts'
import { asciiText, loadJson } from '../values/json.ts'
import { plainSql, toSql } from '../values/prepare.ts'
import { hashKey, isCollection, pyStr, typeName } from '../values/python.ts'
import { currentZone, makeAware } from '../values/time-zone.ts'
import { fromOrdinal, dateText, dateTimeText, isoYearStart, parseDateTime } from '../values/temporal.ts'
import type { OwnLookupSql } from '../lookups/registered.ts'
import type { Compiler, Sql } from './context.ts'
import { EMPTY_RESULT_SET, FULL_RESULT_SET, sql } from './context.ts'
import { compile } from './expression.ts'
import { jsonPath, jsonPathText } from './function.ts'

const LIKE = "LIKE ? ESCAPE '\\'"

/** `?` stands for the right-hand side. */
const OPERATORS: Readonly<Record<string, string>> = {
  exact: '= ?',
  iexact: LIKE,
  contains: LIKE,
  icontains: LIKE,
  startswith: LIKE,
  istartswith: LIKE,
  endswith: LIKE,
  iendswith: LIKE,
  regex: 'REGEXP ?',
  iregex: "REGEXP '(?i)' || ?",
  gt: '> ?',
  gte: '>= ?',
  lt: '< ?',
  lte: '<= ?',
}

interface Pattern {
  /** Around a value. */
  readonly value: (text: string) => string
  /** Around an expression, whose wildcards SQL must escape. */
  readonly sql: (text: string) => string
}

const PATTERNS: Readonly<Record<string, Pattern>> = {
  contains: { value: (t) => `%${t}%`, sql: (t) => `LIKE '%' || ${t} || '%' ESCAPE '\\'` },
  icontains: { value: (t) => `%${t}%`, sql: (t) => `LIKE '%' || UPPER(${t}) || '%' ESCAPE '\\'` },
  startswith: { value: (t) => `${t}%`, sql: (t) => `LIKE ${t} || '%' ESCAPE '\\'` },
  istartswith: { value: (t) => `${t}%`, sql: (t) => `LIKE UPPER(${t}) || '%' ESCAPE '\\'` },
  endswith: { value: (t) => `%${t}`, sql: (t) => `LIKE '%' || ${t} ESCAPE '\\'` },
  iendswith: { value: (t) => `%${t}`, sql: (t) => `LIKE '%' || UPPER(${t}) ESCAPE '\\'` },
}

function escapeLike(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('%', '\\%').replaceAll('_', '\\_')
}

function escapeLikeSql(text: string): string {
  return `REPLACE(REPLACE(REPLACE(${text}, '\\', '\\\\'), '%', '\\%'), '_', '\\_')`
}

export function compileLookup(c: Compiler, lookup: Lookup): Sql {
  if (lookup.own !== undefined) return compileOwn(c, lookup, lookup.own)
  if (lookup.variant === 'json') {
    const compiled = compileJson(c, lookup)
    if (compiled !== null) return compiled
  }
  if (lookup.name === 'isnull') return compileIsNull(c, lookup)
  if (lookup.name === 'in') return compileIn(c, lookup)
  if (lookup.name === 'range') return compileRange(c, lookup)
  if (lookup.name in PATTERNS || lookup.name === 'iexact') return compilePattern(c, lookup)
  if (lookup.variant === 'year' && lookup.rhs.kind === 'direct') return compileYear(c, lookup)
  if (lookup.variant === 'integer') checkRange(lookup)
  if (lookup.name === 'exact' && lookup.rhs.kind === 'direct' && typeof lookup.rhs.value === 'boolean') {
    // `WHERE active` instead of `WHERE active = 1`.
    const left = isConditional(lookup.lhs) ? leftSide(c, lookup.lhs) : null
    if (left !== null) return lookup.rhs.value ? left : { ...left, sql: `NOT ${left.sql}` }
  }
  return compare(c, lookup, leftSide(c, lookup.lhs), rightSide(c, lookup))
}

/** A lookup of a script's class: its text around what the sides are. */
function compileOwn(c: Compiler, lookup: Lookup, own: OwnLookupSql): Sql {
  const sides = { lhs: leftSide(c, lookup.lhs), rhs: rightSide(c, lookup) }
  const text = own.parts.map((part) => (typeof part === 'string' ? sides[part].sql : part.text)).join('')
  const params = own.params.flatMap((param) =>
    typeof param === 'string' ? sides[param].params : [plainSql(param.value, c.settings)],
  )
  return sql(text, params)
}

function isConditional(expr: Expr): boolean {
  return isA(outputOrNull(expr), 'BooleanField')
}

function compare(_c: Compiler, lookup: Lookup, left: Sql, right: Sql): Sql {
  const operator = OPERATORS[lookup.name]
  if (operator === undefined)
    throw new OrmError('NotSupportedError', `The lookup '${lookup.name}' is not supported here.`)
  // The right-hand side comes last: `(?i)` before it is text.
  const at = operator.lastIndexOf('?')
  const text = operator.slice(0, at) + right.sql + operator.slice(at + 1)
  return sql(`${left.sql} ${text}`, [...left.params, ...right.params])
}

function leftSide(c: Compiler, lhs: Expr): Sql {
  const compiled = compile(lhs.kind === 'col' || c.operand ? c : { ...c, operand: true }, lhs)
  return lhs.kind === 'lookup' ? { ...compiled, sql: `(${compiled.sql})` } : compiled
}

/** An expression gets parentheses unless it is a value or has them. */
function operand(c: Compiler, expr: Expr): Sql {
  const compiled = compile(c.operand ? { ...c, operand: false } : c, expr)
  if (expr.kind === 'value' || compiled.sql === '' || compiled.sql.startsWith('(')) return compiled
  return { ...compiled, sql: `(${compiled.sql})` }
}

function rightSide(c: Compiler, lookup: Lookup): Sql {
  if (lookup.rhs.kind !== 'direct') {
    const right = operand(c, lookup.rhs)
    return lookup.variant === 'jsonKey' && jsonPath(lookup.rhs).keys.length === 0 ? jsonParams(lookup, right) : right
  }
  return valueSide(c, lookup, lookup.rhs.value)
}

function valueSide(c: Compiler, lookup: Lookup, value: PyValue): Sql {
  if (lookup.name === 'regex' || lookup.name === 'iregex') return sql('?', [plainSql(value, c.settings)])
  const param = toSql(outputOrNull(lookup.lhs), value, c.settings)
  if (lookup.variant !== 'jsonKey') return sql('?', [param])
  return jsonValue(lookup, param ?? 'null')
}

/** A JSON key's value is compared with what SQLite extracts, not with JSON text. */
function jsonValue(lookup: Lookup, param: SqlValue): Sql {
  const text = String(param)
  if (lookup.name === 'exact' || lookup.name === 'in') {
    return sql(text === 'null' || text === 'true' || text === 'false' ? '?' : "JSON_EXTRACT(?, '$')", [param])
  }
  if (NUMERIC.has(lookup.name)) return sql('?', [loadedParam(text)])
  const loaded = loadJson(text)
  return sql('?', [loaded === null || typeof loaded === 'object' || loaded === undefined ? param : scalar(loaded)])
}

const NUMERIC: ReadonlySet<string> = new Set(['gt', 'gte', 'lt', 'lte'])

/** Parameters of an expression beside a JSON key are read as JSON, as Django does whatever they are. */
function jsonParams({ name }: Lookup, right: Sql): Sql {
  if (NUMERIC.has(name)) {
    const other = right.params.find((param) => typeof param !== 'string')
    if (other === undefined) return { ...right, params: right.params.map((param) => loadedParam(String(param))) }
    throw new OrmError('TypeError', `the JSON object must be str, bytes or bytearray, not ${typeName(other)}`)
  }
  if (name !== 'exact') return right
  let at = 0
  const extracted = (): string => (LITERALS.has(right.params[at++] ?? '') ? '?' : "JSON_EXTRACT(?, '$')")
  return { ...right, sql: right.sql.replaceAll('?', extracted) }
}

const LITERALS: ReadonlySet<SqlValue> = new Set(['null', 'true', 'false'])

function loadedParam(text: string): SqlValue {
  const loaded = loadJson(text)
  if (loaded === undefined) throw new OrmError('JSONDecodeError', 'Expecting value: line 1 column 1 (char 0)')
  return loaded === null || typeof loaded === 'object' ? text : scalar(loaded)
}

function scalar(value: boolean | bigint | number | string): SqlValue {
  return typeof value === 'boolean' ? BigInt(value) : value
}

/** What Python holds for false among plain values. */
const FALSE: ReadonlySet<PyValue> = new Set([null, false, 0n, 0, ''])

function compileIsNull(c: Compiler, { lhs, rhs, variant }: Lookup): Sql {
  const value = rhs.kind === 'direct' ? rhs.value : null
  if (variant === 'jsonKey') {
    const { source, keys } = jsonPath(lhs)
    const inner = compile(c, source)
    return sql(`JSON_TYPE(${inner.sql}, ?) IS ${FALSE.has(value) ? 'NOT ' : ''}NULL`, [
      ...inner.params,
      jsonPathText(keys),
    ])
  }
  if (typeof value !== 'boolean') {
    throw new OrmError('ValueError', 'The QuerySet value for an isnull lookup must be True or False.')
  }
  if (lhs.kind === 'value') throw (lhs.value === null) === value ? FULL_RESULT_SET : EMPTY_RESULT_SET
  const left = leftSide(c, lhs)
  return { ...left, sql: `${left.sql} IS ${value ? '' : 'NOT '}NULL` }
}

function compileIn(c: Compiler, lookup: Lookup): Sql {
  const { rhs } = lookup
  if (rhs.kind !== 'direct' && rhs.kind !== 'list') {
    const left = leftSide(c, lookup.lhs)
    const right = operand(c, rhs)
    return sql(`${left.sql} IN ${right.sql}`, [...left.params, ...right.params])
  }
  const items = rhs.kind === 'list' ? listItems(c, rhs.items) : uniqueItems(c, lookup, rhs.value)
  if (items.length === 0) throw EMPTY_RESULT_SET
  const left = leftSide(c, lookup.lhs)
  return sql(`${left.sql} IN (${items.map((item) => item.sql).join(', ')})`, [
    ...left.params,
    ...items.flatMap((item) => item.params),
  ])
}

function listItems(c: Compiler, items: readonly Expr[]): Sql[] {
  return items.filter((item) => item.kind !== 'value' || item.value !== null).map((item) => compile(c, item))
}

/** NULL is equal to nothing, and a value that is there twice is sent once. */
function uniqueItems(c: Compiler, lookup: Lookup, value: PyValue): Sql[] {
  const seen = new Set<string>()
  const unique: Sql[] = []
  for (const item of isCollection(value) ? value.items : []) {
    const key = hashKey(item)
    if (item === null || seen.has(key)) continue
    seen.add(key)
    unique.push(valueSide(c, lookup, item))
  }
  return unique
}

function compileRange(c: Compiler, lookup: Lookup): Sql {
  const { rhs } = lookup
  const items =
    rhs.kind === 'list'
      ? rhs.items.map((item) => compile(c, item))
      : rhs.kind === 'direct' && isCollection(rhs.value)
        ? rhs.value.items.map((item) => valueSide(c, lookup, item))
        : []
  const [low, high] = items
  if (low === undefined || high === undefined) throw new OrmError('IndexError', 'tuple index out of range')
  if (items.length > 2) throw new OrmError('TypeError', 'not all arguments converted during string formatting')
  const left = leftSide(c, lookup.lhs)
  const params = [...left.params, ...items.flatMap((item) => item.params)]
  return sql(`${left.sql} BETWEEN ${low.sql} AND ${high.sql}`, params)
}

function compilePattern(c: Compiler, lookup: Lookup): Sql {
  const pattern = PATTERNS[lookup.name]
  const left = leftSide(c, lookup.lhs)
  if (lookup.rhs.kind === 'direct' && lookup.variant !== 'uuid') {
    const text = escapeLike(pyStr(lookup.rhs.value))
    return compare(c, lookup, left, sql('?', [pattern === undefined ? text : pattern.value(text)]))
  }
  const right = operand(c, lookup.variant === 'uuid' ? withoutHyphens(lookup.rhs) : (lookup.rhs as Expr))
  if (pattern === undefined) {
    const [first, ...rest] = right.params
    const params = typeof first === 'string' ? [escapeLike(first), ...rest] : right.params
    return compare(c, lookup, left, { ...right, params })
  }
  return sql(`${left.sql} ${pattern.sql(escapeLikeSql(right.sql))}`, [...left.params, ...right.params])
}

/** SQLite stores UUIDs as 32 hexadecimal digits. */
function withoutHyphens(rhs: Lookup['rhs']): Expr {
  const source = rhs.kind === 'direct' ? val(rhs.value) : rhs
  return func('Replace', [source, val('-'), val('')], fieldOf('CharField'))
}

// -------------------------------------------------------------------------------------------- integers

const MAX = 2n ** 63n - 1n
const MIN = -(2n ** 63n)

/** A number outside 64 bits is not sent: the answer is known. */
function checkRange({ name, lhs, rhs }: Lookup): void {
  if (rhs.kind !== 'direct' || typeof rhs.value !== 'bigint') return
  const kind = internalType(outputOf(lhs))
  const low = kind.startsWith('Positive') ? 0n : MIN
  if (rhs.value < low) throw name === 'gt' || name === 'gte' ? FULL_RESULT_SET : EMPTY_RESULT_SET
  if (rhs.value > MAX) throw name === 'lt' || name === 'lte' ? FULL_RESULT_SET : EMPTY_RESULT_SET
}

// ----------------------------------------------------------------------------------------------- years

/** `pub_date__year=2024` becomes a BETWEEN, so that an index can be used. */
function compileYear(c: Compiler, { name, lhs, rhs }: Lookup): Sql {
  if (lhs.kind !== 'func' || lhs.args[0] === undefined || rhs.kind !== 'direct' || typeof rhs.value !== 'bigint') {
    throw new Error('a year lookup without a year')
  }
  const source = lhs.args[0]
  const [start, end] = yearBounds(
    c,
    Number(rhs.value),
    lhs.name === 'ExtractIsoYear',
    isA(outputOf(source), 'DateTimeField'),
  )
  const left = leftSide(c, source)
  if (name === 'exact') return sql(`${left.sql} BETWEEN ? AND ?`, [...left.params, start, end])
  const bound = name === 'gt' || name === 'lte' ? end : start
  return sql(`${left.sql} ${OPERATORS[name] ?? ''}`, [...left.params, bound])
}

function yearBounds(c: Compiler, year: number, iso: boolean, isDateTime: boolean): readonly [SqlValue, SqlValue] {
  if (year < 1 || year > 9999) throw new OrmError('ValueError', `year ${year} is out of range`)
  const first = iso ? dateText(fromOrdinal(isoYearStart(year))) : dateText({ year, month: 1, day: 1 })
  const last = iso ? dateText(fromOrdinal(isoYearStart(year + 1) - 1)) : dateText({ year, month: 12, day: 31 })
  if (!isDateTime) return [first, last]
  const bound = (text: string): SqlValue => {
    const parts = parseDateTime(text)
    const isKnown = c.settings.useTz && parts !== null && parts !== 'invalid'
    const moment = isKnown ? dateTimeText(makeAware(parts, currentZone(c.settings).key)) : text
    return plainSql({ type: 'datetime', text: moment }, c.settings)
  }
  return [bound(`${first}T00:00:00`), bound(`${last}T23:59:59.999999`)]
}

// ------------------------------------------------------------------------------------------------ JSON

/** A key, or the keys under which another expression looks. */
function hasKeyPath({ rhs }: Lookup): readonly PyValue[] {
  if (rhs.kind === 'direct') return [rhs.value]
  const { keys } = jsonPath(rhs)
  if (keys.length > 0) return keys
  throw new OrmError('TypeError', 'Object of type Col is not JSON serializable')
}

/** JSON columns' own lookups; null: treated as any other. */
function compileJson(c: Compiler, lookup: Lookup): Sql | null {
  const { name, lhs, rhs } = lookup
  if (name === 'contains' || name === 'contained_by') {
    throw new OrmError('NotSupportedError', `${name} lookup is not supported on this database backend.`)
  }
  if (!name.startsWith('has_')) return null
  const value = rhs.kind === 'direct' ? rhs.value : null
  const keys = name === 'has_key' ? [hasKeyPath(lookup)] : isCollection(value) ? value.items.map((key) => [key]) : []
  const { source, keys: path } = jsonPath(lhs)
  const inner = compile(c, source)
  // Django puts a list behind the subquery's parameters, which are a tuple.
  if (source.kind === 'subquery' && keys.length > 0)
    throw new OrmError('TypeError', 'can only concatenate tuple (not "list") to tuple')
  const parts = keys.map((steps) => {
    const outer = jsonPathText(steps.slice(0, -1).map(pyStr), jsonPathText(path))
    const last = asciiText(pyStr(steps.at(-1) ?? null))
    return sql(`JSON_TYPE(${inner.sql}, ?) IS NOT NULL`, [...inner.params, `${outer}.${last}`])
  })
  const text = parts.map((part) => part.sql).join(name === 'has_any_keys' ? ' OR ' : ' AND ')
  const params = parts.flatMap((part) => part.params)
  return sql(name === 'has_key' ? text : `(${text})`, params)
}
