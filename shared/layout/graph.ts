/** The graph that a layout works on: sizes and who points at whom. */
export interface LayoutNode {
  readonly id: string
  readonly width: number
  readonly height: number
}

export interface LayoutGraph {
  readonly nodes: readonly LayoutNode[]
  /** Index pairs, from the declaring model to its target; loops and doubles are allowed. */
  readonly edges: readonly (readonly [number, number])[]
}

export interface Spot {
  readonly x: number
  readonly y: number
}

/** Lists of neighbours by node index; loops left out, doubles kept (they pull harder). */
export function neighbours({ nodes, edges }: LayoutGraph): number[][] {
  const lists: number[][] = nodes.map(() => [])
  for (const [a, b] of edges) {
    if (a === b) continue
    lists[a]?.push(b)
    lists[b]?.push(a)
  }
  return lists
}

/** Connected parts as lists of node indexes, in the order of their first node. */
export function components(graph: LayoutGraph): number[][] {
  const near = neighbours(graph)
  const seen = new Set<number>()
  const parts: number[][] = []
  for (let start = 0; start < graph.nodes.length; start++) {
    if (seen.has(start)) continue
    seen.add(start)
    const part = [start]
    for (let i = 0; i < part.length; i++) {
      for (const next of near[part[i] as number] ?? []) {
        if (seen.has(next)) continue
        seen.add(next)
        part.push(next)
      }
    }
    parts.push(part.sort((a, b) => a - b))
  }
  return parts
}

/** The part of a graph between the given nodes, renumbered in their order. */
export function subgraph(graph: LayoutGraph, members: readonly number[]): LayoutGraph {
  return subgraphs(graph, [members])[0] as LayoutGraph
}

/** The same for groups that share no node, in one pass over the edges: there may be hundreds of groups. */
export function subgraphs({ nodes, edges }: LayoutGraph, groups: readonly (readonly number[])[]): LayoutGraph[] {
  const group = new Int32Array(nodes.length).fill(-1)
  const place = new Int32Array(nodes.length)
  const parts = groups.map((members, g) => {
    members.forEach((index, i) => {
      group[index] = g
      place[index] = i
    })
    return { nodes: members.map((index) => nodes[index] as LayoutNode), edges: [] as [number, number][] }
  })
  for (const [a, b] of edges) {
    const g = group[a] as number
    if (g >= 0 && g === group[b]) parts[g]?.edges.push([place[a] as number, place[b] as number])
  }
  return parts
}

/**
 * Groups of nodes that have more to do with each other than with the rest, none larger than `most`:
 * labels spread along edges, hubs weigh less; ties go to the lower number, so that the same graph
 * always gives the same groups.
 */
export function communities(graph: LayoutGraph, most: number): number[][] {
  const near = neighbours(graph)
  const label = graph.nodes.map((_, i) => i)
  const size = graph.nodes.map(() => 1)
  const weight = near.map((list) => 1 / Math.sqrt(Math.max(1, list.length)))
  // Few neighbours first: leaves join what they hang on before hubs decide.
  const order = [...near.keys()].sort((a, b) => (near[a]?.length ?? 0) - (near[b]?.length ?? 0) || a - b)
  for (let sweep = 0; sweep < 8; sweep++) {
    let moved = false
    for (const node of order) {
      const own = label[node] as number
      const pull = new Map<number, number>()
      for (const other of near[node] ?? []) {
        const theirs = label[other] as number
        pull.set(theirs, (pull.get(theirs) ?? 0) + (weight[other] as number))
      }
      let best = own
      let strongest = pull.get(own) ?? 0
      for (const [candidate, strength] of [...pull].sort((a, b) => a[0] - b[0])) {
        if (candidate === own || (size[candidate] as number) >= most) continue
        if (strength > strongest + 1e-9) {
          best = candidate
          strongest = strength
        }
      }
      if (best === own) continue
      label[node] = best
      size[own] = (size[own] as number) - 1
      size[best] = (size[best] as number) + 1
      moved = true
    }
    if (!moved) break
  }
  const groups = new Map<number, number[]>()
  label.forEach((group, node) => {
    const list = groups.get(group)
    if (list === undefined) groups.set(group, [node])
    else list.push(node)
  })
  return [...groups.values()]
}
