/**
 * What checks ask of single columns, so that values are drawn inside it from the start: lower and upper bounds and
 * lists of values from conditions that all have to hold. What they ask of several columns at once, or else, is mended
 * row by row (`rules/mend-row.ts`).
 */
import type { ResolvedField } from '../../relations/types.ts'
import type { SampleValue } from '../../document/records.ts'
import type { Bounds } from '../values/generators.ts'
import { evaluator } from '../rules/evaluate-sql.ts'
import type { Scalar } from '../rules/evaluate-sql.ts'
import type { CheckRule } from '../rules/row-rules.ts'
import { everyPart } from '../rules/sql-expression.ts'
import type { SqlExpression } from '../rules/sql-expression.ts'

export interface ColumnLimits {
  readonly bounds: Bounds
  /** Only these values; null: any. */
  readonly values: readonly SampleValue[] | null
}

const NO_LIMITS: ColumnLimits = { bounds: { min: null, max: null }, values: null }

/** The least value of each class; what a generator makes of its own is far below their greatest. */
const CLASS_BOUNDS: Readonly<Record<string, Bounds>> = {
  PositiveSmallIntegerField: { min: 0, max: null },
  PositiveIntegerField: { min: 0, max: null },
  PositiveBigIntegerField: { min: 0, max: null },
}

/** Limits by field name. */
export function columnLimits(
  fields: readonly ResolvedField[],
  checks: readonly Pick<CheckRule, 'expression'>[],
): ReadonlyMap<string, ColumnLimits> {
  const claims = checks.flatMap(({ expression }) => claimsOf(expression))
  return new Map(
    fields.map((field) => {
      const start = { bounds: CLASS_BOUNDS[field.className] ?? NO_LIMITS.bounds, values: null }
      const own = claims.filter(({ column }) => column === field.column)
      return [field.name, own.reduce((limits: ColumnLimits, claim) => narrowed(limits, claim, field), start)] as const
    }),
  )
}

interface Claim {
  readonly column: string
  readonly operator: string
  readonly values: readonly Scalar[]
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '==': '=' }

/** Comparisons of a column with a constant that must all hold. */
function claimsOf(expression: SqlExpression): readonly Claim[] {
  if (expression.kind === 'in' && !expression.isNegated && expression.of.kind === 'column') {
    const values = expression.items.map(constant)
    return values.includes(undefined)
      ? []
      : [{ column: expression.of.name, operator: 'in', values: values as readonly Scalar[] }]
  }
  if (expression.kind !== 'binary') return []
  const { operator, left, right } = expression
  if (operator === 'and') return [...claimsOf(left), ...claimsOf(right)]
  if (MIRRORED[operator] === undefined) return []
  const [a, b] = [constant(left), constant(right)]
  if (left.kind === 'column' && b !== undefined) return [{ column: left.name, operator, values: [b] }]
  if (right.kind === 'column' && a !== undefined)
    return [{ column: right.name, operator: MIRRORED[operator] ?? operator, values: [a] }]
  return []
}

/** The value of an expression without columns; undefined: it has some. */
function constant(expression: SqlExpression): Scalar | undefined {
  if (everyPart(expression).some(({ kind }) => kind === 'column')) return undefined
  return evaluator(expression)(() => null)
}

function narrowed(limits: ColumnLimits, { operator, values }: Claim, field: ResolvedField): ColumnLimits {
  if (operator === 'in' || operator === '=' || operator === '==') {
    const known = values.flatMap((value) => sampleOf(value, field) ?? [])
    const both = limits.values === null ? known : known.filter((value) => limits.values?.includes(value))
    return known.length === 0 ? limits : { ...limits, values: both.length === 0 ? known : both }
  }
  const number = values[0] === null || values[0] === undefined ? Number.NaN : Number(values[0])
  if (Number.isNaN(number)) return limits
  const { min, max } = limits.bounds
  // Values between are drawn strictly inside their bounds; whole numbers are not.
  const step = /^(Decimal|Float)Field$/.test(field.className) ? 0 : 1
  const atLeast = (n: number) => ({ ...limits, bounds: { min: Math.max(min ?? n, n), max } })
  const atMost = (n: number) => ({ ...limits, bounds: { min, max: Math.min(max ?? n, n) } })
  if (operator === '>=') return atLeast(number)
  if (operator === '>') return atLeast(number + step)
  return operator === '<=' ? atMost(number) : atMost(number - step)
}

function sampleOf(value: Scalar, { className }: ResolvedField): SampleValue | undefined {
  if (value === null) return undefined
  if (className === 'BooleanField') return Number(value) !== 0
  if (/^(Float|(Positive)?(Big|Small)?Integer)Field$/.test(className)) return Number(value)
  return String(value)
}
