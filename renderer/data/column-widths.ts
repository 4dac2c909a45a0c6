import { wireText } from '../../shared/protocol/scalars.ts'
import type { Rows } from './rows.ts'

/** Width of a digit in the grid's type, px; names are a little wider. */
const CHARACTER_PX = 7.4
const PADDING_PX = 24
const LEAST_PX = 64
const MOST_PX = 320
/** Rows looked at: the first page says enough. */
const SAMPLE_ROWS = 60

/** Widths that suit the names and the first rows, px. */
export function columnWidths(rows: Pick<Rows, 'columns' | 'row'>): readonly number[] {
  return rows.columns.map(({ name }, column) => {
    let longest = name.length
    for (let index = 0; index < SAMPLE_ROWS; index += 1) {
      const cell = rows.row(index)?.[column]
      if (cell !== undefined) longest = Math.max(longest, wireText(cell).length)
    }
    return Math.round(Math.max(LEAST_PX, Math.min(MOST_PX, longest * CHARACTER_PX + PADDING_PX)))
  })
}
