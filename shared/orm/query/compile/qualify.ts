/** Conditions on window functions: SQLite has no QUALIFY, so they are asked of a subquery's rows. */
import type { Expr, Where } from '../expr.ts'
import { exprKey, replace, sources, where } from '../expr.ts'
import { appendAnnotationMask, draftOf } from '../state.ts'
import type { Draft } from '../state.ts'
import type { Selection } from './columns.ts'
import { makeSelection } from './columns.ts'
import type { Compiler, Sql } from './context.ts'
import { joined, newCompiler, quoteName, sql } from './context.ts'
import { compile } from './expression.ts'
import type { SplitWhere } from './group.ts'
import type { OrderItem } from './order.ts'
import { selectStatement } from './select.ts'

export function qualifySql(c: Compiler, split: SplitWhere, _selection: Selection, order: readonly OrderItem[]): Sql {
  const inner = draftOf(c.q)
  inner.subquery = true
  inner.where = where(
    'AND',
    [split.where, split.having].filter((part) => part !== null),
  )
  const named = makeSelection(newCompiler(draftOf(c.q), c.settings, c.elideEmpty), true).items
  const aliases = new Map(named.map(({ expr, alias }) => [exprKey(expr), alias ?? '']))
  // Equal expressions are one column then, as in Django: rows come out shorter than what was selected.
  const visible = [...new Map(named.map(({ expr, alias }) => [exprKey(expr), alias ?? ''])).values()]
  const collected = new Map<string, Expr>()
  const added: string[] = []
  const qualify = split.qualify ?? where('AND')
  for (const leaf of leaves(qualify)) collect(inner, leaf, aliases, collected, added)
  for (const item of order) for (const source of sources(item.expr)) collect(inner, source, aliases, collected, added)
  const statement = selectStatement(newCompiler(inner, c.settings, c.elideEmpty), {
    withLimits: false,
    withAliases: true,
  })
  const test = compile(c, replace(qualify, collected))
  const rows = sql(`SELECT * FROM ( ${statement.sql} ) "qualify" WHERE ${test.sql}`, [
    ...statement.params,
    ...test.params,
  ])
  const shown =
    added.length === 0
      ? rows
      : { ...rows, sql: `SELECT ${visible.map(quoteName).join(', ')} FROM ( ${rows.sql} ) "qualify_mask"` }
  if (order.length === 0) return shown
  const orders = joined(
    order.map((item) => compile(c, replace(item.expr, collected))),
    ', ',
  )
  return sql(`${shown.sql} ORDER BY ${orders.sql}`, [...shown.params, ...orders.params])
}

function leaves(node: Where): readonly Expr[] {
  return node.children.flatMap((child) => (child.kind === 'where' ? leaves(child) : [child]))
}

/** Finds, or adds to the inner query, a column for each expression that the outer part needs. */
function collect(
  inner: Draft,
  expr: Expr,
  aliases: ReadonlyMap<string, string>,
  collected: Map<string, Expr>,
  added: string[],
): void {
  const key = exprKey(expr)
  if (collected.has(key)) return
  const known = aliases.get(key)
  if (known !== undefined) collected.set(key, { kind: 'ref', name: known, source: expr, ordinal: null })
  else if (expr.kind === 'lookup') for (const source of sources(expr)) collect(inner, source, aliases, collected, added)
  else if (expr.kind !== 'value' && !(expr.kind === 'ref' && expr.ordinal !== null)) {
    const name = `qual${added.length}`
    added.push(name)
    appendAnnotationMask(inner, [name])
    inner.annotations.set(name, expr)
    inner.selected?.set(name, name)
    collected.set(key, { kind: 'ref', name, source: expr, ordinal: null })
  }
}
