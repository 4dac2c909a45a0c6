/** References to fields of a class, as the names they come to. */
import type { FieldId } from '../../document/ids.ts'
import { isExpr } from '../../document/records.ts'
import type { Model, Ordering } from '../../document/records.ts'
import type { Cells } from '../../util/incremental.ts'
import { fieldNameOf } from './field-names.ts'
import type { Lineage } from '../classes/mro.ts'
import type { ResolvedModel } from '../types.ts'
import { RECORD } from '../world/world.ts'

/** The name that a reference to a field means: by id in the model or one of its bases, else as written. */
export function fieldName(cells: Cells, ref: FieldId | string, lineage: Lineage): string {
  if (!ref.startsWith('field:')) return ref
  for (const id of lineage.mro) {
    const field = cells.input<Model>(RECORD, id)?.fields.find((f) => f.id === ref)
    if (field !== undefined) return fieldNameOf(field)
  }
  return ref
}

export function orderingTerm(
  cells: Cells,
  { by, descending }: Ordering,
  lineage: Lineage,
): ResolvedModel['ordering'][number] {
  if (isExpr(by)) return by
  const name = fieldName(cells, by, lineage)
  return descending ? `-${name}` : name
}
