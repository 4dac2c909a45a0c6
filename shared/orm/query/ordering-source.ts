/** Meta.ordering as the compiler takes it; expressions in it are read from their source once. */
import type { ResolvedModel } from '../../relations/types.ts'
import type { ExprNode } from './types.ts'

type Reader = (source: string) => ExprNode | null

let reader: Reader | null = null
const CACHE = new WeakMap<ResolvedModel, readonly (string | ExprNode)[]>()

/** Who can read Python (the script interpreter) says how; without it, expressions in Meta.ordering are left out. */
export function setOrderingReader(read: Reader): void {
  reader = read
}

export function orderingOf(model: ResolvedModel): readonly (string | ExprNode)[] {
  let ordering = CACHE.get(model)
  if (ordering === undefined) {
    const own = model.orderWithRespectTo !== null && model.ordering.length === 0 ? ['_order'] : model.ordering
    const read = reader
    ordering = own
      .map((item) => (typeof item === 'string' ? item : (read?.(item.expr) ?? null)))
      .filter((item) => item !== null)
    if (read !== null || ordering.length === own.length) CACHE.set(model, ordering)
  }
  return ordering
}
