/** What an import has to say, sorted into what was left out and the kinds of guesses, the most pressing first. */
import type { Diagnostic, Fix } from '../../../shared/diagnostics/diagnostic.ts'

type NoteKind = 'left' | 'manyToMany' | 'oneToOne' | 'names' | 'types' | 'otherTypes' | 'notDrawn' | 'other'

export interface NoteGroup {
  readonly kind: NoteKind
  readonly notes: readonly Diagnostic[]
}

/** By code; what stands on no line here is `other`, or `left` where it is more than an information. */
const KINDS: { readonly [code: string]: NoteKind | undefined } = {
  'relata.6020': 'types',
  'relata.6021': 'names',
  'relata.6023': 'oneToOne',
  'relata.6024': 'manyToMany',
  'relata.6025': 'notDrawn',
  'relata.6043': 'otherTypes',
}

const ORDER: readonly NoteKind[] = [
  'left',
  'manyToMany',
  'oneToOne',
  'names',
  'types',
  'otherTypes',
  'notDrawn',
  'other',
]
const RANK = { error: 0, warning: 1, info: 2 } as const

export function noteGroups(diagnostics: readonly Diagnostic[]): readonly NoteGroup[] {
  const groups = new Map<NoteKind, Diagnostic[]>(ORDER.map((kind) => [kind, []]))
  for (const note of diagnostics.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])) {
    const kind = note.severity === 'info' ? (KINDS[note.code] ?? 'other') : 'left'
    groups.get(kind)?.push(note)
  }
  return [...groups].flatMap(([kind, notes]) => (notes.length === 0 ? [] : [{ kind, notes }]))
}

/** Its message without the name that stands beside it already. */
export function withoutLabel(note: Diagnostic): Diagnostic {
  const prefix = `${note.subject.label}: `
  if (note.subject.line !== undefined || !note.message.startsWith(prefix)) return note
  return { ...note, message: note.message.slice(prefix.length) }
}

/** The first way back of each, where a group has several. */
export function fixesOf({ notes }: NoteGroup, done: ReadonlySet<Diagnostic>): readonly Fix[] {
  return notes.flatMap((note) => (done.has(note) ? [] : note.fixes.slice(0, 1)))
}
