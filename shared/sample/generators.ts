/**
 * How values are made, one entry a kind. A generator is told of its column once and answers with a pure function
 * from row number to value: what all rows share is worked out before the first. Chance: see random.ts.
 * Adding one: a line here; `guess.ts` may then choose it, and the editor lists it.
 */
import type { Options, SampleValue } from '../document/records.ts'
import { birthdayOf, dateOf, dateTimeOf, timeOf } from './moments.ts'
import { arrayOf, lexemesOf, pairsOf, rangeOf } from './postgres-values.ts'
import { code, firstName, lastName, phrase, sentences, slug, title } from './phrases.ts'
import { between, mix, pick, unit } from './random.ts'
import * as words from './words.ts'

export interface Bounds {
  readonly min: number | null
  readonly max: number | null
}

export interface GeneratorColumn {
  /** Of this column. */
  readonly seed: number
  /** The seed that all columns of the table share: for values that belong together. */
  readonly rowSeed: number
  readonly maxLength: number | null
  readonly digits: number | null
  readonly decimals: number | null
  readonly bounds: Bounds
  /** Where in a row's life a date lies: 0 its start (created), positive later (updated, closed), negative before. */
  readonly phase: number
  readonly choices: readonly SampleValue[]
  /** What the user set, by the names in the generator's `params`. */
  readonly options: Options
  readonly form: ValueForm
  /** The column's type where it is one of another system: `integer[]`, `daterange`. */
  readonly type: string | null
}

/**
 * `json`: as a design keeps values. `sqlite`: as a table keeps them, where that costs less than turning one into the
 * other: date and time with a space between, decimals as numbers (their columns make numbers of the texts anyway).
 */
export type ValueForm = 'json' | 'sqlite'

/** What can be set of a generator; `values`, `value` and `pattern` are texts. */
export type ParamName = 'min' | 'max' | 'from' | 'to' | 'values' | 'value' | 'pattern'

/** The value of a row, from 0. */
export type RowValue<T extends SampleValue = SampleValue> = (row: number) => T

/** What one row is made from, for generators that have nothing to work out before. */
export type GeneratorInput = GeneratorColumn & { readonly row: number }

export interface GeneratorKind {
  readonly label: string
  readonly params?: readonly ParamName[]
  of(column: GeneratorColumn): RowValue
}

/** Row by row, with one object for all of them: no generator keeps it. */
function each<T extends SampleValue>(make: (input: GeneratorInput) => T): (column: GeneratorColumn) => RowValue<T> {
  return (column) => {
    const input = { ...column, row: 0 }
    return (row) => {
      input.row = row
      return make(input)
    }
  }
}

const first = (i: GeneratorInput) => firstName(i.rowSeed, i.row)
const last = (i: GeneratorInput) => lastName(i.rowSeed, i.row)
const login = (i: GeneratorInput) => `${first(i)}.${last(i)}`.toLowerCase()

function wholeNumber(min: number, max: number): (column: GeneratorColumn) => RowValue<number> {
  return ({ seed, bounds }) => {
    const least = bounds.min ?? min
    const low = Math.ceil(least)
    const high = Math.max(low, Math.floor(bounds.max ?? Math.max(max, least)))
    return (row) => between(seed, row, low, high)
  }
}

function oneOf(list: readonly SampleValue[]): (column: GeneratorColumn) => RowValue {
  return ({ seed }) =>
    (row) =>
      pick(seed, row, list)
}

/** True in this share of the rows. */
function chance(share: number): (column: GeneratorColumn) => RowValue<boolean> {
  return ({ seed }) =>
    (row) =>
      unit(seed, row) < share
}

const POWERS = Array.from({ length: 16 }, (_, n) => 10 ** n)
const power = (n: number): number => POWERS[n] ?? 10 ** n

/** A double keeps fifteen digits of a decimal as they are. */
const MOST_EXACT = 1e15

function decimalOf({ seed, digits, decimals, bounds, form }: GeneratorColumn): RowValue<number | string> {
  const places = decimals ?? 2
  const whole = Math.max(0, (digits ?? 8) - places)
  const limit = Math.min(power(Math.min(whole, 4)) - 1, bounds.max ?? Number.POSITIVE_INFINITY)
  const low = bounds.min ?? 0
  const range = Math.max(limit, low) - low
  const scale = power(places)
  // A value strictly inside the bounds also satisfies gt and lt.
  const drawn = (row: number): number => low + range * (0.02 + 0.96 * unit(seed, row))
  if (form === 'json' || Math.max(Math.abs(low), Math.abs(low + range)) * scale > MOST_EXACT)
    return (row) => drawn(row).toFixed(places)
  return (row) => Math.round(drawn(row) * scale) / scale
}

function floatOf(column: GeneratorColumn): RowValue<number> {
  const drawn = decimalOf({ ...column, decimals: 3 })
  return (row) => Number(drawn(row))
}

const BYTES = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))

function hex(n: number): string {
  return `${BYTES[n >>> 24]}${BYTES[(n >>> 16) & 255]}${BYTES[(n >>> 8) & 255]}${BYTES[n & 255]}`
}

/** Different for each row: it ends with the row's number. */
function uuid({ seed, row, form }: GeneratorInput): string {
  const [a, b, c] = [hex(mix(seed, row)), hex(mix(seed ^ 0x9e37, row)), hex(mix(seed ^ 0x13c6e, row))]
  const dash = form === 'sqlite' ? '' : '-'
  const middle = `${b.slice(0, 4)}${dash}4${b.slice(5)}${dash}a${c.slice(1, 4)}`
  return `${a}${dash}${middle}${dash}${c.slice(4)}${hex(row)}`
}

function constantOf({ options }: GeneratorColumn): RowValue {
  const given: unknown = options['value']
  const value = typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean' ? given : ''
  return () => value
}

function sequence({ bounds }: GeneratorColumn): RowValue<number> {
  const start = bounds.min === null ? 1 : Math.ceil(bounds.min)
  return (row) => start + row
}

/** `AB-##??`: # becomes a digit, ? a letter. */
function patterned({ seed, row, options }: GeneratorInput): string {
  let at = 0
  return String(options['pattern'] ?? '###').replace(/[#?]/g, (mark) => {
    const n = mix(seed + 7919 * at++, row)
    return mark === '#' ? String(n % 10) : String.fromCharCode(65 + (n % 26))
  })
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Twelve bytes. */
function base64({ seed, row }: GeneratorInput): string {
  return Array.from({ length: 16 }, (_, n) => BASE64[mix(seed + 7919 * n, row) % 64]).join('')
}

function listed({ seed, options }: GeneratorColumn): RowValue<string> {
  const list = String(options['values'] ?? '')
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return list.length === 0 ? () => '' : (row) => pick(seed, row, list)
}

const RANGE = ['min', 'max'] as const
const SPAN = ['from', 'to'] as const

export const GENERATORS = {
  firstName: { label: 'First name', of: each(first) },
  lastName: { label: 'Last name', of: each(last) },
  fullName: { label: 'Full name', of: each((i) => `${first(i)} ${last(i)}`) },
  username: { label: 'User name', of: each(login) },
  email: { label: 'E-mail address', of: each((i) => `${login(i)}@example.com`) },
  password: { label: 'Unusable password', of: () => () => '!' },
  phone: { label: 'Phone number', of: each((i) => `+212 5${between(i.seed, i.row, 10_000_000, 99_999_999)}`) },
  city: { label: 'City', of: oneOf(words.CITIES) },
  country: { label: 'Country', of: oneOf(words.COUNTRIES) },
  street: {
    label: 'Street and number',
    of: each((i) => `${between(i.seed ^ 3, i.row, 1, 180)} ${pick(i.seed, i.row, words.STREETS)} Street`),
  },
  postcode: { label: 'Postal code', of: each((i) => String(between(i.seed, i.row, 10_000, 99_999))) },
  company: { label: 'Company', of: oneOf(words.COMPANIES) },
  color: { label: 'Colour', of: oneOf(words.COLORS) },
  tag: { label: 'Tag', of: oneOf(words.TAGS) },
  word: { label: 'Word', of: oneOf(words.NOUNS) },
  title: {
    label: 'Title',
    of:
      ({ seed }) =>
      (row) =>
        title(seed, row),
  },
  sentence: {
    label: 'Sentence',
    of:
      ({ seed }) =>
      (row) =>
        sentences(seed, row, 1),
  },
  paragraph: {
    label: 'Paragraph',
    of:
      ({ seed }) =>
      (row) =>
        sentences(seed, row, 3 + (mix(seed ^ 0xf, row) % 3)),
  },
  slug: {
    label: 'Slug',
    of:
      ({ seed }) =>
      (row) =>
        slug(seed, row),
  },
  url: {
    label: 'Web address',
    of:
      ({ seed }) =>
      (row) =>
        `https://example.com/${slug(seed, row)}`,
  },
  file: { label: 'File path', of: each((i) => `files/${pick(i.seed, i.row, words.NOUNS)}-${i.row + 1}.pdf`) },
  image: { label: 'Image path', of: each((i) => `images/${pick(i.seed, i.row, words.NOUNS)}-${i.row + 1}.png`) },
  code: {
    label: 'Code',
    of:
      ({ seed }) =>
      (row) =>
        code(seed, row),
  },
  integer: { label: 'Whole number', params: RANGE, of: wholeNumber(0, 1000) },
  quantity: { label: 'Quantity', params: RANGE, of: wholeNumber(1, 20) },
  year: { label: 'Year', params: RANGE, of: wholeNumber(1980, 2024) },
  age: { label: 'Age', params: RANGE, of: wholeNumber(18, 80) },
  sequence: { label: 'Sequence 1, 2, 3 …', of: sequence },
  decimal: { label: 'Decimal', params: RANGE, of: decimalOf },
  float: { label: 'Number', params: RANGE, of: floatOf },
  boolean: { label: 'True or false', of: chance(0.5) },
  mostlyTrue: { label: 'Mostly true', of: chance(0.85) },
  mostlyFalse: { label: 'Mostly false', of: chance(0.1) },
  date: { label: 'Date', params: SPAN, of: dateOf },
  birthday: { label: 'Date of birth', of: birthdayOf },
  dateTime: { label: 'Date and time', params: SPAN, of: dateTimeOf },
  time: { label: 'Time of day', of: timeOf },
  duration: { label: 'Duration (µs)', of: each((i) => between(i.seed, i.row, 1, 96) * 900_000_000) },
  uuid: { label: 'UUID', of: each(uuid) },
  ipAddress: {
    label: 'IP address',
    of: each((i) => `192.0.2.${between(i.seed, i.row, 1, 254)}`),
  },
  json: { label: 'JSON object', of: each((i) => JSON.stringify({ note: phrase(i.seed, i.row) })) },
  array: { label: 'Array', of: each(arrayOf) },
  range: { label: 'Range', of: each(rangeOf) },
  pairs: { label: 'Names with values', of: each(pairsOf) },
  lexemes: { label: 'Words to search for', of: each(lexemesOf) },
  bytes: { label: 'Bytes', of: each(base64) },
  choice: {
    label: 'One of the choices',
    of: (column) => oneOf(column.choices.length === 0 ? [''] : column.choices)(column),
  },
  empty: { label: 'Empty text', of: () => () => '' },
  list: { label: 'One of a list', params: ['values'], of: listed },
  constant: { label: 'Always the same', params: ['value'], of: constantOf },
  pattern: { label: 'Pattern', params: ['pattern'], of: each(patterned) },
} as const satisfies Record<string, GeneratorKind>

export type GeneratorName = keyof typeof GENERATORS

export function isGeneratorName(name: string): name is GeneratorName {
  return Object.hasOwn(GENERATORS, name)
}
