/** Django's names of types on SQLite. Source: django/db/backends/sqlite3/base.py `data_types` (5.2). */
import type { ColumnKind, ColumnType } from './types.ts'

export const SQLITE_TYPES: Readonly<Record<ColumnKind, (type: ColumnType) => string>> = {
  smallInteger: () => 'smallint',
  integer: () => 'integer',
  bigInteger: () => 'bigint',
  positiveSmallInteger: () => 'smallint unsigned',
  positiveInteger: () => 'integer unsigned',
  positiveBigInteger: () => 'bigint unsigned',
  boolean: () => 'bool',
  float: () => 'real',
  decimal: () => 'decimal',
  char: (type) => (type.maxLength === null ? 'varchar' : `varchar(${type.maxLength})`),
  text: () => 'text',
  date: () => 'date',
  dateTime: () => 'datetime',
  time: () => 'time',
  duration: () => 'bigint',
  uuid: () => 'char(32)',
  json: () => 'text',
  binary: () => 'BLOB',
  ipAddress: () => 'char(39)',
  other: (type) => type.raw ?? 'text',
}

/** @param autoIncrement SQLite numbers rows only in a column that is called `integer` */
export function sqliteType(type: ColumnType, autoIncrement: boolean): string {
  return autoIncrement ? 'integer' : SQLITE_TYPES[type.kind](type)
}
