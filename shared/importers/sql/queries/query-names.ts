/** What columns of a query are called that have no name by AS. Source: PostgreSQL, FigureColname in parse_target.c. */
import { folded } from '../cursor.ts'
import type { SqlToken } from '../tokens.ts'

type Tokens = readonly SqlToken[]

/** Words behind which no name can stand, and that are none themselves. */
const NO_NAME =
  /^(AND|OR|NOT|IS|NULL|TRUE|FALSE|UNKNOWN|LIKE|ILIKE|IN|BETWEEN|SIMILAR|COLLATE|AT|ZONE|TIME|WITH|WITHOUT|ESCAPE|DISTINCT|FROM|CASE|WHEN|THEN|ELSE|END|DIV|MOD|XOR|REGEXP|RLIKE|BINARY|INTERVAL|PRECISION|VARYING|OVER|FILTER|ARRAY|EXISTS|DAY|MONTH|YEAR|HOUR|MINUTE|SECOND)$/

const isName = (token: SqlToken | undefined) => token?.kind === 'word' || token?.kind === 'name'
const isSymbol = (token: SqlToken | undefined, ...values: readonly string[]) =>
  token?.kind === 'symbol' && values.includes(token.value)
const valueOf = (token: SqlToken): string => (token.kind === 'word' ? folded(token.value) : token.value)

/** `a + b AS c`, `count(*) c`: the name and what stands before it; null: there is none. */
export function aliasOf(item: Tokens): { readonly name: string; readonly expression: Tokens } | null {
  const last = item.at(-1)
  const before = item.at(-2)
  if (last === undefined || before === undefined) return null
  const isText = last.kind === 'string'
  if (before.upper === 'AS' && (isName(last) || isText)) return { name: valueOf(last), expression: item.slice(0, -2) }
  if (!isName(last) || (last.kind === 'word' && NO_NAME.test(last.upper))) return null
  const endsOperand =
    before.kind === 'number' ||
    before.kind === 'string' ||
    before.kind === 'name' ||
    isSymbol(before, '()', ']') ||
    (before.kind === 'word' && (before.upper === 'END' || before.upper === 'NULL' || !NO_NAME.test(before.upper)))
  return endsOperand ? { name: valueOf(last), expression: item.slice(0, -1) } : null
}

/** `b`, `a.b`: a column; null: something else. */
export function operandName(item: Tokens): { readonly owner: string | null; readonly name: string } | null {
  const last = item.at(-1)
  if (last === undefined || !isName(last) || (last.kind === 'word' && NO_NAME.test(last.upper))) return null
  if (item.length === 1) return { owner: null, name: valueOf(last) }
  const isPath = item.every((token, i) => (i % 2 === 0 ? isName(token) : isSymbol(token, '.')))
  return isPath ? { owner: item.at(-3)?.value ?? null, name: valueOf(last) } : null
}

export interface Inside {
  /** The first item of what stands in the parentheses. */
  readonly items: (group: SqlToken) => Tokens
  /** The first column of a query there. */
  readonly query: (group: SqlToken) => string | null
}

const UNNAMED = '?column?'

export function ownName(item: Tokens, inside: Inside): string {
  return figured(item, inside, 0)?.name ?? UNNAMED
}

/** `isWeak`: the name of a type or of CASE, which gives way to a better one around it. */
interface Figured {
  readonly name: string
  readonly isWeak: boolean
}

/** Parentheses in parentheses beyond this have no name. */
const MAX_DEPTH = 20

function figured(item: Tokens, inside: Inside, depth: number): Figured | null {
  const [first, second] = item
  if (first === undefined || depth > MAX_DEPTH) return null
  const cast = item.findIndex((token) => isSymbol(token, '::'))
  if (cast > 0) return castName(item.slice(0, cast), item.slice(cast + 1), inside, depth)
  const operand = operandName(item)
  if (operand !== null) return { name: operand.name, isWeak: false }
  if (first.upper === 'CASE') return caseName(item, inside, depth)
  if (first.upper === 'ARRAY') return { name: 'array', isWeak: false }
  if (isSymbol(first, '()') && item.length === 1) {
    const name = inside.query(first)
    return name === null ? figured(inside.items(first), inside, depth + 1) : { name, isWeak: false }
  }
  if (item.length === 1) return null
  // `date '2020-01-01'`
  if (item.length === 2 && first.kind === 'word' && second?.kind === 'string')
    return { name: typeName([first]), isWeak: true }
  return callName(item, inside, depth)
}

/** `lower(x)`, `schema.f(x) OVER (…)`: the function; `CAST(x AS t)`: what is cast. */
function callName(item: Tokens, inside: Inside, depth: number): Figured | null {
  const at = item.findIndex((token) => isSymbol(token, '()'))
  const head = item.slice(0, at)
  const group = item[at]
  const isPlain = at > 0 && head.every((token, i) => (i % 2 === 0 ? isName(token) : isSymbol(token, '.')))
  const isOnlyCall = item
    .slice(at + 1)
    .every((token) => /^(OVER|FILTER|WITHIN|GROUP)$/.test(token.upper) || isSymbol(token, '()') || isName(token))
  const name = head.at(-1)
  if (!isPlain || !isOnlyCall || name === undefined || group === undefined) return null
  if (name.upper !== 'CAST') return { name: SPELLED[name.upper] ?? valueOf(name), isWeak: false }
  const inner = inside.items(group)
  const as = inner.findLastIndex((token) => token.upper === 'AS')
  return as === -1 ? null : castName(inner.slice(0, as), inner.slice(as + 1), inside, depth + 1)
}

/** Functions that the grammar knows by another name. */
const SPELLED: { readonly [word: string]: string | undefined } = { TRIM: 'btrim', CHAR_LENGTH: 'char_length' }

function castName(value: Tokens, type: Tokens, inside: Inside, depth: number): Figured | null {
  // An operator behind the cast, or before it, makes an expression of it.
  if (type.some((token) => token.kind === 'symbol' && !/^(::|\(\)|\[|\]|\.)$/.test(token.value))) return null
  if (value.some((token) => token.kind === 'symbol' && /^[-+*/%|<>=!~^&#]$/.test(token.value)) && value.length > 1)
    return null
  const found = figured(value, inside, depth + 1)
  if (found !== null && !found.isWeak) return found
  const second = type.findLastIndex((token) => isSymbol(token, '::'))
  return { name: typeName(type.slice(second + 1)), isWeak: true }
}

function caseName(item: Tokens, inside: Inside, depth: number): Figured | null {
  let open = 0
  let fallback = -1
  for (const [i, { upper }] of item.entries()) {
    if (upper === 'CASE') open++
    if (upper === 'ELSE' && open === 1) fallback = i
    if (upper === 'END' && --open === 0 && i < item.length - 1) return null
  }
  const found = fallback === -1 ? null : figured(item.slice(fallback + 1, -1), inside, depth + 1)
  return found !== null && !found.isWeak ? found : { name: 'case', isWeak: true }
}

/** As the catalog calls the types that the grammar knows by other words. */
const INTERNAL: { readonly [type: string]: string | undefined } = {
  INT: 'int4',
  INTEGER: 'int4',
  SMALLINT: 'int2',
  BIGINT: 'int8',
  REAL: 'float4',
  FLOAT: 'float8',
  DOUBLE: 'float8',
  DECIMAL: 'numeric',
  DEC: 'numeric',
  BOOLEAN: 'bool',
  CHARACTER: 'bpchar',
  CHAR: 'bpchar',
}

function typeName(type: Tokens): string {
  const words = type.filter(isName)
  const last = type.some((token) => isSymbol(token, '.')) ? words.at(-1) : words[0]
  if (last === undefined) return UNNAMED
  const has = (word: string) => words.some((token) => token.upper === word)
  if (has('VARYING')) return 'varchar'
  if (last.upper === 'TIMESTAMP' || last.upper === 'TIME')
    return `${last.upper.toLowerCase()}${has('WITH') ? 'tz' : ''}`
  return (last.kind === 'word' ? INTERNAL[last.upper] : undefined) ?? valueOf(last)
}
