import type { Value } from '../document/records.ts'
import type { SchemaColumn } from '../schema/types.ts'
import { MYSQL_EXPRESSIONS } from '../schema/expressions.ts'
import { sqlExporter } from './sql/sql-exporter.ts'
import { mysqlMoment } from './sql/default-values.ts'
import type { SqlDialect } from './sql/dialect.ts'
import { fitMysql, indexedPart, LONG, uniqueOnMysql } from './sql/fit-mysql.ts'
import { COMMON_FUNCTIONS, words } from './sql/raw-sql.ts'

/** MySQL and MariaDB limit names to 64 characters. */
const NAME_LIMIT = 64

/** What is another value at another time. */
const CHANGING = words(
  'uuid uuid_short rand now sysdate unix_timestamp from_unixtime utc_timestamp utc_date utc_time curdate curtime localtime localtimestamp current_timestamp current_date current_time',
)

/** What MySQL 8 and MariaDB 10.5+ both take: InnoDB, CHECK constraints, microseconds. As Django 5.2. */
export const MYSQL_DIALECT: SqlDialect<'mysql'> = {
  id: 'mysql',
  label: 'MySQL / MariaDB',
  nameLimit: NAME_LIMIT,
  // Accents and capitals do not count in columns; on Linux they do in tables.
  sameName: (name) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
  sameTable: (name) => name,
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  // A schema in front of the name becomes part of it: to MySQL schemas are databases. Names are limited to the Basic Multilingual Plane (🙂 becomes u1f642) and end with no blank.
  spell: (name) =>
    name
      // Django takes a name in ticks as quoted already.
      .replace(/^`(.+)`$/s, '$1')
      .replaceAll('"."', '_')
      .replace(/[\u{10000}-\u{10ffff}]/gu, (c) => `u${c.codePointAt(0)?.toString(16)}`)
      .replace(/ +$/, (blanks) => '_'.repeat(blanks.length)),
  types: {
    smallInteger: () => 'smallint',
    integer: () => 'integer',
    bigInteger: () => 'bigint',
    positiveSmallInteger: () => 'smallint unsigned',
    positiveInteger: () => 'integer unsigned',
    positiveBigInteger: () => 'bigint unsigned',
    boolean: () => 'bool',
    float: () => 'double precision',
    decimal: ({ type }) => (type.digits === null ? 'numeric' : `numeric(${type.digits}, ${type.decimals ?? 0})`),
    char: ({ type }) => `varchar(${type.maxLength ?? 255})`,
    text: () => 'longtext',
    date: () => 'date',
    dateTime: () => 'datetime(6)',
    time: () => 'time(6)',
    duration: () => 'bigint',
    uuid: () => 'char(32)',
    json: () => 'json',
    binary: () => 'longblob',
    ipAddress: () => 'char(39)',
    // What another database calls by that name is text here.
    other: ({ type }) => (type.raw !== null && OWN_TYPES.test(type.raw) ? type.raw : 'longtext'),
  },
  identity: () => 'AUTO_INCREMENT PRIMARY KEY',
  literal: mysqlLiteral,
  deferred: '',
  // InnoDB takes the words and refuses the delete, as with RESTRICT.
  setsDefault: false,
  forwardReferences: false,
  keysLeadToIndexes: true,
  comparesKeys: (from, to) => keyType(from) === keyType(to),
  addConstraint: true,
  hidesNumbered: true,
  hidesSetKeys: true,
  expressions: MYSQL_EXPRESSIONS,
  raw: {
    functions: words(
      `${COMMON_FUNCTIONS} char_length octet_length substring concat concat_ws greatest least floor ceil ceiling power sqrt mod sign ifnull if json_valid json_extract json_unquote md5 left right lpad rpad repeat reverse instr locate year month day pi char json_object json_array cast convert current_timestamp current_date current_time uuid uuid_short unix_timestamp from_unixtime utc_timestamp utc_date rand now curdate curtime localtime localtimestamp hex unhex conv crc32 sha1 sha2 inet_aton inet_ntoa inet6_aton inet6_ntoa datediff date_format str_to_date hour minute second dayofweek dayofyear weekday quarter week to_days last_day field elt find_in_set insert lcase ucase ascii ord space strcmp bit_count json_contains json_length json_type json_keys json_quote json_value atan sin cos tan log log2 log10 ln exp pow truncate degrees radians`,
    ),
    unkept: CHANGING,
    unchecked: CHANGING,
    bytes: /^(?:0x(?:[\da-f]{2})+|x'(?:[\da-f]{2})*'|b'[01]*')$/i,
    words: words('regexp rlike xor div mod as signed unsigned using utf16 utf8mb4 binary'),

    operators: new Set(),
    numbersAreTruth: true,
  },
  namespaces: false,
  collation: (name) => (/^(utf8|utf8mb3|utf8mb4|latin1|ascii|ucs2|utf16|binary)(_|$)/i.test(name) ? name : null),
  defaultValue: (column, sql) => (LONG.has(column.type.kind) && !sql.startsWith('(') ? `(${sql})` : sql),
  defaultsSeeColumns: true,
  moment: mysqlMoment,
  prepare: fitMysql,
  hasUnique: uniqueOnMysql,
  header: [],
  footer: [],
  unchecked: { begin: 'SET FOREIGN_KEY_CHECKS = 0;', end: 'SET FOREIGN_KEY_CHECKS = 1;' },
  together: { begin: 'SET FOREIGN_KEY_CHECKS = 0;', end: 'SET FOREIGN_KEY_CHECKS = 1;' },
  indexIfNotExists: false,
  uniqueConstraints: true,
  keysAreIndexed: true,
  indexedPart,
  enumType: (_table, _column, values) => ({
    type: `enum(${values.map(textLiteral).join(', ')})`,
    create: null,
    drop: null,
  }),
  // Neither has partial indexes; MariaDB has none over expressions.
  index: ({ name, table, unique, columns, condition, hasExpressions, method, inline }) => {
    if (condition !== null || hasExpressions || method !== 'btree') return null
    const what = `${unique ? 'UNIQUE ' : ''}INDEX ${name}`
    return inline ? `${what} (${columns.join(', ')})` : `CREATE ${what} ON ${table} (${columns.join(', ')})`
  },
  comments: () => [],
  inlineComment: (comment) => (comment === null ? '' : ` COMMENT ${textLiteral(comment)}`),
  tableSuffix: (table) => (table.comment === null ? '' : ` COMMENT=${textLiteral(table.comment)}`),
  generated: (column, expression) =>
    `GENERATED ALWAYS AS (${expression}) ${column.generated?.stored === false ? 'VIRTUAL' : 'STORED'}`,
  check: (check, condition, quotedName) =>
    check.column === null ? `CONSTRAINT ${quotedName} CHECK (${condition})` : `CHECK (${condition})`,
}

/** InnoDB compares columns of one type; texts may differ in length. */
function keyType(column: SchemaColumn): string {
  const type = MYSQL_DIALECT.types[column.type.kind](column)
  return `${/^varchar\b/.test(type) ? 'varchar' : type} ${column.collation === null ? '' : (MYSQL_DIALECT.collation(column.collation) ?? '')}`
}

/** Types of MySQL and MariaDB that Django has no word for, and what a field's `db_type` may name itself. */
const OWN_TYPES = new RegExp(
  [
    String.raw`^(?:(?:enum|set|bit|year|char|varchar|binary|varbinary)(?:\(.*\))?`,
    'point|geometry|linestring|polygon|multi\\w+|geometrycollection',
    '(?:tiny|medium|long)?(?:text|blob)',
    String.raw`(?:(?:tiny|small|medium|big)?int|integer|decimal|numeric|float|double)(?:\([\d, ]+\))?(?: unsigned)?)$`,
  ].join('|'),
  'i',
)

function mysqlLiteral(value: Value): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number') return String(value)
  return textLiteral(typeof value === 'string' ? value : JSON.stringify(value))
}

/** Backslash escapes unless the server runs in NO_BACKSLASH_ESCAPES, which neither does by default. */
function textLiteral(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\0', '\\0')}'`
}

export const mysql = sqlExporter(MYSQL_DIALECT, 'schema.mysql.sql')
