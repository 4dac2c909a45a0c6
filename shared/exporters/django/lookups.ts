/**
 * What a model's text asks of the rest of the design. An answer that is another one makes another text; while all
 * are the same the text is, too, and an edit writes few models of thousands.
 */
import type { EnumId, FieldId, ModelId } from '../../document/ids.ts'
import type { ChoicesClass } from '../../document/records.ts'
import { sameItems } from '../../util/changes.ts'
import type { Place, Writer } from './writer.ts'

interface Answers {
  readonly name: string | undefined
  readonly app: string | undefined
  readonly appLabel: string
  readonly isExternal: boolean
  readonly isDefined: boolean
  readonly isClassName: boolean
  readonly canName: boolean
  readonly fieldName: string
  readonly isDatabaseKey: boolean
  readonly choices: ChoicesClass | undefined
  readonly nested: readonly ChoicesClass[]
}

export type Lookup = keyof Answers
export type Found<K extends Lookup> = Answers[K]
type Around = Pick<Place, 'defined' | 'canName'>

export const LOOKUPS: { readonly [K in Lookup]: (w: Writer, key: string, place: Around) => Answers[K] } = {
  name: (w, id) => w.model(id as ModelId)?.name,
  app: (w, id) => w.model(id as ModelId)?.app,
  appLabel(w, id) {
    const model = w.model(id as ModelId)
    return model === undefined ? '' : w.appLabel(model)
  },
  isExternal: (w, id) => w.model(id as ModelId)?.external === true,
  isDefined: (_, id, { defined }) => defined.has(id as ModelId),
  isClassName: (w, key) => w.isClassName(key),
  canName: (_, name, place) => place.canName(name),
  fieldName: (w, ref) => w.fieldName(ref),
  isDatabaseKey: (w, id) => w.isDatabaseKey(id as FieldId),
  choices: (w, id) => w.choicesClass(id as EnumId),
  nested: (w, id) => w.nested(id as ModelId),
}

export interface Read {
  readonly lookup: Lookup
  readonly key: string
  readonly was: unknown
}

/** Whether all would be answered as they were. */
export function wouldReadTheSame(reads: readonly Read[], w: Writer, place: Around): boolean {
  for (const { lookup, key, was } of reads) {
    const now = LOOKUPS[lookup](w, key, place)
    if (now === was) continue
    if (!Array.isArray(now) || !Array.isArray(was) || !sameItems(now, was)) return false
  }
  return true
}
