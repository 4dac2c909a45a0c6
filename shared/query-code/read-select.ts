/** A compiled queryset's state as the parts of its SELECT. */
import type { SelectItem } from '../orm/query/compile/columns.ts'
import { makeSelection } from '../orm/query/compile/columns.ts'
import { DEFAULT_SETTINGS, newCompiler, ResultSetSignal } from '../orm/query/compile/context.ts'
import type { Compiler } from '../orm/query/compile/context.ts'
import { groupExpressions, splitHaving } from '../orm/query/compile/group.ts'
import { makeOrdering } from '../orm/query/compile/order.ts'
import { exprKey } from '../orm/query/expr.ts'
import type { Expr } from '../orm/query/expr.ts'
import { metaOf } from '../orm/query/models.ts'
import { draftOf, initialAlias, isSliced } from '../orm/query/state.ts'
import { setValues } from '../orm/query/select-fields.ts'
import type { Combinator, Draft, QueryState } from '../orm/query/state.ts'
import type { CompileSettings, Query } from '../orm/query/types.ts'
import { OrmError } from '../orm/query/types.ts'
import { NotExpressible } from './parts.ts'
import type { ColumnOperand, JoinPart, Operand, OrderPart, SelectedColumn, SelectParts } from './parts.ts'
import { readCondition, readOperand } from './read-conditions.ts'

/**
 * What select_related() would load along is left out: it changes nothing about the rows.
 *
 * @throws NotExpressible with the name of what has no counterpart
 */
export function readSelect(query: Query, settings: CompileSettings = DEFAULT_SETTINGS): SelectParts {
  if (query.mode.kind === 'dates' || query.mode.kind === 'datetimes') throw new NotExpressible(`${query.mode.kind}()`)
  return partsOf(query.state, settings)
}

function partsOf(state: QueryState, settings: CompileSettings): SelectParts {
  if (state.combinator !== null) return combinedParts(state, state.combinator, settings)
  const q: Draft = { ...draftOf(state), selectRelated: false }
  const c = newCompiler(q, settings)
  const read = (inner: QueryState) => partsOf(inner, settings)
  try {
    if ([...q.refcount.values()].every((count) => count === 0)) initialAlias(q)
    const selection = makeSelection(c, false)
    const order = makeOrdering(c, selection.items)
    const split = splitHaving(q.where, q.groupBy !== null)
    if (split.qualify !== null) throw new NotExpressible('Window()')
    const groups = q.groupBy === null ? [] : groupExpressions(c, selection.items, order, split.having)
    const operand = (expr: Expr): Operand => readOperand(c, expr, read)
    const isDefaultOrder = order.isDefault && groups.length > 0
    const named = namedColumns(selection.items, q, operand)
    const whole = wholeTable(selection.items, q)
    return {
      distinct: q.distinct,
      columns: whole === null ? named : null,
      extra: whole === null ? [] : named.slice(whole),
      ...tablesOf(c),
      where: nonEmpty(split.where) === null ? null : readCondition(c, split.where as Expr, read),
      groups: groups.map(operand),
      having: nonEmpty(split.having) === null ? null : readCondition(c, split.having as Expr, read),
      order: isDefaultOrder ? [] : order.items.map((item) => orderOf(item.expr, operand)),
      limit: q.high === null ? null : q.high - q.low,
      offset: isSliced(q) ? q.low : 0,
      combined: [],
    }
  } catch (thrown) {
    if (thrown instanceof ResultSetSignal) throw new NotExpressible('a condition that always or never holds')
    if (thrown instanceof OrmError) throw new NotExpressible(thrown.message)
    throw thrown
  }
}

const SET_OPERATORS = { union: 'union', intersection: 'intersect', difference: 'except' } as const

/** The first query with the others behind it; order and limits are those of all. */
function combinedParts(state: QueryState, combinator: Combinator, settings: CompileSettings): SelectParts {
  if (state.combined.some((part) => part.combinator !== null))
    throw new NotExpressible(`${combinator}() of combined ones`)
  const q: Draft = { ...draftOf(state), selectRelated: false }
  const parts = state.combined.map((part) => {
    const draft: Draft = { ...draftOf(part), selectRelated: false }
    if (q.selected !== null && draft.selected === null) setValues(draft, [...q.selected.keys()])
    return partsOf(draft, settings)
  })
  const [first, ...others] = parts
  if (first === undefined) throw new NotExpressible(`${combinator}()`)
  const operator = state.combinatorAll && combinator === 'union' ? 'unionAll' : SET_OPERATORS[combinator]
  const c = newCompiler(q, settings)
  const { items } = makeSelection(c, false)
  const order = makeOrdering(c, items)
  const at = (expr: Expr): Operand => {
    const { name, source } = expr.kind === 'ref' ? expr : { name: null, source: expr }
    const place = items.findIndex((item) => item.alias !== null && item.alias === name)
    const found = place < 0 ? items.findIndex((item) => exprKey(item.expr) === exprKey(source)) : place
    if (found < 0) throw new NotExpressible('order_by() of combined queries')
    return { kind: 'position', at: found + 1 }
  }
  return {
    ...first,
    combined: others.map((query) => ({ operator, query: namedAs(query, first, combinator) })),
    order: order.items.map((item) => orderOf(item.expr, at)),
    limit: q.high === null ? null : q.high - q.low,
    offset: isSliced(q) ? q.low : 0,
  }
}

/** The libraries want the same names on both sides. */
function namedAs(query: SelectParts, first: SelectParts, combinator: Combinator): SelectParts {
  if (query.columns === null && first.columns === null && query.from.table === first.from.table) return query
  if (query.columns === null || first.columns === null) throw new NotExpressible(`${combinator}() of different models`)
  const columns = query.columns.map((column, n) => ({ ...column, name: first.columns?.[n]?.name ?? column.name }))
  return { ...query, columns }
}

function nonEmpty(where: Expr | null): Expr | null {
  return where === null || (where.kind === 'where' && where.children.length === 0) ? null : where
}

function namedColumns(
  items: readonly SelectItem[],
  q: Draft,
  operand: (expr: Expr) => Operand,
): readonly SelectedColumn[] {
  const names = q.selected === null || q.selected.size === 0 ? null : [...q.selected.keys()]
  const used = new Set<string>()
  return items.map(({ expr, alias }, index) => {
    const plain = names?.[index] ?? alias ?? (expr.kind === 'col' ? (expr.target.column ?? '') : `column${index + 1}`)
    let name = plain
    for (let n = 2; used.has(name); n++) name = `${plain}_${n}`
    used.add(name)
    return { name, value: operand(expr) }
  })
}

/** How many items are the table's own columns in their order, all of them; null: another selection. */
function wholeTable(items: readonly SelectItem[], q: Draft): number | null {
  if (!q.defaultCols || (q.selected !== null && q.selected.size > 0)) return null
  const meta = metaOf(q.models, q.model)
  const [base] = q.aliases.keys()
  const own = meta.concreteFields.filter((field) => field.column !== null)
  const isWhole = own.every(({ column }, index) => {
    const expr = items[index]?.expr
    return expr?.kind === 'col' && expr.alias === base && expr.target.column === column
  })
  return isWhole && items.slice(own.length).every(({ alias }) => alias !== null) ? own.length : null
}

function tablesOf(c: Compiler): Pick<SelectParts, 'from' | 'joins'> {
  const used = [...c.q.aliases].filter(([alias]) => (c.q.refcount.get(alias) ?? 0) > 0)
  const [first] = used
  if (first === undefined) throw new NotExpressible('a query without a table')
  const joins = used.slice(1).map(([alias, ref]): JoinPart => {
    if (ref.join === null) throw new NotExpressible('a second table without a join')
    if (ref.join.filteredRelation !== null) throw new NotExpressible('FilteredRelation()')
    // Its condition on the content type is a key of Django's own table.
    if (ref.join.field.generic !== undefined) throw new NotExpressible('GenericRelation')
    const { parent, columns, type } = ref.join
    const column = (of: string, name: string): ColumnOperand => {
      return { kind: 'column', alias: of, column: name, isBoolean: false }
    }
    const on = columns.map(([near, far]) => [column(parent, near), column(alias, far)] as const)
    return { kind: type === 'INNER JOIN' ? 'inner' : 'left', table: ref.table, alias, on }
  })
  return { from: { table: first[1].table, alias: first[0] }, joins }
}

function orderOf(expr: Expr, operand: (expr: Expr) => Operand): OrderPart {
  if (expr.kind !== 'orderBy') throw new NotExpressible('order_by()')
  const { expression, descending, nullsFirst, nullsLast } = expr
  if (expression.kind === 'func' && expression.name === 'Random') throw new NotExpressible('order_by("?")')
  return { value: operand(expression), descending, nulls: nullsFirst ? 'first' : nullsLast ? 'last' : null }
}
