/** The relation that the answers come to, under names that are free, and what is wrong with those that were typed. */
import { nameProblem } from '../../../shared/document/names.ts'
import { isRelation } from '../../../shared/document/records.ts'
import type { ErDocument, Model } from '../../../shared/document/records.ts'
import type { Resolution } from '../../../shared/relations/types.ts'
import { fieldNameProblem } from '../../state/name-problems.ts'
import {
  fieldClash,
  freeRelationName,
  freeReverseName,
  reverseClash,
  takenOnTarget,
} from '../../state/reverse-names.ts'
import { t } from '../../texts/texts.ts'
import { proposeRelation } from './propose-relation.ts'
import type { Answers, Proposal } from './propose-relation.ts'

export interface RelationDraft {
  readonly proposal: Proposal
  /** Declares the field. */
  readonly owner: Model
  readonly target: Model
  readonly name: string
  readonly problem: string | null
  /** The way back of another relation that has the name already. */
  readonly clash: string | null
  /** related_name; '' where there is none to give. */
  readonly reverse: string
  readonly reverseProblem: string | null
  /** Many to many with itself, as most are: one name leads both ways. */
  readonly isSelfMany: boolean
  /** Relations between the two that are there already: `Post.author`. */
  readonly existing: readonly string[]
}

export interface Typed {
  /** null: nothing was typed, the proposed name is taken. */
  readonly name: string | null
  readonly reverse: string | null
}

export function draftRelation(
  doc: ErDocument,
  resolution: Resolution,
  [a, b]: readonly [Model, Model],
  answers: Omit<Answers, 'a' | 'b' | 'foreign'>,
  typed: Typed,
): RelationDraft {
  const foreign = a.external ? ({ foreign: 'a' } as const) : b.external ? ({ foreign: 'b' } as const) : {}
  const proposal = proposeRelation({ ...answers, a: a.name, b: b.name, ...foreign })
  const [owner, target] = proposal.on === 'a' ? [a, b] : [b, a]
  const name = typed.name ?? freeRelationName(doc, resolution, owner, proposal.name)
  const taken = takenOnTarget(doc, resolution, target.id)
  const isSelfMany = proposal.kind === 'manyToMany' && owner.id === target.id
  const sketch = { kind: proposal.kind, from: owner.name, name: name.trim() }
  const proposed = taken.has(proposal.relatedName) ? freeReverseName(taken, sketch) : proposal.relatedName
  const reverse = isSelfMany ? '' : (typed.reverse ?? proposed)
  const reverseTaken = isSelfMany ? null : reverseClash(taken, { ...sketch, relatedName: reverse.trim() })
  return {
    proposal,
    owner,
    target,
    name,
    problem: fieldNameProblem(owner, null, name.trim()),
    clash: fieldClash(doc, resolution, owner, name.trim()),
    reverse,
    reverseProblem:
      reverse.trim() === '' || reverse.endsWith('+')
        ? null
        : (nameProblem(reverse.trim()) ??
          (reverseTaken === null ? null : t.relation.reverseTaken(target.name, reverseTaken))),
    isSelfMany,
    existing: [...relationsTo(owner, target), ...(owner.id === target.id ? [] : relationsTo(target, owner))],
  }
}

function relationsTo(from: Model, to: Model): readonly string[] {
  const found = from.fields.filter((field) => isRelation(field) && field.to === to.id)
  return found.map((field) => `${from.name}.${field.name}`)
}
