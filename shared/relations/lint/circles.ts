/** Circles of foreign keys that may not be NULL, found once for all models. */
import type { Cells, Query } from '../../util/incremental.ts'
import { isSame } from '../../util/same.ts'
import { MODEL_INPUT, ORDER_INPUT } from '../checks/context.ts'
import type { ModelKey, ResolvedField, ResolvedModel } from '../types.ts'

export function isRequiredKey(field: ResolvedField): boolean {
  return field.relation !== null && field.kind !== 'manyToMany' && !field.null && !field.relation.parentLink
}

/** Models that a row of this one needs. A cell of its own: other edits of the model change nothing here. */
const NEEDS: Query<readonly ModelKey[]> = {
  name: 'needs',
  equal: isSame,
  onCycle: () => [],
  compute: (cells, key) =>
    (cells.input<ResolvedModel>(MODEL_INPUT, key)?.localFields ?? []).flatMap((field) => {
      const to = field.relation?.to ?? null
      return to !== null && isRequiredKey(field) ? [to] : []
    }),
}

/** What is left when models that need nothing are taken away, again and again, and models that nothing needs. */
const CIRCULAR: Query<ReadonlySet<ModelKey>> = {
  name: 'circular',
  onCycle: () => new Set(),
  compute(cells) {
    const order = cells.input<readonly ModelKey[]>(ORDER_INPUT, '') ?? []
    const needs = new Map(order.map((key) => [key, new Set(cells.get(NEEDS, key))]))
    const neededBy = new Map(order.map((key) => [key, new Set<ModelKey>()]))
    for (const [key, targets] of needs) for (const target of targets) neededBy.get(target)?.add(key)
    trim(needs, neededBy)
    trim(neededBy, needs)
    return new Set(needs.keys())
  },
}

function trim(edges: Map<ModelKey, Set<ModelKey>>, back: Map<ModelKey, Set<ModelKey>>): void {
  const loose = [...edges].filter(([, targets]) => targets.size === 0).map(([key]) => key)
  for (const key of loose) {
    for (const from of back.get(key) ?? []) {
      const targets = edges.get(from)
      targets?.delete(key)
      if (targets?.size === 0) loose.push(from)
    }
    for (const to of edges.get(key) ?? []) back.get(to)?.delete(key)
    edges.delete(key)
    back.delete(key)
  }
}

const IS_CIRCULAR: Query<boolean> = {
  name: 'isCircular',
  // Says so although it is the default: one edit must not make every model ask again.
  equal: (before, after) => before === after,
  onCycle: () => false,
  compute: (cells, key) => cells.get(CIRCULAR, '').has(key as ModelKey),
}

/** The way from `start` to `home` along required foreign keys, both included; null: there is none. */
export function wayBack(cells: Cells, home: ModelKey, start: ModelKey): readonly ModelKey[] | null {
  if (!cells.get(IS_CIRCULAR, home) || !cells.get(IS_CIRCULAR, start)) return null
  const before = new Map<ModelKey, ModelKey | null>([[start, null]])
  const queue: ModelKey[] = [start]
  for (const key of queue) {
    if (key === home) return pathTo(before, key)
    for (const to of cells.get(NEEDS, key)) {
      if (before.has(to)) continue
      before.set(to, key)
      queue.push(to)
    }
  }
  return null
}

function pathTo(before: ReadonlyMap<ModelKey, ModelKey | null>, end: ModelKey): readonly ModelKey[] {
  const path: ModelKey[] = []
  for (let key: ModelKey | null = end; key !== null; key = before.get(key) ?? null) path.unshift(key)
  return path
}
