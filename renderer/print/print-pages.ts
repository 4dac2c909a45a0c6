/** How a drawing is laid on paper: on one page, or over several at a readable size. Pure; lengths in mm. */

export interface Paper {
  readonly width: number
  readonly height: number
}

export const PAPERS = {
  a4: { width: 210, height: 297 },
  a3: { width: 297, height: 420 },
  letter: { width: 215.9, height: 279.4 },
} as const
export type PaperName = keyof typeof PAPERS

interface PrintWish {
  readonly paper: PaperName
  readonly landscape: boolean
  /** One page, however small; or tiles at 100 %, 1 px as 1/96 inch, times this. */
  readonly scale: 'fit' | number
}

interface Tile {
  /** The part of the drawing on the page, px of the drawing. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly row: number
  readonly column: number
}

export interface PrintPlan {
  readonly page: Paper
  /** Room for the drawing on a page. */
  readonly room: Paper
  readonly columns: number
  readonly rows: number
  readonly tiles: readonly Tile[]
}

export const MARGIN_MM = 10
/** The line with the title, above the drawing. */
export const HEAD_MM = 8
const MM_PER_PX = 25.4 / 96
/** Neighbouring tiles share a strip, so that they can be glued. */
const OVERLAP_PX = 24

export function printPlan(drawing: { readonly width: number; readonly height: number }, wish: PrintWish): PrintPlan {
  const paper = PAPERS[wish.paper]
  const page = wish.landscape ? { width: paper.height, height: paper.width } : paper
  const room = { width: page.width - 2 * MARGIN_MM, height: page.height - 2 * MARGIN_MM - HEAD_MM }
  if (wish.scale === 'fit') {
    const tile = { x: 0, y: 0, width: drawing.width, height: drawing.height, row: 0, column: 0 }
    return { page, room, columns: 1, rows: 1, tiles: [tile] }
  }
  const width = room.width / MM_PER_PX / wish.scale
  const height = room.height / MM_PER_PX / wish.scale
  const columns = count(drawing.width, width)
  const rows = count(drawing.height, height)
  const tiles = Array.from({ length: columns * rows }, (_, i): Tile => {
    const [column, row] = [i % columns, Math.floor(i / columns)]
    return { x: column * (width - OVERLAP_PX), y: row * (height - OVERLAP_PX), width, height, row, column }
  })
  return { page, room, columns, rows, tiles }
}

function count(whole: number, part: number): number {
  return whole <= part ? 1 : 1 + Math.ceil((whole - part) / (part - OVERLAP_PX))
}
