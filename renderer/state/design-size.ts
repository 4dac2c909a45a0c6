/** How many models and relations a design has, kept by what changes: counting 5,000 models costs 5 ms a keystroke. */
import { isRelation } from '../../shared/document/records.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import type { Patch } from '../../shared/history/patch.ts'

export interface DesignSize {
  readonly models: number
  readonly relations: number
}

export function sizeOf({ models }: Pick<ErDocument, 'models'>): DesignSize {
  const all = Object.values(models)
  return { models: all.length, relations: all.reduce((sum, model) => sum + relationsOf(model), 0) }
}

/** The size once the patch is applied; the same object where it stays. */
export function sizeAfter(size: DesignSize, patch: Patch): DesignSize {
  let { models, relations } = size
  for (const { table, before, after } of patch) {
    if (table !== 'models') continue
    models += Number(after !== undefined) - Number(before !== undefined)
    relations += relationsOf(after as Model | undefined) - relationsOf(before as Model | undefined)
  }
  return models === size.models && relations === size.relations ? size : { models, relations }
}

function relationsOf(model: Model | undefined): number {
  let n = 0
  for (const field of model?.fields ?? []) if (isRelation(field)) n += 1
  return n
}
