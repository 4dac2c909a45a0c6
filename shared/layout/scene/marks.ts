/**
 * What is said over a drawing without changing it: what is new, gone or found, other colours, what is
 * left out. Filters, comparisons and walks through history hand these to the scene.
 */
import type { FieldId, ModelId } from '../../document/ids.ts'

/** `dim` steps back; `hit` stands out; the other three are told by sign and line as well as by colour. */
export type Tone = 'added' | 'removed' | 'changed' | 'hit' | 'dim'

export const TONES: readonly Tone[] = ['added', 'removed', 'changed', 'hit', 'dim']

/** The sign before a marked name; '' for tones that say nothing about the model itself. */
export const TONE_SIGNS: Record<Tone, string> = { added: '+', removed: '−', changed: '~', hit: '', dim: '' }

export interface Marks {
  readonly tones: ReadonlyMap<ModelId, Tone>
  /** By `DiagramEdge.id`: a relation's field id. Edges not named take the tone of their ends, see `edgeTone`. */
  readonly edges?: ReadonlyMap<string, Tone>
  /** Rows of boxes. */
  readonly fields?: ReadonlyMap<FieldId, Tone>
  /** Rows left out; their edges meet the box at its header. */
  readonly hiddenRows?: ReadonlySet<FieldId>
  /** Instead of the placement's or the app's colour: a CSS colour, or a number into the palette. */
  readonly colours?: ReadonlyMap<ModelId, string | number>
  /** Not drawn, not hit, not walked to; nor are their edges. */
  readonly hidden?: ReadonlySet<ModelId>
}

/** The edge's own tone, else: gone, new or stepping back with either of its ends. */
export function edgeTone(marks: Marks | null, id: string, from: ModelId, to: ModelId): Tone | null {
  if (marks === null) return null
  const own = marks.edges?.get(id)
  if (own !== undefined) return own
  const ends = [marks.tones.get(from), marks.tones.get(to)]
  return (['removed', 'added', 'dim'] as const).find((tone) => ends.includes(tone)) ?? null
}
