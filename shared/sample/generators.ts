/**
 * How values are made, one entry a kind. A generator is a pure function of seed and row: see random.ts.
 * Adding one: a line here; `guess.ts` may then choose it, and the editor lists it.
 */
import type { Options, SampleValue } from '../document/records.ts'
import { birthdayOf, dateOf, dateTimeOf, timeOf } from './moments.ts'
import { arrayOf, lexemesOf, pairsOf, rangeOf } from './postgres-values.ts'
import { code, firstName, lastName, phrase, sentences, title } from './phrases.ts'
import { between, mix, pick, unit } from './random.ts'
import * as words from './words.ts'

export interface Bounds {
  readonly min: number | null
  readonly max: number | null
}

export interface GeneratorInput {
  /** Of this column. */
  readonly seed: number
  /** Of this row, from 0. */
  readonly row: number
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

export interface GeneratorKind {
  readonly label: string
  readonly params?: readonly ParamName[]
  make(input: GeneratorInput): SampleValue
}

const first = (i: GeneratorInput) => firstName(i.rowSeed, i.row)
const last = (i: GeneratorInput) => lastName(i.rowSeed, i.row)
const login = (i: GeneratorInput) => `${first(i)}.${last(i)}`.toLowerCase()
const slug = (i: GeneratorInput) => phrase(i.seed, i.row).replaceAll(' ', '-')

function wholeNumber(input: GeneratorInput, min: number, max: number): number {
  const low = input.bounds.min ?? min
  const high = input.bounds.max ?? Math.max(max, low)
  return between(input.seed, input.row, Math.ceil(low), Math.max(Math.ceil(low), Math.floor(high)))
}

const POWERS = Array.from({ length: 16 }, (_, n) => 10 ** n)
const power = (n: number): number => POWERS[n] ?? 10 ** n

/** A double keeps fifteen digits of a decimal as they are. */
const MOST_EXACT = 1e15

function decimal(input: GeneratorInput): SampleValue {
  const places = input.decimals ?? 2
  const whole = Math.max(0, (input.digits ?? 8) - places)
  const limit = Math.min(power(Math.min(whole, 4)) - 1, input.bounds.max ?? Number.POSITIVE_INFINITY)
  const low = input.bounds.min ?? 0
  // A value strictly inside the bounds also satisfies gt and lt.
  const value = low + (Math.max(limit, low) - low) * (0.02 + 0.96 * unit(input.seed, input.row))
  const scale = power(places)
  if (input.form === 'json' || Math.abs(value) * scale > MOST_EXACT) return value.toFixed(places)
  return Math.round(value * scale) / scale
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

function constantOf(value: unknown): SampleValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : ''
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

const lists = new Map<string, readonly string[]>()

function oneOf({ seed, row, options }: GeneratorInput): string {
  const text = String(options['values'] ?? '')
  let list = lists.get(text)
  if (list === undefined) {
    list = text
      .split(/[,\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    if (lists.size > 1000) lists.clear()
    lists.set(text, list)
  }
  return list.length === 0 ? '' : pick(seed, row, list)
}

const RANGE = ['min', 'max'] as const
const SPAN = ['from', 'to'] as const

export const GENERATORS = {
  firstName: { label: 'First name', make: first },
  lastName: { label: 'Last name', make: last },
  fullName: { label: 'Full name', make: (i) => `${first(i)} ${last(i)}` },
  username: { label: 'User name', make: login },
  email: { label: 'E-mail address', make: (i) => `${login(i)}@example.com` },
  password: { label: 'Unusable password', make: () => '!' },
  phone: { label: 'Phone number', make: (i) => `+212 5${between(i.seed, i.row, 10_000_000, 99_999_999)}` },
  city: { label: 'City', make: (i) => pick(i.seed, i.row, words.CITIES) },
  country: { label: 'Country', make: (i) => pick(i.seed, i.row, words.COUNTRIES) },
  street: {
    label: 'Street and number',
    make: (i) => `${between(i.seed ^ 3, i.row, 1, 180)} ${pick(i.seed, i.row, words.STREETS)} Street`,
  },
  postcode: { label: 'Postal code', make: (i) => String(between(i.seed, i.row, 10_000, 99_999)) },
  company: { label: 'Company', make: (i) => pick(i.seed, i.row, words.COMPANIES) },
  color: { label: 'Colour', make: (i) => pick(i.seed, i.row, words.COLORS) },
  tag: { label: 'Tag', make: (i) => pick(i.seed, i.row, words.TAGS) },
  word: { label: 'Word', make: (i) => pick(i.seed, i.row, words.NOUNS) },
  title: { label: 'Title', make: (i) => title(i.seed, i.row) },
  sentence: { label: 'Sentence', make: (i) => sentences(i.seed, i.row, 1) },
  paragraph: { label: 'Paragraph', make: (i) => sentences(i.seed, i.row, 3 + (mix(i.seed ^ 0xf, i.row) % 3)) },
  slug: { label: 'Slug', make: slug },
  url: { label: 'Web address', make: (i) => `https://example.com/${slug(i)}` },
  file: { label: 'File path', make: (i) => `files/${pick(i.seed, i.row, words.NOUNS)}-${i.row + 1}.pdf` },
  image: { label: 'Image path', make: (i) => `images/${pick(i.seed, i.row, words.NOUNS)}-${i.row + 1}.png` },
  code: { label: 'Code', make: (i) => code(i.seed, i.row) },
  integer: { label: 'Whole number', params: RANGE, make: (i) => wholeNumber(i, 0, 1000) },
  quantity: { label: 'Quantity', params: RANGE, make: (i) => wholeNumber(i, 1, 20) },
  year: { label: 'Year', params: RANGE, make: (i) => wholeNumber(i, 1980, 2024) },
  age: { label: 'Age', params: RANGE, make: (i) => wholeNumber(i, 18, 80) },
  sequence: { label: 'Sequence 1, 2, 3 …', make: (i) => (i.bounds.min === null ? 1 : Math.ceil(i.bounds.min)) + i.row },
  decimal: { label: 'Decimal', params: RANGE, make: decimal },
  float: { label: 'Number', params: RANGE, make: (i) => Number(decimal({ ...i, decimals: 3 })) },
  boolean: { label: 'True or false', make: (i) => unit(i.seed, i.row) < 0.5 },
  mostlyTrue: { label: 'Mostly true', make: (i) => unit(i.seed, i.row) < 0.85 },
  mostlyFalse: { label: 'Mostly false', make: (i) => unit(i.seed, i.row) < 0.1 },
  date: { label: 'Date', params: SPAN, make: dateOf },
  birthday: { label: 'Date of birth', make: birthdayOf },
  dateTime: { label: 'Date and time', params: SPAN, make: dateTimeOf },
  time: { label: 'Time of day', make: timeOf },
  duration: { label: 'Duration (µs)', make: (i) => between(i.seed, i.row, 1, 96) * 900_000_000 },
  uuid: { label: 'UUID', make: uuid },
  ipAddress: {
    label: 'IP address',
    make: (i) => `192.0.2.${between(i.seed, i.row, 1, 254)}`,
  },
  json: { label: 'JSON object', make: (i) => JSON.stringify({ note: phrase(i.seed, i.row) }) },
  array: { label: 'Array', make: arrayOf },
  range: { label: 'Range', make: rangeOf },
  pairs: { label: 'Names with values', make: pairsOf },
  lexemes: { label: 'Words to search for', make: lexemesOf },
  bytes: { label: 'Bytes', make: base64 },
  choice: { label: 'One of the choices', make: (i) => pick(i.seed, i.row, i.choices.length === 0 ? [''] : i.choices) },
  empty: { label: 'Empty text', make: () => '' },
  list: { label: 'One of a list', params: ['values'], make: oneOf },
  constant: { label: 'Always the same', params: ['value'], make: (i) => constantOf(i.options['value']) },
  pattern: { label: 'Pattern', params: ['pattern'], make: patterned },
} as const satisfies Record<string, GeneratorKind>

export type GeneratorName = keyof typeof GENERATORS

export function isGeneratorName(name: string): name is GeneratorName {
  return Object.hasOwn(GENERATORS, name)
}
