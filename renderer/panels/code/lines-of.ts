/** The lines of a text in pieces, without making the whole text: lines are parts of the pieces, which are kept anyway. */
import type { ExportPiece } from '../../../shared/exporters/exporter.ts'

/** At least one line; pieces may begin and end within lines. */
export function linesOf(pieces: readonly ExportPiece[]): string[] {
  const lines = ['']
  for (const { text } of pieces) {
    // As the editor splits a text.
    const [first = '', ...more] = text.split(/\r\n?|\n/)
    lines[lines.length - 1] += first
    for (const line of more) lines.push(line)
  }
  return lines
}
