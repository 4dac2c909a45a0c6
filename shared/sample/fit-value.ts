/** Values as their field takes them: short enough, and different where they must be. */
import type { SampleValue } from '../document/records.ts'
import type { ResolvedField } from '../relations/types.ts'

/** Cut to the column's length; that of a UUID does not count its dashes. */
export function fitted(value: SampleValue, field: ResolvedField): SampleValue {
  if (field.className === 'UUIDField') return value
  const { maxLength } = field
  return typeof value === 'string' && maxLength !== null && value.length > maxLength ? value.slice(0, maxLength) : value
}

/** The same value made different for each row: numbers count, texts end with their number. */
export function distinct(
  value: SampleValue,
  row: number,
  field: ResolvedField,
  choices: readonly SampleValue[],
): SampleValue {
  if (choices.length > 0) return choices[row % choices.length] ?? null
  if (typeof value === 'boolean') return row % 2 === 0
  if (typeof value === 'number') return row + 1
  if (typeof value !== 'string' || field.className === 'UUIDField') return value
  if (field.className === 'DecimalField') return String(row)
  if (field.className === 'DateField') return new Date(Date.UTC(2000, 0, 1 + row)).toISOString().slice(0, 10)
  if (field.className === 'DateTimeField') return new Date(Date.UTC(2000, 0, 1, 0, row)).toISOString().slice(0, 19)
  if (field.className === 'GenericIPAddressField') return `10.${(row >> 16) & 255}.${(row >> 8) & 255}.${row & 255}`
  return numbered(value, row, field)
}

function numbered(value: string, row: number, field: ResolvedField): string {
  if (row === 0) return String(fitted(value, field))
  const suffix = row.toString(36)
  const room = Math.max(0, (field.maxLength ?? 255) - suffix.length - 1)
  const at = field.className === 'EmailField' || value.includes('@') ? value.indexOf('@') : -1
  if (at > 0) return `${value.slice(0, Math.min(at, Math.max(1, room - (value.length - at))))}${row}${value.slice(at)}`
  return room === 0 ? suffix : `${value.slice(0, room)}-${suffix}`
}

/** `clara-nguyen` of `Clara Nguyen`: letters, digits and hyphens. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
