/** Operators and methods of Django's expressions in scripts: `Q(a=1) | Q(b=2)`, `F('n') + 1`, `.asc()`. */
import type { PyBinaryOperator } from '../../../python/ast.ts'
import type {
  CombineOperator,
  ExprNode,
  OrderByNode,
  PyValue,
  QChild,
  QNode,
  ValueNode,
  FuncNode,
} from '../../query/types.ts'
import { FUNCTIONS } from '../../query/functions/table.ts'
import { bind } from '../arguments.ts'
import { DictObject, ListObject, TupleObject } from '../types/collections.ts'
import { outputAttribute } from './expression-output.ts'
import { toExpression, toPy } from '../convert.ts'
import { pyError, typeError, valueError } from '../errors.ts'
import { FieldObject } from './field-object.ts'
import { toArray, truthy } from '../operations.ts'
import { CONNECTORS, qAttribute } from './q-attributes.ts'
import { Builtin, isExpression, isIterable, isTagged, isTimedelta } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import type { Runtime } from '../runtime.ts'
import { str } from '../text.ts'

export const isQ = (value: Value): value is QNode => isTagged(value) && value.type === 'Q'

/** `Q(*children, **lookups)`: keyword arguments in alphabetical order, as Django sorts them. */
export function makeQ(args: readonly Value[], kwargs: ReadonlyMap<string, Value>, rt: Runtime): QNode {
  const children: QChild[] = args.map((arg) => {
    // A bare Value stands for what is no condition at all.
    if (isExpression(arg)) return arg.type === 'Value' ? wrapped(arg) : arg
    const pair = toPy(arg, rt)
    if (arg instanceof TupleObject && arg.items.length === 2 && typeof arg.items[0] === 'string')
      return { type: 'pair', path: arg.items[0], value: lookupValue(arg.items[0], arg.items[1] ?? null, rt) }
    if (
      typeof pair === 'object' &&
      pair !== null &&
      'type' in pair &&
      pair.type === 'tuple' &&
      pair.items.length === 2
    ) {
      return { type: 'pair', path: String(pair.items[0]), value: pair.items[1] as PyValue }
    }
    return { type: 'Value', value: pair, outputField: null }
  })
  const names = [...kwargs.keys()].filter((n) => n !== '_connector' && n !== '_negated').sort()
  for (const path of names)
    children.push({ type: 'pair', path, value: lookupValue(path, kwargs.get(path) ?? null, rt) })
  const connector = kwargs.get('_connector') ?? null
  if (connector !== null && !CONNECTORS.some((one) => one === connector))
    throw valueError("_connector must be one of 'AND', 'OR', 'XOR', or None.")
  return {
    type: 'Q',
    connector: connector === 'OR' || connector === 'XOR' ? connector : 'AND',
    negated: kwargs.get('_negated') === true,
    children,
  }
}

/** What many values are asked of may be anything that gives them: an enumeration, an object of a script's class. */
function lookupValue(path: string, value: Value, rt: Runtime): PyValue {
  const py = toPy(value, rt)
  const isUnknown = isTagged(value)
    ? false
    : typeof py === 'object' && py !== null && 'type' in py && py.type === 'instance'
  if (!isUnknown || !/__(?:in|range)$/.test(path) || !isIterable(value)) return py
  return toPy(new ListObject(toArray(value, rt)), rt)
}

/** A Value as a condition: only what is True or False is one. */
function wrapped(expression: ValueNode): ExprNode {
  const isBoolean = typeof expression.value === 'boolean' || expression.outputField?.className === 'BooleanField'
  return { type: 'ExpressionWrapper', expression, outputField: isBoolean ? { className: 'BooleanField' } : null }
}

const isConditional = (node: Value): boolean =>
  isTagged(node) && ['Q', 'Exists', 'Lookup', 'Not', 'ExpressionWrapper', 'Func', 'Case'].includes(node.type)

/** `Q._combine`: an empty side disappears. */
function combineQ(connector: QNode['connector'], a: ExprNode, b: ExprNode): ExprNode {
  if (isQ(a) && a.children.length === 0) return b
  if (isQ(b) && b.children.length === 0) return a
  return addTo(addTo({ type: 'Q', connector, negated: false, children: [] }, a), b)
}

/** `tree.Node.add`: squashes what has the same connector. */
function addTo(node: QNode, data: ExprNode): QNode {
  if (
    node.children.length === 0 &&
    isQ(data) &&
    !data.negated &&
    data.children.length === 1 &&
    node.connector !== data.connector
  ) {
    return { ...node, children: [...node.children, ...data.children] }
  }
  const squash = isQ(data) && !data.negated && (data.connector === node.connector || data.children.length === 1)
  return { ...node, children: squash ? [...node.children, ...data.children] : [...node.children, data] }
}

const Q_OPERATORS: Partial<Record<PyBinaryOperator, QNode['connector']>> = { '&': 'AND', '|': 'OR', '^': 'XOR' }
const ARITHMETIC: Partial<Record<PyBinaryOperator, CombineOperator>> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%%',
  '**': '^',
}

/** `a <op> b` where at least one is an expression; undefined: Python's TypeError. */
export function combine(operator: PyBinaryOperator, a: Value, b: Value, rt: Runtime): ExprNode | undefined {
  const connector = Q_OPERATORS[operator]
  if (connector !== undefined) {
    if ((isQ(a) || isQ(b)) && isExpression(a) && isExpression(b) && isConditional(a) && isConditional(b)) {
      return combineQ(connector, a, b)
    }
    if (isQ(a)) throw typeError(str(b, rt))
    if (isQ(b)) return undefined
    if (isExpression(a) && isExpression(b) && isConditional(a) && isConditional(b)) {
      return combineQ(connector, wrapQ(a), wrapQ(b))
    }
    throw pyError('NotImplementedError', 'Use .bitand(), .bitor(), and .bitxor() for bitwise logical operations.')
  }
  if (isQ(a) || isQ(b)) return undefined
  const node = ARITHMETIC[operator]
  if (node === undefined) return undefined
  return { type: 'Combined', operator: node, left: operand(a, rt), right: operand(b, rt) }
}

const wrapQ = (node: ExprNode): QNode =>
  isQ(node) ? node : { type: 'Q', connector: 'AND', negated: false, children: [node] }

/** Texts are values in arithmetic, and a timedelta is a duration. */
function operand(value: Value, rt: Runtime): ExprNode {
  if (isTimedelta(value)) return { type: 'Value', value, outputField: { className: 'DurationField' } }
  return toExpression(value, rt, false)
}

export function invertExpression(node: ExprNode): ExprNode {
  if (node.type === 'Q') {
    return { ...node, negated: !node.negated }
  }
  if (node.type === 'Not') return node.expression
  return { type: 'Not', expression: node }
}

function orderBy(expression: ExprNode, descending: boolean, call: CallArgs, rt: Runtime): OrderByNode {
  const given = bind(descending ? 'desc' : 'asc', ['nulls_first?', 'nulls_last?'], call)
  return { type: 'OrderBy', expression, descending, ...nullsOf(given, rt) }
}

/** Where rows without a value go, as `asc()`, `desc()` and `OrderBy()` are told. */
export function nullsOf(
  given: { readonly nulls_first: Value | undefined; readonly nulls_last: Value | undefined },
  rt: Runtime,
): Pick<OrderByNode, 'nullsFirst' | 'nullsLast'> {
  const nullsFirst = truthy(given.nulls_first ?? null, rt)
  const nullsLast = truthy(given.nulls_last ?? null, rt)
  if (nullsFirst && nullsLast) throw valueError('nulls_first and nulls_last are mutually exclusive')
  if (given.nulls_first === false || given.nulls_last === false) {
    throw valueError('nulls_first and nulls_last values must be True or None.')
  }
  return { nullsFirst, nullsLast }
}

const BITWISE: Readonly<Record<string, CombineOperator>> = {
  bitand: '&',
  bitor: '|',
  bitxor: '#',
  bitleftshift: '<<',
  bitrightshift: '>>',
}

export function expressionAttribute(node: ExprNode, name: string, rt: Runtime): Value | undefined {
  if (node.type === 'Q') return qAttribute(node, name, rt)
  if (name === 'asc') return new Builtin('asc', (call, rt) => orderBy(node, false, call, rt))
  if (name === 'desc') return new Builtin('desc', (call, rt) => orderBy(node, true, call, rt))
  const operator = Object.hasOwn(BITWISE, name) ? BITWISE[name] : undefined
  if (operator !== undefined) {
    return new Builtin(name, ({ args }, rt) => ({
      type: 'Combined',
      operator,
      left: node,
      right: operand(args[0] ?? null, rt),
    }))
  }
  if ((node.type === 'F' || node.type === 'OuterRef') && name === 'name') return node.name
  if (node.type === 'Func') return functionAttribute(node, name)
  if (name === 'output_field') return outputAttribute(node, rt)
  if (node.type === 'Window' && name === 'contains_over_clause') return true
  if (node.type === 'Window' && name === 'contains_aggregate') return false
  if (node.type === 'Value' && name === 'value') return node.value as Value
  if (name === 'deconstruct' && (node.type === 'F' || node.type === 'Value')) {
    const argument = node.type === 'F' ? node.name : (node.value as Value)
    return new Builtin(
      name,
      () => new TupleObject([`django.db.models.${node.type}`, new TupleObject([argument]), new DictObject()]),
    )
  }
  return undefined
}

/** What can be told of a function before its names are resolved. */
function functionAttribute(node: FuncNode, name: string): Value | undefined {
  if (name === 'get_source_expressions') {
    return new Builtin(name, () => {
      const filter = AGGREGATE_NAMES.has(node.name) ? [node.filter] : []
      return new ListObject([...node.args, ...filter])
    })
  }
  if (name === 'filter' || name === 'distinct') return AGGREGATE_NAMES.has(node.name) ? node[name] : undefined
  if (name === 'name')
    return AGGREGATE_NAMES.has(node.name) ? String(node.options['alias_name'] ?? node.name) : undefined
  if (name === 'function') return (node.options[name] as Value | undefined) ?? FUNCTIONS[node.name]?.sql
  if (name === 'template') return node.options[name] as Value | undefined
  if (name === 'contains_aggregate') return AGGREGATE_NAMES.has(node.name)
  if (name !== 'output_field') return undefined
  if (node.outputField !== null) return new FieldObject(node.outputField)
  const rule = Object.hasOwn(FUNCTIONS, node.name) ? FUNCTIONS[node.name]?.output : undefined
  return rule?.endsWith('Field') === true ? new FieldObject({ className: rule }) : undefined
}

const AGGREGATE_NAMES: ReadonlySet<string> = new Set('Aggregate Avg Count Max Min StdDev Sum Variance'.split(' '))
