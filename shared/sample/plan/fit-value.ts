/** Values as their field takes them: short enough, and different where they must be. */
import type { SampleValue } from '../../document/records.ts'
import type { ResolvedField } from '../../relations/types.ts'
import { GENERATORS } from '../values/generators.ts'
import type { GeneratorColumn, ValueMaker } from '../values/generators.ts'
import { mix } from '../values/random.ts'

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

/** Values of kinds that differ from row to row by themselves; null: of none that does, or too many rows for it. */
export function apartBy(
  maker: ValueMaker,
  column: GeneratorColumn,
  { maxLength }: ResolvedField,
): ((row: number) => string | null) | null {
  if (maker === GENERATORS.code) {
    const made = GENERATORS.code.of(column)
    const most = maxLength !== null && maxLength < 7 ? 26 ** maxLength : Number.POSITIVE_INFINITY
    return (row) => (row < most ? String(made(row)) : null)
  }
  const pattern = String(column.options['pattern'] ?? '')
  if (maker !== GENERATORS.pattern || pattern.length > (maxLength ?? pattern.length)) return null
  return countedPattern(pattern, column.seed)
}

/** Prime to ten: steps of this size meet all numbers of as many digits. */
const STEP = 16_127

/** The pattern's digits are those of a number that no other row has, its letters as they come. */
function countedPattern(pattern: string, seed: number): (row: number) => string | null {
  const digits = pattern.split('#').length - 1
  const most = 10 ** digits
  return (row) => {
    if (row >= most) return null
    const number = String((mix(seed, 0) + row * STEP) % most).padStart(digits, '0')
    let at = 0
    return pattern.replace(/[#?]/g, (mark, place: number) =>
      mark === '#' ? (number[at++] ?? '0') : String.fromCharCode(65 + (mix(seed + 7919 * place, row) % 26)),
    )
  }
}

function numbered(value: string, row: number, field: ResolvedField): string {
  if (row === 0) return String(fitted(value, field))
  const suffix = row.toString(36)
  const room = Math.max(0, (field.maxLength ?? 255) - suffix.length - 1)
  const at = field.className === 'EmailField' || value.includes('@') ? value.indexOf('@') : -1
  if (at > 0) return `${value.slice(0, Math.min(at, Math.max(1, room - (value.length - at))))}${row}${value.slice(at)}`
  // Logins are one word.
  if (/^[a-z]+\.[a-z]+$/.test(value))
    return `${value.slice(0, Math.max(1, room + suffix.length + 1 - String(row).length))}${row}`
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
