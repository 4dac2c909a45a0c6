/** A graph as Graphviz text, and its `plain` answer as places. The engine itself is handed in. */
import type { LayoutGraph, LayoutNode, Spot } from './graph.ts'
import { COLUMN_GAP_PX, ROW_GAP_PX } from './layered.ts'

/** Runs `dot` on a graph text and gives its answer in the format `plain`. */
export type DotEngine = (text: string) => string

const INCH_PX = 72

export function toDot({ nodes, edges }: LayoutGraph): string {
  const inch = (px: number): string => (px / INCH_PX).toFixed(4)
  const lines = nodes.map((n, i) => `n${i} [width=${inch(n.width)} height=${inch(n.height)}]`)
  // Targets left of what points at them: rows lead to the left, as one reads back to the cause.
  const seen = new Set<string>()
  for (const [from, to] of edges) {
    const key = `n${to} -> n${from}`
    if (from === to || seen.has(key)) continue
    seen.add(key)
    lines.push(key)
  }
  return `digraph {
rankdir=LR nodesep=${inch(ROW_GAP_PX)} ranksep=${inch(COLUMN_GAP_PX)}
node [shape=box fixedsize=true label=""]
edge [arrowhead=none]
${lines.join('\n')}
}`
}

/** Top left corners by node index, starting at 0, 0; null when the answer is not for this graph. */
export function fromPlain(plain: string, nodes: readonly LayoutNode[]): Spot[] | null {
  const spots: (Spot | undefined)[] = nodes.map(() => undefined)
  for (const line of plain.split('\n')) {
    const words = line.split(/\s+/)
    if (words[0] !== 'node') continue
    const index = Number(words[1]?.slice(1))
    const node = nodes[index]
    const x = Number(words[2]) * INCH_PX
    const y = -Number(words[3]) * INCH_PX
    if (node === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return null
    spots[index] = { x: x - node.width / 2, y: y - node.height / 2 }
  }
  if (spots.some((spot) => spot === undefined)) return null
  const found = spots as Spot[]
  const left = Math.min(...found.map((s) => s.x))
  const top = Math.min(...found.map((s) => s.y))
  const snap = (value: number): number => Math.round(value / 8) * 8
  return found.map((s) => ({ x: snap(s.x - left), y: snap(s.y - top) }))
}
