/**
 * Expressions as written become expressions over columns: names are joined in, Q objects become WHERE
 * nodes, subqueries get aliases of their own. Django's `resolve_expression`.
 */
import type { Expr, Func, List, QueryExpr } from './expr.ts'
import { containsAggregate, containsWindow, func, isAggregate, mapSources, refNames, val } from './expr.ts'
import { columnsOf, isComposite } from './composite.ts'
import { existsDraft } from './exists.ts'
import { fieldOf, outputField } from './field-type.ts'
import { FILTER, buildQ, resolveValue } from './filter.ts'
import { checkFunction } from './functions/check.ts'
import { WINDOW_FUNCTIONS } from './functions/table.ts'
import { promoteJoins } from './join-types.ts'
import { setupJoins, trimJoins } from './joins.ts'
import { findLookup, makeLookup, tryTransform } from './lookups/build.ts'
import type { Operand } from './lookups/build.ts'
import { lineage, metaOf } from './models.ts'
import { kindOf, outputOrNull, queryOutput } from './output.ts'
import type { Draft, QueryState } from './state.ts'
import { annotationSelect, bumpPrefix, columnsIn, draftOf, initialAlias } from './state.ts'
import type {
  CombinedNode,
  ExprNode,
  FuncNode,
  LookupNode,
  OutputField,
  PyValue,
  RawSqlNode,
  SubqueryNode,
  ExistsNode,
  WindowNode,
} from './types.ts'
import { OrmError } from './types.ts'
import { pyRepr } from './values/python.ts'

export interface ResolveOptions {
  readonly allowJoins: boolean
  readonly reuse: Set<string> | null
  /** A terminal aggregate(): annotations are referred to, not repeated. */
  readonly summarize: boolean
  /** The value of an UPDATE. */
  readonly forSave: boolean
}

export const RESOLVE: ResolveOptions = { allowJoins: true, reuse: null, summarize: false, forSave: false }

type Resolver<N extends ExprNode> = (q: Draft, node: N, options: ResolveOptions) => Expr
type Resolvers = { readonly [K in ExprNode['type']]: Resolver<Extract<ExprNode, { readonly type: K }>> }

const RESOLVERS: Resolvers = {
  F: (q, node, options) => resolveRef(q, node.name, options),
  OuterRef: (_q, node) => ({ kind: 'outerRef', name: node.name, depth: node.depth - 1 }),
  Value: (_q, node, options) => ({ ...val(node.value, given(node.outputField)), forSave: options.forSave }),
  Q: (q, node, options) => {
    const { clause, inner } = buildQ(q, node, {
      ...FILTER,
      canReuse: options.reuse,
      allowJoins: options.allowJoins,
      split: false,
      summarize: options.summarize,
    })
    // Rows must not vanish because an expression mentions a relation.
    promoteJoins(q, inner)
    return clause
  },
  Func: resolveFunction,
  Combined: resolveCombined,
  Case: (q, node, options) => ({
    kind: 'case',
    cases: node.cases.map((item) => resolve(q, item, options)),
    default: resolve(q, node.default, options),
    output: given(node.outputField),
  }),
  When: (q, node, options) => ({
    kind: 'when',
    condition: resolve(q, node.condition, { ...options, forSave: false }),
    result: resolve(q, node.then, options),
  }),
  Subquery: resolveQueryNode,
  Exists: resolveQueryNode,
  Not: (q, node, options) => {
    const expression = resolve(q, node.expression, options)
    if (kindOf(expression) !== 'BooleanField') {
      throw new OrmError('TypeError', 'Cannot negate non-conditional expressions.')
    }
    return { kind: 'not', expression }
  },
  OrderBy: (q, node, options) => ({
    kind: 'orderBy',
    expression: resolve(q, node.expression, options),
    descending: node.descending,
    nullsFirst: node.nullsFirst,
    nullsLast: node.nullsLast,
  }),
  ExpressionWrapper: (q, node, options) => ({
    kind: 'wrapper',
    expression: resolve(q, node.expression, options),
    output: given(node.outputField),
  }),
  Lookup: resolveLookup,
  Star: () => ({ kind: 'star' }),
  RawSQL: resolveRaw,
  Window: resolveWindow,
  FilteredRelation: () => {
    throw new OrmError('TypeError', 'FilteredRelation can only be used in annotate() or alias().')
  },
}

export function resolve(q: Draft, node: ExprNode, options: ResolveOptions): Expr {
  const resolver = RESOLVERS[node.type] as Resolver<ExprNode>
  return resolver(q, node, options)
}

function given(output: OutputField | null): ReturnType<typeof outputField> | null {
  return output === null ? null : outputField(output)
}

/** Whether an expression as written can be a condition by itself. */
export function isConditional(node: ExprNode): boolean {
  switch (node.type) {
    case 'Q':
    case 'Exists':
    case 'Not':
    case 'Lookup':
      return true
    case 'Case': {
      if (node.outputField !== null) return node.outputField.className === 'BooleanField'
      const results = [...node.cases.map((one) => (one.type === 'When' ? one.then : one)), node.default]
      const known = results.filter((one) => one !== null && !(one.type === 'Value' && one.value === null))
      return known.length > 0 && known.every((one) => one !== null && isConditional(one))
    }
    case 'ExpressionWrapper':
    case 'Func':
    case 'Value':
    case 'RawSQL':
      return (
        node.outputField?.className === 'BooleanField' || (node.type === 'Value' && typeof node.value === 'boolean')
      )
    case 'Subquery':
      return (node.outputField?.className ?? queryOutput(node.query.state)?.className) === 'BooleanField'
    default:
      return false
  }
}

/** `F("author__name")`: an annotation, or a column with the joins that lead to it. */
function resolveRef(q: Draft, name: string, options: ResolveOptions): Expr {
  const annotation = q.annotations.get(name)
  if (annotation !== undefined) {
    if (!options.allowJoins) checkNoJoins(q, annotation)
    if (!options.summarize) return annotation
    if (!annotationSelect(q).has(name)) {
      throw new OrmError('FieldError', `Cannot aggregate over the '${name}' alias. Use annotate() to promote it.`)
    }
    return { kind: 'ref', name, source: annotation, ordinal: null }
  }
  const parts = name.split('__')
  const start = q.annotations.get(parts[0] ?? '')
  if (start !== undefined) return parts.slice(1).reduce<Expr>((expr, transform) => tryTransform(expr, transform), start)
  const info = setupJoins(q, parts, q.model, initialAlias(q), options.reuse)
  const { targets, alias, joins } = trimJoins(q, info)
  if (!options.allowJoins && joins.length > 1) throw joinedReference()
  const [target] = targets
  if (target === undefined) throw new OrmError('FieldError', `Cannot resolve keyword '${name}' into a column.`)
  if (targets.length > 1)
    throw new OrmError('FieldError', "Referencing multicolumn fields with F() objects isn't supported")
  const expr: Expr = isComposite(target)
    ? { kind: 'list', items: columnsOf(q, target, alias) }
    : info.transform(target, alias)
  for (const join of joins) options.reuse?.add(join)
  return expr
}

function joinedReference(): OrmError {
  return new OrmError('FieldError', 'Joined field references are not permitted in this query')
}

function checkNoJoins(q: QueryState, annotation: Expr): void {
  for (const { alias } of columnsIn([annotation], false, true)) {
    if (alias !== null && q.aliases.get(alias)?.join) throw joinedReference()
  }
}

// ------------------------------------------------------------------------------------------- functions

function resolveFunction(q: Draft, node: FuncNode, options: ResolveOptions): Expr {
  const inside = isAggregate(node.name) ? { ...options, forSave: false } : options
  const args = [...node.args, ...missingArguments(node)].map((arg) => resolve(q, arg, inside))
  const expr: Func = {
    kind: 'func',
    name: node.name,
    args: node.name === 'Concat' ? [pairUp(args, given(node.outputField))] : args,
    filter: node.filter === null ? null : resolve(q, node.filter, inside),
    distinct: node.distinct,
    options: node.options,
    output: given(node.outputField),
  }
  checkFunction(expr, node)
  const composite = args.find((arg) => arg.kind === 'list')
  if (composite !== undefined) return countFirst(expr, composite)
  return isAggregate(node.name) ? checkedAggregate(q, node, expr, inside) : expr
}

/** Counting keys of several columns counts the first one. */
function countFirst(expr: Func, composite: List): Expr {
  if (expr.name !== 'Count') {
    throw new OrmError('ValueError', `${expr.name} expression does not support composite primary keys.`)
  }
  if (expr.distinct) throw new OrmError('ValueError', "COUNT(DISTINCT) doesn't support composite primary keys")
  return { ...expr, args: composite.items.slice(0, 1) }
}

/** What an argument is that was left out; the list starts after those that must be there. */
const DEFAULT_ARGUMENTS: Readonly<Record<string, { readonly required: number; readonly rest: readonly PyValue[] }>> = {
  LPad: { required: 2, rest: [' '] },
  RPad: { required: 2, rest: [' '] },
  Replace: { required: 2, rest: [''] },
  Round: { required: 1, rest: [0n] },
  Lag: { required: 1, rest: [1n] },
  Lead: { required: 1, rest: [1n] },
  NthValue: { required: 1, rest: [1n] },
  Ntile: { required: 0, rest: [1n] },
}

function missingArguments({ name, args }: FuncNode): readonly ExprNode[] {
  const known = DEFAULT_ARGUMENTS[name]
  if (known === undefined || args.length < known.required) return []
  return known.rest.slice(args.length - known.required).map((value) => ({ type: 'Value', value, outputField: null }))
}

/** Concat is a chain of pairs, each of which turns NULL into ''. */
function pairUp(args: readonly Expr[], output: Func['output']): Expr {
  const [first, ...rest] = args
  if (first === undefined) throw new OrmError('ValueError', 'Concat must take at least two expressions')
  const second = rest.length === 1 ? rest[0] : pairUp(rest, output)
  return func('ConcatPair', second === undefined ? [first] : [first, second], output)
}

function checkedAggregate(q: Draft, node: FuncNode, expr: Func, options: ResolveOptions): Expr {
  if (options.summarize) {
    for (const name of refNames(expr)) {
      if (q.summaries.has(name)) throw isAggregateError(node.name, name)
    }
  } else {
    const index = expr.args.findIndex(containsAggregate)
    const before = node.args[index]
    if (before !== undefined) {
      const hasName = before.type === 'F' || (before.type === 'Func' && isAggregate(before.name))
      throw isAggregateError(node.name, hasName ? before.name : nodeRepr(before))
    }
  }
  if (node.default === null) return expr
  const type = outputOrNull(expr)
  const fallback = resolve(q, node.default, { ...options, forSave: false })
  const typed =
    fallback.kind === 'value' && node.default.type === 'Value'
      ? { ...fallback, output: fallback.output ?? type }
      : fallback
  return func('Coalesce', [expr, typed], type)
}

function isAggregateError(aggregate: string, name: string): OrmError {
  return new OrmError('FieldError', `Cannot compute ${aggregate}('${name}'): '${name}' is an aggregate`)
}

/** `repr()` of an expression, as far as errors show it. */
export function nodeRepr(node: ExprNode): string {
  if (node.type === 'F') return `F(${node.name})`
  if (node.type === 'Value') return `Value(${pyRepr(node.value)})`
  if (node.type === 'Func')
    return `${String(node.options['class_name'] ?? node.name)}(${node.args.map(nodeRepr).join(', ')})`
  if (node.type === 'Star') return "'*'"
  if (node.type === 'Combined')
    return `<CombinedExpression: ${nodeRepr(node.left)} ${node.operator} ${nodeRepr(node.right)}>`
  return `<${node.type}>`
}

function resolveCombined(q: Draft, node: CombinedNode, options: ResolveOptions): Expr {
  const left = resolve(q, node.left, options)
  const right = resolve(q, node.right, options)
  const [leftKind, rightKind] = [kindOf(left), kindOf(right)]
  const base = { kind: 'combined', operator: node.operator, left, right } as const
  if (leftKind !== rightKind && (leftKind === 'DurationField' || rightKind === 'DurationField')) {
    return { ...base, variant: 'duration' }
  }
  const times = leftKind === rightKind && leftKind !== null && TIMES.has(leftKind)
  return { ...base, variant: node.operator === '-' && times ? 'temporal' : 'plain' }
}

const TIMES: ReadonlySet<string> = new Set(['DateField', 'DateTimeField', 'TimeField'])

/** Joins the multi-table parents whose columns the text seems to name, as Django does. */
function resolveRaw(q: Draft, node: RawSqlNode, options: ResolveOptions): Expr {
  const text = node.sql.toLowerCase()
  const { concrete } = metaOf(q.models, q.model)
  for (const parent of lineage(q.models, q.model)) {
    if (parent === concrete) continue
    const own = metaOf(q.models, parent).model.fields.filter(({ model, column }) => model === parent && column !== null)
    const named = own.find(({ column }) => text.includes((column ?? '').toLowerCase()))
    if (named !== undefined) resolveRef(q, named.name, options)
  }
  return { kind: 'raw', sql: node.sql, params: node.params, output: given(node.outputField) ?? fieldOf('Field') }
}

function resolveLookup(q: Draft, node: LookupNode, options: ResolveOptions): Expr {
  const lhs = resolve(q, node.lhs, options)
  const value = resolveValue(q, node.rhs, options)
  // A lookup made by its class does not look at what the left side registers, only at its type.
  const variant = outputOrNull(lhs) === null ? 'plain' : (findLookup(lhs, node.lookup) ?? 'plain')
  return makeLookup(node.lookup, variant, lhs, value satisfies Operand)
}

function resolveWindow(q: Draft, node: WindowNode, options: ResolveOptions): Expr {
  const name = node.expression.type === 'Func' ? node.expression.name : node.expression.type
  const isOwn = node.expression.type === 'Func' && node.expression.options['window_compatible'] === true
  if (!WINDOW_FUNCTIONS.has(name) && !isOwn) {
    throw new OrmError('ValueError', `Expression '${name}' isn't compatible with OVER clauses.`)
  }
  const list = (nodes: readonly ExprNode[]): List | null =>
    nodes.length === 0 ? null : { kind: 'list', items: nodes.map((item) => resolve(q, item, options)) }
  return {
    kind: 'window',
    expression: resolve(q, node.expression, options),
    partitionBy: list(node.partitionBy),
    orderBy: list(node.orderBy),
    frame: node.frame,
    output: given(node.outputField),
  }
}

// ------------------------------------------------------------------------------------------ subqueries

function resolveQueryNode(q: Draft, node: SubqueryNode | ExistsNode, options: ResolveOptions): Expr {
  const isExists = node.type === 'Exists'
  const start = { ...node.query.state, subquery: true }
  const { state } = resolveSubquery(q, isExists ? existsDraft(start) : start, options)
  return { kind: isExists ? 'exists' : 'subquery', state, output: isExists ? null : given(node.outputField) }
}

/** Puts a query into another one: aliases that do not collide, outer references found. */
export function resolveSubquery(outer: Draft, state: QueryState, options: ResolveOptions): QueryExpr {
  const q = draftOf(state)
  bumpPrefix(q, outer)
  q.subquery = true
  const where = resolveOuter(outer, q.where, options)
  if (where.kind !== 'where') throw new Error('a WHERE stays a WHERE')
  q.where = where
  q.combined = q.combined.map((part) => resolveSubquery(outer, part, options).state)
  for (const [name, annotation] of q.annotations) {
    const resolved = resolveOuter(outer, annotation, options)
    q.annotations.set(name, withExternal(resolved, q.externalAliases))
  }
  for (const [alias, at] of outer.aliases) q.externalAliases.set(alias, at.table !== alias)
  return { kind: 'query', state: q }
}

function withExternal(expr: Expr, aliases: ReadonlyMap<string, boolean>): Expr {
  if (expr.kind !== 'subquery' && expr.kind !== 'exists' && expr.kind !== 'query') return expr
  return { ...expr, state: { ...expr.state, externalAliases: new Map([...expr.state.externalAliases, ...aliases]) } }
}

/** Replaces references that waited for this outer query. */
function resolveOuter(outer: Draft, expr: Expr, options: ResolveOptions): Expr {
  switch (expr.kind) {
    case 'outerRef':
      return expr.depth > 0 ? { ...expr, depth: expr.depth - 1 } : outerColumn(outer, expr.name, options)
    case 'subquery':
    case 'exists':
    case 'query':
      return { ...expr, state: resolveSubquery(outer, expr.state, options).state }
    default:
      return mapSources(expr, (source) => resolveOuter(outer, source, options))
  }
}

function outerColumn(outer: Draft, name: string, options: ResolveOptions): Expr {
  const found = resolveRef(outer, name, options)
  if (containsWindow(found)) {
    throw new OrmError('NotSupportedError', `Referencing outer query window expression is not supported: ${name}.`)
  }
  return found.kind === 'col' ? { ...found, multivalued: name.includes('__') } : found
}
