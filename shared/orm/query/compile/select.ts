/** SELECT statements: a query's own, and those inside it. */
import type { Expr, Where } from '../expr.ts'
import { setupJoins } from '../joins.ts'
import { relabel, initialAlias, isSliced } from '../state.ts'
import type { Join, QueryState } from '../state.ts'
import { combinedSql } from './combined.ts'
import type { SelectItem, Selection } from './columns.ts'
import { makeSelection } from './columns.ts'
import { contentTypeId } from './content-type.ts'
import type { Compiler, Sql } from './context.ts'
import { EMPTY_RESULT_SET, FULL_RESULT_SET, joined, newCompiler, quoteName, quoteUnlessAlias, sql } from './context.ts'
import { compile } from './expression.ts'
import { makeGroupBy, splitHaving } from './group.ts'
import type { OrderItem, Ordering } from './order.ts'
import { makeOrdering, withoutDirection } from './order.ts'
import { OrmError } from '../types.ts'
import { qualifySql } from './qualify.ts'
import { draftOf } from '../state.ts'

export interface Statement extends Sql {
  readonly selection: Selection
}

interface StatementOptions {
  readonly withLimits: boolean
  /** Names every column: `col1`, `col2` … */
  readonly withAliases: boolean
}

const WHOLE: StatementOptions = { withLimits: true, withAliases: false }

/** The statement of a query inside another one, without parentheses. */
export function compileState(c: Compiler, state: QueryState): Sql {
  return selectStatement(newCompiler(draftOf(state), c.settings))
}

/** @throws EMPTY_RESULT_SET: no row can match, unless the compiler must give a statement all the same */
export function selectStatement(c: Compiler, options: StatementOptions = WHOLE): Statement {
  const { q } = c
  if ([...q.refcount.values()].every((count) => count === 0)) initialAlias(q)
  const selection = makeSelection(c, options.withAliases || q.combinator !== null)
  const order = makeOrdering(c, selection.items)
  const split = splitHaving(q.where, q.groupBy !== null)
  const extra = extraSelect(c, order, selection.items)
  const groups = makeGroupBy(c, [...selection.items, ...extra], order, split.having)
  const parts: Sql[] = []
  let orderItems: readonly OrderItem[] = order.items
  if (q.combinator !== null) parts.push(combinedSql(c, q.combinator))
  else if (split.qualify !== null) {
    parts.push(qualifySql(c, split, selection, order.items))
    orderItems = []
  } else {
    for (const name of q.distinctFields) setupJoins(q, name.split('__'), q.model, initialAlias(q))
    const from = fromClause(c)
    const where = condition(c, split.where, !c.elideEmpty)
    const having = condition(c, split.having, false)
    // Only now: where no row can match, nothing is sent that the database could refuse.
    if (q.distinctFields.length > 0) {
      throw new OrmError('NotSupportedError', 'DISTINCT ON fields is not supported by this database backend')
    }
    parts.push(sql(q.distinct ? 'SELECT DISTINCT' : 'SELECT'))
    parts.push(selectList([...selection.items, ...extra]))
    if (from.sql !== '') parts.push(prefixed('FROM', from))
    if (where !== null) parts.push(prefixed('WHERE', where))
    if (groups.length > 0) {
      parts.push(prefixed('GROUP BY', joined(groups, ', ')))
      if (order.isDefault) orderItems = []
    }
    if (having !== null) parts.push(prefixed('HAVING', having))
  }
  if (orderItems.length > 0)
    parts.push(
      prefixed(
        'ORDER BY',
        joined(
          orderItems.map((item) => item.sql),
          ', ',
        ),
      ),
    )
  if (options.withLimits && isSliced(q)) parts.push(sql(limitOffset(q.low, q.high)))
  const statement = joined(parts, ' ')
  if (q.subquery && extra.length > 0) return { ...withoutExtra(c, statement, selection.items), selection }
  return { ...statement, selection }
}

function prefixed(words: string, { sql: text, params }: Sql): Sql {
  return { sql: `${words} ${text}`, params }
}

function selectList(items: readonly SelectItem[]): Sql {
  const columns = items.map(({ sql: column, alias }) =>
    alias === null ? column : { ...column, sql: `${column.sql} AS ${quoteName(alias)}` },
  )
  return joined(columns, ', ')
}

/** DISTINCT rows can only be ordered by what is selected. */
function extraSelect(c: Compiler, order: Ordering, items: readonly SelectItem[]): readonly SelectItem[] {
  if (!c.q.distinct || c.q.distinctFields.length > 0) return []
  return order.items.flatMap(({ expr, sql: { sql: text, params }, isRef }) => {
    const bare = withoutDirection(text)
    const known = items.some((item) => item.sql.sql === bare && sameParams(item.sql.params, params))
    return isRef || known ? [] : [{ expr, sql: { sql: bare, params }, alias: null }]
  })
}

function sameParams(a: Sql['params'], b: Sql['params']): boolean {
  return a.length === b.length && a.every((param, index) => param === b[index])
}

/** null: no condition. */
function condition(c: Compiler, node: Where | null, mustRun: boolean): Sql | null {
  if (node === null) return null
  try {
    return compile(c, node)
  } catch (signal) {
    if (signal === FULL_RESULT_SET) return null
    if (signal === EMPTY_RESULT_SET && mustRun) return sql('0 = 1')
    throw signal
  }
}

function limitOffset(low: number, high: number | null): string {
  const limit = high === null ? (low === 0 ? null : -1) : high - low
  return [limit === null ? '' : `LIMIT ${limit}`, low === 0 ? '' : `OFFSET ${low}`]
    .filter((part) => part !== '')
    .join(' ')
}

function fromClause(c: Compiler): Sql {
  const parts: Sql[] = []
  for (const [alias, ref] of c.q.aliases) {
    if ((c.q.refcount.get(alias) ?? 0) === 0) continue
    const name = quoteUnlessAlias(c, ref.table) + (alias === ref.table ? '' : ` ${alias}`)
    parts.push(ref.join === null ? sql(name) : joinClause(c, ref.join, name, alias))
  }
  const tables = extraTables(c)
  const from = joined(parts, ' ')
  return tables.length === 0 ? from : { ...from, sql: [from.sql, ...tables].filter((part) => part !== '').join(', ') }
}

/** Those that no join has brought; a table that is there gets another name where it is named again. */
function extraTables(c: Compiler): readonly string[] {
  const known = new Set(
    [...c.q.aliases.values()].filter((ref) => (c.q.refcount.get(ref.alias) ?? 0) > 0).map((ref) => ref.table),
  )
  return c.q.extraTables
    .filter((table) => !known.has(table) && known.add(table))
    .map((table) => quoteUnlessAlias(c, table))
}

function joinClause(c: Compiler, join: Join, name: string, alias: string): Sql {
  const conditions = join.columns.map(([near, far]) =>
    sql(`${quoteUnlessAlias(c, join.parent)}.${quoteName(near)} = ${quoteUnlessAlias(c, alias)}.${quoteName(far)}`),
  )
  const { generic, reverse } = join.field
  if (generic !== undefined) {
    const holder = quoteUnlessAlias(c, reverse ? alias : join.parent)
    const key = contentTypeId(c, generic.owner, generic.forConcrete)
    conditions.push({ ...key, sql: `(${holder}.${quoteName(generic.contentType.column ?? '')} = ${key.sql})` })
  }
  const filter = condition(c, asWhere(join.filteredRelation?.resolved ?? null), false)
  if (filter !== null) conditions.push({ ...filter, sql: `(${filter.sql})` })
  const on = joined(conditions, ' AND ')
  return sql(`${join.type} ${name} ON (${on.sql})`, on.params)
}

function asWhere(expr: Expr | null): Where | null {
  return expr === null || expr.kind !== 'where' ? null : expr
}

/** A subquery must not have more columns than it was asked for: the added ones are wrapped away. */
function withoutExtra(c: Compiler, statement: Sql, items: readonly SelectItem[]): Sql {
  const columns = items.map(({ expr, alias }) => {
    if (alias !== null) return sql(`"subquery".${quoteName(alias)}`)
    const own =
      expr.kind === 'col' && expr.alias !== null ? new Map([[expr.alias, 'subquery']]) : new Map<string, string>()
    return compile({ ...c, quoted: new Map([['subquery', 'subquery']]) }, relabel(expr, own))
  })
  const list = joined(columns, ', ')
  return sql(`SELECT ${list.sql} FROM (${statement.sql}) subquery`, [...list.params, ...statement.params])
}
