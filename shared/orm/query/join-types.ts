/** INNER or LEFT OUTER: joins promoted and demoted, and the votes of a condition's branches that decide it. */
import type { Draft, JoinType, QueryState } from './state.ts'

function setJoinType(q: Draft, alias: string, type: JoinType): void {
  const at = q.aliases.get(alias)
  if (at?.join) q.aliases.set(alias, { ...at, join: { ...at.join, type } })
}

/** Makes nullable joins LEFT OUTER, and those that hang on them. */
export function promoteJoins(q: Draft, aliases: Iterable<string>): void {
  const todo = [...aliases]
  for (let alias = todo.shift(); alias !== undefined; alias = todo.shift()) {
    const at = q.aliases.get(alias)
    if (at === undefined || at.join === null) continue
    const parentOuter = q.aliases.get(at.join.parent)?.join?.type === 'LEFT OUTER JOIN'
    if (at.join.type === 'LEFT OUTER JOIN' || !(at.join.nullable || parentOuter)) continue
    setJoinType(q, alias, 'LEFT OUTER JOIN')
    for (const [other, { join: hanging }] of q.aliases) {
      if (hanging?.parent === alias && !todo.includes(other)) todo.push(other)
    }
  }
}

/**
 * Makes LEFT OUTER joins INNER. Django also looks at the parent, but only where it is INNER already;
 * an outer parent stays outer.
 */
export function demoteJoins(q: Draft, aliases: Iterable<string>): void {
  const todo = [...aliases]
  for (let alias = todo.shift(); alias !== undefined; alias = todo.shift()) {
    const at = q.aliases.get(alias)
    if (at?.join?.type !== 'LEFT OUTER JOIN') continue
    setJoinType(q, alias, 'INNER JOIN')
    if (q.aliases.get(at.join.parent)?.join?.type === 'INNER JOIN') todo.push(at.join.parent)
  }
}

/** Collects which joins each branch of a condition needs, and decides their types from the votes. */
export class JoinPromoter {
  readonly votes = new Map<string, number>()
  readonly effective: 'AND' | 'OR' | 'XOR'
  readonly children: number

  constructor(connector: 'AND' | 'OR' | 'XOR', children: number, negated: boolean) {
    // NOT (a AND b) is (NOT a) OR (NOT b).
    this.effective = negated ? (connector === 'AND' ? 'OR' : 'AND') : connector
    this.children = children
  }

  addVotes(aliases: Iterable<string>): void {
    for (const alias of aliases) this.votes.set(alias, (this.votes.get(alias) ?? 0) + 1)
  }

  update(q: Draft): Set<string> {
    const promote = new Set<string>()
    const demote = new Set<string>()
    for (const [alias, votes] of this.votes) {
      if (this.effective === 'OR' && votes < this.children) promote.add(alias)
      if (this.effective === 'AND' || (this.effective === 'OR' && votes === this.children)) demote.add(alias)
    }
    promoteJoins(q, promote)
    demoteJoins(q, demote)
    return demote
  }
}

export function innerAliases(q: QueryState): Set<string> {
  return new Set([...q.aliases].filter(([, at]) => at.join?.type === 'INNER JOIN').map(([alias]) => alias))
}
