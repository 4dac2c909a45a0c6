/**
 * The texts of a model's class, kept with its record: written anew only where something that they asked of the
 * rest of the design would be answered otherwise.
 */
import type { ModelId } from '../../document/ids.ts'
import type { Model } from '../../document/records.ts'
import type { ExportPiece } from '../exporter.ts'
import { wouldReadTheSame } from './lookups.ts'
import type { Read } from './lookups.ts'
import { namesAtOnce, namesIn } from './names.ts'
import { writeModel } from './write-model.ts'
import type { Place, Writer } from './writer.ts'

type Around = Pick<Place, 'defined' | 'canName'>

interface Kept {
  readonly text: string
  readonly reads: readonly Read[]
}

class KeptTexts {
  readonly #model: Model
  #first: Kept | null = null
  #needs: ReadonlySet<string> = new Set()
  #last: Kept | null = null
  #names: { readonly text: string; readonly names: ReadonlySet<string> } | null = null
  #piece: ExportPiece | null = null

  constructor(model: Model) {
    this.#model = model
  }

  /** What the class needs as soon as it is reached, written with nothing defined above it. */
  needs(w: Writer, canName: Place['canName']): ReadonlySet<string> {
    const place = { defined: NOTHING, canName }
    const first = this.#first
    if (first !== null && wouldReadTheSame(first.reads, w, place)) return this.#needs
    this.#first = this.#write(w, place)
    this.#needs = namesAtOnce(this.#first.text)
    return this.#needs
  }

  /** What its texts asked, whose answers they hold for. */
  *reads(): Iterable<Read> {
    if (this.#first !== null) yield* this.#first.reads
    if (this.#last !== null && this.#last !== this.#first) yield* this.#last.reads
  }

  /** The class where it stands. */
  text(w: Writer, place: Around): string {
    const kept = [this.#last, this.#first].find((one) => one !== null && wouldReadTheSame(one.reads, w, place))
    this.#last = kept ?? this.#write(w, place)
    return this.#last.text
  }

  namesIn(text: string): ReadonlySet<string> {
    if (this.#names?.text !== text) this.#names = { text, names: namesIn(text) }
    return this.#names.names
  }

  /** The same object for the same text: a pane passes by pieces that stayed. */
  piece(text: string): ExportPiece {
    if (this.#piece?.text !== text) this.#piece = { model: this.#model.id, text }
    return this.#piece
  }

  #write(w: Writer, place: Around): Kept {
    return w.noting(() => writeModel(w, this.#model, place))
  }
}

const NOTHING: ReadonlySet<ModelId> = new Set()

const texts = new WeakMap<Model, KeptTexts>()

export function keptTexts(model: Model): KeptTexts {
  let kept = texts.get(model)
  if (kept === undefined) texts.set(model, (kept = new KeptTexts(model)))
  return kept
}
