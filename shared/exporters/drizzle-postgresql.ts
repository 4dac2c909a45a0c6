import type { SchemaColumn } from '../schema/types.ts'
import { POSTGRESQL_DIALECT } from './postgresql.ts'
import { drizzleExporter } from './drizzle/drizzle-exporter.ts'

const bigint = () => ({ builder: 'bigint', config: "{ mode: 'number' }" })
const text = () => ({ builder: 'text' })
const numeric = ({ type }: SchemaColumn) => ({
  builder: 'numeric',
  ...(type.digits === null ? {} : { config: `{ precision: ${type.digits}, scale: ${type.decimals ?? 0} }` }),
})

export const drizzlePostgresql = drizzleExporter({
  id: 'drizzle-postgresql',
  label: 'Drizzle (PostgreSQL)',
  fileName: 'schema.ts',
  module: 'drizzle-orm/pg-core',
  table: 'pgTable',
  anyColumn: 'AnyPgColumn',
  columns: {
    smallInteger: () => ({ builder: 'smallint' }),
    integer: () => ({ builder: 'integer' }),
    bigInteger: bigint,
    positiveSmallInteger: () => ({ builder: 'smallint' }),
    positiveInteger: () => ({ builder: 'integer' }),
    positiveBigInteger: bigint,
    boolean: () => ({ builder: 'boolean' }),
    float: () => ({ builder: 'doublePrecision' }),
    decimal: numeric,
    char: ({ type }) =>
      type.maxLength === null
        ? { builder: 'varchar' }
        : { builder: 'varchar', config: `{ length: ${type.maxLength} }` },
    text,
    date: () => ({ builder: 'date' }),
    dateTime: () => ({ builder: 'timestamp', config: "{ withTimezone: true, mode: 'string' }" }),
    time: () => ({ builder: 'time' }),
    duration: () => ({ builder: 'interval' }),
    uuid: () => ({ builder: 'uuid' }),
    json: () => ({ builder: 'jsonb' }),
    binary: () => ({ builder: 'bytea', custom: 'bytea' }),
    ipAddress: () => ({ builder: 'inet' }),
    other: text,
  },
  dialect: POSTGRESQL_DIALECT,
  generatedModes: false,
  nullsNotDistinct: true,
  schema: 'pgSchema',
  identity: () => '.primaryKey().generatedByDefaultAsIdentity()',
})
