/** Fields that several models have alike, to be edited together. */
import { isRelation } from '../../../../shared/document/records.ts'
import type { Field, Model } from '../../../../shared/document/records.ts'
import { isSame } from '../../../../shared/util/same.ts'
import type { FieldPlace } from '../../../state/editor-store.ts'

export interface FieldGroup {
  /** The name they share, or their class. */
  readonly label: string
  readonly places: readonly FieldPlace[]
}

/** Names that two models or more have a field of, in the order of the first. */
export function sharedNames(models: readonly Model[]): readonly FieldGroup[] {
  return groupsBy(models, (field) => field.name)
}

/** Classes that two fields or more have: all foreign keys, all CharFields. */
export function sharedClasses(models: readonly Model[]): readonly FieldGroup[] {
  return groupsBy(models, classOf)
}

export function classOf(field: Field): string {
  if (field.kind === 'custom') return field.className
  if (!isRelation(field)) return field.type
  return { foreignKey: 'ForeignKey', oneToOne: 'OneToOneField', manyToMany: 'ManyToManyField' }[field.kind]
}

function groupsBy(models: readonly Model[], labelOf: (field: Field) => string): readonly FieldGroup[] {
  const groups = new Map<string, FieldPlace[]>()
  for (const model of models) {
    for (const field of model.fields) {
      const label = labelOf(field)
      const places = groups.get(label) ?? []
      places.push({ model: model.id, field: field.id })
      groups.set(label, places)
    }
  }
  return [...groups].filter(([, places]) => places.length > 1).map(([label, places]) => ({ label, places }))
}

export const MIXED = Symbol('mixed')

/** The value that all have; MIXED where they differ. */
export function commonOf<T>(values: readonly T[]): T | typeof MIXED {
  const [first] = values
  return values.every((value) => isSame(first, value)) ? (first as T) : MIXED
}
