/** The made-up design as the prototype holds it: plain boxes of one size, straight connectors, each found by an index. */
import type { ErDocument } from '../../../shared/document/records.ts'
import { createGridIndex } from '../../../shared/layout/grid-index.ts'
import type { GridIndex } from '../../../shared/layout/grid-index.ts'

export const WIDTH = 224
export const HEAD = 32
export const ROW = 24

export interface Table {
  readonly id: string
  readonly name: string
  readonly rows: readonly { readonly name: string; readonly type: string }[]
}

export interface Tables {
  readonly tables: Table[]
  /** Corners, `x y` of each table. */
  readonly places: Float64Array
  readonly heights: Float64Array
  /** `x0 y0 x1 y1` of each connector. */
  readonly edges: Float64Array
  readonly nodeIndex: GridIndex
  readonly edgeIndex: GridIndex
}

/** Room that a connector needs beyond its ends, px. */
const BEND = 40

export const rowMiddle = (row: number): number => HEAD + row * ROW + ROW / 2

export function tablesOf(doc: ErDocument): Tables {
  const models = Object.values(doc.models)
  const slots = new Map(models.map(({ id }, i) => [id as string, i]))
  const nodeIndex = createGridIndex()
  const edgeIndex = createGridIndex()
  const places = new Float64Array(2 * models.length)
  const heights = new Float64Array(models.length)
  for (const { model, x, y } of Object.values(doc.placements)) {
    const slot = slots.get(model) as number
    places.set([x, y], 2 * slot)
    heights[slot] = HEAD + ((doc.models[model]?.fields.length ?? 0) + 1) * ROW
    nodeIndex.set(slot, x, y, WIDTH, heights[slot])
  }
  const edges: number[] = []
  models.forEach((model, from) => {
    model.fields.forEach((field, row) => {
      const to = 'to' in field ? slots.get(field.to as string) : undefined
      if (to === undefined) return
      const [x0, y0] = [at(places, 2 * from) + WIDTH, at(places, 2 * from + 1) + rowMiddle(row + 1)]
      const [x1, y1] = [at(places, 2 * to), at(places, 2 * to + 1) + rowMiddle(0)]
      const left = Math.min(x0, x1) - BEND
      edgeIndex.set(edges.length / 4, left, Math.min(y0, y1), Math.max(x0, x1) + BEND - left, Math.abs(y1 - y0))
      edges.push(x0, y0, x1, y1)
    })
  })
  const tables = models.map(({ id, name, fields }) => ({
    id: id as string,
    name,
    rows: [{ name: 'id', type: 'bigint' }, ...fields.map((f) => ({ name: f.name, type: f.kind }))],
  }))
  return { tables, places, heights, edges: Float64Array.from(edges), nodeIndex, edgeIndex }
}

/** A number that is there. */
export function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? 0
}
