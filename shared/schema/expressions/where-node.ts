/** Django's tree of conditions: how parts are merged and where parentheses go. Source: django/utils/tree.py, sql/where.py. */
export interface WhereNode {
  readonly connector: 'AND' | 'OR'
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

export function whereSql(node: WhereNode | string): string {
  if (typeof node === 'string') return node
  const joined = node.children.map(whereSql).join(` ${node.connector} `)
  if (node.negated) return `NOT (${joined})`
  return node.children.length > 1 ? `(${joined})` : joined
}
