import type { SchemaColumn } from '../schema/types.ts'
import { MYSQL_DIALECT } from './mysql.ts'
import { drizzleExporter } from './drizzle/drizzle-exporter.ts'

const unsigned = "{ mode: 'number', unsigned: true }"
const text = () => ({ builder: 'longtext' })
const decimal = ({ type }: SchemaColumn) => ({
  builder: 'decimal',
  ...(type.digits === null ? {} : { config: `{ precision: ${type.digits}, scale: ${type.decimals ?? 0} }` }),
})

export const drizzleMysql = drizzleExporter({
  id: 'drizzle-mysql',
  label: 'Drizzle (MySQL)',
  fileName: 'schema.ts',
  module: 'drizzle-orm/mysql-core',
  table: 'mysqlTable',
  anyColumn: 'AnyMySqlColumn',
  columns: {
    smallInteger: () => ({ builder: 'smallint' }),
    integer: () => ({ builder: 'int' }),
    bigInteger: () => ({ builder: 'bigint', config: "{ mode: 'number' }" }),
    positiveSmallInteger: () => ({ builder: 'smallint', config: '{ unsigned: true }' }),
    positiveInteger: () => ({ builder: 'int', config: '{ unsigned: true }' }),
    positiveBigInteger: () => ({ builder: 'bigint', config: unsigned }),
    boolean: () => ({ builder: 'boolean' }),
    float: () => ({ builder: 'double' }),
    decimal,
    char: ({ type }) => ({ builder: 'varchar', config: `{ length: ${type.maxLength ?? 255} }` }),
    text,
    date: () => ({ builder: 'date', config: "{ mode: 'string' }" }),
    dateTime: () => ({ builder: 'datetime', config: "{ fsp: 6, mode: 'string' }" }),
    time: () => ({ builder: 'time', config: '{ fsp: 6 }' }),
    duration: () => ({ builder: 'bigint', config: "{ mode: 'number' }" }),
    uuid: () => ({ builder: 'char', config: '{ length: 32 }' }),
    json: () => ({ builder: 'json' }),
    binary: () => ({ builder: 'longblob', custom: 'longblob' }),
    ipAddress: () => ({ builder: 'char', config: '{ length: 39 }' }),
    other: text,
  },
  dialect: MYSQL_DIALECT,
  generatedModes: true,
  generatedNotNull: false,
  nullsNotDistinct: false,
  schema: null,
  ownTexts: false,
  identity: () => '.primaryKey().autoincrement()',
})
