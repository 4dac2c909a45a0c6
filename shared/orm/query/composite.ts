/** Conditions on a composite primary key: Django writes them out over its columns on SQLite. */
import type { ResolvedField } from '../../relations/types.ts'
import { existsDraft } from './exists.ts'
import type { Col, Expr, QueryExpr, Where } from './expr.ts'
import { addTo, where } from './expr.ts'
import { column } from './joins.ts'
import { buildLookup, isNull } from './lookups/build.ts'
import type { Operand } from './lookups/build.ts'
import { pkFields } from './models.ts'
import type { Draft } from './state.ts'
import { draftOf, initialAlias } from './state.ts'
import type { PyValue } from './types.ts'
import { OrmError } from './types.ts'
import { isCollection } from './values/python.ts'

export function isComposite(field: ResolvedField): boolean {
  return field.className === 'CompositePrimaryKey'
}

/** The columns of a composite key; of any other field its own. */
export function columnsOf(q: Draft, field: ResolvedField, alias: string): readonly Col[] {
  const fields = isComposite(field) ? pkFields(q.models, field.model) : [field]
  return fields.map((member) => column(q, member, alias))
}

const ORDERED: Readonly<Record<string, string>> = { gt: 'gt', gte: 'gt', lt: 'lt', lte: 'lt' }

/**
 * @param of what the errors call it
 * @throws OrmError ValueError: not a tuple of the right length
 */
export function compositeCondition(
  columns: readonly Col[],
  lookups: readonly string[],
  given: Operand,
  of = 'pk',
): Where {
  const [name = 'exact', ...more] = lookups
  const value = keysOf(given, columns)
  if (more.length > 0) throw unsupported(lookups.join('__'))
  if (name === 'isnull') {
    if (!('value' in value) || typeof value.value !== 'boolean')
      throw new OrmError('ValueError', 'The QuerySet value for an isnull lookup must be True or False.')
    const isWanted = value.value
    return where(
      isWanted ? 'OR' : 'AND',
      columns.map((col) => isNull(col, isWanted)),
    )
  }
  if (name === 'in') return isAny(columns, value, of)
  const items = tuple(value, name, columns.length, of)
  if (name === 'exact') return same(columns, items)
  const strict = ORDERED[name]
  if (strict === undefined) throw unsupported(name)
  return inOrder(columns, items, name, strict)
}

/** Instances, alone or listed, as the keys that they hold. */
function keysOf(value: Operand, columns: readonly Col[]): Operand {
  if ('items' in value) return { items: value.items.map((item) => keysOf(item, columns)) }
  return 'value' in value ? { value: keyOf(value.value, columns) } : value
}

function keyOf(value: PyValue, columns: readonly Col[]): PyValue {
  if (isCollection(value)) return { ...value, items: value.items.map((item) => keyOf(item, columns)) }
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'instance') return value
  const { values } = value
  return { type: 'tuple', items: columns.map(({ target }) => values[target.attname] ?? null) }
}

function unsupported(name: string): OrmError {
  return new OrmError('NotSupportedError', `The lookup '${name}' on a composite primary key is not supported here.`)
}

function tuple(value: Operand, name: string, length: number, of: string): readonly Operand[] {
  const items = 'items' in value ? value.items : 'value' in value ? plainItems(value.value) : null
  if (items === null) throw new OrmError('ValueError', `'${name}' lookup of '${of}' must be a tuple or a list`)
  if (items.length === length) return items
  const each = name === 'in' ? ' each' : ''
  throw new OrmError('ValueError', `'${name}' lookup of '${of}' must have ${length} elements${each}`)
}

function plainItems(value: PyValue): readonly Operand[] | null {
  return isCollection(value) && value.type !== 'set' ? value.items.map((item) => ({ value: item })) : null
}

function same(columns: readonly Col[], items: readonly Operand[]): Where {
  return where(
    'AND',
    columns.map((col, index) => buildLookup([], col, items[index] ?? { value: null })),
  )
}

function isAny(columns: readonly Col[], value: Operand, of: string): Where {
  if ('expr' in value) return where('AND', [isIn(columns, value.expr)])
  const items =
    'items' in value
      ? value.items
      : isCollection(value.value)
        ? value.value.items.map((item) => ({ value: item }))
        : null
  const wrong = (): OrmError =>
    new OrmError('ValueError', `'in' lookup of '${of}' must be a collection of tuples or lists`)
  if (items === null) throw wrong()
  const tuples = items.map((item) => {
    if (!('items' in item) && !('value' in item && isCollection(item.value))) throw wrong()
    return same(columns, tuple(item, 'in', columns.length, of))
  })
  return tuples.length === 0 ? where('AND', [{ kind: 'nothing' }]) : where('OR', tuples)
}

/**
 * `EXISTS (SELECT … WHERE outer = inner …)`.
 *
 * @param fieldsOf the fields of the query's rows that the columns are compared with, in their order
 */
export function isIn(
  columns: readonly Col[],
  value: Expr,
  fieldsOf: (inner: Draft) => readonly ResolvedField[] = ({ models, model }) => pkFields(models, model),
): Expr {
  if (value.kind !== 'query') throw unsupported('in')
  const inner = draftOf(value.state)
  const alias = initialAlias(inner)
  const own = fieldsOf(inner).map((field) => column(inner, field, alias))
  for (const [index, col] of columns.entries()) {
    const member = own[index]
    if (member !== undefined) inner.where = addTo(inner.where, buildLookup([], col, { expr: member }), 'AND')
  }
  const found: QueryExpr = { kind: 'query', state: existsDraft(inner) }
  return { kind: 'exists', state: { ...found.state, subquery: true }, output: null }
}

/** The first column decides unless equal, then the next. */
function inOrder(columns: readonly Col[], items: readonly Operand[], name: string, strict: string): Where {
  const [col, ...rest] = columns
  const [item = { value: null }, ...others] = items
  if (col === undefined) throw new Error('a key without columns')
  if (rest.length === 0) return where('AND', [buildLookup([name], col, item)])
  const next = where('AND', [buildLookup([], col, item), inOrder(rest, others, name, strict)])
  return where('OR', [buildLookup([strict], col, item), next])
}
