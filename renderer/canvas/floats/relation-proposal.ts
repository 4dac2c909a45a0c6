/** What the card proposes for a relation, and what stands against what was typed into it. */
import { nameProblem, plural, snakeCase } from '../../../shared/document/names.ts'
import type { ErDocument, Model, RelationKind } from '../../../shared/document/records.ts'
import type { Resolution } from '../../../shared/relations/types.ts'
import { fieldNameProblem } from '../../state/name-problems.ts'
import { fieldClash, freeRelationName, freeReverseName, reverseClash } from '../../state/reverse-names.ts'
import type { TakenNames } from '../../state/reverse-names.ts'
import type { RelationSketch } from './relation-words.ts'

interface RelationEnds {
  readonly doc: ErDocument
  readonly resolution: Resolution
  readonly from: Model
  readonly to: Model
  /** `takenOnTarget` of `to`. */
  readonly taken: TakenNames
}

export interface TypedRelation {
  readonly kind: RelationKind
  /** null: not typed yet, in both. */
  readonly name: string | null
  readonly relatedName: string | null
  readonly nullable: boolean
}

export interface RelationProposal {
  /** As they stand in their inputs, spaces and all. */
  readonly name: string
  readonly relatedName: string
  readonly sketch: RelationSketch
  /** Why the relation cannot be made so; null: it can. */
  readonly problem: string | null
  readonly backProblem: string | null
  /** The relation whose way back has the field's name. */
  readonly nameTakenBy: string | null
  readonly back: {
    /** Whose name Django's derived one would be, and the one that was typed. */
    readonly derivedTakenBy: string | null
    readonly takenBy: string | null
    /** A name that nobody has. */
    readonly free: string
  }
}

/** Two relations under Django's derived name would clash: a free one is proposed, to be changed at will. */
export function proposeRelation(ends: RelationEnds, typed: TypedRelation): RelationProposal {
  const { doc, resolution, from, to, taken } = ends
  const { kind, nullable } = typed
  const name = typed.name ?? freeRelationName(doc, resolution, from, proposedName(kind, from, to))
  const problem = fieldNameProblem(from, null, name.trim())
  const reverse = { kind, from: from.name, name: name.trim() }
  const derivedTakenBy = reverseClash(taken, { ...reverse, relatedName: '' })
  const free = freeReverseName(taken, reverse)
  const bothWays = isSelfMany(kind, from, to)
  const relatedName = typed.relatedName ?? (derivedTakenBy === null || bothWays ? '' : free)
  return {
    name,
    relatedName,
    sketch: {
      kind,
      from: from.name,
      to: to.name,
      name,
      relatedName: relatedName.trim(),
      nullable: nullable && kind !== 'manyToMany',
    },
    problem,
    backProblem: relatedNameProblem(relatedName.trim()),
    nameTakenBy: problem === null ? fieldClash(doc, resolution, from, name.trim()) : null,
    back: {
      derivedTakenBy: bothWays ? null : derivedTakenBy,
      takenBy: bothWays ? null : reverseClash(taken, { ...reverse, relatedName: relatedName.trim() }),
      free,
    },
  }
}

/** A many-to-many of a model to itself goes both ways by the same name. */
function isSelfMany(kind: RelationKind, from: Model, to: Model): boolean {
  return kind === 'manyToMany' && from.id === to.id
}

/** `+` (no way back) and the words Django fills in, as `%(class)s`, may stand in it; Django's checks say the rest. */
function relatedNameProblem(text: string): string | null {
  const plain = text.replaceAll(/%\((?:class|app_label|model_name)\)s/g, 'x').replace(/\+$/, '')
  return plain === '' ? null : nameProblem(plain)
}

function proposedName(kind: RelationKind, from: Model, to: Model): string {
  const word = snakeCase(to.name)
  if (kind === 'manyToMany') return plural(word)
  return from.id === to.id ? 'parent' : word
}
