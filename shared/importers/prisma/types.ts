/** SQL types of Prisma's scalar and native types. */
import type { PrismaAttribute, PrismaField } from './parse.ts'
import { textOf } from './parse.ts'

type Types = Readonly<Record<string, string | undefined>>

const SCALARS: Types = {
  String: 'text',
  Boolean: 'boolean',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Decimal: 'decimal(65, 30)',
  DateTime: 'timestamp',
  Json: 'json',
  Bytes: 'blob',
  // Of Prisma 8.
  Uuid: 'uuid',
  BigIntNumber: 'bigint',
  UnboundedInt: 'numeric',
  ObjectId: 'char(24)',
}

const POSTGRESQL: Types = { Json: 'jsonb', Bytes: 'bytea' }

/**
 * What each database makes of a type without a native one, where that is another than the usual.
 * Source: Prisma, "Database connectors", the tables of type mappings.
 */
const SCALARS_OF: Readonly<Record<string, Types | undefined>> = {
  postgresql: POSTGRESQL,
  postgres: POSTGRESQL,
  cockroachdb: POSTGRESQL,
  mysql: { String: 'varchar(191)', Float: 'double', DateTime: 'datetime(3)', Bytes: 'longblob' },
  sqlserver: { String: 'nvarchar(1000)', Float: 'float(53)', Decimal: 'decimal(32, 16)', DateTime: 'datetime2' },
}

/** MongoDB's words mean other things than SQL's: its `Date` has a time, its `Long` is a number. */
const MONGODB: Types = {
  ObjectId: 'char(24)',
  String: 'text',
  Bool: 'boolean',
  Int: 'integer',
  Long: 'bigint',
  Double: 'double precision',
  Date: 'timestamp',
  Timestamp: 'timestamp',
  BinData: 'blob',
  Json: 'json',
}

/** Native types whose SQL name is another one than their own in lower case. */
const NATIVE: Types = {
  DoublePrecision: 'double precision',
  ByteA: 'bytea',
  UnsignedInt: 'int unsigned',
  UnsignedBigInt: 'bigint unsigned',
  UnsignedSmallInt: 'smallint unsigned',
  UnsignedTinyInt: 'tinyint unsigned',
  UnsignedMediumInt: 'mediumint unsigned',
  ObjectId: 'char(24)',
  NVarChar: 'nvarchar',
  Integer: 'integer',
}

/**
 * @param provider what `datasource` says of the database; null: nothing
 * @param alias what the field's type stands for, where that is a name of the schema's own
 * @returns null: a type that the schema does not say
 */
export function columnType(field: PrismaField, provider: string | null, alias?: PrismaField): string | null {
  if (alias !== undefined)
    return columnType(
      { ...field, type: alias.type, raw: alias.raw, attributes: [...field.attributes, ...alias.attributes] },
      provider,
    )
  if (field.raw !== null) return field.raw
  const base = SCALARS_OF[provider ?? '']?.[field.type] ?? SCALARS[field.type]
  const native = field.attributes.find((a) => a.name.startsWith('db.'))
  // `@db.TinyInt` and `@db.Bit(1)` are how it is stored.
  const type = base === 'boolean' || native === undefined ? (base ?? null) : nativeType(native, provider)
  if (!field.isList) return type
  return provider === 'mongodb' ? 'json' : `${type ?? field.type}[]`
}

function nativeType(native: PrismaAttribute, provider: string | null): string {
  const name = native.name.slice('db.'.length)
  const own = provider === 'mongodb' ? MONGODB[name] : undefined
  if (own !== undefined) return own
  const args = native.args.flatMap((a) => textOf(a.value) ?? [])
  const isSized = args.length > 0 && !/^(Timestamp|Time|DateTime)/.test(name)
  return `${NATIVE[name] ?? name.toLowerCase()}${isSized ? `(${args.join(', ')})` : ''}`
}
