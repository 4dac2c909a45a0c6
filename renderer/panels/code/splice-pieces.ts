/** From one exported text to the next by replacing only the pieces that changed. */
import type { ExportPiece } from '../../../shared/exporters/exporter.ts'
import { replacedPlaces } from '../../../shared/util/changes.ts'
import type { ReplacedAt } from '../../../shared/util/changes.ts'
import { passPieceIndex, pieceIndex } from './piece-index.ts'

/** Offsets are those of the text before. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/**
 * The changes, in order and apart from each other. Pieces are matched by their model; frame pieces by
 * their place between models.
 *
 * Of an edited design nearly all pieces are the very same objects in the same places, and these are only
 * passed by: what is looked up by name is what lies between the first piece that differs and the last.
 */
export function splicePieces(before: readonly ExportPiece[], after: readonly ExportPiece[]): readonly Splice[] {
  const replaced = replacedPlaces(before, after, FEW)
  const isInPlace = replaced?.every((one) => one.before.model === one.after.model) === true
  return isInPlace ? spliceInPlace(before, after, replaced) : spliceRun(before, after)
}

/** Above this many pieces that differ, passing by all is no dearer. */
const FEW = 200

function spliceInPlace(
  before: readonly ExportPiece[],
  after: readonly ExportPiece[],
  replaced: readonly ReplacedAt<ExportPiece>[],
): readonly Splice[] {
  const splices: Splice[] = []
  const index = pieceIndex(before)
  for (const one of replaced) {
    if (one.before.text === one.after.text) continue
    const from = index.startOf(one.place)
    push(splices, { from, to: from + one.before.text.length, insert: one.after.text })
  }
  passPieceIndex(before, after, replaced)
  return splices
}

/** Between the first piece that differs and the last, the pieces are matched by name. */
function spliceRun(before: readonly ExportPiece[], after: readonly ExportPiece[]): readonly Splice[] {
  const splices: Splice[] = []
  const most = Math.min(before.length, after.length)
  let start = 0
  let offset = 0
  for (; start < most; start++) {
    const was = before[start]
    const now = after[start]
    if (was === undefined || now === undefined) break
    // The same model in the same place, or the frame there: it was rewritten.
    if (was.model !== now.model) break
    if (was.text !== now.text) push(splices, { from: offset, to: offset + was.text.length, insert: now.text })
    offset += was.text.length
  }
  if (start === before.length && start === after.length) return splices
  let end = 0
  while (end < most - start && isAlike(before[before.length - 1 - end], after[after.length - 1 - end])) end++
  const [old, fresh] = [before.slice(start, before.length - end), after.slice(start, after.length - end)]
  for (const splice of spliceByName(old, fresh, offset)) push(splices, splice)
  return splices
}

function isAlike(a: ExportPiece | undefined, b: ExportPiece | undefined): boolean {
  return a === b || (a?.model === b?.model && a?.text === b?.text)
}

/** @param offset of the first piece */
function spliceByName(
  before: readonly ExportPiece[],
  after: readonly ExportPiece[],
  offset: number,
): readonly Splice[] {
  const keysBefore = pieceKeys(before)
  const keysAfter = pieceKeys(after)
  const placeBefore = new Map(keysBefore.map((key, index) => [key, index]))
  const splices: Splice[] = []
  let at = offset
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

interface PieceRange {
  readonly model: string
  readonly from: number
  readonly to: number
}

/** Where the texts of these models stand. */
export function pieceRanges(pieces: readonly ExportPiece[], models: ReadonlySet<string>): readonly PieceRange[] {
  if (models.size === 0) return []
  const index = pieceIndex(pieces)
  const places = [...models].flatMap((model) => index.placesOf(model).map((place) => ({ model, place })))
  return places
    .toSorted((a, b) => a.place - b.place)
    .map(({ model, place }) => {
      const from = index.startOf(place)
      return { model, from, to: from + index.lengthOf(place) }
    })
}

/** The model's text that an offset lies in; undefined: the frame's. */
export function pieceAt(pieces: readonly ExportPiece[], offset: number): PieceRange | undefined {
  let at = 0
  for (const { model, text } of pieces) {
    if (offset < at + text.length) return model === null ? undefined : { model, from: at, to: at + text.length }
    at += text.length
  }
  return undefined
}
