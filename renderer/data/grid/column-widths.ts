/** Width of a digit in the grid's type, px; names are a little wider. */
const CHARACTER_PX = 7.4
const PADDING_PX = 24
const LEAST_PX = 64
const MOST_PX = 320
/** Rows looked at: the first page says enough. */
const SAMPLE_ROWS = 60

/** A width that suits the title and the texts of the first rows, px. */
export function columnWidth(title: string, texts: Iterable<string>): number {
  let longest = title.length
  let rows = 0
  for (const text of texts) {
    if (rows++ >= SAMPLE_ROWS) break
    longest = Math.max(longest, text.length)
  }
  return Math.round(Math.max(LEAST_PX, Math.min(MOST_PX, longest * CHARACTER_PX + PADDING_PX)))
}
