/** Which Django field holds a declared SQL type. */
import type { Options, ScalarType } from '../../document/records.ts'
import type { RawColumn } from './raw.ts'

export interface GuessedType {
  readonly type: ScalarType
  readonly options: Options
  /** false: the type is not one we know; it is read as text. */
  readonly known: boolean
}

type Guess = (args: readonly number[], column: RawColumn) => readonly [ScalarType, Options?]

const text: Guess = () => ['TextField']
const char: Guess = ([length]) => (length === undefined ? ['TextField'] : ['CharField', { max_length: length }])
const integer: Guess = () => ['IntegerField']
const big: Guess = () => ['BigIntegerField']
const small: Guess = () => ['SmallIntegerField']
const float: Guess = () => ['FloatField']
const decimal: Guess = ([digits, places]) =>
  digits === undefined
    ? ['DecimalField', { max_digits: 30, decimal_places: 10 }]
    : ['DecimalField', { max_digits: digits, decimal_places: places ?? 0 }]
const dateTime: Guess = () => ['DateTimeField']
const binary: Guess = () => ['BinaryField']
const bytes: Guess = ([length]) => ['BinaryField', length === undefined || length < 1 ? {} : { max_length: length }]
const json: Guess = () => ['JSONField']

/** By base name, in lower case, without arguments and the words `unsigned`, `zerofill`, `varying`. */
const BY_NAME: Readonly<Record<string, Guess>> = {
  '': text,
  text,
  clob: text,
  nclob: text,
  long: text,
  'long varchar': text,
  'character large object': text,
  tinytext: text,
  mediumtext: text,
  longtext: text,
  ntext: text,
  citext: text,
  xml: text,
  name: char,
  char,
  bpchar: char,
  character: char,
  varchar: char,
  // MySQL's SET, as the longest text that it can be.
  'set varchar': char,
  varchar2: char,
  nchar: char,
  nvarchar: char,
  'native character': char,
  nvarchar2: char,
  string: char,
  int: integer,
  integer,
  int3: integer,
  int4: integer,
  mediumint: integer,
  middleint: integer,
  serial: integer,
  serial4: integer,
  number: decimal,
  bigint: big,
  int8: big,
  bigserial: big,
  serial8: big,
  hugeint: big,
  oid: big,
  smallint: small,
  int1: small,
  int2: small,
  tinyint: ([width], column) => (width === 1 && isTruth(column.default) ? ['BooleanField'] : ['SmallIntegerField']),
  smallserial: small,
  year: small,
  bool: () => ['BooleanField'],
  boolean: () => ['BooleanField'],
  bit: ([width]) => (width === undefined || width === 1 ? ['BooleanField'] : ['BinaryField']),
  real: float,
  float,
  float4: float,
  float8: float,
  double: float,
  binary_float: float,
  binary_double: float,
  'double precision': float,
  decimal,
  dec: decimal,
  fixed: decimal,
  numeric: decimal,
  money: () => ['DecimalField', { max_digits: 19, decimal_places: 2 }],
  smallmoney: () => ['DecimalField', { max_digits: 10, decimal_places: 4 }],
  date: () => ['DateField'],
  datetime: dateTime,
  datetime2: dateTime,
  smalldatetime: dateTime,
  datetimeoffset: dateTime,
  timestamp: dateTime,
  timestamptz: dateTime,
  'timestamp with time zone': dateTime,
  'timestamp with local time zone': dateTime,
  'timestamp without time zone': dateTime,
  time: () => ['TimeField'],
  timetz: () => ['TimeField'],
  'time with time zone': () => ['TimeField'],
  'time without time zone': () => ['TimeField'],
  interval: () => ['DurationField'],
  uuid: () => ['UUIDField'],
  uniqueidentifier: () => ['UUIDField'],
  json,
  jsonb: json,
  blob: binary,
  tinyblob: binary,
  mediumblob: binary,
  longblob: binary,
  bytea: binary,
  binary: bytes,
  varbinary: bytes,
  rowversion: binary,
  'long varbinary': binary,
  'binary large object': binary,
  raw: binary,
  image: binary,
  inet: () => ['GenericIPAddressField'],
  cidr: () => ['CharField', { max_length: 43 }],
  macaddr: () => ['CharField', { max_length: 17 }],
}

/** MySQL writes numbers of one digit as it writes true and false: a default of 2 tells. */
function isTruth(sql: string | null): boolean {
  return sql === null || !/^\(*'?-?(?:[2-9]|\d\d+)'?\)*$/.test(sql.trim())
}

/** What other words say of a type, much as SQLite takes them: `UNSIGNED BIG INT`, `FLOATING POINT`. */
const AFFINITIES: readonly (readonly [RegExp, Guess])[] = [
  [/\bbig ?int/, big],
  [/\bint(?:eger)?\b/, integer],
  [/^(?:long|native|n)?\s?(?:var)?char/, char],
  [/\b(?:float|floating|double|real)\b/, float],
]

const UNSIGNED: Partial<Record<ScalarType, ScalarType>> = {
  IntegerField: 'PositiveIntegerField',
  BigIntegerField: 'PositiveBigIntegerField',
  SmallIntegerField: 'PositiveSmallIntegerField',
}

/** A type as written, taken apart. */
interface TypeWords {
  readonly base: string
  readonly args: readonly number[]
  readonly isUnsigned: boolean
}

/** A database has thousands of columns and a handful of types. */
const WORDS = new Map<string, TypeWords>()
const MOST_KEPT = 1_000

function typeWords(type: string): TypeWords {
  const known = WORDS.get(type)
  if (known !== undefined) return known
  const words = readTypeWords(type)
  if (WORDS.size >= MOST_KEPT) WORDS.clear()
  WORDS.set(type, words)
  return words
}

function readTypeWords(type: string): TypeWords {
  const lower = type.toLowerCase().replace(/\s+/g, ' ').trim()
  const args = [...(/\(([^)]*)\)/.exec(lower)?.[1] ?? '').matchAll(/-?\d+/g)].map((m) => Number(m[0]))
  const base = lower
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\b(unsigned|signed|zerofill|varying|binary varying|collate \S+|character set \S+)\b/g, ' ')
    .replace(/^(interval) .*/, '$1')
    .replace(/^national (?=char|varchar)/, '')
    .replace(/(?<=char\s*|text\s*) (?:binary|ascii|unicode|byte)$/, '')
    .replace(/"/g, '')
    .replace(/^(?:pg_catalog|public|extensions)\./, '')
    .replace(/\s+/g, ' ')
    .trim()
  return { base, args, isUnsigned: /\bunsigned\b/.test(lower) }
}

export function guessType(column: RawColumn): GuessedType {
  if (column.values !== null) {
    const longest = Math.max(1, ...column.values.map((v) => v.length))
    return { type: 'CharField', options: { max_length: longest }, known: true }
  }
  const { base, args, isUnsigned } = typeWords(column.type)
  const guess = BY_NAME[base] ?? AFFINITIES.find(([words]) => words.test(base))?.[1]
  if (guess === undefined) return { type: 'TextField', options: {}, known: false }
  const [type, options = {}] = guess(args, column)
  return { type: (isUnsigned ? UNSIGNED[type] : undefined) ?? type, options, known: true }
}

/** Without parentheses around, of which SQL Server writes two: `((1))`. */
function bare(sql: string): string {
  let text = sql.trim()
  while (text.length > 1 && text.startsWith('(') && text.endsWith(')')) text = text.slice(1, -1).trim()
  return text
}

/** A default as a Python value where the SQL is a plain literal; undefined: none or not plain. */
export function plainDefault(sql: string | null, type: ScalarType): string | number | boolean | undefined {
  if (sql === null) return undefined
  const plain = bare(sql)
    .replace(/::[\w\s".[\]]+$/, '')
    .trim()
  const quoted = /^[NE]?'((?:[^']|'')*)'$/i.exec(plain)
  if (type === 'BooleanField') return BOOLEANS[(quoted?.[1] ?? plain).toLowerCase()]
  if (quoted !== null) {
    const text = (quoted[1] ?? '').replaceAll("''", "'")
    // `int DEFAULT '0'`, as MySQL dumps it.
    return WHOLE.has(type) && /^-?\d{1,15}$/.test(text) ? Number(text) : text
  }
  return /^-?\d{1,15}(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

const WHOLE: ReadonlySet<ScalarType> = new Set([
  'IntegerField',
  'SmallIntegerField',
  'BigIntegerField',
  'PositiveIntegerField',
  'PositiveSmallIntegerField',
  'PositiveBigIntegerField',
])

const BOOLEANS: Readonly<Record<string, boolean | undefined>> = {
  true: true,
  t: true,
  yes: true,
  y: true,
  on: true,
  '1': true,
  "b'1'": true,
  false: false,
  f: false,
  no: false,
  n: false,
  off: false,
  '0': false,
  "b'0'": false,
}
