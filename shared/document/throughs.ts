/** Models that many-to-many relations go through: drawn and named as what they are. */
import type { ModelId } from './ids.ts'
import { isRelation } from './records.ts'
import type { ErDocument, Model } from './records.ts'

/** The models that one model's relations go through. */
export function throughsOf(model: Model | undefined): readonly ModelId[] {
  return (model?.fields ?? []).flatMap((f) => (isRelation(f) && f.through !== null ? [f.through] : []))
}

const known = new WeakMap<ErDocument['models'], ReadonlySet<ModelId>>()

/** All of them; looked up once a state of the models. */
export function throughModels({ models }: Pick<ErDocument, 'models'>): ReadonlySet<ModelId> {
  const found = known.get(models)
  if (found !== undefined) return found
  const all = new Set<ModelId>()
  for (const id of Object.keys(models)) {
    for (const field of models[id]?.fields ?? [])
      if (isRelation(field) && field.through !== null) all.add(field.through)
  }
  known.set(models, all)
  return all
}
