/** `repr()` and `str()` of any value. */
import { pyRepr, pyStr } from '../query/values/python.ts'
import type { ExprNode, PyValue } from '../query/types.ts'
import { isExpression, PyObject } from './values.ts'
import type { Value } from './values.ts'
import type { Runtime } from './runtime.ts'

export function repr(value: Value, rt: Runtime): string {
  if (value instanceof PyObject) return value.repr(rt)
  return isExpression(value) ? reprExpression(value) : pyRepr(value as PyValue)
}

export function str(value: Value, rt: Runtime): string {
  if (typeof value === 'string') return value
  if (value instanceof PyObject) return value.str(rt)
  return isExpression(value) ? strExpression(value) : pyStr(value as PyValue)
}

function strExpression(node: ExprNode): string {
  if (node.type === 'Combined') return `${strExpression(node.left)} ${node.operator} ${strExpression(node.right)}`
  if (node.type !== 'Q') return reprExpression(node)
  const parts = node.children.map((c) => (c.type === 'pair' ? `('${c.path}', ${pyRepr(c.value)})` : strExpression(c)))
  const inner = `(${node.connector}: ${parts.join(', ')})`
  return node.negated ? `(NOT ${inner})` : inner
}

/** As Django prints expressions, near enough to recognise them. */
function reprExpression(node: ExprNode): string {
  switch (node.type) {
    case 'F':
    case 'OuterRef':
      return `${node.type}(${node.name})`
    case 'Value':
      return `Value(${pyRepr(node.value)})`
    case 'Q':
      return `<Q: ${strExpression(node)}>`
    case 'Func':
      return `${node.name}(${node.args.map(reprExpression).join(', ')})`
    case 'Combined':
      return `<CombinedExpression: ${strExpression(node)}>`
    case 'Star':
      return '*'
    default:
      return `<${node.type}>`
  }
}
