import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'

/** A query to begin with: the first saved one, else all objects of the last model drawn; '' without models. */
export function firstQuery(doc: ErDocument): string {
  const { queryOrder, modelOrder } = rootOf(doc)
  const saved = queryOrder.map((id) => doc.queries[id]).find((query) => query?.language === 'orm')
  if (saved !== undefined) return saved.text
  const model = modelOrder.map((id) => doc.models[id]).findLast((one) => one?.kind === 'concrete' && !one.external)
  return model === undefined ? '' : `${model.name}.objects.all()`
}
