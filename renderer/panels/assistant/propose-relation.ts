/** From two answers in plain words to a relation: which kind, on which model, under which name. */
import { plural, snakeCase } from '../../../shared/document/names.ts'
import type { OnDeleteName, RelationKind } from '../../../shared/document/records.ts'

export interface Answers {
  /** Names of the two models. */
  readonly a: string
  readonly b: string
  /** Can one A have many B? */
  readonly aHasMany: boolean
  /** Can one B have many A? */
  readonly bHasMany: boolean
  /** Can the one that is declared on exist without the other? */
  readonly optional: boolean
  /** Does it go when the other goes? */
  readonly dependent: boolean
  /** The one of the two that is not ours to declare fields on; absent: both are. */
  readonly foreign?: 'a' | 'b'
}

export interface Proposal {
  readonly kind: RelationKind
  /** Which of the two declares the field. */
  readonly on: 'a' | 'b'
  readonly name: string
  readonly relatedName: string
  readonly onDelete: OnDeleteName | null
  readonly null: boolean
}

/**
 * The tutorial's reasoning: many on both sides needs a join table; many on one side puts the foreign key
 * on that side; one on both sides is a one-to-one, on the model that came later.
 */
export function proposeRelation({ a, b, aHasMany, bHasMany, optional, dependent, foreign }: Answers): Proposal {
  if (aHasMany && bHasMany) {
    // Either can declare it; the one that is ours.
    const on = foreign === 'a' ? 'b' : 'a'
    const [owner, target] = on === 'a' ? [a, b] : [b, a]
    return {
      kind: 'manyToMany',
      on,
      name: a === b ? `related_${plural(snakeCase(b))}` : plural(snakeCase(target)),
      relatedName: plural(snakeCase(owner)),
      onDelete: null,
      null: false,
    }
  }
  const on = aHasMany || (!bHasMany && foreign === 'a') ? 'b' : 'a'
  const [owner, target] = on === 'a' ? [a, b] : [b, a]
  const onDelete: OnDeleteName = dependent ? 'CASCADE' : optional ? 'SET_NULL' : 'PROTECT'
  const isOne = !aHasMany && !bHasMany
  return {
    kind: isOne ? 'oneToOne' : 'foreignKey',
    on,
    name: a === b ? 'parent' : snakeCase(target),
    relatedName: a === b ? 'children' : isOne ? snakeCase(owner) : plural(snakeCase(owner)),
    onDelete,
    null: optional,
  }
}
