/** GROUP BY: what annotate() asked for, and whatever else SELECT, ORDER BY and HAVING mention. */
import type { Expr, Where } from '../expr.ts'
import { OrmError } from '../types.ts'
import { containsAggregate, containsWindow, exprKey, where } from '../expr.ts'
import { outputOf } from '../output.ts'
import { groupByColumns } from '../state.ts'
import type { SelectItem } from './columns.ts'
import type { Compiler, Sql } from './context.ts'
import { ResultSetSignal, sql } from './context.ts'
import { compile } from './expression.ts'
import type { Ordering } from './order.ts'

export function makeGroupBy(
  c: Compiler,
  select: readonly SelectItem[],
  order: Ordering,
  having: Where | null,
): readonly Sql[] {
  if (c.q.groupBy === null) return []
  const positions = new Map<string, number>()
  for (const [index, { expr, alias }] of select.entries()) {
    if (alias !== null) positions.set(exprKey(expr), index + 1)
  }
  return unique(c, allExpressions(c, select, order, having), positions)
}

/** What is grouped by, each expression once. */
export function groupExpressions(
  c: Compiler,
  select: readonly SelectItem[],
  order: Ordering,
  having: Where | null,
): readonly Expr[] {
  const found = new Map<string, Expr>()
  for (const expr of allExpressions(c, select, order, having))
    if (!found.has(exprKey(expr))) found.set(exprKey(expr), expr)
  return [...found.values()]
}

function allExpressions(
  c: Compiler,
  select: readonly SelectItem[],
  order: Ordering,
  having: Where | null,
): readonly Expr[] {
  const { groupBy } = c.q
  const expressions: Expr[] = []
  const references = new Set<string>()
  for (const expr of Array.isArray(groupBy) ? (groupBy as readonly Expr[]) : []) {
    if (expr.kind !== 'ref' || expr.name === null) expressions.push(expr)
    else if (!references.has(expr.name)) {
      references.add(expr.name)
      expressions.push(expr.source)
    }
  }
  for (const { expr, alias } of select) {
    if (alias === null || !references.has(alias)) expressions.push(...groupByColumns(expr))
  }
  if (!order.isDefault) {
    for (const { expr, isRef } of order.items) if (!isRef) expressions.push(...groupByColumns(expr))
  }
  if (having !== null) expressions.push(...groupByColumns(having))
  return expressions
}

function unique(c: Compiler, expressions: readonly Expr[], positions: ReadonlyMap<string, number>): readonly Sql[] {
  const seen = new Set<string>()
  const groups: Sql[] = []
  for (const expr of expressions) {
    const compiled = compileGroup(c, expr)
    if (compiled === null) continue
    const position = positions.get(exprKey(expr))
    const group = position === undefined ? compiled : sql(String(position))
    const key = `${group.sql}\u0000${group.params.map((param) => `${typeof param}${String(param)}`).join('\u0000')}`
    if (seen.has(key)) continue
    seen.add(key)
    groups.push(group)
  }
  return groups
}

/** What is grouped by must have a type, as what is selected must. */
function compileGroup(c: Compiler, expr: Expr): Sql | null {
  try {
    const compiled = compile(c, expr)
    if (expr.kind !== 'col') outputOf(expr)
    return compiled
  } catch (signal) {
    if (signal instanceof ResultSetSignal) return null
    throw signal
  }
}

export interface SplitWhere {
  readonly where: Where | null
  readonly having: Where | null
  readonly qualify: Where | null
}

/** Conditions on rows, on groups, and on window functions. */
export function splitHaving(node: Where, isGrouped: boolean, negated = false): SplitWhere {
  if (!containsAggregate(node) && !containsWindow(node)) return { where: node, having: null, qualify: null }
  const inNegated = negated !== node.negated
  const together = node.connector === 'XOR' || (inNegated ? node.connector === 'AND' : node.connector === 'OR')
  if (together && containsAggregate(node) && !containsWindow(node)) return { where: null, having: node, qualify: null }
  const parts: Record<keyof SplitWhere, Expr[]> = { where: [], having: [], qualify: [] }
  for (const child of node.children) {
    if (child.kind === 'where') {
      const split = splitHaving(child, isGrouped, inNegated)
      for (const key of ['where', 'having', 'qualify'] as const) if (split[key] !== null) parts[key].push(split[key])
    } else parts[containsWindow(child) ? 'qualify' : containsAggregate(child) ? 'having' : 'where'].push(child)
  }
  if (together && parts.qualify.length > 0) {
    if (parts.where.length === 0 || !isGrouped) return { where: null, having: null, qualify: node }
    throw new OrmError(
      'NotImplementedError',
      'Heterogeneous disjunctive predicates against window functions are not implemented when performing conditional aggregation.',
    )
  }
  const made = (children: readonly Expr[]): Where | null =>
    children.length === 0 ? null : where(node.connector, children, node.negated)
  return { where: made(parts.where), having: made(parts.having), qualify: made(parts.qualify) }
}
