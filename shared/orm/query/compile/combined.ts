/** UNION, INTERSECT and EXCEPT of whole queries, as far as SQLite's compound statements go. */
import { setValues } from '../select-fields.ts'
import type { Combinator, QueryState } from '../state.ts'
import { draftOf, isSliced } from '../state.ts'
import { OrmError } from '../types.ts'
import type { Compiler, Sql } from './context.ts'
import { EMPTY_RESULT_SET, joined, newCompiler } from './context.ts'
import { makeOrdering } from './order.ts'
import { selectStatement } from './select.ts'

const OPERATORS: Readonly<Record<Combinator, string>> = {
  union: 'UNION',
  intersection: 'INTERSECT',
  difference: 'EXCEPT',
}

export function combinedSql(c: Compiler, combinator: Combinator): Sql {
  const { q } = c
  for (const part of q.combined) checkPart(c, part)
  const parts: Sql[] = []
  let emptyPart: QueryState | null = null
  for (const part of q.combined) {
    try {
      parts.push(partSql(c, part, c.elideEmpty))
    } catch (signal) {
      const canSkip = combinator === 'union' || (combinator === 'difference' && parts.length > 0)
      if (signal !== EMPTY_RESULT_SET || !canSkip) throw signal
      emptyPart = part
    }
  }
  if (parts.length === 0) throw EMPTY_RESULT_SET
  // A LIMIT on a union of one would join the one's own.
  if (parts.length === 1 && combinator === 'union' && isSliced(q) && emptyPart !== null) {
    parts.push(partSql(c, emptyPart, false))
  }
  const all = q.combinatorAll && combinator === 'union' ? ' ALL' : ''
  return joined(parts, ` ${OPERATORS[combinator]}${all} `)
}

function checkPart(c: Compiler, part: QueryState): void {
  if (isSliced(part)) {
    throw new OrmError('DatabaseError', 'LIMIT/OFFSET not allowed in subqueries of compound statements.')
  }
  const { items } = makeOrdering(newCompiler(draftOf(part), c.settings), [])
  if (items.length > 0)
    throw new OrmError('DatabaseError', 'ORDER BY not allowed in subqueries of compound statements.')
}

function partSql(c: Compiler, part: QueryState, elideEmpty: boolean): Sql {
  const draft = draftOf(part)
  if (c.q.selected !== null && draft.selected === null) setValues(draft, [...c.q.selected.keys()])
  const statement = selectStatement(newCompiler(draft, c.settings, elideEmpty), { withLimits: true, withAliases: true })
  if (part.combinator === null) return statement
  // SQLite takes no parentheses around a part.
  return { ...statement, sql: `SELECT * FROM (${statement.sql})` }
}
