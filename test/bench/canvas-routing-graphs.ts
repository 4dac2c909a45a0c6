/** Graphs to be drawn by both: boxes in the cells of a grid, a little off its lines, relations as in designs. */
import { applyCommand } from '../../shared/commands/registry.ts'
import type { CommandCall } from '../../shared/commands/registry.ts'
import type { FieldId, ModelId, ViewId } from '../../shared/document/ids.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { createScene } from '../../shared/layout/scene/scene.ts'
import { bigDocument } from '../support/big-document.ts'
import type { Drawing } from './canvas-routing-count.ts'

export interface Graph {
  readonly name: string
  /** Column and row of each box, and how far it is off, share of a cell. */
  readonly cells: readonly { readonly column: number; readonly row: number; readonly dx: number; readonly dy: number }[]
  /** From the declaring box to its target. */
  readonly links: readonly (readonly [number, number])[]
}

/** The same numbers every time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function graph(name: string, boxes: number, linksPerBox: number, seed: number): Graph {
  const next = numbers(seed)
  const columns = Math.ceil(Math.sqrt(boxes * 1.3))
  const cells = Array.from({ length: boxes }, (_, i) => ({
    column: i % columns,
    row: Math.floor(i / columns),
    dx: next() * 0.12,
    dy: next() * 0.25,
  }))
  const links = Array.from({ length: Math.round(boxes * linksPerBox) }, (_, n): readonly [number, number] => {
    const from = n % boxes
    // Mostly near ones, some to a hub, a few to themselves.
    const kind = next()
    if (kind < 0.05) return [from, from]
    if (kind < 0.2) return [from, 0]
    const far = Math.ceil(next() * 2 * columns)
    return [from, (from + far) % boxes]
  })
  return { name, cells, links }
}

export const GRAPHS: readonly Graph[] = [
  graph('10 boxes, 1.3 each', 10, 1.3, 7),
  graph('20 boxes, 1.3 each', 20, 1.3, 11),
  graph('40 boxes, 1.3 each', 40, 1.3, 13),
  graph('20 boxes, 2.5 each', 20, 2.5, 17),
  {
    name: 'one pair, 6 between',
    cells: [
      { column: 0, row: 0, dx: 0, dy: 0 },
      { column: 2, row: 0, dx: 0, dy: 0.1 },
    ],
    links: Array.from({ length: 6 }, (_, i): readonly [number, number] => (i % 2 === 0 ? [0, 1] : [1, 0])),
  },
  {
    name: 'one box, 3 to itself',
    cells: [{ column: 1, row: 1, dx: 0, dy: 0 }],
    links: [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  },
]

const CELL = { width: 360, height: 340 }

export function ourDrawing({ cells, links }: Graph): Drawing {
  const view = 'view:main' as ViewId
  const id = (n: number): ModelId => `model:m${n}` as ModelId
  const models = cells.map(({ column, row, dx, dy }, i): CommandCall => {
    const at = { view, x: grid((column + dx) * CELL.width), y: grid((row + dy) * CELL.height) }
    return { type: 'model.add', params: { id: id(i), name: `Table${i}`, at } }
  })
  const relations = links.map(([a, b], i): CommandCall => {
    const field = { id: `field:f${i}` as FieldId, name: `ref${i}`, kind: 'foreignKey' as const, relatedName: '+' }
    return { type: 'relation.add', params: { ...field, from: id(a), to: id(b) } }
  })
  const doc = [...models, ...relations].reduce(
    (now, { type, params }) => applyPatch(now, applyCommand(now, type, params as never)),
    bigDocument(0),
  )
  const scene = createScene()
  scene.reset(doc, view)
  const { edges } = scene.edgesIn({ x: -1e5, y: -1e5, width: 2e5, height: 2e5 })
  return { boxes: [...scene.nodes.values()], routes: edges.map((edge) => [...scene.routeOf(edge)]) }
}

function grid(value: number): number {
  return Math.round(value / 8) * 8
}
