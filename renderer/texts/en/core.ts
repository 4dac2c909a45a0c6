/**
 * Words that come from the core: its own sentences are English, so English has nothing to add. Another
 * language gives each by its English text; `texts.test.ts` says which are missing.
 */
import { ON_DELETE_TEXTS } from '../../../shared/document/fields/ondelete.ts'
import type { OnDeleteKey } from '../../../shared/document/fields/ondelete.ts'
import { plural, snakeCase } from '../../../shared/document/names.ts'
import type { RelationKind } from '../../../shared/document/records.ts'

interface RelationFacts {
  readonly kind: RelationKind
  readonly from: string
  readonly to: string
  /** The field. */
  readonly name: string
  readonly nullable: boolean
  /** The way back; null: none. */
  readonly accessor: string | null
}

const words: { readonly [english: string]: string } = {}

/** What deleting the target does to the objects that refer to it; `froms` is their plural. */
type OnDeleteSentence = (names: { readonly to: string; readonly from: string; readonly froms: string }) => string

const said =
  (key: OnDeleteKey): OnDeleteSentence =>
  ({ to, froms }) =>
    ON_DELETE_TEXTS[key].sentence(to, froms)

const onDelete: Record<OnDeleteKey, OnDeleteSentence> = {
  CASCADE: said('CASCADE'),
  PROTECT: said('PROTECT'),
  RESTRICT: said('RESTRICT'),
  SET_NULL: said('SET_NULL'),
  SET_DEFAULT: said('SET_DEFAULT'),
  SET: said('SET'),
  DO_NOTHING: said('DO_NOTHING'),
}

/** Two sentences: there, and back. */
function relationWords({ kind, from, to, name, nullable, accessor }: RelationFacts): readonly [string, string] {
  const self = from === to
  const there = snakeCase(from)
  const back = snakeCase(to)
  const another = self ? `other ${to}` : to
  if (kind === 'manyToMany') {
    const way = accessor === null || self ? '' : `: ${back}.${accessor}.all()`
    return [
      `Each ${from} has many ${plural(another)}: ${there}.${name}.all()`,
      self ? 'It counts both ways.' : `Each ${to} has many ${plural(from)}${way}`,
    ]
  }
  const one = nullable ? `one ${another} or none` : `one ${another}`
  const first = `Each ${from} has ${one}: ${there}.${name}`
  if (kind === 'oneToOne') {
    return [first, `${article(to)} ${to} has at most one ${from}${accessor === null ? '' : `: ${back}.${accessor}`}`]
  }
  const way = accessor === null ? '' : `: ${back}.${accessor}.all()`
  return [first, `${article(to)} ${to} has many ${plural(from)}${way}`]
}

function article(noun: string): string {
  return /^[aeio]/i.test(noun) || /^u(?!ser|ni|se)/i.test(noun) ? 'An' : 'A'
}

export const core = { words, onDelete, relationWords }
