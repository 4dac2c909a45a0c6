import type { Value } from '../document/records.ts'
import { uniqueOnSqlite } from '../schema/describe.ts'
import { SQLITE_EXPRESSIONS } from '../schema/expressions.ts'
import { SQLITE_TYPES, sqliteType } from '../schema/sqlite-types.ts'
import type { ColumnKind, SchemaColumn } from '../schema/types.ts'
import { sqlExporter } from './sql/sql-exporter.ts'
import type { SqlDialect } from './sql/dialect.ts'
import { COMMON_FUNCTIONS, words } from './sql/raw-sql.ts'

const asDjango = (column: SchemaColumn): string => sqliteType(column.type, column.autoIncrement)
const DJANGO_TYPES = Object.fromEntries(Object.keys(SQLITE_TYPES).map((kind) => [kind, asDjango])) as Readonly<
  Record<ColumnKind, typeof asDjango>
>

/** SQLite as Django's backend writes it: types in lower case, keys that never reuse a number. */
export const SQLITE_DIALECT: SqlDialect<'sqlite'> = {
  id: 'sqlite',
  label: 'SQLite',
  nameLimit: null,
  sameName: (name) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  spell: (name) => name,
  types: {
    ...DJANGO_TYPES,
    other: (c) => (c.type.raw !== null && PLAIN_TYPE.test(c.type.raw) ? c.type.raw : 'text'),
  },
  identity: () => 'PRIMARY KEY AUTOINCREMENT',
  literal: sqliteLiteral,
  deferred: ' DEFERRABLE INITIALLY DEFERRED',
  forwardReferences: true,
  addConstraint: false,
  // Django brings its own REGEXP; a plain SQLite has none.
  expressions: { ...SQLITE_EXPRESSIONS, regex: () => null, indexNulls: false },
  raw: {
    functions: words(
      `${COMMON_FUNCTIONS} json json_valid json_type json_extract json_array_length printf format hex unhex typeof instr glob likely unlikely iif ifnull max min char unicode zeroblob quote date time datetime strftime julianday unixepoch`,
    ),
    words: words('glob regexp collate nocase binary rtrim cast as integer text real numeric blob'),
    operators: words('|| -> ->> == ~ & |'),
    bytes: /^(?:0x[\da-f]{1,16}|x'(?:[\da-f]{2})*')$/i,
    numbersAreTruth: true,
  },
  namespaces: false,
  collation: (name) => (/^(BINARY|NOCASE|RTRIM)$/i.test(name) ? name : null),
  header: [],
  footer: [],
  together: { begin: 'BEGIN;', end: 'COMMIT;' },
  indexIfNotExists: true,
  uniqueConstraints: false,
  mergesUniques: true,
  index: ({ name, table, unique, columns, condition, ifNotExists }) =>
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${ifNotExists ? 'IF NOT EXISTS ' : ''}${name} ON ${table} (${columns.join(', ')})${condition === null ? '' : ` WHERE ${condition}`}`,
  comments: () => [],
  inlineComment: () => '',
  tableSuffix: () => '',
  hasUnique: uniqueOnSqlite,
  typeCheck: (column, quotedName) =>
    column.type.kind === 'json' ? `(JSON_VALID(${quotedName}) OR ${quotedName} IS NULL)` : null,
  generated: (column, expression) =>
    `GENERATED ALWAYS AS (${expression}) ${column.generated?.stored === false ? 'VIRTUAL' : 'STORED'}`,
  check: (check, condition, quotedName) =>
    check.column === null ? `CONSTRAINT ${quotedName} CHECK (${condition})` : `CHECK (${condition})`,
}

/** SQLite takes any words for a type, but no brackets. */
const PLAIN_TYPE = /^[a-z_][\w ]*(\([\d, ]*\))?$/i

function sqliteLiteral(value: Value): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return textLiteral(value)
  return textLiteral(JSON.stringify(value))
}

/** SQLite ends a text literal at NUL, so such a text is put together from pieces. */
function textLiteral(text: string): string {
  const quoted = (part: string) => `'${part.replaceAll("'", "''")}'`
  return text.includes('\0') ? `(${text.split('\0').map(quoted).join(' || char(0) || ')})` : quoted(text)
}

export const sqlite = sqlExporter(SQLITE_DIALECT, 'schema.sql')
