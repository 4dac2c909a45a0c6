/**
 * What MySQL's keys cannot hold. InnoDB keys end at 3,072 bytes and long text has no length to key by:
 * a text that identifies rows becomes `varchar(255)`, an index over long text goes, and so does a
 * unique over it.
 */
import type { ColumnKind, SchemaColumn, SchemaTable, SchemaUnique } from '../../schema/types.ts'
import type { PreparedTables } from './dialect.ts'

/** Kinds whose columns have no length: no index over them, defaults in parentheses. */
export const LONG: ReadonlySet<ColumnKind> = new Set(['text', 'binary', 'json', 'other'])

/** Bytes of an InnoDB key; a character of utf8mb4 takes four. */
const KEY_BYTES = 3072
const CHARACTER_BYTES = 4
const KEYED_TEXT_LENGTH = 255

export function uniqueOnMysql(unique: SchemaUnique): boolean {
  return unique.deferrable === null && unique.include.length === 0 && unique.nullsDistinct === null
}

export function fitMysql(tables: readonly SchemaTable[]): PreparedTables {
  const referenced = new Map<string, Set<string>>()
  for (const key of tables.flatMap((t) => t.foreignKeys)) {
    const columns = referenced.get(key.table) ?? new Set()
    for (const column of key.targetColumns) columns.add(column)
    referenced.set(key.table, columns)
  }
  const unsigned = unsignedColumns(tables, referenced)
  const changes = new Map<SchemaTable, readonly string[]>()
  const fitted = tables.map((table) => {
    const { said, table: fit } = fitTable(table, referenced.get(table.name) ?? NO_NAMES, unsigned.get(table.name))
    if (said.length > 0) changes.set(fit, said)
    return fit
  })
  return { tables: fitted, changes }
}

const NO_NAMES: ReadonlySet<string> = new Set()

const UNSIGNED: Partial<Readonly<Record<ColumnKind, ColumnKind>>> = {
  smallInteger: 'positiveSmallInteger',
  integer: 'positiveInteger',
  bigInteger: 'positiveBigInteger',
}

/**
 * By table the key columns that lead to an unsigned one, maybe over others: to MySQL signed and unsigned
 * are two types, so both ends must be alike. Source: `related_fields_match_type` of Django's MySQL backend.
 */
function unsignedColumns(
  tables: readonly SchemaTable[],
  referenced: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const targets = new Map<string, Set<string>>()
  const add = (map: Map<string, Set<string>>, table: string, column: string) =>
    map.set(table, (map.get(table) ?? new Set()).add(column))
  for (const { name, columns } of tables) {
    const ends = referenced.get(name)
    if (ends === undefined) continue
    for (const c of columns) if (c.type.kind.startsWith('positive') && ends.has(c.name)) add(targets, name, c.name)
  }
  for (let more = targets.size > 0; more;) {
    more = false
    for (const { name, foreignKeys } of tables) {
      for (const { columns, table, targetColumns } of foreignKeys) {
        for (const [i, column] of columns.entries()) {
          if (targets.get(table)?.has(targetColumns[i] ?? '') !== true || targets.get(name)?.has(column)) continue
          add(targets, name, column)
          add(found, name, column)
          more = true
        }
      }
    }
  }
  return found
}

interface Fitted {
  readonly table: SchemaTable
  readonly said: readonly string[]
  readonly asked: string
}

/** A table that did not change keeps its fitted form, and with it its text. */
const known = new WeakMap<SchemaTable, Fitted>()

function fitTable(
  table: SchemaTable,
  referenced: ReadonlySet<string>,
  unsigned: ReadonlySet<string> = NO_NAMES,
): Fitted {
  const asked = [...[...referenced].sort(), '', ...unsigned].join('\n')
  const before = known.get(table)
  if (before?.asked === asked) return before
  const fit = { ...fitted(table, referenced, unsigned), asked }
  known.set(table, fit)
  return fit
}

function fitted(
  table: SchemaTable,
  referenced: ReadonlySet<string>,
  unsigned: ReadonlySet<string>,
): Omit<Fitted, 'asked'> {
  const keyed = new Set([...referenced, ...table.primaryKey, ...table.foreignKeys.flatMap((fk) => fk.columns)])
  const said: string[] = []
  const columns = table.columns.map((given): SchemaColumn => {
    const kind = unsigned.has(given.name) ? UNSIGNED[given.type.kind] : undefined
    const column = kind === undefined ? given : { ...given, type: { ...given.type, kind } }
    if (keyed.has(column.name) && isLong(column)) {
      said.push(`text of any length in the key ${column.name}, now varchar(${KEYED_TEXT_LENGTH})`)
      return { ...column, type: { ...column.type, kind: 'char', maxLength: KEYED_TEXT_LENGTH } }
    }
    if (!column.unique || fits([column])) return column
    said.push(`UNIQUE over the long ${column.name}`)
    return { ...column, unique: false }
  })
  const byName = new Map(columns.map((c) => [c.name, c]))
  const fitsAll = (what: string, names: readonly string[]) => {
    if (fits(names.flatMap((n) => byName.get(n) ?? []))) return true
    said.push(what)
    return false
  }
  const uniques = table.uniques.filter((u) => fitsAll(`the constraint ${u.name} over long text`, u.columns))
  const indexes = table.indexes.filter((i) =>
    fitsAll(
      `the index ${i.name} over long text`,
      i.columns.map((c) => c.name),
    ),
  )
  return said.length === 0 && unsigned.size === 0
    ? { table, said }
    : { table: { ...table, columns, uniques, indexes }, said }
}

function isLong({ type }: SchemaColumn): boolean {
  return LONG.has(type.kind) || (type.kind === 'char' && keyBytes(type.maxLength ?? KEYED_TEXT_LENGTH) > KEY_BYTES)
}

function keyBytes(characters: number): number {
  return characters * CHARACTER_BYTES
}

function fits(columns: readonly SchemaColumn[]): boolean {
  const bytes = columns.map((c) => {
    if (isLong(c)) return Infinity
    return c.type.kind === 'char' ? keyBytes(c.type.maxLength ?? KEYED_TEXT_LENGTH) : 40
  })
  return bytes.reduce((a, b) => a + b, 0) <= KEY_BYTES
}
