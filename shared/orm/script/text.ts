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
  return isExpression(value) ? reprExpression(value) : pyStr(value as PyValue)
}

/** As Django prints expressions, near enough to recognise them. */
function reprExpression(node: ExprNode): string {
  switch (node.type) {
    case 'F':
    case 'OuterRef':
      return `${node.type}(${node.name})`
    case 'Value':
      return `Value(${pyRepr(node.value)})`
    case 'Q': {
      const parts = node.children.map((c) => (c.type === 'pair' ? `('${c.path}', ${pyRepr(c.value)})` : reprExpression(c)))
      return `<Q: ${node.negated ? 'NOT ' : ''}(${node.connector}: ${parts.join(', ')})>`
    }
    case 'Func':
      return `${node.name}(${node.args.map(reprExpression).join(', ')})`
    case 'Combined':
      return `<CombinedExpression: ${reprExpression(node.left)} ${node.operator} ${reprExpression(node.right)}>`
    case 'Star':
      return '*'
    default:
      return `<${node.type}>`
  }
}
