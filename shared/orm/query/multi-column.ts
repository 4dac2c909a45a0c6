/** Conditions on a relation over several columns: Django's lookups on a `MultiColSource`. */
import type { ResolvedField } from '../../relations/types.ts'
import { isIn } from './composite.ts'
import type { Col, Where } from './expr.ts'
import { where } from './expr.ts'
import { buildLookup } from './lookups/build.ts'
import type { Operand } from './lookups/build.ts'
import type { PyInstance, PyValue } from './types.ts'
import { OrmError } from './types.ts'
import { isCollection, isInstance } from './values/python.ts'

const COMPARED: ReadonlySet<string> = new Set(['exact', 'gt', 'gte', 'lt', 'lte', 'isnull'])

/**
 * Each column is compared with its part of the value; of a value with fewer parts, such as `isnull=True`, the first
 * columns alone.
 *
 * @param sources the target's fields that the columns hold, in their order
 */
export function multiColumnCondition(
  columns: readonly Col[],
  sources: readonly ResolvedField[],
  lookups: readonly string[],
  value: Operand,
): Where {
  const [name = 'exact', ...more] = lookups
  if (more.length > 0 || !(COMPARED.has(name) || name === 'in')) return where('AND', [onFirst(columns, lookups, value)])
  const of = (operand: Operand): Where => compared(columns, name === 'in' ? 'exact' : name, partsOf(operand, sources))
  if (name !== 'in') return of(value)
  if ('expr' in value) return where('AND', [isIn(columns, value.expr, () => sources)])
  const items = itemsOf(value)
  return items.length === 0 ? where('AND', [{ kind: 'nothing' }]) : where('OR', items.map(of))
}

/** The error of a lookup that relations do not have. */
function onFirst([col]: readonly Col[], lookups: readonly string[], value: Operand) {
  if (col === undefined) throw new Error('a relation without columns')
  return buildLookup(lookups, col, value)
}

function compared(columns: readonly Col[], name: string, parts: readonly Operand[]): Where {
  return where(
    'AND',
    columns.flatMap((col, i) => {
      const part = parts[i]
      return part === undefined ? [] : [buildLookup([name], { ...col, output: plainType(col) }, part)]
    }),
  )
}

/** A column that is a foreign key itself is compared as what it holds. */
function plainType({ output }: Col): Col['output'] {
  let type = output
  while (type.target !== null) type = type.target
  return type
}

function itemsOf(value: Operand): readonly Operand[] {
  if ('items' in value) return value.items
  const plain = 'value' in value ? value.value : null
  return isCollection(plain) ? plain.items.map((item) => ({ value: item })) : []
}

/** Django's `get_normalized_value`. */
function partsOf(operand: Operand, sources: readonly ResolvedField[]): readonly Operand[] {
  if ('items' in operand) return operand.items
  if (!('value' in operand)) return [operand]
  const { value } = operand
  if (isInstance(value)) return heldBy(value, sources).map((part) => ({ value: part }))
  return isCollection(value) && value.type === 'tuple' ? value.items.map((item) => ({ value: item })) : [operand]
}

function heldBy(value: PyInstance, sources: readonly ResolvedField[]): readonly PyValue[] {
  if (value.keys?.pk === null)
    throw new OrmError('ValueError', 'Model instances passed to related filters must be saved.')
  return sources.map(({ attname }) => value.values[attname] ?? null)
}
