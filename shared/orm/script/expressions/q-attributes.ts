/** What a Q object has as a tree: `connector`, `negated`, `children`, and `add()`, which changes it in place. */
import type { ExprNode, QNode } from '../../query/types.ts'
import { bind } from '../arguments.ts'
import { DictObject, ListObject, TupleObject } from '../types/collections.ts'
import { fromPy } from '../convert.ts'
import { typeError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, isExpression, isTagged } from '../values.ts'
import type { Value } from '../values.ts'

/** `Q.AND`, `Q.OR`, `Q.XOR`. */
export const CONNECTORS: readonly QNode['connector'][] = ['AND', 'OR', 'XOR']

/** Script objects are ours to change: everywhere else nodes are values. */
type Mutable = { -readonly [K in keyof QNode]: QNode[K] }

/** `tree.Node.add()`: `q.add(Q(b=2), Q.OR)`. */
function add(node: Mutable, data: ExprNode, connector: QNode['connector']): Value {
  if (node.connector !== connector) {
    node.children = [{ ...node }, data]
    node.connector = connector
    return data
  }
  const isSquashed =
    isTagged(data) && data.type === 'Q' && !data.negated && (data.connector === connector || data.children.length === 1)
  node.children = [...node.children, ...(isSquashed ? data.children : [data])]
  return isSquashed ? node : data
}

export function qAttribute(node: QNode, name: string, rt: Runtime): Value | undefined {
  const children = (): Value[] =>
    node.children.map((c) => (c.type === 'pair' ? new TupleObject([c.path, fromPy(c.value, rt)]) : c))
  switch (name) {
    case 'connector':
      return node.connector
    case 'negated':
      return node.negated
    case 'conditional':
      return true
    case 'children':
      return new ListObject(children())
    case 'add':
      return new Builtin(name, (call) => {
        const { data, conn_type: connector } = bind('Node.add', ['data', 'conn_type'], call)
        const known = CONNECTORS.find((one) => one === connector)
        if (!isExpression(data) || known === undefined) throw typeError(String(connector))
        return add(node, data, known)
      })
    case 'negate':
      return new Builtin(name, () => {
        ;(node as Mutable).negated = !node.negated
        return null
      })
    case 'copy':
      return new Builtin(name, () => ({ ...node }))
    case 'deconstruct':
      return new Builtin(name, () => {
        const kwargs: [string, Value][] = []
        if (node.connector !== 'AND') kwargs.push(['_connector', node.connector])
        if (node.negated) kwargs.push(['_negated', true])
        return new TupleObject(['django.db.models.Q', new TupleObject(children()), DictObject.of(kwargs, rt)])
      })
    default:
      return undefined
  }
}
