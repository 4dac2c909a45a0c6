/** Conditions in the words of drizzle-orm (`isNotNull(t.slug)`, `and(eq(…), gt(…))`) as SQL. */
import type { Bound, Program } from '../typescript/program.ts'

/** What stands in a condition, as SQL; null: it cannot be told. */
export type ReadTerm = (bound: Bound) => string | null

/** null: no condition, or one that cannot be told. */
export function conditionSql(program: Program, name: string, args: readonly Bound[], term: ReadTerm): string | null {
  const write = Object.hasOwn(WRITERS, name) ? WRITERS[name] : undefined
  return write?.(args, { program, term }) ?? null
}

interface Tools {
  readonly program: Program
  readonly term: ReadTerm
}

type Write = (args: readonly Bound[], tools: Tools) => string | null

function terms(args: readonly Bound[], { term }: Tools): readonly string[] | null {
  const found = args.map(term)
  return found.includes(null) ? null : found.flatMap((sql) => sql ?? [])
}

const before =
  (words: string): Write =>
  (args, tools) => {
    const [value] = terms(args.slice(0, 1), tools) ?? []
    return value === undefined ? null : `${value} ${words}`
  }

const between =
  (sign: string): Write =>
  (args, tools) => {
    const [left, right] = terms(args, tools) ?? []
    return left === undefined || right === undefined ? null : `${left} ${sign} ${right}`
  }

/** What is undefined among them is passed over, as Drizzle does. */
const joined =
  (word: string): Write =>
  (args, tools) => {
    const said = args.filter((arg) => {
      const { expr } = tools.program.resolve(arg)
      return expr.kind !== 'word' || expr.value !== 'undefined'
    })
    const parts = terms(said, tools)
    if (parts === null || parts.length === 0) return null
    return parts.length === 1 ? (parts[0] ?? null) : `(${parts.map((part) => `(${part})`).join(` ${word} `)})`
  }

const listed =
  (word: string): Write =>
  ([column, list], tools) => {
    const values = list === undefined ? [] : tools.program.items(tools.program.resolve(list))
    const [left, ...items] = (column === undefined ? null : terms([column, ...values], tools)) ?? []
    return left === undefined || items.length === 0 ? null : `${left} ${word} (${items.join(', ')})`
  }

const WRITERS: { readonly [name: string]: Write | undefined } = {
  isNull: before('IS NULL'),
  isNotNull: before('IS NOT NULL'),
  eq: between('='),
  ne: between('<>'),
  gt: between('>'),
  gte: between('>='),
  lt: between('<'),
  lte: between('<='),
  like: between('LIKE'),
  notLike: between('NOT LIKE'),
  ilike: between('ILIKE'),
  notIlike: between('NOT ILIKE'),
  inArray: listed('IN'),
  notInArray: listed('NOT IN'),
  and: joined('AND'),
  or: joined('OR'),
  not(args, tools) {
    const [value] = terms(args, tools) ?? []
    return value === undefined ? null : `NOT (${value})`
  },
  between(args, tools) {
    const [value, low, high] = terms(args, tools) ?? []
    return high === undefined ? null : `${value} BETWEEN ${low} AND ${high}`
  },
}
