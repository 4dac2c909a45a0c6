/** Which models belong together: neighbours along drawn edges, to any depth. */
import type { ModelId } from '../../shared/document/ids.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { edgesOf } from '../../shared/layout/scene/edges.ts'

type Graph = ReadonlyMap<ModelId, ReadonlySet<ModelId>>

const graphs = new WeakMap<ErDocument['models'], Graph>()

/** Who is drawn with an edge to whom, both ways. Made once per state of the models. */
function graphOf(doc: ErDocument): Graph {
  const known = graphs.get(doc.models)
  if (known !== undefined) return known
  const graph = new Map<ModelId, Set<ModelId>>()
  const link = (a: ModelId, b: ModelId): void => {
    const set = graph.get(a) ?? new Set()
    set.add(b)
    graph.set(a, set)
  }
  for (const id of rootOf(doc).modelOrder) {
    const model = doc.models[id]
    if (model === undefined) continue
    for (const { to } of edgesOf(model, doc)) {
      if (to === id || doc.models[to] === undefined) continue
      link(id, to)
      link(to, id)
    }
    for (const field of model.fields) {
      const through = 'through' in field ? field.through : null
      if (through === null || doc.models[through] === undefined || through === id) continue
      link(id, through)
      link(through, id)
    }
  }
  graphs.set(doc.models, graph)
  return graph
}

/**
 * The models themselves and all that are at most `depth` relations away, nearest first.
 *
 * @param depth 0: only themselves
 */
export function neighboursOf(doc: ErDocument, models: Iterable<ModelId>, depth: number): readonly ModelId[] {
  const graph = graphOf(doc)
  const found = new Set<ModelId>()
  for (const id of models) if (doc.models[id] !== undefined) found.add(id)
  let edge = [...found]
  for (let step = 0; step < depth && edge.length > 0; step++) {
    const next: ModelId[] = []
    for (const id of edge) {
      for (const other of graph.get(id) ?? []) {
        if (found.has(other)) continue
        found.add(other)
        next.push(other)
      }
    }
    edge = next
  }
  return [...found]
}

/** How many relations away the farthest reachable model is; the slider ends there. */
export function reachOf(doc: ErDocument, models: Iterable<ModelId>): number {
  const start = [...models]
  let count = neighboursOf(doc, start, 0).length
  for (let depth = 1; ; depth++) {
    const next = neighboursOf(doc, start, depth).length
    if (next === count) return depth - 1
    count = next
  }
}
