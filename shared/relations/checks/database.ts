/**
 * Checks that Django makes when a database is named (`check --database`, `migrate`): what constraints
 * refer to. Source: django/db/models/constraints.py (5.2).
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { PyExpr } from '../../python/ast.ts'
import { parseExpression } from '../../python/parse.ts'
import { expressionReferences } from '../values/references.ts'
import type { ResolvedConstraint } from '../types.ts'
import { repr } from './context.ts'
import type { Check, CheckContext } from './context.ts'
import { hasLookup } from './lookups.ts'
import { checkLocalFields } from './model-options.ts'

export const checkConstraints: Check = (context) => {
  if (context.model.swapped || context.model.kind === 'proxy') return []
  return context.model.constraints.flatMap((constraint) => checkConstraint(context, constraint))
}

function checkConstraint(context: CheckContext, constraint: ResolvedConstraint): readonly Diagnostic[] {
  if (constraint.kind === 'custom' || typeof constraint.options['raw'] === 'string') return []
  const named = [...new Set([...constraint.fields, ...constraint.include])]
  const { condition } = constraint
  // Of a check's condition Django follows a Q, and no other expression.
  const isFollowed = condition !== null && (constraint.kind !== 'check' || isQ(parseExpression(condition.expr).expr))
  const sources = [...constraint.expressions, ...(isFollowed ? [condition] : [])]
  const paths = sources.flatMap((source) => expressionReferences(source.expr))
  return [
    ...checkLocalFields(context, named, 'constraints'),
    ...checkRawSql(context, constraint),
    ...checkReferences(context, paths),
  ]
}

/** `Q(…)`, also denied or joined with others. */
function isQ(expr: PyExpr): boolean {
  if (expr.type === 'UnaryOp') return isQ(expr.operand)
  if (expr.type === 'BinOp') return isQ(expr.left) && isQ(expr.right)
  if (expr.type !== 'Call') return false
  const { func } = expr
  return (func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : '') === 'Q'
}

function checkRawSql(context: CheckContext, { kind, name, condition }: ResolvedConstraint): readonly Diagnostic[] {
  if (kind !== 'check' || condition === null || !/\bRawSQL\(/.test(condition.expr)) return []
  const message =
    `Check constraint ${repr(name)} contains RawSQL() expression and won't be validated during the model ` +
    'full_clean().'
  return [context.self({ code: 'models.W045', message, hint: "Silence this warning if you don't care about it." })]
}

function checkReferences(context: CheckContext, paths: readonly (readonly string[])[]): readonly Diagnostic[] {
  const { model } = context
  const names = new Set<string>()
  const found: Diagnostic[] = []
  for (const [name = '', ...lookups] of paths) {
    if (name !== 'pk') names.add(name)
    const wanted = name === 'pk' ? model.pk : name
    const field = model.fields.find((f) => f.name === wanted || f.attname === wanted)
    const [first] = lookups
    if (first === undefined || field === undefined || field.relation === null || hasLookup(field, first)) continue
    const message = `'constraints' refers to the joined field '${[name, ...lookups].join('__')}'.`
    found.push(context.self({ code: 'models.E041', message }))
  }
  return [...found, ...checkLocalFields(context, [...names], 'constraints')]
}
