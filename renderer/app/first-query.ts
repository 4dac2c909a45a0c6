import { isRelation, rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'

/**
 * A query to begin with: the first saved one, else all objects of the model that most relations lead to and that has
 * relations itself, of equals the last one drawn; '' without models.
 */
export function firstQuery(doc: ErDocument): string {
  const { queryOrder, modelOrder } = rootOf(doc)
  const saved = queryOrder.map((id) => doc.queries[id]).find((query) => query?.language === 'orm')
  if (saved !== undefined) return saved.text
  const models = modelOrder.flatMap((id) => doc.models[id] ?? [])
  const incoming = new Map<string, number>()
  for (const { fields } of models) {
    for (const field of fields) {
      if (isRelation(field) && field.to !== null) incoming.set(field.to, (incoming.get(field.to) ?? 0) + 1)
    }
  }
  let [best, most]: [Model | undefined, number] = [undefined, -1]
  for (const model of models) {
    if (model.kind !== 'concrete' || model.external) continue
    // What only is pointed at (a country, a tag) is a poor beginning; what only points (a join table) is a poorer one.
    const weight = (incoming.get(model.id) ?? 0) * (model.fields.some(isRelation) ? 2 : 1)
    if (weight >= most) [best, most] = [model, weight]
  }
  return best === undefined ? '' : `${best.name}.objects.all()`
}
