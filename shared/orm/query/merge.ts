/** `queryset & queryset` and `queryset | queryset`: one query with the filters of both. */
import type { Join, QueryState, TableRef } from './state.ts'
import {
  annotationSelect,
  bumpPrefix,
  chain,
  draftOf,
  initialAlias,
  isSliced,
  ref,
  relabel,
  relabelTable,
  relabelWhere,
  setSelect,
} from './state.ts'
import { addTo } from './expr.ts'
import { JoinPromoter, innerAliases } from './join-types.ts'
import { join } from './joins.ts'
import { filter } from './operations/filter.ts'
import { isNone, queryOf } from './operations/query.ts'
import { values } from './operations/values.ts'
import { pairs } from './filter.ts'
import type { Query } from './types.ts'
import { OrmError } from './types.ts'

const SIGN = { AND: '&', OR: '|', XOR: '^' } as const

export function merge(left: Query, right: Query, connector: 'AND' | 'OR' | 'XOR'): Query {
  if (left.combinator !== null || right.combinator !== null) {
    throw new OrmError('TypeError', `Cannot use ${SIGN[connector]} operator with combined queryset.`)
  }
  checkSameValues(left.state, right.state)
  if (connector === 'AND') {
    if (isNone(right)) return right
    if (isNone(left)) return left
    return mergeStates(left, right.state, connector)
  }
  if (isNone(left)) return right
  if (isNone(right)) return left
  return mergeStates(filterable(left), filterable(right).state, connector)
}

/** A slice cannot be filtered further: its rows are asked for by primary key. */
function filterable(query: Query): Query {
  if (!isSliced(query.state)) return query
  const pks = values(query, ['pk'])
  return filter(queryOf(query.resolution, query.model), pairs('pk__in', { type: 'queryset', query: pks }))
}

function checkSameValues(left: QueryState, right: QueryState): void {
  if (left.fields === null) return
  const names = (q: QueryState): string => [...q.valuesSelect, ...annotationSelect(q).keys()].sort().join()
  if (names(left) === names(right)) return
  throw new OrmError('TypeError', "Merging 'QuerySet' classes must involve the same values in each case.")
}

function mergeStates(left: Query, right: QueryState, connector: 'AND' | 'OR' | 'XOR'): Query {
  if (left.state.model !== right.model)
    throw new OrmError('TypeError', 'Cannot combine queries on two different base models.')
  if (isSliced(left.state)) throw new OrmError('TypeError', 'Cannot combine queries once a slice has been taken.')
  if (left.state.distinct !== right.distinct) {
    throw new OrmError('TypeError', 'Cannot combine a unique query with a non-unique query.')
  }
  if (left.state.distinctFields.join() !== right.distinctFields.join()) {
    throw new OrmError('TypeError', 'Cannot combine queries with different distinct fields.')
  }
  const q = chain(left.state)
  const base = initialAlias(q)
  const other = draftOf(right)
  bumpPrefix(other, q, new Set([base]))
  const reuse = connector === 'AND' ? new Set<string>() : new Set(q.aliases.keys())
  const promoter = new JoinPromoter(connector, 2, false)
  promoter.addVotes(innerAliases(q))
  const changes = new Map<string, string>()
  const votes = new Set<string>()
  for (const [alias, table] of [...other.aliases].slice(1)) {
    const wanted: TableRef = relabelTable(table, changes)
    const before = q.aliases.size
    const at = join(q, wanted, reuse)
    // A new join has got its own type by now, which may be outer where the other query's was inner.
    if (isInner(q.aliases.size > before ? q.aliases.get(at)?.join : table.join)) votes.add(at)
    reuse.delete(at)
    if (alias !== at) changes.set(alias, at)
    if ((other.refcount.get(alias) ?? 0) === 0) ref(q, at, -1)
  }
  promoter.addVotes(votes)
  promoter.update(q)
  q.subqueryAliases = new Set([...q.subqueryAliases, ...other.subqueryAliases])
  const condition = relabelWhere(other.where, changes)
  q.where = addTo(q.where, condition, connector)
  if (other.select.length > 0)
    setSelect(
      q,
      other.select.map((expr) => relabel(expr, changes)),
    )
  else q.select = []
  if (other.orderBy.length > 0) q.orderBy = other.orderBy
  return { ...left, state: q }
}

function isInner(at: Join | null | undefined): boolean {
  return at?.type === 'INNER JOIN'
}
