/** Django's ForeignObject: a relation over columns that other fields have, such as a key to a composite key. */
import type { ModelKey, ResolvedField, ResolvedModel } from '../types.ts'

/** A field of the model that has the relation, and the field of the target that holds the same value. */
export type ColumnPair = readonly [own: ResolvedField, far: ResolvedField]

export function isForeignObject(field: ResolvedField): boolean {
  return field.className === 'ForeignObject' && field.relation !== null
}

/**
 * `related_fields` of a ForeignObject, in the order of `from_fields`; None among `to_fields` is the target's key. Pairs
 * with a name that means no field are left out.
 */
export function columnPairs(models: ReadonlyMap<ModelKey, ResolvedModel>, field: ResolvedField): readonly ColumnPair[] {
  const to = field.relation?.to ?? null
  const [model, target] = [models.get(field.model), to === null ? undefined : models.get(to)]
  if (model === undefined || target === undefined) return []
  const far = namesIn(field.options['to_fields'], target.pk)
  return namesIn(field.options['from_fields'], field.name).flatMap((name, i) => {
    const pair = [namedField(model, name), namedField(target, far[i] ?? '')] as const
    return pair[0] === undefined || pair[1] === undefined ? [] : [pair as ColumnPair]
  })
}

/** @param none what None stands for */
export function namesIn(value: unknown, none: string): readonly string[] {
  return Array.isArray(value) ? value.map((name: unknown) => (typeof name === 'string' ? name : none)) : []
}

/** By name, attribute or, as records refer to each other, id. */
export function namedField({ fields }: ResolvedModel, name: string): ResolvedField | undefined {
  return (
    fields.find((field) => field.name === name) ?? fields.find((field) => field.attname === name || field.id === name)
  )
}
