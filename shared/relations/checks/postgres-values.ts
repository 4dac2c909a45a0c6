/** Which field classes are those of django.contrib.postgres, by their names, and what their values may be. */
import type { ResolvedField } from '../types.ts'

/** Classes whose values may be lists, and with them those of their choices. Source: `_choices_is_value`. */
export function hasListValues(field: ResolvedField): boolean {
  return isPostgresField(field) && /^ArrayField$|RangeField$/.test(lastName(field.className))
}

/** A class of the project with such a name is not taken for Django's. */
export function isPostgresField({ kind, className, source }: ResolvedField): boolean {
  if (kind !== 'custom' || (source?.kind === 'custom' && source.base !== undefined)) return false
  return /^(?:ArrayField|HStoreField|(?:Integer|BigInteger|Decimal|Date|DateTime)RangeField)$/.test(lastName(className))
}

export function lastName(className: string): string {
  return className.slice(className.lastIndexOf('.') + 1)
}
