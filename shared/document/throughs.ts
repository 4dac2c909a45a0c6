/** Models that many-to-many relations go through: drawn and named as what they are. */
import type { ModelId } from './ids.ts'
import { isRelation } from './records.ts'
import type { ErDocument, Model } from './records.ts'

/** The models that one model's relations go through. */
export function throughsOf(model: Model | undefined): readonly ModelId[] {
  return (model?.fields ?? []).flatMap((f) => (isRelation(f) && f.through !== null ? [f.through] : []))
}

/** Per state of the models: those that relations go through, with how many relations do. */
const known = new WeakMap<ErDocument['models'], ReadonlyMap<ModelId, number>>()

/** All of them; counted once a design, then followed (`throughsAfter`). */
export function throughModels({ models }: Pick<ErDocument, 'models'>): ReadonlyMap<ModelId, number> {
  const found = known.get(models)
  if (found !== undefined) return found
  const all = new Map<ModelId, number>()
  for (const id of Object.keys(models)) {
    for (const field of models[id]?.fields ?? [])
      if (isRelation(field) && field.through !== null) all.set(field.through, (all.get(field.through) ?? 0) + 1)
  }
  known.set(models, all)
  return all
}

/**
 * Tells what is known of one state of the models to the next: an edit costs what its patch touches.
 *
 * @param before the state that the patch was applied to
 * @param changed the models of the patch, as they were and as they are
 */
export function throughsAfter(
  before: ErDocument['models'],
  after: ErDocument['models'],
  changed: readonly (readonly [Model?, Model?])[],
): void {
  const last = known.get(before)
  if (last === undefined || known.has(after)) return
  let next: Map<ModelId, number> | null = null
  const count = (id: ModelId, by: number): void => {
    next ??= new Map(last)
    const n = (next.get(id) ?? 0) + by
    if (n > 0) next.set(id, n)
    else next.delete(id)
  }
  for (const [was, is] of changed) {
    const [from, to] = [throughsOf(was), throughsOf(is)]
    if (from.length === to.length && from.every((id, i) => id === to[i])) continue
    for (const id of from) count(id, -1)
    for (const id of to) count(id, 1)
  }
  known.set(after, next ?? last)
}
