/** Which way a condition goes, as far as its values are known: `config?.size && config.size > 3`. */
import type { Bound, Program } from './program.ts'
import type { TsExpr } from './syntax.ts'

/** null: it cannot be told. */
export function truthOf(program: Program, given: Bound, steps: number): boolean | null {
  const known = knownOf(program, given, steps)
  return known === null ? null : known.type === 'object' || Boolean(known.plain)
}

/** Whether it is `null` or `undefined`; null: it cannot be told. */
export function isNullish(program: Program, given: Bound, steps: number): boolean | null {
  const known = knownOf(program, given, steps)
  return known === null ? null : known.plain === null && known.type === 'undefined'
}

type Plain = string | number | boolean | null

interface Known {
  /** As `typeof` says it; a list and a function are objects here, null is undefined. */
  readonly type: string
  /** null: it is undefined, or no plain value. */
  readonly plain: Plain
}

const UNDEFINED: Known = { type: 'undefined', plain: null }

/** null: it cannot be told. */
function knownOf(program: Program, given: Bound, steps: number): Known | null {
  if (steps <= 0) return null
  const bound = program.resolve(given, steps)
  const { expr, scope } = bound
  if (expr.kind === 'number') return plain(Number(expr.value.replace(/n$|_/g, '')))
  if (expr.kind === 'word') return WORDS[expr.value] ?? UNDEFINED
  if (/^(?:object|array|function|class|given)$/.test(expr.kind)) return { type: 'object', plain: null }
  if (expr.kind === 'unary') return unary(program, expr, bound, steps >> 1)
  if (expr.kind === 'binary') return compared(program, expr, bound, steps >> 1)
  if (expr.kind === 'member') {
    const object = program.resolve({ expr: expr.object, scope }, steps >> 1)
    return object.expr.kind === 'word' || (object.expr.kind === 'object' && isWhole(object.expr)) ? UNDEFINED : null
  }
  const text = program.text(bound)
  return text === null ? null : plain(text)
}

function plain(value: string | number | boolean): Known {
  return { type: typeof value, plain: value }
}

const WORDS: Readonly<Record<string, Known | undefined>> = { true: plain(true), false: plain(false) }

/** Whether all of its names are said. */
function isWhole(object: Extract<TsExpr, { kind: 'object' }>): boolean {
  return object.entries.every((entry) => entry.key !== null)
}

type Of<Kind> = Extract<TsExpr, { kind: Kind }>

function unary(program: Program, { operator, value }: Of<'unary'>, { scope }: Bound, steps: number): Known | null {
  const known = knownOf(program, { expr: value, scope }, steps)
  if (known === null) return null
  return plain(operator === '!' ? !(known.type === 'object' || Boolean(known.plain)) : known.type)
}

function compared(
  program: Program,
  { operator, left, right }: Of<'binary'>,
  { scope }: Bound,
  steps: number,
): Known | null {
  const [a, b] = [left, right].map((expr) => knownOf(program, { expr, scope }, steps))
  const compare = COMPARISONS[operator]
  // Two objects may be one and the same.
  if (a == null || b == null || compare === undefined || (a.type === 'object' && b.type === 'object')) return null
  return plain(compare(a, b))
}

const isSame = (a: Known, b: Known) => a.type === b.type && a.plain === b.plain

const COMPARISONS: { readonly [operator: string]: ((a: Known, b: Known) => boolean) | undefined } = {
  '===': isSame,
  '==': isSame,
  '!==': (a, b) => !isSame(a, b),
  '!=': (a, b) => !isSame(a, b),
  '>': (a, b) => Number(a.plain ?? Number.NaN) > Number(b.plain ?? Number.NaN),
  '<': (a, b) => Number(a.plain ?? Number.NaN) < Number(b.plain ?? Number.NaN),
  '>=': (a, b) => Number(a.plain ?? Number.NaN) >= Number(b.plain ?? Number.NaN),
  '<=': (a, b) => Number(a.plain ?? Number.NaN) <= Number(b.plain ?? Number.NaN),
}
