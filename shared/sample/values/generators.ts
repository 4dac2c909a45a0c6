/**
 * How values are made, one entry a kind. A generator is told of its column once and answers with a pure function
 * from row number to value: what all rows share is worked out before the first. Chance: see random.ts.
 * Adding one: a line here; `guess/guess.ts` may then choose it, and the editor lists it.
 */
import type { Options, SampleValue } from '../../document/records.ts'
import { birthdayOf, birthTimeOf, dateOf, dateTimeOf, fillDates, fillDateTimes, timeOf } from './moments.ts'
import { chance, decimalOf, fillDecimals, fillFloats, floatOf, sequence, wholeNumber } from './numbers.ts'
import { ean13, hexDigits, iban, macAddress } from './numbers-with-checks.ts'
import * as countries from './countries.ts'
import { arrayOf, lexemesOf, pairsOf, rangeOf } from './postgres-values.ts'
import { codes, firstName, isWoman, lastName, paragraphs, phrase, sentences, slug, slugs, titles } from './phrases.ts'
import { CITIES, countryAt, placeAt, REGIONS } from './places.ts'
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
  /** The seed that the columns of one person or one address share; a row may have several: billing and shipping. */
  readonly groupSeed: number
  /** All places of the table are in the United States, see places.ts. */
  readonly isAmerican: boolean
  readonly maxLength: number | null
  readonly digits: number | null
  readonly decimals: number | null
  readonly bounds: Bounds
  /** Where in a row's life a date lies: 0 its start (created), positive later (updated, closed), negative before. */
  readonly phase: number
  /** Most ms from one phase to the next: dates of a life are days apart, those of a meeting minutes. */
  readonly paceMs: number
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
type ParamName = 'min' | 'max' | 'from' | 'to' | 'values' | 'value' | 'pattern'

/** The value of a row, from 0. */
export type RowValue<T extends SampleValue = SampleValue> = (row: number) => T

/** What one row is made from, for generators that have nothing to work out before. */
export type GeneratorInput = GeneratorColumn & { readonly row: number }

/**
 * Puts the values of `count` rows, beginning with row `from`, at `at`, `at + step` … of the list. A loop of its own for
 * each kind of value costs a third of asking row by row, where each value takes a call through several functions.
 */
export type Fill = (into: unknown[], at: number, step: number, from: number, count: number) => void

/** How the values of one kind are made: row by row, and where that is worth it many rows at once. */
export interface ValueMaker {
  of(column: GeneratorColumn): RowValue
  /** The same values; null: this column's are made one by one. */
  readonly fill?: (column: GeneratorColumn) => Fill | null
}

export interface GeneratorKind extends ValueMaker {
  readonly label: string
  readonly params?: readonly ParamName[]
  /** All of its texts, where they are few: values that must differ are these in their order, before any is changed. */
  readonly all?: (column: GeneratorColumn) => readonly string[]
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

const first = (i: GeneratorInput) => firstName(i.groupSeed, i.row)
const last = (i: GeneratorInput) => lastName(i.groupSeed, i.row)
const login = (i: GeneratorInput) => `${first(i)}.${last(i)}`.toLowerCase()

/** One of few texts. */
function someOf(list: readonly string[]): Pick<GeneratorKind, 'of' | 'fill' | 'all'> {
  return { ...oneOf(() => list), all: () => list }
}

function oneOf(listOf: (column: GeneratorColumn) => readonly SampleValue[]): ValueMaker {
  return {
    of: (column) => {
      const list = listOf(column)
      return (row) => pick(column.seed, row, list)
    },
    fill: (column) => {
      const { seed } = column
      const list = listOf(column)
      return (into, at, step, from, count) => {
        for (let k = 0; k < count; k++) into[at + k * step] = pick(seed, from + k, list)
      }
    },
  }
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

/** `AB-##??`: # becomes a digit, ? a letter. */
function patterned({ seed, row, options }: GeneratorInput): string {
  return marked(String(options['pattern'] ?? '###'), seed, row)
}

function marked(pattern: string, seed: number, row: number): string {
  let at = 0
  return pattern.replace(/[#?]/g, (mark) => {
    const n = mix(seed + 7919 * at++, row)
    return mark === '#' ? String(n % 10) : String.fromCharCode(65 + (n % 26))
  })
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Twelve bytes. */
function base64({ seed, row }: GeneratorInput): string {
  return Array.from({ length: 16 }, (_, n) => BASE64[mix(seed + 7919 * n, row) % 64]).join('')
}

function textsOf({ options }: GeneratorColumn): readonly string[] {
  return String(options['values'] ?? '')
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** `inOrder`: none a second time before all others. */
function listed(column: GeneratorColumn): RowValue<string> {
  const { seed, options } = column
  const list = textsOf(column)
  if (list.length === 0) return () => ''
  return options['inOrder'] === true ? (row) => list[(row + seed) % list.length] ?? '' : (row) => pick(seed, row, list)
}

/** Columns of one row are of one country; `inOrder`: each row is of the next. */
function countryPart(list: readonly string[]): Pick<GeneratorKind, 'of' | 'all'> {
  return {
    all: () => [...new Set(list)],
    of: (column) =>
      column.options['inOrder'] === true
        ? (row) => list[row % list.length] ?? ''
        : (row) => list[countryAt(column, row)] ?? '',
  }
}

/** The number of a person of the row's country; national where the column is too short for more. */
function phone(i: GeneratorInput): string {
  const number = between(i.seed, i.row, 10_000_000, 99_999_999)
  if (i.maxLength !== null && i.maxLength < 15) return `05${number}`
  const dialling = countries.DIALLING_CODES[countryAt(i, i.row)] ?? ''
  return `${dialling} 5${number}`
}

function gender(i: GeneratorInput): string {
  const text = isWoman(i.groupSeed, i.row) ? 'female' : 'male'
  return i.maxLength !== null && i.maxLength < 6 ? text.charAt(0).toUpperCase() : text
}

function salutation(i: GeneratorInput): string {
  return mix(i.seed, i.row) % 8 === 0 ? 'Dr' : isWoman(i.groupSeed, i.row) ? 'Ms' : 'Mr'
}

/** `North` or `Golden` before what the rows are. */
function named({ options }: GeneratorColumn): readonly string[] {
  const noun = String(options['value'] ?? '')
  return words.PREFIXES.map((prefix) => `${prefix} ${noun}`)
}

const question = (i: GeneratorInput): string =>
  `${pick(i.seed, i.row, words.QUESTIONS)} ${pick(i.seed ^ 5, i.row, words.THINGS)}?`

/** A little off the middle of the town. */
const near = (i: GeneratorInput, degrees: number): number =>
  Math.round((degrees + 0.05 * (unit(i.seed, i.row) - 0.5)) * 10_000) / 10_000

const COMPANIES = words.COMPANIES.concat(words.TRADES.flatMap((trade) => words.COMPANIES.map((c) => `${c} ${trade}`)))

const RANGE = ['min', 'max'] as const
const SPAN = ['from', 'to'] as const

export const GENERATORS = {
  firstName: { label: 'First name', of: each(first) },
  lastName: { label: 'Last name', of: each(last) },
  fullName: { label: 'Full name', of: each((i) => `${first(i)} ${last(i)}`) },
  username: { label: 'User name', of: each(login) },
  email: { label: 'E-mail address', of: each((i) => `${login(i)}@example.com`) },
  password: { label: 'Unusable password', of: () => () => '!' },
  gender: { label: 'Gender', of: each(gender) },
  salutation: { label: 'Salutation', of: each(salutation) },
  otherFirstName: { label: 'Second first name', of: each((i) => firstName(i.seed, i.row)) },
  phone: { label: 'Phone number', of: each(phone) },
  city: { label: 'City', of: each((i) => placeAt(i, i.row).city), all: () => CITIES },
  region: {
    label: 'State or region',
    of: each((i) => {
      const { region, regionCode } = placeAt(i, i.row)
      return i.maxLength !== null && i.maxLength < 12 ? regionCode : region
    }),
    all: ({ maxLength }) => (maxLength !== null && maxLength < 12 ? [] : REGIONS),
  },
  timezone: { label: 'Time zone', of: each((i) => placeAt(i, i.row).timezone) },
  latitude: { label: 'Latitude', of: each((i) => near(i, placeAt(i, i.row).latitude)) },
  longitude: { label: 'Longitude', of: each((i) => near(i, placeAt(i, i.row).longitude)) },
  country: { label: 'Country', ...countryPart(countries.COUNTRY_NAMES) },
  countryCode: { label: 'Country code', ...countryPart(countries.COUNTRY_CODES) },
  countryCode3: { label: 'Country code (3 letters)', ...countryPart(countries.COUNTRY_CODES_3) },
  nationality: { label: 'Nationality', ...countryPart(countries.NATIONALITIES) },
  capital: { label: 'Capital', ...countryPart(countries.CAPITALS) },
  currency: { label: 'Currency', ...countryPart(countries.CURRENCIES) },
  diallingCode: { label: 'Dialling code', ...countryPart(countries.DIALLING_CODES) },
  street: {
    label: 'Street and number',
    of: each((i) => `${between(i.seed ^ 3, i.row, 1, 180)} ${pick(i.seed, i.row, words.STREETS)} Street`),
  },
  postcode: { label: 'Postal code', of: each((i) => marked(placeAt(i, i.row).postcode, i.seed, i.row)) },
  company: { label: 'Company', of: each((i) => pick(i.seed, i.row, COMPANIES)), all: () => COMPANIES },
  product: {
    label: 'Product',
    of: each((i) => `${pick(i.seed, i.row, words.QUALITIES)} ${pick(i.seed ^ 5, i.row, words.THINGS)}`),
  },
  color: { label: 'Colour', ...someOf(words.COLORS) },
  tag: { label: 'Tag', ...someOf(words.TAGS) },
  word: { label: 'Word', ...someOf(words.NOUNS) },
  named: {
    label: 'Name of a place or group',
    params: ['value'],
    of: (column) => {
      const list = named(column)
      return (row) => list[(row + column.seed) % list.length] ?? ''
    },
    all: named,
  },
  title: { label: 'Title', ...titles },
  question: { label: 'Question', of: each(question) },
  remark: { label: 'Remark', ...someOf(words.REMARKS) },
  sentence: { label: 'Sentence', ...sentences },
  paragraph: { label: 'Paragraph', ...paragraphs },
  slug: { label: 'Slug', ...slugs },
  url: {
    label: 'Web address',
    of: each((i) => `https://example.com/${slug(i.seed, i.row)}`),
  },
  file: { label: 'File path', of: each((i) => `files/${pick(i.seed, i.row, words.NOUNS)}-${i.row + 1}.pdf`) },
  image: { label: 'Image path', of: each((i) => `images/${pick(i.seed, i.row, words.NOUNS)}-${i.row + 1}.png`) },
  code: { label: 'Code', ...codes },
  host: { label: 'Host name', of: each((i) => `${pick(i.seed, i.row, words.NOUNS)}.example.com`) },
  hash: { label: 'Hash', of: each((i) => hexDigits(i.seed, i.row, Math.min(64, i.maxLength ?? 64))) },
  macAddress: { label: 'MAC address', of: each((i) => macAddress(i.seed, i.row)) },
  iban: { label: 'IBAN', of: each((i) => iban(i.seed, i.row)) },
  isbn: { label: 'ISBN', of: each((i) => ean13(i.seed, i.row, '978')) },
  barcode: { label: 'Barcode', of: each((i) => ean13(i.seed, i.row, '40')) },
  integer: { label: 'Whole number', params: RANGE, ...wholeNumber(0, 1000) },
  quantity: { label: 'Quantity', params: RANGE, ...wholeNumber(1, 20) },
  year: { label: 'Year', params: RANGE, ...wholeNumber(1980, 2024) },
  age: { label: 'Age', params: RANGE, ...wholeNumber(18, 80) },
  sequence: { label: 'Sequence 1, 2, 3 …', of: sequence },
  decimal: { label: 'Decimal', params: RANGE, of: decimalOf, fill: fillDecimals },
  float: { label: 'Number', params: RANGE, of: floatOf, fill: fillFloats },
  boolean: { label: 'True or false', ...chance(0.5) },
  mostlyTrue: { label: 'Mostly true', ...chance(0.85) },
  mostlyFalse: { label: 'Mostly false', ...chance(0.1) },
  date: { label: 'Date', params: SPAN, of: dateOf, fill: fillDates },
  birthday: { label: 'Date of birth', of: birthdayOf },
  birthTime: { label: 'Date of birth, with time', of: birthTimeOf },
  dateTime: { label: 'Date and time', params: SPAN, of: dateTimeOf, fill: fillDateTimes },
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
    ...oneOf(({ choices }) => (choices.length === 0 ? [''] : choices)),
  },
  empty: { label: 'Empty text', of: () => () => '' },
  list: { label: 'One of a list', params: ['values'], of: listed, all: textsOf },
  constant: { label: 'Always the same', params: ['value'], of: constantOf },
  pattern: { label: 'Pattern', params: ['pattern'], of: each(patterned) },
} as const satisfies Record<string, GeneratorKind>

export type GeneratorName = keyof typeof GENERATORS

export function isGeneratorName(name: string): name is GeneratorName {
  return Object.hasOwn(GENERATORS, name)
}
