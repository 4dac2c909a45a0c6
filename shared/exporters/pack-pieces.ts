import type { ModelKey } from '../relations/types.ts'

/** A piece that nobody has been given yet. */
export interface DraftPiece {
  readonly model: ModelKey | null
  text: string
}

/**
 * Makes the texts of the pieces parts of one text. What is put together bit by bit is kept by the engine as a tree of
 * its bits, several times the size of the text, until somebody reads it: here all are read at once, which is quicker
 * than one by one.
 */
export function packPieces(pieces: readonly DraftPiece[]): void {
  const texts: string[] = []
  for (const { text } of pieces) texts.push(text)
  const whole = texts.join('')
  let from = 0
  for (const piece of pieces) {
    const to = from + piece.text.length
    piece.text = whole.slice(from, to)
    from = to
  }
}
