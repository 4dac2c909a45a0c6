/** Names that a relation gives to its target: which are taken there, and which is free. Django's E302 to E305. */
import type { ModelId } from '../../shared/document/ids.ts'
import { freeName, plural, singular, snakeCase, takenFieldNames } from '../../shared/document/names.ts'
import type { ErDocument, Model, RelationKind } from '../../shared/document/records.ts'
import type { Resolution } from '../../shared/relations/types.ts'

/** What has a name on the target already: `Post.author`, or a field of its own. */
export type TakenNames = ReadonlyMap<string, string>

/** Accessors and filter names of relations that end at the model, and its own fields. */
export function takenOnTarget(doc: ErDocument, { models, reverse }: Resolution, to: ModelId): TakenNames {
  const taken = new Map<string, string>()
  const own = models.get(to)
  for (const field of [...(own?.fields ?? []), ...(own?.manyToMany ?? [])])
    taken.set(field.name, `${own?.name}.${field.name}`)
  for (const one of reverse.get(to) ?? []) {
    if (one.hidden || one.throughRow) continue
    const by = `${doc.models[one.model]?.name ?? one.label}.${one.field}`
    if (one.accessor !== null) taken.set(one.accessor, by)
    taken.set(one.queryName, by)
  }
  return taken
}

interface ReverseSketch {
  readonly kind: RelationKind
  /** Name of the declaring model. */
  readonly from: string
  /** The field's name. */
  readonly name: string
  /** '': Django derives it; ends with '+': none. */
  readonly relatedName: string
}

/** Who has the name that this relation would give; null: it is free. */
export function reverseClash(taken: TakenNames, { kind, from, relatedName }: ReverseSketch): string | null {
  if (relatedName.endsWith('+')) return null
  const model = from.toLowerCase()
  const names = relatedName === '' ? [kind === 'oneToOne' ? model : `${model}_set`, model] : [relatedName]
  for (const name of names) {
    const by = taken.get(name)
    if (by !== undefined) return by
  }
  return null
}

/** `posts`, else `editor_posts` of a field `editor`, else with a number: the first that nothing has. */
export function freeReverseName(taken: TakenNames, { kind, from, name }: Omit<ReverseSketch, 'relatedName'>): string {
  const word = kind === 'oneToOne' ? snakeCase(from) : plural(snakeCase(from))
  const plain = kind === 'manyToMany' ? singular(name) : name
  for (const wanted of [word, `${plain}_${word}`]) if (!taken.has(wanted)) return wanted
  for (let n = 2; ; n += 1) if (!taken.has(`${plain}_${word}_${n}`)) return `${plain}_${word}_${n}`
}

/**
 * A field name that neither a field of the model has nor a relation that ends at it: `student` on Course meets
 * the way back of Student.courses (E302, E303).
 */
export function freeRelationName(doc: ErDocument, resolution: Resolution, owner: Model, wanted: string): string {
  const taken = takenFieldNames(doc, owner)
  for (const name of takenOnTarget(doc, resolution, owner.id).keys()) taken.add(name.toLowerCase())
  return freeName(wanted, taken)
}

/** The relation whose way back has the name already; null: none has. */
export function fieldClash(doc: ErDocument, resolution: Resolution, owner: Model, name: string): string | null {
  const by = takenOnTarget(doc, resolution, owner.id).get(name) ?? null
  return by === `${owner.name}.${name}` ? null : by
}
