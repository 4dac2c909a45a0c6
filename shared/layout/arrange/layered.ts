/**
 * The quick layout: targets left, what points at them right, each column ordered by where its
 * neighbours are. A few ms for a thousand boxes, no engine needed; the fine one starts from here.
 */
import { neighbours } from './graph.ts'
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
  const near = neighbours(graph)
  const place = new Float64Array(graph.nodes.length)
  const wish = new Float64Array(graph.nodes.length)
  const note = (column: readonly number[]): void => {
    for (let i = 0; i < column.length; i++) place[column[i] as number] = i / column.length
  }
  const byWish = (a: number, b: number): number => (wish[a] as number) - (wish[b] as number) || a - b
  for (const column of columns) note(column)
  let isSettled = false
  // Once a sweep has found nothing to move, none after it does.
  for (let sweep = 0; sweep < SWEEPS && !isSettled; sweep++) {
    isSettled = true
    for (let k = 0; k < columns.length; k++) {
      const column = columns[sweep % 2 === 0 ? k : columns.length - 1 - k] as number[]
      if (column.length === 1) continue
      for (const node of column) wish[node] = barycentre(near[node] as number[], place, place[node] as number)
      if (isOrdered(column, byWish)) continue
      isSettled = false
      column.sort(byWish)
      note(column)
    }
  }
  return columns
}

function isOrdered(column: readonly number[], compare: (a: number, b: number) => number): boolean {
  for (let i = 1; i < column.length; i++) if (compare(column[i - 1] as number, column[i] as number) > 0) return false
  return true
}

function barycentre(near: readonly number[], place: Float64Array, own: number): number {
  if (near.length === 0) return own
  let sum = 0
  for (const node of near) sum += place[node] as number
  return sum / near.length
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
