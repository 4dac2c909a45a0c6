/** `Q` as data: building, combining, negating. */
import { byCodePoint } from '../joins.ts'
import type { ExprNode, QChild, QNode } from '../types.ts'

/** A Q of positional conditions and keyword ones, which Django sorts by name. */
export function makeQ(
  children: readonly QChild[],
  keywords: readonly (readonly [string, QValue])[] = [],
  negated = false,
): QNode {
  const sorted = [...keywords].sort(([a], [b]) => byCodePoint(a, b))
  return {
    type: 'Q',
    connector: 'AND',
    negated,
    children: [...children, ...sorted.map(([path, value]): QChild => ({ type: 'pair', path, value }))],
  }
}
type QValue = Extract<QChild, { readonly type: 'pair' }>['value']

/** `a & b`, `a | b`, `a ^ b`: an empty side gives the other. */
export function combineQ(left: QNode, right: ExprNode, connector: QNode['connector']): QNode {
  const isEmpty = (node: ExprNode): boolean => node.type === 'Q' && node.children.length === 0
  const asQ = (node: ExprNode): QNode => (node.type === 'Q' ? node : makeQ([node]))
  if (isEmpty(left)) return asQ(right)
  if (isEmpty(right)) return left
  return addToQ(addToQ({ type: 'Q', connector, negated: false, children: [] }, left), asQ(right))
}

function addToQ(node: QNode, data: QNode): QNode {
  const squash = !data.negated && (data.connector === node.connector || data.children.length === 1)
  return { ...node, children: squash ? [...node.children, ...data.children] : [...node.children, data] }
}
