/** SQL types of Prisma's scalar and native types. */
import type { PrismaField } from './parse.ts'
import { textOf } from './parse.ts'

const SCALARS: Readonly<Record<string, string | undefined>> = {
  String: 'text',
  Boolean: 'boolean',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Decimal: 'decimal(65, 30)',
  DateTime: 'timestamp',
  Json: 'json',
  Bytes: 'blob',
}

/** Native types whose SQL name is another one than their own in lower case. */
const NATIVE: Readonly<Record<string, string | undefined>> = {
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

/** null: a type that the schema does not say. */
export function columnType(field: PrismaField): string | null {
  if (field.raw !== null) return field.raw
  const base = SCALARS[field.type]
  if (field.isList) return `${base ?? field.type}[]`
  const native = field.attributes.find((a) => a.name.startsWith('db.'))
  if (native === undefined) return base ?? null
  const name = native.name.slice('db.'.length)
  const args = native.args.flatMap((a) => textOf(a.value) ?? [])
  const isSized = args.length > 0 && !/^(Timestamp|Time|DateTime)/.test(name)
  return `${NATIVE[name] ?? name.toLowerCase()}${isSized ? `(${args.join(', ')})` : ''}`
}
