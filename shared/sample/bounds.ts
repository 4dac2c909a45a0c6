/**
 * What check constraints ask of single columns, as far as sample rows can be made to fit: lower and
 * upper bounds and lists of values from conditions that all have to hold (`Q(a__gte=0, b__lt=5) & …`).
 * Alternatives, negations and comparisons of two columns are left to the database to refuse.
 */
import type { PyExpr } from '../python/ast.ts'
import { parseExpression } from '../python/parse.ts'
import type { ResolvedConstraint, ResolvedField } from '../relations/types.ts'
import type { SampleValue } from '../document/records.ts'
import type { Bounds } from './generators.ts'

export interface ColumnLimits {
  readonly bounds: Bounds
  /** Only these values; null: any. */
  readonly values: readonly SampleValue[] | null
}

const NO_LIMITS: ColumnLimits = { bounds: { min: null, max: null }, values: null }

/** The largest value of each integer class that a sample should take (their real limits are higher). */
const CLASS_BOUNDS: Readonly<Record<string, Bounds>> = {
  SmallIntegerField: { min: null, max: 32_000 },
  PositiveSmallIntegerField: { min: 0, max: 32_000 },
  PositiveIntegerField: { min: 0, max: null },
  PositiveBigIntegerField: { min: 0, max: null },
}

/** Limits by field name. */
export function columnLimits(
  fields: readonly ResolvedField[],
  constraints: readonly ResolvedConstraint[],
): ReadonlyMap<string, ColumnLimits> {
  const limits = new Map<string, ColumnLimits>()
  for (const f of fields) {
    limits.set(f.name, { bounds: CLASS_BOUNDS[f.className] ?? NO_LIMITS.bounds, values: null })
  }
  for (const constraint of constraints) {
    if (constraint.kind !== 'check' || constraint.condition === null) continue
    for (const claim of claimsOf(parseExpression(constraint.condition.expr).expr)) {
      limits.set(claim.field, narrowed(limits.get(claim.field) ?? NO_LIMITS, claim))
    }
  }
  return limits
}

interface Claim {
  readonly field: string
  readonly lookup: string
  readonly value: PyExpr
}

/** The keyword conditions that must all hold. */
function claimsOf(expr: PyExpr): readonly Claim[] {
  if (expr.type === 'BinOp' && expr.op === '&') return [...claimsOf(expr.left), ...claimsOf(expr.right)]
  if (expr.type !== 'Call' || nameOf(expr.func) !== 'Q') return []
  return expr.args.flatMap((arg) => {
    if (arg.name === null) return claimsOf(arg.value)
    const [field = '', lookup = 'exact'] = arg.name.split('__')
    return [{ field, lookup, value: arg.value }]
  })
}

function nameOf(expr: PyExpr): string | null {
  if (expr.type === 'Name') return expr.id
  return expr.type === 'Attribute' ? expr.attr : null
}

function narrowed(limits: ColumnLimits, { lookup, value }: Claim): ColumnLimits {
  const { min, max } = limits.bounds
  const number = numberOf(value)
  const atLeast = (n: number) => ({ ...limits, bounds: { min: Math.max(min ?? n, n), max } })
  const atMost = (n: number) => ({ ...limits, bounds: { min, max: Math.min(max ?? n, n) } })
  if (lookup === 'in' || lookup === 'exact') {
    const items = value.type === 'List' || value.type === 'Tuple' ? value.items : [value]
    const values = items.map(plainOf)
    return values.includes(undefined) ? limits : { ...limits, values: values as SampleValue[] }
  }
  if (lookup === 'range' && (value.type === 'Tuple' || value.type === 'List')) {
    const [low, high] = value.items.map(numberOf)
    return low == null || high == null ? limits : { ...limits, bounds: { min: low, max: high } }
  }
  if (number === null) return limits
  // Strict bounds as whole steps: right for integers, and inside them for decimals.
  const bound = {
    gte: () => atLeast(number),
    gt: () => atLeast(number + 1),
    lte: () => atMost(number),
    lt: () => atMost(number - 1),
  }
  return bound[lookup as keyof typeof bound]?.() ?? limits
}

function numberOf(expr: PyExpr): number | null {
  if (expr.type === 'UnaryOp' && expr.op === '-') {
    const inner = numberOf(expr.operand)
    return inner === null ? null : -inner
  }
  const value = plainOf(expr)
  if (typeof value === 'number') return value
  // Decimal("0.5")
  if (expr.type === 'Call' && nameOf(expr.func) === 'Decimal' && expr.args[0] !== undefined) {
    const text = plainOf(expr.args[0].value)
    return typeof text === 'string' || typeof text === 'number' ? Number(text) : null
  }
  return null
}

function plainOf(expr: PyExpr): SampleValue | undefined {
  if (expr.type !== 'Constant') return undefined
  const { value } = expr
  if (value === null || typeof value !== 'object') return value
  if ('int' in value) return Number(value.int)
  return 'float' in value ? value.float : undefined
}
