/** The fields that an option of a model can name: its own and those of its bases, by id. */
import type { FieldId, ModelId } from '../../../../shared/document/ids.ts'
import { isRelation } from '../../../../shared/document/records.ts'
import type { ErDocument, Field, FieldRef, Model } from '../../../../shared/document/records.ts'
import type { Resolution } from '../../../../shared/relations/types.ts'

export interface RefItem {
  readonly value: FieldId
  readonly label: string
  readonly field: Field
  /** The base that declares it; null: the model itself. */
  readonly from: Model | null
}

/** Own fields first, then each base's in the order in which Python looks them up; hidden ones are left out. */
export function refItems(
  doc: ErDocument,
  resolution: Resolution,
  model: Pick<Model, 'id' | 'fields'>,
): readonly RefItem[] {
  const lines = (resolution.models.get(model.id) ?? resolution.abstract.get(model.id))?.mro ?? [model.id]
  const seen = new Set<string>()
  const items: RefItem[] = []
  for (const id of lines.includes(model.id) ? lines : [model.id, ...lines]) {
    const owner: Model | undefined = doc.models[id]
    for (const field of owner?.fields ?? []) {
      if (seen.has(field.name)) continue
      seen.add(field.name)
      items.push({
        value: field.id,
        label: field.name,
        field,
        from: owner === undefined || id === model.id ? null : owner,
      })
    }
  }
  return items
}

/** Those that have a column, which is what indexes and constraints are made of. */
export function withColumn(items: readonly RefItem[]): readonly RefItem[] {
  return items.filter(
    ({ field }) => !(isRelation(field) && field.kind === 'manyToMany') && !(field.kind === 'custom' && !field.column),
  )
}

export function refName(items: readonly RefItem[], ref: FieldRef): string {
  return items.find(({ value }) => value === ref)?.label ?? ref
}

/** Paths of one step through a foreign key: `author__name`. */
export function pathItems(
  doc: ErDocument,
  items: readonly RefItem[],
): readonly { readonly value: string; readonly label: string }[] {
  return items.flatMap(({ label, field }) => {
    if (!isRelation(field) || field.kind === 'manyToMany' || field.to === null) return []
    const target: Model | undefined = doc.models[field.to as ModelId]
    return (target?.fields ?? [])
      .filter((far) => !isRelation(far))
      .map((far) => ({ value: `${label}__${far.name}`, label: `${label}__${far.name}` }))
  })
}
