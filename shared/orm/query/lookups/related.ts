/** What an instance stands for on the right of a relation's lookup (`get_normalized_value`). */
import type { FieldType } from '../field-type.ts'
import type { PyValue } from '../types.ts'
import { OrmError } from '../types.ts'
import { isCollection, isInstance } from '../values/python.ts'

export function relatedValue(type: FieldType, value: PyValue): PyValue {
  if (isCollection(value) && value.type === 'tuple') return value.items[0] ?? null
  if (!isInstance(value)) return value
  if (value.keys === undefined) return value
  const { models, pk } = value.keys
  if (pk === null) throw new OrmError('ValueError', 'Model instances passed to related filters must be saved.')
  for (let source = type.target; source !== null; source = source.target) {
    const attname = source.bound?.attname
    if (attname !== undefined && attname in value.values && models.includes(source.bound?.model ?? value.model)) {
      return value.values[attname] ?? null
    }
  }
  return pk
}
