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
  const seen = new Uint8Array(graph.nodes.length)
  const parts: number[][] = []
  for (let start = 0; start < graph.nodes.length; start++) {
    if (seen[start] === 1) continue
    seen[start] = 1
    const part = [start]
    for (let i = 0; i < part.length; i++) {
      for (const next of near[part[i] as number] as number[]) {
        if (seen[next] === 1) continue
        seen[next] = 1
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
  const label = Int32Array.from(graph.nodes, (_, i) => i)
  const size = new Int32Array(graph.nodes.length).fill(1)
  const weight = Float64Array.from(near, (list) => 1 / Math.sqrt(Math.max(1, list.length)))
  /** How much the labels around a node pull it; 0 again for the next one. */
  const pull = new Float64Array(graph.nodes.length)
  // Few neighbours first: leaves join what they hang on before hubs decide.
  const order = [...near.keys()].sort((a, b) => (near[a]?.length ?? 0) - (near[b]?.length ?? 0) || a - b)
  for (let sweep = 0; sweep < 8; sweep++) {
    let moved = false
    for (const node of order) {
      const own = label[node] as number
      const around: number[] = []
      for (const other of near[node] as number[]) {
        const theirs = label[other] as number
        if (pull[theirs] === 0) around.push(theirs)
        pull[theirs] = (pull[theirs] as number) + (weight[other] as number)
      }
      if (around.length > 1) around.sort((a, b) => a - b)
      let best = own
      let strongest = pull[own] as number
      for (const candidate of around) {
        if (candidate === own || (size[candidate] as number) >= most) continue
        const strength = pull[candidate] as number
        if (strength > strongest + 1e-9) {
          best = candidate
          strongest = strength
        }
      }
      for (const candidate of around) pull[candidate] = 0
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
