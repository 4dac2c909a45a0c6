/** ORDER BY: names, expressions, Meta.ordering of the model or of the models that a name leads to. */
import type { ModelKey } from '../../../relations/types.ts'
import type { Expr, Ref } from '../expr.ts'
import { exprKey, func, val } from '../expr.ts'
import { columnsOf, isComposite } from '../composite.ts'
import { setupJoins, trimJoins } from '../joins.ts'
import { tryTransform } from '../lookups/build.ts'
import { metaOf } from '../models.ts'
import { orderingOf } from '../ordering-source.ts'
import { outputOf, valueType } from '../output.ts'
import { RESOLVE, resolve } from '../resolve.ts'
import { annotationSelect, draftOf, initialAlias } from '../state.ts'
import type { ExprNode, OrderByNode } from '../types.ts'
import { OrmError } from '../types.ts'
import type { SelectItem } from './columns.ts'
import type { Compiler, Sql } from './context.ts'
import { compile } from './expression.ts'

export interface OrderItem {
  readonly expr: Expr
  readonly sql: Sql
  /** A position in the SELECT list. */
  readonly isRef: boolean
}

/** The expression to order by: resolved, or a node that is not yet. */
type Source = { readonly expr: Expr } | { readonly node: ExprNode }

interface Pair {
  readonly source: Source
  readonly descending: boolean
  readonly nullsFirst: boolean
  readonly nullsLast: boolean
  readonly isRef: boolean
}

export interface Ordering {
  readonly items: readonly OrderItem[]
  /** Meta.ordering, which GROUP BY queries do without. */
  readonly isDefault: boolean
  /** Columns that a combined query had to add for its ordering. */
  readonly extra: readonly { readonly node: ExprNode; readonly alias: string }[]
}

export function makeOrdering(c: Compiler, select: readonly SelectItem[]): Ordering {
  const { names, isDefault } = orderNames(c)
  const positions = names.length === 0 ? new Map<string, Ref>() : selectPositions(select)
  const seen = new Set<string>()
  const items: OrderItem[] = []
  const extra: { readonly node: ExprNode; readonly alias: string }[] = []
  // One after the other, since each may add joins.
  for (const name of names) {
    for (const pair of pairsFor(c, name, positions, select.length > 0)) {
      let expression = 'expr' in pair.source ? pair.source.expr : resolve(c.q, pair.source.node, RESOLVE)
      if (!pair.isRef && c.q.combinator !== null && select.length > 0) {
        expression = combinedReference(c, pair.source, expression, select, extra)
      }
      const { descending, nullsFirst, nullsLast } = pair
      const expr: Expr = { kind: 'orderBy', expression, descending, nullsFirst, nullsLast }
      const compiled = compile({ ...c, operand: true }, expr)
      const key = `${withoutDirection(compiled.sql)}\u0000${paramsKey(compiled.params)}`
      if (seen.has(key)) continue
      seen.add(key)
      items.push({ expr, sql: compiled, isRef: pair.isRef })
    }
  }
  return { items, isDefault, extra }
}

function paramsKey(params: Sql['params']): string {
  return params.map((param) => `${typeof param}${String(param)}`).join('\u0000')
}

/** `"a" ASC NULLS LAST` → `"a"`. */
export function withoutDirection(text: string): string {
  return /^([\s\S]*)\s(?:ASC|DESC)/.exec(text)?.[1] ?? text
}

function orderNames(c: Compiler): { readonly names: readonly (string | ExprNode)[]; readonly isDefault: boolean } {
  const { q } = c
  if (!q.defaultOrdering || q.orderBy.length > 0) return { names: q.orderBy, isDefault: false }
  const names = orderingOf(metaOf(q.models, q.model).model)
  return { names, isDefault: names.length > 0 }
}

function selectPositions(select: readonly SelectItem[]): ReadonlyMap<string, Ref> {
  const positions = new Map<string, Ref>()
  for (const [index, { expr, alias }] of select.entries()) {
    const position: Ref = { kind: 'ref', name: alias, source: expr, ordinal: index + 1 }
    if (alias !== null) positions.set(`name:${alias}`, position)
    positions.set(exprKey(expr), position)
  }
  return positions
}

function plain(source: Source, descending: boolean, isRef = false): Pair {
  return { source, descending, nullsFirst: false, nullsLast: false, isRef }
}

function pairsFor(
  c: Compiler,
  item: string | ExprNode,
  positions: ReadonlyMap<string, Ref>,
  hasSelect: boolean,
): readonly Pair[] {
  if (typeof item !== 'string') return [expressionPair(c, item, positions)]
  if (item === '?') return [plain({ expr: func('Random', []) }, false)]
  const { q } = c
  const name = item.replace(/^-/, '')
  const descending = item.startsWith('-') === q.standardOrdering
  const position = positions.get(`name:${name}`)
  if (position !== undefined) return [plain({ expr: position }, descending, true)]
  const [first = name, ...rest] = name.split('__')
  const whole = q.annotations.get(name)
  const annotation = whole ?? q.annotations.get(first)
  const transforms = whole === undefined ? rest : []
  if (annotation !== undefined) {
    if (q.combinator !== null && hasSelect) {
      if (transforms.length > 0) {
        throw new OrmError('NotImplementedError', 'Ordering combined queries by transforms is not implemented.')
      }
      return [plain({ node: { type: 'F', name: whole === undefined ? first : name } }, descending)]
    }
    const expr = transforms.reduce<Expr>((at, transform) => tryTransform(at, transform), annotation)
    return [plain({ expr: castValue(expr) }, descending)]
  }
  if (q.combinator !== null && hasSelect) return [plain({ node: { type: 'F', name } }, descending)]
  return namePairs(c, item, q.model, null, !q.standardOrdering, new Set())
}

/** A constant would be taken for a position. */
function castValue(expr: Expr): Expr {
  return expr.kind === 'value' ? func('Cast', [expr], outputOf(expr)) : expr
}

function expressionPair(c: Compiler, item: ExprNode, positions: ReadonlyMap<string, Ref>): Pair {
  const order = asOrderBy(item, false)
  const flip = !c.q.standardOrdering
  const { expression } = order
  const pair = {
    descending: order.descending !== flip,
    nullsFirst: flip ? order.nullsLast : order.nullsFirst,
    nullsLast: flip ? order.nullsFirst : order.nullsLast,
  }
  const position = expression.type === 'F' ? positions.get(`name:${expression.name}`) : undefined
  if (position !== undefined) return { ...pair, source: { expr: position }, isRef: true }
  if (item.type === 'Value') {
    const expr = val(item.value, valueType(item.value))
    return { ...pair, source: { expr: castValue(expr) }, isRef: false }
  }
  return { ...pair, source: { node: expression }, isRef: false }
}

function asOrderBy(node: ExprNode, descending: boolean): OrderByNode {
  if (node.type === 'OrderBy') return node
  return { type: 'OrderBy', expression: node, descending, nullsFirst: false, nullsLast: false }
}

/** A path, and the ordering of the model it ends at if that is a relation. `reverse`: turn it round. */
function namePairs(
  c: Compiler,
  item: string,
  model: ModelKey,
  startAlias: string | null,
  reverse: boolean,
  seen: Set<string>,
  path = '',
): readonly Pair[] {
  const { q } = c
  const name = item.replace(/^-/, '')
  const descending = item.startsWith('-') !== reverse
  const pieces = name.split('__')
  const info = setupJoins(q, pieces, model, startAlias ?? initialAlias(q))
  const alias = info.joins.at(-1) ?? ''
  const { final } = info
  const target = metaOf(q.models, info.model).model
  const attname = final.type.className.endsWith('Rel') ? null : (final.type.bound?.attname ?? null)
  const ordering = final.meta?.isRelation === true ? orderingOf(target) : []
  if (ordering.length > 0 && attname !== pieces.at(-1) && name !== 'pk' && !info.hasTransforms) {
    const key = info.joins.map((at) => JSON.stringify(q.aliases.get(at)?.join?.columns ?? null)).join(';')
    if (seen.has(key)) throw new OrmError('FieldError', 'Infinite loop caused by ordering.')
    seen.add(key)
    return ordering.flatMap((inner) => {
      if (typeof inner === 'string') return namePairs(c, inner, info.model, alias, descending, seen, `${path}${name}__`)
      const order = asOrderBy(inner, descending)
      const { nullsFirst, nullsLast } = order
      return [
        {
          source: { node: prefixed(order.expression, `${path}${name}__`) },
          descending: order.descending,
          nullsFirst,
          nullsLast,
          isRef: false,
        },
      ]
    })
  }
  const trimmed = trimJoins(q, info)
  return trimmed.targets.flatMap((field) => {
    const columns = isComposite(field) ? columnsOf(q, field, trimmed.alias) : [info.transform(field, trimmed.alias)]
    return columns.map((expr) => plain({ expr }, descending))
  })
}

/** References inside an expression of another model's ordering start with the path to it. */
function prefixed(node: ExprNode, prefix: string): ExprNode {
  switch (node.type) {
    case 'F':
      return { ...node, name: prefix + node.name }
    case 'Func':
      return { ...node, args: node.args.map((arg) => prefixed(arg, prefix)) }
    case 'Combined':
      return { ...node, left: prefixed(node.left, prefix), right: prefixed(node.right, prefix) }
    case 'ExpressionWrapper':
    case 'Not':
    case 'OrderBy':
      return { ...node, expression: prefixed(node.expression, prefix) }
    case 'Case':
      return {
        ...node,
        cases: node.cases.map((when) => ({
          ...when,
          condition: prefixed(when.condition, prefix),
          // oxlint-disable-next-line unicorn/no-thenable -- Django's name for the value of a When
          then: prefixed(when.then, prefix),
        })),
        default: prefixed(node.default, prefix),
      }
    case 'Q':
      // Django's Q has no such method.
      throw new OrmError('AttributeError', "'Q' object has no attribute 'prefix_references'")
    case 'Lookup':
      return { ...node, lhs: prefixed(node.lhs, prefix) }
    default:
      return node
  }
}

/** Combined queries can only be ordered by what they select. */
function combinedReference(
  c: Compiler,
  source: Source,
  resolved: Expr,
  select: readonly SelectItem[],
  extra: { readonly node: ExprNode; readonly alias: string }[],
): Expr {
  const { q } = c
  const key = exprKey(resolved)
  for (const { expr, alias } of select) {
    if (exprKey(expr) !== key) continue
    const isOther = 'node' in source && source.node.type === 'F' && source.node.name === alias
    if (q.selected !== null && alias !== null && annotationSelect(q).has(alias) && !isOther) continue
    const name = alias ?? (resolved.kind === 'col' ? resolved.target.column : null)
    return { kind: 'ref', name, source: resolved, ordinal: null }
  }
  if (q.combined.some((part) => part.selected !== null)) {
    throw new OrmError('DatabaseError', 'ORDER BY term does not match any column in the result set.')
  }
  // Django 5.2 adds the column to what values() selected, also where that was never called.
  if (q.selected === null) throw new OrmError('TypeError', "'NoneType' object does not support item assignment")
  const alias = `__orderbycol${q.select.length + extra.length + 1}`
  if ('node' in source) extra.push({ node: source.node, alias })
  // What is selected here, each part selects too.
  q.selected = new Map([...q.selected, [alias, q.selected.size]])
  q.combined = q.combined.map((part) => {
    const draft = draftOf(part)
    if ('node' in source) draft.annotations.set(alias, resolve(draft, source.node, RESOLVE))
    draft.annotationMask?.add(alias)
    return draft
  })
  return { kind: 'ref', name: alias, source: resolved, ordinal: null }
}
