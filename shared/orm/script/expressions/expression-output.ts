/** `expression.output_field`, as far as it can be told before names are resolved. */
import type { Expr } from '../../query/expr.ts'
import { val } from '../../query/expr.ts'
import { outputField } from '../../query/field-type.ts'
import { outputOf, queryOutput } from '../../query/output.ts'
import type { ExprNode, OutputField } from '../../query/types.ts'
import { pyError } from '../errors.ts'
import { FieldObject } from './field-object.ts'
import type { Runtime } from '../runtime.ts'
import { PyObject } from '../values.ts'
import type { Value } from '../values.ts'

const BOOLEAN: OutputField = { className: 'BooleanField' }

/** undefined: there is no such attribute. */
export function outputAttribute(node: ExprNode, rt: Runtime): Value | undefined {
  switch (node.type) {
    case 'Exists':
    case 'Not':
    case 'Lookup':
      return new FieldObject(BOOLEAN)
    case 'RawSQL':
      return new FieldObject(node.outputField ?? { className: 'Field' })
    case 'Subquery':
      return node.outputField === null ? selected(node, rt) : new FieldObject(node.outputField)
    case 'Value':
    case 'Case':
    case 'Combined':
    case 'ExpressionWrapper': {
      const output = outputOf(expressionOf(node))
      return new FieldObject({ className: output.className })
    }
    default:
      return undefined
  }
}

function selected(node: ExprNode & { readonly type: 'Subquery' }, rt: Runtime): Value | undefined {
  const output = queryOutput(node.query.state)
  if (output === null) return undefined
  if (output.bound === null) return new FieldObject({ className: output.className })
  const meta = rt.modelClass(output.bound.model).getAttr('_meta', rt)
  const getField = meta instanceof PyObject ? meta.getAttr('get_field', rt) : undefined
  return rt.call(getField ?? null, { args: [output.bound.name], kwargs: new Map() })
}

/** @throws AttributeError where a name would have to be resolved first */
function expressionOf(node: ExprNode): Expr {
  switch (node.type) {
    case 'Value':
      return val(node.value, node.outputField === null ? null : outputField(node.outputField))
    case 'Combined':
      return {
        kind: 'combined',
        operator: node.operator,
        left: expressionOf(node.left),
        right: expressionOf(node.right),
        variant: 'plain',
      }
    case 'Case': {
      const output = node.outputField === null ? null : outputField(node.outputField)
      const results = node.cases.map((one) => (one.type === 'When' ? expressionOf(one.then) : expressionOf(one)))
      return { kind: 'case', cases: results, default: expressionOf(node.default), output }
    }
    case 'ExpressionWrapper': {
      const output = node.outputField === null ? null : outputField(node.outputField)
      return { kind: 'wrapper', expression: output === null ? expressionOf(node.expression) : val(null), output }
    }
    case 'Exists':
    case 'Not':
    case 'Lookup':
      return { kind: 'nothing' }
    default:
      throw pyError('AttributeError', `'${node.type}' object has no attribute '_output_field_or_none'`)
  }
}
