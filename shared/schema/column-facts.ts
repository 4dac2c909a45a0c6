/**
 * What other tables need to know about a column: through a foreign key the type of the column at its
 * end. As a cell of its own, so that a table is compiled anew only when this really changes.
 */
import { isSame } from '../util/same.ts'
import type { ModelKey, ResolvedField, ResolvedModel } from '../relations/types.ts'
import type { Cells, Query } from '../util/incremental.ts'
import { columnType, referringType } from './column-type.ts'
import type { ColumnType } from './types.ts'

export const MODEL_INPUT = 'model'

export interface ColumnFacts {
  /** The model whose table has it: the concrete one of a proxy, the parent of a child. */
  readonly model: ModelKey
  readonly table: string
  readonly column: string
  readonly type: ColumnType
  readonly collation: string | null
}

/** The field that a name or an id means in a model, parents' included; `pk` is its key. */
export function fieldNamed(model: ResolvedModel, name: string): ResolvedField | undefined {
  const wanted = name === 'pk' ? model.pk : name
  return (
    model.fields.find((f) => f.name === wanted) ??
    model.fields.find((f) => f.attname === wanted) ??
    model.fields.find((f) => f.id === wanted)
  )
}

/** By `<model key> <field name>`. null: no such column. */
export const COLUMN_FACTS: Query<ColumnFacts | null> = {
  name: 'column',
  equal: isSame,
  onCycle: () => null,
  compute(cells, key) {
    const space = key.lastIndexOf(' ')
    const model = cells.input<ResolvedModel>(MODEL_INPUT, key.slice(0, space))
    const field = model === undefined ? undefined : fieldNamed(model, key.slice(space + 1))
    if (model === undefined || field === undefined || field.column === null) return null
    const owner = cells.input<ResolvedModel>(MODEL_INPUT, field.model) ?? model
    const target = targetFacts(cells, field)
    const type = typeOf(field, target)
    return {
      model: owner.key,
      table: owner.table,
      column: field.column,
      type,
      collation: collationOf(field, target),
    }
  },
}

/** A key of unknown type, where a relation leads nowhere. */
const UNKNOWN_KEY: ColumnType = { kind: 'bigInteger', maxLength: null, digits: null, decimals: null, raw: null }

/** @param target the column at the field's end, see `targetFacts` */
export function typeOf(field: ResolvedField, target: ColumnFacts | null): ColumnType {
  if (field.relation === null) return columnType(field)
  return target === null ? UNKNOWN_KEY : referringType(target.type)
}

/** A foreign key has the collation of what it points at. */
export function collationOf(field: ResolvedField, target: ColumnFacts | null): string | null {
  if (target !== null) return target.collation
  const own = field.options['db_collation']
  return typeof own === 'string' ? own : null
}

/** The column at the end of a foreign key. */
export function targetFacts(cells: Cells, field: ResolvedField): ColumnFacts | null {
  const to: ModelKey | null = field.relation?.to ?? null
  return to === null ? null : cells.get(COLUMN_FACTS, `${to} ${field.relation?.toField ?? ''}`)
}
