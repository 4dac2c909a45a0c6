/** Where the pieces of a text stand, found without adding up all that stand before. */
import type { ExportPiece } from '../../../shared/exporters/exporter.ts'
import type { ReplacedAt } from '../../../shared/util/changes.ts'

type Pieces = readonly ExportPiece[]
type Replaced = readonly ReplacedAt<ExportPiece>[]

/** Pieces whose lengths are summed up together. */
const BLOCK = 64
const BLOCK_BITS = 6

class PieceIndex {
  readonly #pieces: Pieces
  readonly #lengths: Uint32Array
  /** By block the length of its pieces. */
  readonly #blocks: Float64Array
  /** Made when somebody asks. */
  #places: ReadonlyMap<string, readonly number[]> | null = null

  constructor(pieces: Pieces) {
    this.#pieces = pieces
    this.#lengths = new Uint32Array(pieces.length)
    this.#blocks = new Float64Array(Math.ceil(pieces.length / BLOCK))
    for (let place = 0; place < pieces.length; place++) {
      const length = pieces[place]?.text.length ?? 0
      this.#lengths[place] = length
      this.#blocks[place >> BLOCK_BITS] = (this.#blocks[place >> BLOCK_BITS] ?? 0) + length
    }
  }

  /** Where the piece at this place begins. */
  startOf(place: number): number {
    let at = 0
    const block = place >> BLOCK_BITS
    for (let i = 0; i < block; i++) at += this.#blocks[i] ?? 0
    for (let i = block << BLOCK_BITS; i < place; i++) at += this.#lengths[i] ?? 0
    return at
  }

  lengthOf(place: number): number {
    return this.#lengths[place] ?? 0
  }

  /** These pieces have other texts. */
  rewrite(replaced: Replaced): void {
    for (const { place, after } of replaced) {
      const { length } = after.text
      const block = place >> BLOCK_BITS
      this.#blocks[block] = (this.#blocks[block] ?? 0) + length - (this.#lengths[place] ?? 0)
      this.#lengths[place] = length
    }
  }

  /** Places of the model's pieces, in order. */
  placesOf(model: string): readonly number[] {
    this.#places ??= placesByModel(this.#pieces)
    return this.#places.get(model) ?? NONE
  }
}

const NONE: readonly number[] = []

function placesByModel(pieces: Pieces): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  pieces.forEach(({ model }, place) => {
    if (model === null) return
    const known = places.get(model)
    if (known === undefined) places.set(model, [place])
    else known.push(place)
  })
  return places
}

const known = new WeakMap<Pieces, PieceIndex>()

export function pieceIndex(pieces: Pieces): PieceIndex {
  let index = known.get(pieces)
  if (index === undefined) known.set(pieces, (index = new PieceIndex(pieces)))
  return index
}

/** The pieces after are those before with other texts in some places: the index goes over to them. */
export function passPieceIndex(before: Pieces, after: Pieces, replaced: Replaced): void {
  if (before === after) return
  const index = pieceIndex(before)
  known.delete(before)
  index.rewrite(replaced)
  known.set(after, index)
}
