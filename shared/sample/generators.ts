/**
 * How values are made, one entry a kind. A generator is a pure function of seed and row: see random.ts.
 * Adding one: a line here; `guess.ts` may then choose it, and the editor lists it.
 */
import type { Options, SampleValue } from '../document/records.ts'
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
}

/** What can be set of a generator; `values`, `value` and `pattern` are texts. */
export type ParamName = 'min' | 'max' | 'from' | 'to' | 'values' | 'value' | 'pattern'

export interface GeneratorKind {
  readonly label: string
  readonly params?: readonly ParamName[]
  make(input: GeneratorInput): SampleValue
}

const DAY_MS = 86_400_000
/** Dates are spread over the three years before this day, whatever the clock says: rows are repeatable. */
const LAST_DAY = Date.UTC(2024, 11, 31)
const SPREAD_DAYS = 3 * 365

const first = (i: GeneratorInput) => pick(i.rowSeed ^ 0x11, i.row, words.FIRST_NAMES)
const last = (i: GeneratorInput) => pick(i.rowSeed ^ 0x22, i.row, words.LAST_NAMES)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const login = (i: GeneratorInput) => `${first(i)}.${last(i)}`.toLowerCase()

const phrase = ({ seed, row }: GeneratorInput): string => phraseOf(seed, row, false)

const CAPITAL_VERBS = words.VERBS.map(capital)

/** With a capital where it begins a sentence: made so at once, since cutting a long text costs more than making it. */
function phraseOf(seed: number, row: number, isFirst: boolean): string {
  const a = pick(seed, row, words.ADJECTIVES)
  const n = pick(seed ^ 0x5bd1, row, words.NOUNS)
  if (mix(seed ^ 0x77, row) % 3 !== 0) return isFirst ? `The ${a} ${n}` : `the ${a} ${n}`
  return `${pick(seed ^ 0x99, row, isFirst ? CAPITAL_VERBS : words.VERBS)} the ${a} ${n}`
}

function sentences({ seed, row }: GeneratorInput, count: number): string {
  let text = `${phraseOf(seed, row, true)}.`
  for (let k = 1; k < count; k++) text += ` ${phraseOf(seed + k * 7919, row, true)}.`
  return text
}

/** ms since the epoch of this row's date at its phase; phases keep their order within a row. */
function moment({ rowSeed, row, phase, seed, options }: GeneratorInput): number {
  const [from, to] = [options['from'], options['to']].map(dayOf)
  if (from !== undefined || to !== undefined) {
    const last = to ?? Math.max(LAST_DAY, from ?? 0)
    const first = Math.min(from ?? last - SPREAD_DAYS * DAY_MS, last)
    return first + Math.floor(unit(seed ^ 0xda7e, row) * (last - first + DAY_MS))
  }
  const start = LAST_DAY - between(rowSeed ^ 0xda7e, row, 0, SPREAD_DAYS) * DAY_MS
  const inDay = between(rowSeed ^ 0x71e, row, 8 * 3600, 19 * 3600) * 1000
  const step = phase === 0 ? 0 : phase * (1 + (mix(seed, row) % 20)) * DAY_MS
  return start + inDay + step
}

function dayOf(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}

const days = new Map<number, string>()

/** Rows share few days, and a Date costs more than all else in their making. */
function isoDate(ms: number): string {
  const day = Math.floor(ms / DAY_MS)
  let text = days.get(day)
  if (text === undefined) days.set(day, (text = new Date(day * DAY_MS).toISOString().slice(0, 10)))
  return text
}

function isoDateTime(ms: number): string {
  const seconds = Math.floor((ms - Math.floor(ms / DAY_MS) * DAY_MS) / 1000)
  const minutes = Math.floor(seconds / 60)
  return `${isoDate(ms)}T${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}`
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))

function wholeNumber(input: GeneratorInput, min: number, max: number): number {
  const low = input.bounds.min ?? min
  const high = input.bounds.max ?? Math.max(max, low)
  return between(input.seed, input.row, Math.ceil(low), Math.max(Math.ceil(low), Math.floor(high)))
}

function decimal(input: GeneratorInput): string {
  const places = input.decimals ?? 2
  const whole = Math.max(0, (input.digits ?? 8) - places)
  const limit = Math.min(10 ** Math.min(whole, 4) - 1, input.bounds.max ?? Number.POSITIVE_INFINITY)
  const low = input.bounds.min ?? 0
  // A value strictly inside the bounds also satisfies gt and lt.
  const value = low + (Math.max(limit, low) - low) * (0.02 + 0.96 * unit(input.seed, input.row))
  return value.toFixed(places)
}

function uuid({ seed, row }: GeneratorInput): string {
  const hex = [0, 1, 2]
    .map((k) =>
      mix(seed ^ (k * 0x9e37), row)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
  const index = row.toString(16).padStart(8, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 24)}${index}`
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
  title: { label: 'Title', make: (i) => phraseOf(i.seed, i.row, true) },
  sentence: { label: 'Sentence', make: (i) => sentences(i, 1) },
  paragraph: { label: 'Paragraph', make: (i) => sentences(i, 3 + (mix(i.seed ^ 0xf, i.row) % 3)) },
  slug: { label: 'Slug', make: (i) => phrase(i).replaceAll(' ', '-') },
  url: { label: 'Web address', make: (i) => `https://example.com/${phrase(i).replaceAll(' ', '-')}` },
  file: { label: 'File path', make: (i) => `files/${pick(i.seed, i.row, words.NOUNS)}-${i.row + 1}.pdf` },
  image: { label: 'Image path', make: (i) => `images/${pick(i.seed, i.row, words.NOUNS)}-${i.row + 1}.png` },
  code: { label: 'Code', make: (i) => mix(i.seed, i.row).toString(36).toUpperCase().padStart(7, '0').slice(0, 7) },
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
  date: { label: 'Date', params: SPAN, make: (i) => isoDate(moment(i)) },
  birthday: {
    label: 'Date of birth',
    make: (i) => isoDate(LAST_DAY - between(i.seed, i.row, 18 * 365, 75 * 365) * DAY_MS),
  },
  dateTime: { label: 'Date and time', params: SPAN, make: (i) => isoDateTime(moment(i)) },
  time: { label: 'Time of day', make: (i) => isoDateTime(moment(i)).slice(11) },
  duration: { label: 'Duration (µs)', make: (i) => between(i.seed, i.row, 1, 96) * 900_000_000 },
  uuid: { label: 'UUID', make: uuid },
  ipAddress: {
    label: 'IP address',
    make: (i) => `192.0.2.${between(i.seed, i.row, 1, 254)}`,
  },
  json: { label: 'JSON object', make: (i) => JSON.stringify({ note: phrase(i) }) },
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
