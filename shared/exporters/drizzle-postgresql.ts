import type { SchemaColumn } from '../schema/types.ts'
import { POSTGRESQL_DIALECT } from './postgresql.ts'
import { drizzleExporter } from './drizzle/drizzle-exporter.ts'
import type { DrizzleColumn } from './drizzle/flavour.ts'

const bigint = () => ({ builder: 'bigint', config: "{ mode: 'number' }" })
const text = () => ({ builder: 'text' })
const numeric = ({ type }: SchemaColumn) => ({
  builder: 'numeric',
  ...(type.digits === null ? {} : { config: `{ precision: ${type.digits}, scale: ${type.decimals ?? 0} }` }),
})

/** PostgreSQL's own types: lists of what Drizzle knows, the rest as types that the file defines, read as text. */
function otherType(raw: string | null): DrizzleColumn {
  if (raw === null) return text()
  const [, element = '', brackets = ''] = /^(.*?)((?:\[\d*\])*)$/.exec(raw) ?? []
  const known = ELEMENTS.find(([pattern]) => pattern.test(element))
  if (brackets !== '' && known !== undefined) {
    const depth = brackets.split('[').length - 1
    const config = element.replace(known[0], known[2] ?? '')
    return { builder: known[1], ...(config === '' ? {} : { config }), after: '.array()'.repeat(depth) }
  }
  const builder = raw.replace(/\W+(?<next>\w?)/g, (_all, next: string) => next.toUpperCase())
  return /^[a-z_]\w*$/i.test(builder) ? { builder: `${builder}Type`, custom: raw, data: 'string' } : text()
}

const ELEMENTS: readonly (readonly [type: RegExp, builder: string, config?: string])[] = [
  [/^text$/, 'text'],
  [/^varchar$/, 'varchar'],
  [/^varchar\((\d+)\)$/, 'varchar', '{ length: $1 }'],
  [/^smallint$/, 'smallint'],
  [/^integer$/, 'integer'],
  [/^bigint$/, 'bigint', "{ mode: 'number' }"],
  [/^boolean$/, 'boolean'],
  [/^double precision$/, 'doublePrecision'],
  [/^numeric$/, 'numeric'],
  [/^numeric\((\d+), *(\d+)\)$/, 'numeric', '{ precision: $1, scale: $2 }'],
  [/^uuid$/, 'uuid'],
  [/^date$/, 'date'],
]

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
    other: ({ type }) => otherType(type.raw),
  },
  dialect: POSTGRESQL_DIALECT,
  generatedModes: false,
  generatedNotNull: true,
  nullsNotDistinct: true,
  schema: 'pgSchema',
  ownTexts: true,
  identity: () => '.primaryKey().generatedByDefaultAsIdentity()',
})
