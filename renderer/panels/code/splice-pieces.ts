/** From one exported text to the next by replacing only the pieces that changed. */
import type { ExportPiece } from '../../../shared/exporters/exporter.ts'

/** Offsets are those of the text before. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/**
 * The changes, in order and apart from each other. Pieces are matched by their model; frame pieces by
 * their place between models.
 */
export function splicePieces(before: readonly ExportPiece[], after: readonly ExportPiece[]): readonly Splice[] {
  const keysBefore = pieceKeys(before)
  const keysAfter = pieceKeys(after)
  const placeBefore = new Map(keysBefore.map((key, index) => [key, index]))
  const splices: Splice[] = []
  let at = 0
  let i = 0
  const skip = (until: number): void => {
    const from = at
    while (i < until) at += before[i++]?.text.length ?? 0
    if (at > from) push(splices, { from, to: at, insert: '' })
  }
  after.forEach((piece, j) => {
    const place = placeBefore.get(keysAfter[j] ?? '')
    if (place === undefined || place < i) return push(splices, { from: at, to: at, insert: piece.text })
    skip(place)
    const old = before[i]?.text ?? ''
    if (old !== piece.text) push(splices, { from: at, to: at + old.length, insert: piece.text })
    at += old.length
    i += 1
  })
  skip(before.length)
  return splices
}

/** Neighbouring splices become one. */
function push(splices: Splice[], next: Splice): void {
  const last = splices.at(-1)
  if (last === undefined || last.to !== next.from) {
    if (next.from !== next.to || next.insert !== '') splices.push(next)
    return
  }
  splices[splices.length - 1] = { from: last.from, to: next.to, insert: last.insert + next.insert }
}

/** `model:…#0`: a model can have several pieces; a frame piece belongs to the model before it. */
function pieceKeys(pieces: readonly ExportPiece[]): readonly string[] {
  const seen = new Map<string, number>()
  let last = 'start'
  return pieces.map(({ model }) => {
    const name = model ?? `frame after ${last}`
    if (model !== null) last = model
    const n = seen.get(name) ?? 0
    seen.set(name, n + 1)
    return `${name}#${n}`
  })
}

export interface PieceRange {
  readonly model: string
  readonly from: number
  readonly to: number
}

/** Where each model's text stands. */
export function pieceRanges(pieces: readonly ExportPiece[]): readonly PieceRange[] {
  const ranges: PieceRange[] = []
  let at = 0
  for (const { model, text } of pieces) {
    if (model !== null) ranges.push({ model, from: at, to: at + text.length })
    at += text.length
  }
  return ranges
}
