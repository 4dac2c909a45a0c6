import type { ExportPiece } from './exporter.ts'

/** Characters that are put together at once: what was written just now is still near the processor. */
const RUN = 16_000

/**
 * Makes the texts of pieces, before anybody is given them, parts of longer ones. What is put together bit by bit is
 * kept by the engine as a tree of its bits, several times the size of the text, until somebody reads it: here some
 * pieces are read at once.
 */
export class PiecePacker {
  #open: ExportPiece[] = []
  #length = 0

  add(piece: ExportPiece): void {
    this.#open.push(piece)
    this.#length += piece.text.length
    if (this.#length >= RUN) this.finish()
  }

  /** To be called when there are no more. */
  finish(): void {
    const texts: string[] = []
    for (const { text } of this.#open) texts.push(text)
    const whole = texts.join('')
    let from = 0
    for (const piece of this.#open) {
      const to = from + piece.text.length
      ;(piece as { text: string }).text = whole.slice(from, to)
      from = to
    }
    this.#open = []
    this.#length = 0
  }
}
