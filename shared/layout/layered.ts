/**
 * The quick layout: targets left, what points at them right, each column ordered by where its
 * neighbours are. A few ms for a thousand boxes, no engine needed; the fine one starts from here.
 */
import type { LayoutGraph, LayoutNode, Spot } from './graph.ts'

/** Room for a crow's foot, the words behind it and some lanes. */
export const COLUMN_GAP_PX = 144
export const ROW_GAP_PX = 48
const SWEEPS = 6

/** Top left corners, by node index; the drawing starts at 0, 0. */
export function layeredLayout(graph: LayoutGraph): Spot[] {
  const columns = wrapped(graph, ordered(graph, ranks(graph)))
  const spots: Spot[] = graph.nodes.map(() => ({ x: 0, y: 0 }))
  const heights = columns.map((column) => stackHeight(graph, column))
  const tallest = Math.max(0, ...heights)
  let x = 0
  columns.forEach((column, c) => {
    const width = Math.max(0, ...column.map((i) => (graph.nodes[i] as LayoutNode).width))
    let y = snap((tallest - (heights[c] as number)) / 2)
    for (const i of column) {
      spots[i] = { x, y }
      y += snap((graph.nodes[i] as LayoutNode).height + ROW_GAP_PX)
    }
    x += snap(width + COLUMN_GAP_PX)
  })
  return spots
}

function snap(value: number): number {
  return Math.ceil(value / 8) * 8
}

function stackHeight(graph: LayoutGraph, column: readonly number[]): number {
  return column.reduce((sum, i) => sum + snap((graph.nodes[i] as LayoutNode).height + ROW_GAP_PX), -ROW_GAP_PX)
}

/** Longest path from what points at nothing; an edge that closes a cycle does not count. */
function ranks(graph: LayoutGraph): number[] {
  const targets: number[][] = graph.nodes.map(() => [])
  for (const [from, to] of graph.edges) if (from !== to) targets[from]?.push(to)
  const rank = graph.nodes.map(() => -1)
  const state = new Uint8Array(graph.nodes.length)
  for (let start = 0; start < graph.nodes.length; start++) {
    if (state[start] !== 0) continue
    const stack = [start]
    while (stack.length > 0) {
      const node = stack[stack.length - 1] as number
      if (state[node] === 0) {
        state[node] = 1
        for (const next of targets[node] ?? []) if (state[next] === 0) stack.push(next)
        continue
      }
      stack.pop()
      if (state[node] === 2) continue
      state[node] = 2
      let deepest = -1
      for (const next of targets[node] ?? [])
        if (state[next] === 2 && next !== node) deepest = Math.max(deepest, rank[next] as number)
      rank[node] = deepest + 1
    }
  }
  return rank
}

function ordered(graph: LayoutGraph, rank: readonly number[]): number[][] {
  const columns: number[][] = []
  rank.forEach((r, node) => (columns[r] ??= []).push(node))
  const near: number[][] = graph.nodes.map(() => [])
  for (const [a, b] of graph.edges) {
    if (a === b) continue
    near[a]?.push(b)
    near[b]?.push(a)
  }
  const place = graph.nodes.map(() => 0)
  const note = (column: readonly number[]): void =>
    column.forEach((node, i) => void (place[node] = i / Math.max(1, column.length)))
  columns.forEach(note)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0
    for (let k = 0; k < columns.length; k++) {
      const column = columns[forth ? k : columns.length - 1 - k] as number[]
      const wish = new Map(column.map((node) => [node, barycentre(near[node] ?? [], place, place[node] as number)]))
      column.sort((a, b) => (wish.get(a) as number) - (wish.get(b) as number) || a - b)
      note(column)
    }
  }
  return columns
}

function barycentre(near: readonly number[], place: readonly number[], own: number): number {
  if (near.length === 0) return own
  return near.reduce((sum, node) => sum + (place[node] as number), 0) / near.length
}

/** A column far taller than the drawing is wide becomes several. */
function wrapped(graph: LayoutGraph, columns: readonly (readonly number[])[]): (readonly number[])[] {
  const area = graph.nodes.reduce((sum, n) => sum + (n.width + COLUMN_GAP_PX) * (n.height + ROW_GAP_PX), 0)
  const most = Math.max(900, Math.sqrt(area) * 1.1)
  return columns.flatMap((column) => {
    const height = stackHeight(graph, column)
    const count = Math.ceil(height / most)
    if (count <= 1) return [column]
    const each = height / count
    const parts: number[][] = [[]]
    let filled = 0
    for (const node of column) {
      const size = (graph.nodes[node] as LayoutNode).height + ROW_GAP_PX
      if (filled > 0 && filled + size / 2 > each && parts.length < count) {
        parts.push([])
        filled = 0
      }
      ;(parts[parts.length - 1] as number[]).push(node)
      filled += size
    }
    return parts
  })
}
