/**
 * What comes into view while the camera pans, drawn in pieces round the sheet that is there: one a frame, a little
 * ahead. A whole drawing with margins took 11 to 14 ms of one frame; a piece takes about one.
 */
import './tiles.css'
import { createPad, createPictureSurface } from './surface.ts'
import type { PictureSurface, Surface } from './surface.ts'

/** So many pieces make up a sheet: its sides lie on theirs, so that nothing is drawn twice. */
const ACROSS = 4
const DOWN = 2
/** Pieces are drawn this much before they are seen, px. */
const AHEAD_PX = 120
/** Further away than this many pieces they are given up. */
const KEPT = 2

/** Px of the sheet, from its corner. */
export interface Piece {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function grown({ x, y, width, height }: Piece, by: number): Piece {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

export interface Tiles {
  /** Draws the pieces that are missing in view, and one that soon will be. */
  cover(seen: Piece): void
  /** Draws one of those right beside what is seen. @returns whether one was missing */
  ahead(seen: Piece): boolean
  /** Draws a piece anew, if it is still there. */
  renew(piece: Piece): void
  /** Where the sheet's corner is in the view. */
  place(x: number, y: number): void
  /** Gives all up: another sheet is shown. */
  drop(size: { readonly width: number; readonly height: number; readonly dpr: number }): void
  dispose(): void
}

/** @param sheetCanvas the canvas that the pieces lie round */
export function createTiles(sheetCanvas: HTMLCanvasElement, paint: (surface: Surface, piece: Piece) => void): Tiles {
  const host = document.createElement('div')
  host.className = 'canvas-tiles'
  sheetCanvas.after(host)
  const pad = createPad()
  const spare: PictureSurface[] = []
  const shown = new Map<string, { readonly surface: PictureSurface; readonly column: number; readonly row: number }>()
  let sheet = { width: 1, height: 1, dpr: 1 }

  /** On whole pixels of the screen. */
  function pieceAt(column: number, row: number): Piece {
    const { width, height, dpr } = sheet
    const edge = (n: number, step: number): number => Math.round(n * step * dpr) / dpr
    const [x, y] = [edge(column, width / ACROSS), edge(row, height / DOWN)]
    return { x, y, width: edge(column + 1, width / ACROSS) - x, height: edge(row + 1, height / DOWN) - y }
  }

  /** Columns and rows that meet the rectangle. */
  function rangeOf({ x, y, width, height }: Piece): readonly [number, number, number, number] {
    const [w, h] = [sheet.width / ACROSS, sheet.height / DOWN]
    return [Math.floor(x / w), Math.floor(y / h), Math.ceil((x + width) / w) - 1, Math.ceil((y + height) / h) - 1]
  }

  const isOnSheet = (column: number, row: number): boolean => column >= 0 && column < ACROSS && row >= 0 && row < DOWN

  /**
   * @param most of the missing pieces
   * @returns how many there were
   */
  function fill([left, top, right, bottom]: readonly [number, number, number, number], most: number): number {
    let drawn = 0
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const key = `${column} ${row}`
        if (isOnSheet(column, row) || shown.has(key)) continue
        if (drawn++ === most) return drawn
        const surface = spare.pop() ?? createPictureSurface(host.appendChild(document.createElement('canvas')), pad)
        const piece = pieceAt(column, row)
        paint(surface, piece)
        surface.place(piece.x, piece.y, 1)
        surface.setVisible(true)
        shown.set(key, { surface, column, row })
      }
    }
    return drawn
  }

  function giveUp(key: string, surface: PictureSurface): void {
    shown.delete(key)
    surface.setVisible(false)
    surface.clear()
    spare.push(surface)
  }

  return {
    cover(seen) {
      const range = rangeOf(grown(seen, 1))
      fill(range, Infinity)
      fill(rangeOf(grown(seen, AHEAD_PX)), 1)
      const [left, top, right, bottom] = range
      for (const [key, { surface, column, row }] of shown) {
        const isFar = column < left - KEPT || column > right + KEPT || row < top - KEPT || row > bottom + KEPT
        if (isFar) giveUp(key, surface)
      }
    },
    ahead: (seen) => fill(rangeOf(grown(seen, 1)), 1) > 0,
    renew({ x, y }) {
      for (const { surface, column, row } of shown.values()) {
        const piece = pieceAt(column, row)
        if (piece.x === x && piece.y === y) paint(surface, piece)
      }
    },
    place: (x, y) => void (host.style.transform = `translate(${x}px, ${y}px)`),
    drop(size) {
      for (const [key, { surface }] of shown) giveUp(key, surface)
      sheet = size
    },
    dispose: () => host.remove(),
  }
}
