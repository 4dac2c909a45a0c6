/** How each database writes what Django's conditions say. Source: django/db/backends/*\/{base,operations,schema}.py (5.2). */
import { sqliteType } from '../sqlite-types.ts'
import { MYSQL_DATES, POSTGRESQL_DATES, SQLITE_DATES } from './dates.ts'
import type { DateWords } from './dates.ts'
import type { ColumnType } from '../types.ts'

/** A Python value inside an expression. `decimal`, `date` … keep their text. */
export type SqlValue =
  | null
  | boolean
  | number
  | string
  | { readonly decimal: string }
  /** A float that would read as an int, and be divided like one: `3.0`. */
  | { readonly float: string }
  | { readonly bytes: string }
  | { readonly temporal: string }
  | { readonly interval: number }

export type BitOperator = '&' | '|' | '#' | '<<' | '>>'

export interface ExpressionDialect {
  readonly id: 'sqlite' | 'postgresql' | 'mysql'
  quote(name: string): string
  literal(value: SqlValue): string
  /** `LIKE` and its kin: `column` and `pattern` are SQL. `fold`: the case does not matter. */
  like(column: string, pattern: string, fold: boolean): string
  /** null: this database has none. */
  regex(column: string, pattern: string, fold: boolean): string | null
  /** Type in a CAST. */
  castType(type: ColumnType): string
  /** Texts put together; an empty part counts as ''. */
  concat(parts: readonly string[]): string
  /** The character of a code point. */
  character(code: string): string
  /** Names of functions that differ from Django's own name in capitals. */
  readonly functions: { readonly [name: string]: string | undefined }
  /** A float as a function takes it that only takes exact numbers (`ROUND(x, 2)`). Absent: as it is. */
  readonly exactFloat?: (sql: string) => string
  /** Whether index terms may say NULLS LAST. Absent: as Django writes it, who does not ask. */
  readonly indexNulls?: boolean
  /** Whether index terms may name an operator class. Absent: no. */
  readonly opclasses?: boolean
  /** SQLite computes decimals as text unless told otherwise. */
  readonly numericCast: ((sql: string) => string) | null
  readonly now: string
  readonly dates: DateWords
  /** Whether XOR is an operator. */
  readonly hasXor: boolean
  /** Both as SQL; null: this database has no such operation. */
  operation(operator: BitOperator | '**', left: string, right: string): string | null
  /** SQL that stands in the design (`RawSQL`) as this database takes it; null: not. Absent: as it stands. */
  readonly raw?: (sql: string) => string | null
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** `12:00:00.5` as microseconds is what SQLite and MySQL keep for a duration. */
function literalWith(special: {
  boolean(value: boolean): string
  decimal(text: string): string
  bytes(hex: string): string
  text?(text: string): string
  interval?(microseconds: number): string
}) {
  const text = special.text ?? quoteText
  return (value: SqlValue): string => {
    if (value === null) return 'NULL'
    if (typeof value === 'boolean') return special.boolean(value)
    if (typeof value === 'number') return String(value)
    if (typeof value === 'string') return text(value)
    if ('decimal' in value) return special.decimal(value.decimal)
    if ('float' in value) return value.float
    if ('bytes' in value) return special.bytes(value.bytes)
    if ('interval' in value) return special.interval?.(value.interval) ?? String(value.interval)
    return quoteText(value.temporal)
  }
}

const backslashEscape = " ESCAPE '\\'"

export const SQLITE_EXPRESSIONS: ExpressionDialect = {
  id: 'sqlite',
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  literal: literalWith({
    boolean: (value) => (value ? '1' : '0'),
    decimal: quoteText,
    bytes: (hex) => `X'${hex}'`,
  }),
  like: (column, pattern) => `${column} LIKE ${pattern}${backslashEscape}`,
  regex: (column, pattern, fold) => `${column} REGEXP ${fold ? `'(?i)' || ${pattern}` : pattern}`,
  castType: (type) => (type.kind === 'decimal' ? 'NUMERIC' : sqliteType(type, false)),
  concat: (parts) => parts.map((part) => `COALESCE(${part}, '')`).join(' || '),
  character: (code) => `CHAR(${code})`,
  functions: { Substr: 'SUBSTR', Greatest: 'MAX', Least: 'MIN', Ord: 'UNICODE', StrIndex: 'INSTR' },
  numericCast: (sql) => `(CAST(${sql} AS NUMERIC))`,
  now: "STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')",
  dates: SQLITE_DATES,
  hasXor: false,
  operation(operator, left, right) {
    if (operator === '**') return `POWER(${left}, ${right})`
    // It has no sign for XOR: what is set in one of them, without what is set in both.
    return operator === '#' ? `((${left} | ${right}) - (${left} & ${right}))` : `(${left} ${operator} ${right})`
  },
}

export const POSTGRESQL_EXPRESSIONS: ExpressionDialect = {
  id: 'postgresql',
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  literal: literalWith({
    boolean: (value) => String(value),
    decimal: (text) => text,
    bytes: (hex) => `'\\x${hex}'::bytea`,
    interval: (microseconds) => `INTERVAL '${microseconds} microseconds'`,
  }),
  like: (column, pattern, fold) =>
    fold ? `UPPER(${column}::text) LIKE UPPER(${pattern})` : `${column}::text LIKE ${pattern}`,
  regex: (column, pattern, fold) => `${column}::text ${fold ? '~*' : '~'} ${pattern}`,
  castType: (type) => CAST_POSTGRESQL[type.kind] ?? 'text',
  concat: (parts) => parts.map((part) => `COALESCE(${part}, '')`).join(' || '),
  character: (code) => `CHR(${code})`,
  functions: { Substr: 'SUBSTRING', Ord: 'ASCII', StrIndex: 'STRPOS' },
  exactFloat: (sql) => `(${sql})::numeric(1000, 15)`,
  opclasses: true,
  numericCast: null,
  now: 'STATEMENT_TIMESTAMP()',
  dates: POSTGRESQL_DATES,
  hasXor: false,
  operation: (operator, left, right) => `(${left} ${operator === '**' ? '^' : operator} ${right})`,
}

const CAST_POSTGRESQL: { readonly [kind: string]: string | undefined } = {
  integer: 'integer',
  bigInteger: 'bigint',
  smallInteger: 'smallint',
  positiveInteger: 'integer',
  float: 'double precision',
  decimal: 'numeric',
  boolean: 'boolean',
  char: 'varchar',
  date: 'date',
  dateTime: 'timestamp with time zone',
}

export const MYSQL_EXPRESSIONS: ExpressionDialect = {
  id: 'mysql',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  literal: literalWith({
    boolean: (value) => (value ? '1' : '0'),
    decimal: (text) => text,
    bytes: (hex) => `X'${hex}'`,
    text: (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  }),
  like: (column, pattern, fold) => `${column} LIKE ${fold ? '' : 'BINARY '}${pattern}`,
  // Not REGEXP_LIKE, which MariaDB lacks; the flag stands in the pattern, as both of them read it.
  regex: (column, pattern, fold) => `${column} REGEXP '${fold ? '(?i)' : '(?-i)'}${pattern.slice(1)}`,
  castType: (type) => CAST_MYSQL[type.kind] ?? 'char',
  // It leaves out what is NULL.
  concat: (parts) => `CONCAT_WS('', ${parts.join(', ')})`,
  character: (code) => `CHAR(${code} USING utf16)`,
  functions: { Substr: 'SUBSTRING', Length: 'CHAR_LENGTH', Ord: 'ORD', StrIndex: 'INSTR' },
  numericCast: null,
  now: 'CURRENT_TIMESTAMP(6)',
  dates: MYSQL_DATES,
  hasXor: true,
  operation: (operator, left, right) =>
    operator === '**'
      ? `POW(${left}, ${right})`
      : `CONVERT(${left} ${operator === '#' ? '^' : operator} ${right}, SIGNED)`,
}

const CAST_MYSQL: { readonly [kind: string]: string | undefined } = {
  integer: 'signed integer',
  bigInteger: 'signed integer',
  smallInteger: 'signed integer',
  positiveInteger: 'unsigned integer',
  float: 'double',
  decimal: 'decimal(65,30)',
  date: 'date',
  dateTime: 'datetime(6)',
}
