/** SQL types of Drizzle's column builders. Source: drizzle-orm's pg-core, mysql-core and sqlite-core, columns/*. */
import type { RawDatabase } from '../database/raw.ts'

export type Flavour = NonNullable<RawDatabase['dialect']>

/** What a builder was configured with: numbers as texts, booleans as 'true' and 'false'. */
export type Config = ReadonlyMap<string, string>

export interface ColumnKind {
  readonly type: string
  readonly autoIncrement?: boolean
}

type Read = (config: Config) => string

const sized =
  (name: string, ...keys: readonly string[]): Read =>
  (config) => {
    const sizes = keys.flatMap((key) => config.get(key) ?? [])
    return sizes.length === 0 ? name : `${name}(${sizes.join(', ')})`
  }

const plain =
  (name: string): Read =>
  () =>
    name

const number =
  (name: string): Read =>
  (config) =>
    config.get('unsigned') === 'true' ? `${name} unsigned` : name

const decimal: Read = (config) => {
  const size = sized('numeric', 'precision', 'scale')(config)
  return config.get('unsigned') === 'true' ? `${size} unsigned` : size
}

const SHARED: { readonly [builder: string]: Read | undefined } = {
  varchar: sized('varchar', 'length'),
  char: sized('char', 'length'),
  text: plain('text'),
  boolean: plain('boolean'),
  real: plain('real'),
  json: plain('json'),
  date: plain('date'),
  time: plain('time'),
  numeric: decimal,
  decimal,
  binary: sized('binary', 'length'),
  varbinary: sized('varbinary', 'length'),
}

const POSTGRESQL: { readonly [builder: string]: Read | undefined } = {
  ...SHARED,
  smallint: plain('smallint'),
  integer: plain('integer'),
  bigint: plain('bigint'),
  serial: plain('serial'),
  smallserial: plain('smallserial'),
  bigserial: plain('bigserial'),
  doublePrecision: plain('double precision'),
  jsonb: plain('jsonb'),
  uuid: plain('uuid'),
  inet: plain('inet'),
  cidr: plain('cidr'),
  macaddr: plain('macaddr'),
  macaddr8: plain('macaddr8'),
  bytea: plain('bytea'),
  point: plain('point'),
  line: plain('line'),
  interval: plain('interval'),
  timestamp: (config) => (config.get('withTimezone') === 'true' ? 'timestamp with time zone' : 'timestamp'),
  bit: sized('bit', 'dimensions'),
  vector: sized('vector', 'dimensions'),
  halfvec: sized('halfvec', 'dimensions'),
  sparsevec: sized('sparsevec', 'dimensions'),
  geometry: plain('geometry'),
  citext: plain('citext'),
}

const MYSQL: { readonly [builder: string]: Read | undefined } = {
  ...SHARED,
  tinyint: number('tinyint'),
  smallint: number('smallint'),
  mediumint: number('mediumint'),
  int: number('int'),
  bigint: number('bigint'),
  serial: plain('bigint unsigned'),
  double: number('double'),
  float: number('float'),
  real: plain('real'),
  datetime: plain('datetime'),
  timestamp: plain('timestamp'),
  year: plain('year'),
  tinytext: plain('tinytext'),
  mediumtext: plain('mediumtext'),
  longtext: plain('longtext'),
  blob: plain('blob'),
  tinyblob: plain('tinyblob'),
  mediumblob: plain('mediumblob'),
  longblob: plain('longblob'),
}

/** Moments are counted since 1970, in more than 32 bits from 2038 on. */
function wholeNumber(config: Config): string {
  const mode = config.get('mode') ?? ''
  return mode === 'boolean' ? 'boolean' : MOMENT.test(mode) ? 'bigint' : 'integer'
}

const MOMENT = /^timestamp(?:_ms)?$/

/** In which numbers SQLite's column holds moments; null: it holds none. */
export function momentUnit(builder: string, config: Config, flavour: Flavour): 'seconds' | 'milliseconds' | null {
  const mode = config.get('mode') ?? ''
  if (flavour !== 'sqlite' || !/^int(?:eger)?$/.test(builder) || !MOMENT.test(mode)) return null
  return mode === 'timestamp' ? 'seconds' : 'milliseconds'
}

const SQLITE: { readonly [builder: string]: Read | undefined } = {
  ...SHARED,
  integer: wholeNumber,
  int: wholeNumber,
  text: (config) =>
    config.get('mode') === 'json' ? 'json' : sized('text', 'length')(config).replace(/^text\(/, 'varchar('),
  blob: (config) => (config.get('mode') === 'json' ? 'json' : 'blob'),
}

const BUILDERS: Readonly<Record<Flavour, { readonly [builder: string]: Read | undefined }>> = {
  postgresql: POSTGRESQL,
  mysql: MYSQL,
  sqlite: SQLITE,
}

/** null: none of Drizzle's builders. */
export function columnKind(builder: string, config: Config, flavour: Flavour): ColumnKind | null {
  const read = Object.hasOwn(BUILDERS[flavour], builder) ? BUILDERS[flavour][builder] : undefined
  if (read === undefined) return null
  return { type: read(config), ...(builder.endsWith('serial') ? { autoIncrement: true } : {}) }
}

/** Functions that make tables, by what they are called in their module. */
export function flavourOf(maker: string): Flavour | null {
  if (/^pg|^cockroach/.test(maker)) return 'postgresql'
  if (/^mysql|^singlestore/.test(maker)) return 'mysql'
  return maker.startsWith('sqlite') ? 'sqlite' : null
}
