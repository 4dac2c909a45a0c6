/** The models that a query went through, for the canvas: Post → author → profile. */
import { isId } from '../../../shared/document/ids.ts'
import type { FieldId, ModelId } from '../../../shared/document/ids.ts'
import type { ModelKey, Resolution } from '../../../shared/relations/types.ts'
import type { Hop } from './read-item.ts'

/**
 * @param hops each names the model whose field the step goes over; `reverse`: from the target back to it
 * @returns each model once, in the order of travel; join models that Django made are left out
 */
export function travelledModels(hops: readonly Hop[], resolution: Resolution): readonly ModelId[] {
  const found = new Set<ModelId>()
  const add = (key: ModelKey | null | undefined): void => {
    if (key !== null && key !== undefined && isId('model', key)) found.add(key)
  }
  for (const { model: key, field: name, reverse } of hops) {
    const { model, field } = fieldOf(key, name, resolution)
    const ends = [model?.key, field?.relation?.to]
    for (const end of reverse ? ends.toReversed() : ends) add(end)
  }
  return [...found]
}

/** The relations as they stand in the document; those that Django made by itself have no edge. */
export function travelledRelations(hops: readonly Hop[], resolution: Resolution): readonly FieldId[] {
  const found = hops.flatMap(
    ({ model, field }) => fieldOf(model, field, resolution).field?.id ?? joined(model, resolution),
  )
  return [...new Set(found)]
}

function fieldOf(key: string, name: string, resolution: Resolution) {
  const model = resolution.models.get(key as ModelKey)
  return { model, field: [...(model?.fields ?? []), ...(model?.manyToMany ?? [])].find((one) => one.name === name) }
}

/** A join model's own keys stand for the many-to-many field that it was made for. */
function joined(key: string, resolution: Resolution): readonly FieldId[] {
  const made = resolution.models.get(key as ModelKey)?.autoCreatedFor ?? null
  const field = made === null ? undefined : fieldOf(made.model, made.field, resolution).field
  return field?.id == null ? [] : [field.id]
}
