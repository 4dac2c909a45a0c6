/** How far a delete cascades, a few steps deep; worked out once for each model and depth. */
import type { Cells, Query } from '../../util/incremental.ts'
import { isSame } from '../../util/same.ts'
import { MODEL_INPUT, REVERSE_INPUT } from '../checks/context.ts'
import type { ModelKey, ResolvedModel, ReverseRelation } from '../types.ts'

/** Models whose rows go with a row of this one. */
const TAKES: Query<readonly ModelKey[]> = {
  name: 'takes',
  equal: isSame,
  onCycle: () => [],
  compute(cells, key) {
    const reverse = cells.input<readonly ReverseRelation[]>(REVERSE_INPUT, key) ?? []
    const taken = reverse.flatMap(({ model, field, throughRow }) => {
      if (throughRow || model === key) return []
      const found = cells.input<ResolvedModel>(MODEL_INPUT, model)?.localFields.find((f) => f.name === field)
      return found?.relation?.onDelete === 'CASCADE' && !found.relation.parentLink ? [model] : []
    })
    return [...new Set(taken)]
  },
}

/** By `<steps> <model key>`: the longest chain of at most so many models. */
const CHAIN: Query<readonly ModelKey[]> = {
  name: 'chain',
  equal: isSame,
  onCycle: () => [],
  compute(cells, key) {
    const space = key.indexOf(' ')
    const steps = Number(key.slice(0, space))
    const from = key.slice(space + 1) as ModelKey
    let longest: readonly ModelKey[] = NONE
    for (const model of cells.get(TAKES, from)) {
      const rest = chainFrom(cells, model, steps - 1)
      if (rest.length + 1 > longest.length && !rest.includes(from)) longest = [model, ...rest]
    }
    return longest
  },
}

const NONE: readonly ModelKey[] = []

/** Nothing is remembered where it ends at once, as from most of the models. */
function chainFrom(cells: Cells, from: ModelKey, steps: number): readonly ModelKey[] {
  if (steps === 0) return NONE
  const taken = cells.get(TAKES, from)
  return taken.length === 0 || steps === 1 ? taken.slice(0, steps) : cells.get(CHAIN, `${steps} ${from}`)
}

/** The models along the longest cascade from one, not counting itself, up to `steps` of them. */
export function longestCascade(cells: Cells, from: ModelKey, steps: number): readonly ModelKey[] {
  return chainFrom(cells, from, steps)
}
