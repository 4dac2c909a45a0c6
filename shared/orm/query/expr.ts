/**
 * Resolved expressions: names have become columns of aliases. Plain immutable data; what depends on
 * the kind of node (output type, SQL, GROUP BY columns) is in the modules that ask.
 */
import type { ResolvedField } from '../../relations/types.ts'
import type { FieldType } from './field-type.ts'
import { typeKey } from './field-type.ts'
import type { OwnLookupSql } from './lookups/registered.ts'
import type { QueryState } from './state.ts'
import type { PyValue } from './types.ts'
import { pyRepr } from './values/python.ts'

export interface Col {
  readonly kind: 'col'
  /** null: no table in front (CHECK constraints). */
  readonly alias: string | null
  readonly target: ResolvedField
  readonly output: FieldType
  /** Whether the output type was asked for: Django then holds it unequal to the plain column. */
  readonly explicit: boolean
  /** An outer column reached over a relation: a subquery that holds it cannot be replaced by it in GROUP BY. */
  readonly multivalued: boolean
}
/** A column of the SELECT list by its alias, or by its position where `ordinal` is set. */
export interface Ref {
  readonly kind: 'ref'
  readonly name: string | null
  readonly source: Expr
  readonly ordinal: number | null
}
export interface Val {
  readonly kind: 'value'
  readonly value: PyValue
  readonly output: FieldType | null
  readonly forSave: boolean
}
/** A function, transform or aggregate: `name` is its key in the table of functions. */
export interface Func {
  readonly kind: 'func'
  readonly name: string
  readonly args: readonly Expr[]
  readonly filter: Expr | null
  readonly distinct: boolean
  readonly options: { readonly [keyword: string]: PyValue }
  /** Explicit output_field. */
  readonly output: FieldType | null
}
export interface Combined {
  readonly kind: 'combined'
  readonly operator: string
  readonly left: Expr
  readonly right: Expr
  /** `duration`: one side is a duration; `temporal`: the difference of two times. */
  readonly variant: 'plain' | 'duration' | 'temporal'
}
export interface Case {
  readonly kind: 'case'
  readonly cases: readonly Expr[]
  readonly default: Expr
  readonly output: FieldType | null
}
export interface When {
  readonly kind: 'when'
  readonly condition: Expr
  readonly result: Expr
}
export interface Subquery {
  readonly kind: 'subquery' | 'exists'
  readonly state: QueryState
  readonly output: FieldType | null
}
/** A queryset on the right of a lookup. */
export interface QueryExpr {
  readonly kind: 'query'
  readonly state: QueryState
}
export interface Not {
  readonly kind: 'not'
  readonly expression: Expr
}
export interface OrderBy {
  readonly kind: 'orderBy'
  readonly expression: Expr
  readonly descending: boolean
  readonly nullsFirst: boolean
  readonly nullsLast: boolean
}
interface Wrapper {
  readonly kind: 'wrapper'
  readonly expression: Expr
  readonly output: FieldType | null
}
export interface Lookup {
  readonly kind: 'lookup'
  /** `exact`, `gt` … */
  readonly name: string
  /** Which implementation: the field's class decides. */
  readonly variant: string
  readonly lhs: Expr
  /** An expression, or a value prepared for the left-hand side's type. */
  readonly rhs: Expr | Direct
  /** Where a script's class writes the SQL. */
  readonly own?: OwnLookupSql
}
export interface Direct {
  readonly kind: 'direct'
  readonly value: PyValue
}
export interface Where {
  readonly kind: 'where'
  readonly connector: 'AND' | 'OR' | 'XOR'
  readonly negated: boolean
  readonly children: readonly Expr[]
}
export interface Nothing {
  readonly kind: 'nothing'
}
export interface Star {
  readonly kind: 'star'
}
export interface Raw {
  readonly kind: 'raw'
  readonly sql: string
  readonly params: readonly PyValue[]
  readonly output: FieldType
}
export interface List {
  readonly kind: 'list'
  readonly items: readonly Expr[]
}
export interface Window {
  readonly kind: 'window'
  readonly expression: Expr
  readonly partitionBy: List | null
  readonly orderBy: List | null
  readonly frame: string | null
  readonly output: FieldType | null
}
/** A reference to the outer query, waiting in a subquery for the query it is put into. */
export interface OuterRef {
  readonly kind: 'outerRef'
  readonly name: string
  /** How many queries further out. */
  readonly depth: number
}

export type Expr =
  | Col
  | Ref
  | Val
  | Func
  | Combined
  | Case
  | When
  | Subquery
  | QueryExpr
  | Not
  | OrderBy
  | Wrapper
  | Lookup
  | Where
  | Nothing
  | Star
  | Raw
  | List
  | Window
  | OuterRef

export function val(value: PyValue, output: FieldType | null = null): Val {
  return { kind: 'value', value, output, forSave: false }
}

export function where(connector: Where['connector'], children: readonly Expr[] = [], negated = false): Where {
  return { kind: 'where', connector, negated, children }
}

export function func(
  name: string,
  args: readonly Expr[],
  output: FieldType | null = null,
  options: Func['options'] = {},
): Func {
  return { kind: 'func', name, args, filter: null, distinct: false, options, output }
}

/** `tree.Node.add`: puts `data` into `node`, without a level of its own where that changes nothing. */
export function addTo(node: Where, data: Expr, connector: Where['connector']): Where {
  if (node.connector !== connector) {
    const inner = where(node.connector, node.children, node.negated)
    return { ...node, connector, children: [inner, data] }
  }
  const squash = data.kind === 'where' && !data.negated && (data.connector === connector || data.children.length === 1)
  return { ...node, children: squash ? [...node.children, ...data.children] : [...node.children, data] }
}

/** The expressions an expression is made of (`get_source_expressions`); a query's own are not among them. */
export function sources(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'ref':
      return [expr.source]
    case 'func':
      return expr.filter === null ? expr.args : [...expr.args, expr.filter]
    case 'combined':
      return [expr.left, expr.right]
    case 'case':
      return [...expr.cases, expr.default]
    case 'when':
      return [expr.condition, expr.result]
    case 'not':
    case 'orderBy':
    case 'wrapper':
      return [expr.expression]
    case 'lookup':
      return expr.rhs.kind === 'direct' ? [expr.lhs] : [expr.lhs, expr.rhs]
    case 'where':
      return expr.children
    case 'list':
      return expr.items
    case 'window':
      return [expr.expression, ...present(expr.partitionBy), ...present(expr.orderBy)]
    default:
      return []
  }
}

function present<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value]
}

/** The same expression over changed sources. */
export function mapSources(expr: Expr, change: (source: Expr) => Expr): Expr {
  switch (expr.kind) {
    case 'ref':
      return { ...expr, source: change(expr.source) }
    case 'func':
      return { ...expr, args: expr.args.map(change), filter: expr.filter === null ? null : change(expr.filter) }
    case 'combined':
      return { ...expr, left: change(expr.left), right: change(expr.right) }
    case 'case':
      return { ...expr, cases: expr.cases.map(change), default: change(expr.default) }
    case 'when':
      return { ...expr, condition: change(expr.condition), result: change(expr.result) }
    case 'not':
    case 'orderBy':
    case 'wrapper':
      return { ...expr, expression: change(expr.expression) }
    case 'lookup':
      return { ...expr, lhs: change(expr.lhs), rhs: expr.rhs.kind === 'direct' ? expr.rhs : change(expr.rhs) }
    case 'where':
      return { ...expr, children: expr.children.map(change) }
    case 'list':
      return { ...expr, items: expr.items.map(change) }
    case 'window':
      return {
        ...expr,
        expression: change(expr.expression),
        partitionBy: mapList(expr.partitionBy, change),
        orderBy: mapList(expr.orderBy, change),
      }
    default:
      return expr
  }
}

function mapList(list: List | null, change: (source: Expr) => Expr): List | null {
  return list === null ? null : { ...list, items: list.items.map(change) }
}

/** `Aggregate`: one of a script's own. */
const AGGREGATES = new Set(['Aggregate', 'Avg', 'Count', 'Max', 'Min', 'StdDev', 'Sum', 'Variance'])

export function isAggregate(name: string): boolean {
  return AGGREGATES.has(name)
}

/** Not counting what is inside a subquery or under a window. */
export function containsAggregate(expr: Expr): boolean {
  if (expr.kind === 'func' && AGGREGATES.has(expr.name)) return true
  if (expr.kind === 'window') return false
  return sources(expr).some(containsAggregate)
}

export function containsColumn(expr: Expr): boolean {
  return expr.kind === 'col' || sources(expr).some(containsColumn)
}

export function containsWindow(expr: Expr): boolean {
  return expr.kind === 'window' || sources(expr).some(containsWindow)
}

export function containsSubquery(expr: Expr): boolean {
  return isSubquery(expr) || sources(expr).some(containsSubquery)
}

export function isSubquery(expr: Expr): expr is Subquery | QueryExpr {
  return expr.kind === 'subquery' || expr.kind === 'exists' || expr.kind === 'query'
}

/** Names of the select aliases that an expression refers to. */
export function refNames(expr: Expr): ReadonlySet<string> {
  if (expr.kind === 'ref') return new Set(expr.name === null ? [] : [expr.name])
  return new Set(sources(expr).flatMap((source) => [...refNames(source)]))
}

/** Swaps whole sub-expressions for others, found by `exprKey`. */
export function replace(expr: Expr, replacements: ReadonlyMap<string, Expr>): Expr {
  if (replacements.size === 0) return expr
  const found = replacements.get(exprKey(expr))
  if (found !== undefined) return found
  return mapSources(expr, (source) => replace(source, replacements))
}

const IDS = new WeakMap<object, number>()
let lastId = 0

/** A number for an object that is only equal to itself. */
function identity(object: object): number {
  let id = IDS.get(object)
  if (id === undefined) {
    id = ++lastId
    IDS.set(object, id)
  }
  return id
}

const KEYS = new WeakMap<Expr, string>()

/** Equal for expressions that Django holds equal: same class, same arguments. */
export function exprKey(expr: Expr): string {
  let key = KEYS.get(expr)
  if (key === undefined) {
    key = makeKey(expr)
    KEYS.set(expr, key)
  }
  return key
}

function makeKey(expr: Expr): string {
  const inner = (): string => sources(expr).map(exprKey).join(',')
  switch (expr.kind) {
    case 'col':
      return `col(${expr.alias};${expr.target.model}.${expr.target.name};${outputKey(expr)})`
    case 'ref':
      return `ref(${expr.ordinal ?? ''};${expr.name};${exprKey(expr.source)})`
    case 'value':
      return `value(${valueKey(expr.value)};${typeKey(expr.output)})`
    case 'func':
      return `${expr.name}(${inner()};${expr.filter === null ? '' : 'f'};${expr.distinct ? 'd' : ''};${optionsKey(expr)};${typeKey(expr.output)})`
    case 'combined':
      return `(${expr.variant} ${expr.operator} ${inner()})`
    case 'lookup':
      return `${expr.variant}.${expr.name}(${inner()};${expr.rhs.kind === 'direct' ? valueKey(expr.rhs.value) : ''})`
    case 'where':
      return `${expr.negated ? '!' : ''}${expr.connector}(${inner()})`
    case 'subquery':
    case 'exists':
    case 'query':
      return `${expr.kind}(${identity(expr.state)})`
    case 'orderBy':
      return `order(${inner()};${expr.descending};${expr.nullsFirst};${expr.nullsLast})`
    case 'wrapper':
    case 'case':
      return `${expr.kind}(${inner()};${typeKey(expr.output)})`
    case 'raw':
      return `raw(${expr.sql};${expr.params.map(valueKey).join(',')})`
    case 'window':
      return `window(${inner()};${expr.partitionBy?.items.length};${expr.frame})`
    case 'outerRef':
      return `outer(${expr.name};${expr.depth})`
    default:
      return `${expr.kind}(${inner()})`
  }
}

function outputKey({ explicit, output, target }: Col): string {
  if (!explicit && output.bound === target) return '-'
  return typeKey(output) + (output.className.endsWith('Rel') ? '<' : '')
}

function optionsKey(expr: Func): string {
  return Object.entries(expr.options)
    .map(([name, value]) => `${name}=${valueKey(value)}`)
    .join('&')
}

function valueKey(value: PyValue): string {
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'instance') {
    return `i${identity(value)}`
  }
  return `${typeof value}:${pyRepr(value)}`
}
