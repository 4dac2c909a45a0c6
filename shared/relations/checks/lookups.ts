/** Which lookups and transforms a field has under a name. Source: `class_lookups` in django/db/models (5.2). */
import type { ResolvedField } from '../types.ts'

const words = (text: string): readonly string[] => text.split(' ')

const COMMON = words(
  'exact iexact gt gte lt lte in contains icontains startswith istartswith endswith iendswith range isnull regex iregex',
)
const RELATED = words('in exact lt gt gte lte isnull')
const DATE = words('year month day week_day iso_week_day week iso_year quarter')
const TIME = words('hour minute second')
const EXTRA: { readonly [className: string]: readonly string[] | undefined } = {
  DateField: DATE,
  DateTimeField: [...DATE, ...TIME, 'date', 'time'],
  TimeField: TIME,
}

export function hasLookup(field: ResolvedField | 'backwards', name: string): boolean {
  if (field === 'backwards' || field.relation !== null) return RELATED.includes(name)
  // Any key of the JSON value is a transform.
  if (field.className === 'JSONField') return true
  return COMMON.includes(name) || (EXTRA[field.className]?.includes(name) ?? false)
}
