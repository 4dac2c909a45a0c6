/** Django's tree of conditions: how parts are merged and where parentheses go. Source: django/utils/tree.py, sql/where.py. */
export interface WhereNode {
  readonly connector: 'AND' | 'OR' | 'XOR'
  readonly negated: boolean
  readonly children: readonly (WhereNode | string)[]
}

export function whereNode(connector: WhereNode['connector'], negated = false): WhereNode {
  return { connector, negated, children: [] }
}

/** `Node.add`: a part with the same connector, or with one child, is taken in. */
export function addTo(node: WhereNode, part: WhereNode | string, connector: WhereNode['connector']): WhereNode {
  if (node.connector !== connector) {
    return { connector, negated: false, children: [node, part] }
  }
  const merges =
    typeof part !== 'string' && !part.negated && (part.connector === connector || part.children.length === 1)
  return { ...node, children: merges ? [...node.children, ...part.children] : [...node.children, part] }
}

/** @param hasXor whether the database has the word XOR; else an odd number of parts has to hold */
export function whereSql(node: WhereNode | string, hasXor: boolean): string {
  if (typeof node === 'string') return node
  if (node.connector === 'XOR' && !hasXor && node.children.length > 1) return oddNumber(node)
  const joined = node.children.map((child) => whereSql(child, hasXor)).join(` ${node.connector} `)
  if (node.negated) return `NOT (${joined})`
  return node.children.length > 1 ? `(${joined})` : joined
}

/** Source: `WhereNode.as_sql` of Django. */
function oddNumber({ children, negated }: WhereNode): string {
  const parts = children.map((child) => whereSql(child, false))
  const sum = parts.map((part) => `CASE WHEN ${part} THEN 1 ELSE 0 END`).reduce((all, one) => `(${all} + ${one})`)
  const odd = parts.length > 2 ? `(MOD(${sum}, 2))` : sum
  const said = `(${parts.join(' OR ')}) AND 1 = ${odd}`
  return negated ? `NOT (${said})` : `(${said})`
}
