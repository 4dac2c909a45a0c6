import { SQLITE_DIALECT } from './sqlite.ts'
import { drizzleExporter } from './drizzle/drizzle-exporter.ts'

const integer = () => ({ builder: 'integer' })
const text = () => ({ builder: 'text' })

/** Dates, times and decimals as the text that Django stores in SQLite. */
export const drizzleSqlite = drizzleExporter({
  id: 'drizzle-sqlite',
  label: 'Drizzle (SQLite)',
  fileName: 'schema.ts',
  module: 'drizzle-orm/sqlite-core',
  table: 'sqliteTable',
  anyColumn: 'AnySQLiteColumn',
  columns: {
    smallInteger: integer,
    integer,
    bigInteger: integer,
    positiveSmallInteger: integer,
    positiveInteger: integer,
    positiveBigInteger: integer,
    boolean: () => ({ builder: 'integer', config: "{ mode: 'boolean' }" }),
    float: () => ({ builder: 'real' }),
    decimal: () => ({ builder: 'numeric' }),
    char: ({ type }) =>
      type.maxLength === null ? { builder: 'text' } : { builder: 'text', config: `{ length: ${type.maxLength} }` },
    text,
    date: text,
    dateTime: text,
    time: text,
    duration: integer,
    uuid: text,
    json: () => ({ builder: 'text', config: "{ mode: 'json' }" }),
    binary: () => ({ builder: 'blob', config: "{ mode: 'buffer' }" }),
    ipAddress: text,
    other: text,
  },
  dialect: SQLITE_DIALECT,
  generatedModes: true,
  generatedNotNull: true,
  nullsNotDistinct: false,
  schema: null,
  ownTexts: false,
  identity: () => '.primaryKey({ autoIncrement: true })',
})
