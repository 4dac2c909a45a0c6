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
  // Of Prisma 8.
  Uuid: 'uuid',
  BigIntNumber: 'bigint',
  UnboundedInt: 'numeric',
  ObjectId: 'char(24)',
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

/**
 * @param alias what the field's type stands for, where that is a name of the schema's own
 * @returns null: a type that the schema does not say
 */
export function columnType(field: PrismaField, alias?: PrismaField): string | null {
  if (alias !== undefined)
    return columnType({
      ...field,
      type: alias.type,
      raw: alias.raw,
      attributes: [...field.attributes, ...alias.attributes],
    })
  if (field.raw !== null) return field.raw
  const base = SCALARS[field.type]
  if (field.isList) return `${base ?? field.type}[]`
  // `@db.TinyInt` and `@db.Bit(1)` are how it is stored.
  if (base === 'boolean') return base
  const native = field.attributes.find((a) => a.name.startsWith('db.'))
  if (native === undefined) return base ?? null
  const name = native.name.slice('db.'.length)
  const args = native.args.flatMap((a) => textOf(a.value) ?? [])
  const isSized = args.length > 0 && !/^(Timestamp|Time|DateTime)/.test(name)
  return `${NATIVE[name] ?? name.toLowerCase()}${isSized ? `(${args.join(', ')})` : ''}`
}
