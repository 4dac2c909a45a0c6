import type { SchemaColumn } from '../../schema/types.ts'

/** Short type words for diagrams and tables: `varchar(200)`, `decimal(10,2)`, `bigint`. */
const WORDS: Readonly<Record<SchemaColumn['type']['kind'], string>> = {
  smallInteger: 'smallint',
  integer: 'integer',
  bigInteger: 'bigint',
  positiveSmallInteger: 'smallint',
  positiveInteger: 'integer',
  positiveBigInteger: 'bigint',
  boolean: 'boolean',
  float: 'double',
  decimal: 'decimal',
  char: 'varchar',
  text: 'text',
  date: 'date',
  dateTime: 'timestamp',
  time: 'time',
  duration: 'interval',
  uuid: 'uuid',
  json: 'json',
  binary: 'blob',
  ipAddress: 'inet',
  other: 'other',
}

export function typeWord({ type }: SchemaColumn): string {
  if (type.kind === 'other' && type.raw !== null) return type.raw
  const word = WORDS[type.kind]
  if (type.kind === 'decimal' && type.digits !== null) return `${word}(${type.digits},${type.decimals ?? 0})`
  return type.maxLength === null ? word : `${word}(${type.maxLength})`
}
