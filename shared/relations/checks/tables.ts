import type { ModelKey, Resolution } from '../types.ts'

/** Kind of the input cells that hold, by table name, the keys of the managed models that have it. */
export const TABLE_OWNERS = 'tableOwners'

/** Table name → managed models, proxies included, in registry order. */
export function tableOwners(resolution: Resolution): ReadonlyMap<string, readonly ModelKey[]> {
  const owners = new Map<string, ModelKey[]>()
  for (const key of resolution.order) {
    const model = resolution.models.get(key)
    if (model === undefined || !model.managed) continue
    const list = owners.get(model.table)
    if (list === undefined) owners.set(model.table, [key])
    else list.push(key)
  }
  return owners
}
