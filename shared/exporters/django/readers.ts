import type { ModelId } from '../../document/ids.ts'
import type { Model } from '../../document/records.ts'
import { keptTexts } from './kept-texts.ts'
import type { Lookup } from './lookups.ts'

/** What an edit of a model or a field can make be answered otherwise. */
const NOTED: ReadonlySet<Lookup> = new Set<Lookup>(['name', 'fieldName', 'canName', 'isClassName'])

/** Which models asked for what when their texts were written; some may not ask any more. */
export class Readers {
  /** Most answers have one reader. */
  readonly #readers = new Map<string, ModelId | Set<ModelId>>()

  add(model: Model): void {
    for (const { lookup, key } of keptTexts(model).reads()) {
      if (!NOTED.has(lookup)) continue
      const read = `${lookup} ${key}`
      const known = this.#readers.get(read)
      if (known === undefined) this.#readers.set(read, model.id)
      else if (known instanceof Set) known.add(model.id)
      else if (known !== model.id) this.#readers.set(read, new Set([known, model.id]))
    }
  }

  of(lookup: Lookup, key: string): Iterable<ModelId> {
    const known = this.#readers.get(`${lookup} ${key}`)
    if (known === undefined) return []
    return known instanceof Set ? known : [known]
  }
}
