/** `repr()` and `str()` of any value. */
import { LOOKUP_CLASSES, sampleText } from '../query/expression-text.ts'
import { isCollection, pyRepr, pyStr } from '../query/values/python.ts'
import type { ExprNode, FuncNode, LookupNode, PyValue } from '../query/types.ts'
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
  if (node.type === 'Case') {
    return `CASE ${node.cases.map(strExpression).join(', ')}, ELSE ${reprExpression(node.default)}`
  }
  if (node.type === 'Window') {
    const part = node.partitionBy.length === 0 ? '' : `PARTITION BY ${node.partitionBy.map(strExpression).join(', ')}`
    const order = node.orderBy.map(reprExpression).join(', ')
    return `${strExpression(node.expression)} OVER (${part}${order}${node.frame ?? ''})`
  }
  if (node.type === 'When') return `WHEN ${reprExpression(node.condition)} THEN ${reprExpression(node.then)}`
  if (node.type !== 'Q') return reprExpression(node)
  const parts = node.children.map((c) => (c.type === 'pair' ? `('${c.path}', ${pyRepr(c.value)})` : strExpression(c)))
  const inner = `(${node.connector}: ${parts.join(', ')})`
  return node.negated ? `(NOT ${inner})` : inner
}

/** As Django prints expressions, near enough to recognise them. */
function reprExpression(node: ExprNode): string {
  switch (node.type) {
    case 'F':
      return `F(${node.name})`
    case 'OuterRef':
      return `${'OuterRef('.repeat(node.depth)}${node.name}${')'.repeat(node.depth)}`
    case 'RawSQL':
      return `RawSQL(${node.sql}, ${node.given ?? pyRepr({ type: 'tuple', items: node.params })})`
    case 'Exists':
    case 'Subquery':
      return `<django.db.models.expressions.${node.type} object>`
    case 'Value':
      return `Value(${pyRepr(node.value)})`
    case 'Q':
      return `<Q: ${strExpression(node)}>`
    case 'Func':
      return reprFunction(node)
    case 'OrderBy':
      return `OrderBy(${strExpression(node.expression)}, descending=${node.descending ? 'True' : 'False'})`
    case 'ExpressionWrapper':
      return `ExpressionWrapper(${strExpression(node.expression)})`
    case 'Not':
      return `NegatedExpression(${strExpression(node.expression)})`
    case 'Case':
    case 'Window':
    case 'When':
      return `<${node.type}: ${strExpression(node)}>`
    case 'Combined':
      return `<CombinedExpression: ${strExpression(node)}>`
    case 'Star':
      return "'*'"
    case 'Lookup':
      return `${LOOKUP_CLASSES[node.lookup] ?? node.lookup}(${reprExpression(node.lhs)}, ${operandRepr(node)})`
    default:
      return `<${node.type}>`
  }
}

/** A plain value beside a name that is not resolved yet is held as a Value. */
function operandRepr({ lhs, rhs }: LookupNode): string {
  if (isExpression(rhs as Value)) return reprExpression(rhs as ExprNode)
  return lhs.type === 'F' && !isCollection(rhs) ? `Value(${pyRepr(rhs)})` : pyRepr(rhs)
}

function reprFunction(node: FuncNode): string {
  if (node.name === 'Concat') return `Concat(${pairText(node.args)})`
  if (node.name === 'Sliced') return reprSliced(node)
  const args = node.args.map(strExpression).join(', ')
  if (node.name === 'Func') return reprOwnFunction(node, args)
  if (node.name === 'Aggregate') {
    const condition = node.filter === null ? [] : [['filter', `filter=${strExpression(node.filter)}`] as const]
    return reprOwnFunction(node, args, [
      ...(node.distinct ? [['distinct', 'distinct=True'] as const] : []),
      ...condition,
    ])
  }
  const { called } = node.options
  const extra =
    typeof called === 'string' ? called.split(' ').map((key) => `${key}=${pyStr(node.options[key] ?? null)}`) : []
  const shown = [
    ...extra,
    ...(node.distinct ? ['distinct=True'] : []),
    ...(node.filter === null ? [] : [`filter=${strExpression(node.filter)}`]),
    ...sampleText(node),
  ]
  return `${node.name}(${[...(args === '' ? [] : [args]), ...shown.toSorted()].join(', ')})`
}

/** `Func(F(a), function=LOWER)`; of a script's own class, only what its call said. */
function reprOwnFunction(
  { options }: FuncNode,
  args: string,
  more: readonly (readonly [key: string, text: string])[] = [],
): string {
  const cls = options['class_name']
  // Of a class's options the call itself gave only these.
  const called = options['called']
  const keys = typeof called === 'string' ? called.split(' ').filter((key) => key !== '') : Object.keys(options)
  const shown = keys.map((key) => [key, `${key}=${pyStr(options[key] ?? null)}`] as const)
  const all = [...shown, ...more].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)
  return `${typeof cls === 'string' ? cls : 'Func'}(${[...(args === '' && all.length === 0 ? [] : [args]), ...all].join(', ')})`
}

/** `Sliced(F(name), slice(1, 3, None))` */
function reprSliced({ args: [source, first, length] }: FuncNode): string {
  const number = (node: ExprNode | undefined): bigint | null =>
    node?.type === 'Value' && typeof node.value === 'bigint' ? node.value : null
  const start = (number(first) ?? 1n) - 1n
  const count = number(length)
  const shown = source === undefined ? '' : reprExpression(source)
  return `Sliced(${shown}, slice(${start}, ${count === null ? 'None' : start + count}, None))`
}

/** Concat() joins two at a time. */
function pairText([first, ...rest]: readonly ExprNode[]): string {
  if (first === undefined) return ''
  const second = rest.length > 1 ? pairText(rest) : rest.map(strExpression).join('')
  return `ConcatPair(${strExpression(first)}, ${second})`
}
