/** Conditions on a relation over several columns, as Django's related lookups make tuples of them. */
import type { ResolvedField } from '../../relations/types.ts'
import { compositeCondition, isIn } from './composite.ts'
import type { Col, Where } from './expr.ts'
import { where } from './expr.ts'
import type { Operand } from './lookups/build.ts'
import type { PyValue } from './types.ts'
import { OrmError } from './types.ts'
import { isCollection, isInstance } from './values/python.ts'

const LOOKUPS: ReadonlySet<string> = new Set(['exact', 'in', 'gt', 'gte', 'lt', 'lte', 'isnull'])

/** The relation's columns, and the fields of its target whose values they hold, in the same order. */
export interface HeldColumns {
  readonly field: string
  readonly columns: readonly Col[]
  readonly sources: readonly ResolvedField[]
}

/**
 * @throws OrmError FieldError: a lookup that relations do not have; ValueError: a value of another number of parts, an
 *   expression
 */
export function multiColumnCondition(held: HeldColumns, lookups: readonly string[], value: Operand): Where {
  const { field, columns, sources } = held
  const [name = 'exact'] = lookups
  const unknown = lookups.find((lookup) => !LOOKUPS.has(lookup)) ?? lookups[1]
  if (unknown !== undefined) {
    throw new OrmError(
      'FieldError',
      `Unsupported lookup '${unknown}' for ForeignObject or join on the field not permitted.`,
    )
  }
  const plain = columns.map((col) => ({ ...col, output: plainType(col) }))
  if (name === 'in' && 'expr' in value) return where('AND', [isIn(plain, value.expr, () => sources)])
  if (!('value' in value)) throw new OrmError('ValueError', `'${name}' doesn't support multi-column subqueries.`)
  if (name === 'isnull') return compositeCondition(plain, ['isnull'], value, field)
  if (name === 'in') return compositeCondition(plain, ['in'], { value: keysOf(value.value, sources) }, field)
  if (value.value === null) return compositeCondition(plain, ['isnull'], { value: true }, field)
  return compositeCondition(plain, [name], { value: keyOf(value.value, sources) }, field)
}

/** A column that is a foreign key itself is compared as what it holds. */
function plainType({ output }: Col): Col['output'] {
  let type = output
  while (type.target !== null) type = type.target
  return type
}

/** What holds a None is equal to nothing. */
function keysOf(value: PyValue, sources: readonly ResolvedField[]): PyValue {
  if (!isCollection(value)) return value
  const keys = value.items.map((item) => keyOf(item, sources))
  return {
    type: 'list',
    items: keys.filter(({ items }) => items.length !== sources.length || !items.includes(null)),
  }
}

/** Django's `get_normalized_value`. */
function keyOf(
  value: PyValue,
  sources: readonly ResolvedField[],
): { readonly type: 'tuple'; readonly items: readonly PyValue[] } {
  if (!isInstance(value)) {
    return { type: 'tuple', items: isCollection(value) && value.type === 'tuple' ? value.items : [value] }
  }
  if (value.keys?.pk === null)
    throw new OrmError('ValueError', 'Model instances passed to related filters must be saved.')
  return { type: 'tuple', items: sources.map(({ attname }) => value.values[attname] ?? null) }
}
