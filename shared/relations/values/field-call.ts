/** A field written as a call inside an option: `output_field=models.CharField(max_length=5)`. */
import { isExpr } from '../../document/records.ts'
import type { Options, Value } from '../../document/records.ts'
import type { PyExpr } from '../../python/ast.ts'
import { literalValue } from '../../python/literal.ts'
import { parseExpression } from '../../python/parse.ts'
import { CLASS_DEFAULTS } from '../fields/field-defaults.ts'
import type { ResolvedField } from '../types.ts'

export type CalledField = Pick<ResolvedField, 'className' | 'maxLength' | 'options'>

export function fieldCallOf(value: Value | undefined): CalledField | null {
  return isExpr(value) ? fieldCall(parseExpression(value.expr).expr) : null
}

/** Its class and its literal keywords; null: not a call. */
export function fieldCall(expr: PyExpr): CalledField | null {
  if (expr.type !== 'Call') return null
  const { func } = expr
  const className = func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : null
  if (className === null) return null
  const options: Record<string, Value> = {}
  for (const arg of expr.args) {
    const value = arg.name === null ? undefined : literalValue(arg.value)
    if (arg.name !== null && value !== undefined) options[arg.name] = value
  }
  const given = options['max_length']
  const maxLength = typeof given === 'number' ? given : (CLASS_DEFAULTS[className]?.maxLength ?? null)
  return { className, maxLength, options: options as Options }
}
