/** The models that a query went through, for the canvas: Post → author → profile. */
import { isId } from '../../shared/document/ids.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import type { ModelKey, Resolution } from '../../shared/relations/types.ts'
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
    const model = resolution.models.get(key as ModelKey)
    const field = [...(model?.fields ?? []), ...(model?.manyToMany ?? [])].find((one) => one.name === name)
    const ends = [model?.key, field?.relation?.to]
    for (const end of reverse ? ends.toReversed() : ends) add(end)
  }
  return [...found]
}
