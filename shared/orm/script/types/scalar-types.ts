/** Classes of the values that have no object of their own: `type(row.day) is datetime.date`. */
import { isExpression, isTagged } from '../values.ts'
import type { TypeObject, Value } from '../values.ts'

const BY_TAG = new Map<string, TypeObject>()

/** @param tag of the values that are of the class */
export function scalarType(tag: string, type: TypeObject): TypeObject {
  BY_TAG.set(tag, type)
  return type
}

export function scalarTypeOf(value: Value): TypeObject | undefined {
  return isTagged(value) && !isExpression(value) ? BY_TAG.get(value.type) : undefined
}
