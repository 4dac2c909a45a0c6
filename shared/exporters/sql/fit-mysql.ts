/**
 * What MySQL's keys cannot hold. InnoDB keys end at 3,072 bytes and long text has no length to key by:
 * a text that identifies rows becomes `varchar(255)`, an index over long text is one over its beginning, and a
 * unique over it goes. What no `varchar`, no row and no comment has room for is said, too.
 */
import type { ColumnKind, ColumnType, Named, SchemaColumn, SchemaTable, SchemaUnique } from '../../schema/types.ts'
import { replacedPlaces, withReplacedItems } from '../../util/changes.ts'
import type { PreparedTables, Unsaid } from './dialect.ts'
import { KeyEnds, NO_NAMES, UNSIGNED, endsUnsigned, hasSameSigns, unsignedColumns } from './mysql-keys.ts'

/** Kinds whose columns have no length: no index over them, defaults in parentheses. */
export const LONG: ReadonlySet<ColumnKind> = new Set(['text', 'binary', 'json', 'other'])

/** Bytes of an InnoDB key; a character of utf8mb4 takes four. */
const KEY_BYTES = 3072
const CHARACTER_BYTES = 4
const KEYED_TEXT_LENGTH = 255
/** Characters of a `varchar`, and bytes of all of a row's together. Source: MySQL 8.0, sections 11.3.2 and 8.4.7. */
const LONGEST_CHAR = 16_383
const ROW_BYTES = 65_000
/** Characters of a comment on a column, and on a table. */
const COLUMN_COMMENT = 1024
const TABLE_COMMENT = 2048

export function uniqueOnMysql(unique: SchemaUnique): boolean {
  return unique.deferrable === null && unique.include.length === 0 && unique.nullsDistinct === null
}

/** What the tables ask of each other; brought in line by each edit. */
interface Fit {
  readonly from: readonly SchemaTable[]
  readonly keyEnds: KeyEnds
  /** By table the columns that have to be unsigned because the ones they lead to are. */
  readonly unsigned: ReadonlyMap<string, ReadonlySet<string>>
}

const fits = new WeakMap<PreparedTables, Fit>()

export function fitMysql(tables: readonly SchemaTable[], last?: PreparedTables): PreparedTables {
  const fit = last === undefined ? undefined : fits.get(last)
  const prepared = (last && fit && fitAgain(tables, last, fit)) ?? fitAll(tables)
  if (last !== undefined && last !== prepared) fits.delete(last)
  return prepared
}

function fitAll(tables: readonly SchemaTable[]): PreparedTables {
  const keyEnds = new KeyEnds(tables)
  const unsigned = unsignedColumns(tables, keyEnds)
  const changes = new Map<SchemaTable, readonly Unsaid[]>()
  const fitted = tables.map((table) => {
    const { said, table: fit } = fitTable(table, keyEnds.of(table.name), unsigned.get(table.name))
    if (said.length > 0) changes.set(fit, said)
    return fit
  })
  const prepared = { tables: fitted, changes }
  fits.set(prepared, { from: tables, keyEnds, unsigned })
  return prepared
}

/** Above this many tables that differ, fitting all is no dearer. */
const FEW = 40

/** The last result with the few tables that are other ones, and those that they refer to; null: there are more. */
function fitAgain(tables: readonly SchemaTable[], last: PreparedTables, fit: Fit): PreparedTables | null {
  const replaced = replacedPlaces(fit.from, tables, FEW)
  if (replaced === null) return null
  if (replaced.length === 0) return last
  const touched = fit.keyEnds.replace(replaced)
  const places = new Set(replaced.map(({ place }) => place))
  if (touched.size > 0) tables.forEach(({ name }, place) => void (touched.has(name) && places.add(place)))
  // Signs travel along keys through all tables.
  const isSigned = fit.unsigned.size === 0 && ![...places].some((place) => endsUnsigned(tables[place], fit.keyEnds))
  if (!isSigned && !(touched.size === 0 && replaced.every((one) => hasSameSigns(one, fit.keyEnds)))) return null
  const fitted = new Map<number, SchemaTable>()
  let changes: Map<SchemaTable, readonly Unsaid[]> | null = null
  for (const place of places) {
    const [table, before] = [tables[place], last.tables[place]]
    if (table === undefined || before === undefined) continue
    const { said, table: now } = fitTable(table, fit.keyEnds.of(table.name), fit.unsigned.get(table.name))
    fitted.set(place, now)
    if (said.length === 0 && !last.changes.has(before)) continue
    changes ??= new Map(last.changes)
    changes.delete(before)
    if (said.length > 0) changes.set(now, said)
  }
  const prepared = { tables: withReplacedItems(last.tables, fitted), changes: changes ?? last.changes }
  fits.set(prepared, { ...fit, from: tables })
  return prepared
}

interface Fitted {
  readonly table: SchemaTable
  readonly said: readonly Unsaid[]
  readonly asked: string
}

/** A table that did not change keeps its fitted form, and with it its text. */
const known = new WeakMap<SchemaTable, Fitted>()

function fitTable(
  table: SchemaTable,
  referenced: ReadonlySet<string>,
  unsigned: ReadonlySet<string> = NO_NAMES,
): Fitted {
  const asked = [...[...referenced].toSorted(), '', ...unsigned].join('\n')
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
  const said: Unsaid[] = []
  const keyLength = keyedLength(table)
  const keyed = new Set([...referenced, ...table.primaryKey, ...table.foreignKeys.flatMap((fk) => fk.columns)])
  const wide = wideColumns(table, keyed)
  const columns = table.columns.map((given): SchemaColumn => {
    const kind = unsigned.has(given.name) ? UNSIGNED[given.type.kind] : undefined
    let column = kind === undefined ? given : { ...given, type: { ...given.type, kind } }
    if (column.comment !== null && column.comment.length > COLUMN_COMMENT) {
      said.push(longComment(column.name, COLUMN_COMMENT))
      column = { ...column, comment: [...column.comment].slice(0, COLUMN_COMMENT).join('') }
    }
    if (column.type.kind === 'binary' && isBoundedKey(column, table, keyed)) {
      return { ...column, type: keyedType(column.type, column.type.maxLength ?? KEYED_TEXT_LENGTH) }
    }
    if (keyed.has(column.name) && (isLong(column) || isAbove(column, keyLength))) {
      said.push({
        what: isLong(column) ? `text of any length in the key ${column.name}` : `the length of the key ${column.name}`,
        consequence: `it is ${column.type.kind === 'binary' ? 'varbinary' : 'varchar'}(${keyLength}) there`,
      })
      return { ...column, type: keyedType(column.type, keyLength) }
    }
    if (wide.has(column.name)) {
      said.push({ what: `varchar(${column.type.maxLength}) of ${column.name}`, consequence: 'it is longtext there' })
      column = { ...column, type: { ...column.type, kind: 'text', maxLength: null } }
    }
    if (!column.unique || isShort([column])) return column
    said.push({ what: `UNIQUE over the long ${column.name}` })
    return { ...column, unique: false }
  })
  const byName = new Map(columns.map((c) => [c.name, c]))
  const uniques = table.uniques.filter((u) => {
    if (isShort(u.columns.flatMap((n) => byName.get(n) ?? []))) return true
    said.push({ what: `the constraint ${u.name} over long text` })
    return false
  })
  const taken = new Set(columns.flatMap((c) => (c.unique ? c.name.toLowerCase() : [])))
  const named = { uniques: withFreeNames(uniques, taken), indexes: withFreeNames(table.indexes, taken) }
  const isRenamed = named.uniques !== uniques || named.indexes !== table.indexes
  const comment = table.comment !== null && table.comment.length > TABLE_COMMENT
  if (comment) said.push(longComment(table.name, TABLE_COMMENT))
  return said.length === 0 && !isRenamed && columns.every((column, i) => column === table.columns[i])
    ? { table, said }
    : {
        table: {
          ...table,
          ...(comment ? { comment: [...(table.comment ?? '')].slice(0, TABLE_COMMENT).join('') } : {}),
          columns,
          ...named,
        },
        said,
      }
}

/** A UNIQUE of a column makes an index of the column's name: others of that name get a number. */
function withFreeNames<T extends Named>(objects: readonly T[], taken: ReadonlySet<string>): readonly T[] {
  if (!objects.some(({ name }) => taken.has(name.toLowerCase()))) return objects
  const names = new Set([...taken, ...objects.map(({ name }) => name.toLowerCase())])
  return objects.map((object) => {
    if (!taken.has(object.name.toLowerCase())) return object
    let number = 2
    while (names.has(`${object.name}_${number}`.toLowerCase())) number++
    names.add(`${object.name}_${number}`.toLowerCase())
    return { ...object, name: `${object.name}_${number}` }
  })
}

function longComment(name: string, most: number): Unsaid {
  return { what: `the long comment on ${name}`, consequence: `it is cut after ${most} characters there` }
}

/** Characters that each text of the table's keys may have. */
function keyedLength({ primaryKey, foreignKeys, columns }: SchemaTable): number {
  let most = KEYED_TEXT_LENGTH
  const fit = (names: readonly string[]) => {
    if (names.length < 2) return
    let bytes = 0
    for (const { name, type } of columns) if (names.includes(name)) bytes += textBytes(type)
    if (bytes > KEY_BYTES) most = Math.min(most, Math.floor(KEY_BYTES / CHARACTER_BYTES / names.length))
  }
  fit(primaryKey)
  for (const fk of foreignKeys) fit(fk.columns)
  return most
}

/** What a column takes in a key: texts of any length are cut. */
function textBytes({ kind, maxLength }: ColumnType): number {
  if (LONG.has(kind)) return keyBytes(KEYED_TEXT_LENGTH)
  return kind === 'char' ? keyBytes(maxLength ?? KEYED_TEXT_LENGTH) : 40
}

/** What stands in parentheses is bytes there. */
function otherBytes({ raw }: ColumnType): number {
  return Number(/^varbinary\((\d+)\)$/.exec(raw ?? '')?.[1] ?? 40)
}

/** Whether bytes of a known length are looked up by, which a `longblob` cannot be. */
function isBoundedKey({ name, type, unique }: SchemaColumn, table: SchemaTable, keyed: ReadonlySet<string>): boolean {
  if (type.maxLength === null || type.maxLength > KEY_BYTES / 4) return false
  return (
    unique ||
    keyed.has(name) ||
    table.uniques.some((u) => u.columns.includes(name)) ||
    table.indexes.some((i) => i.ofKey === undefined && i.columns.some((c) => c.name === name))
  )
}

function isAbove({ type }: SchemaColumn, most: number): boolean {
  return most < KEYED_TEXT_LENGTH && type.kind === 'char' && (type.maxLength ?? KEYED_TEXT_LENGTH) > most
}

const NONE: ReadonlySet<string> = new Set()

/** Texts that are too long for a `varchar`, or without which a row would be: the longest of those that are no keys. */
function wideColumns({ columns }: SchemaTable, keyed: ReadonlySet<string>): ReadonlySet<string> {
  let bytes = 0
  for (const { type } of columns) bytes += type.kind === 'char' ? keyBytes(type.maxLength ?? KEYED_TEXT_LENGTH) + 2 : 12
  if (bytes <= ROW_BYTES) return NONE
  const wide = new Set<string>()
  const lengthOf = ({ type }: SchemaColumn) => type.maxLength ?? KEYED_TEXT_LENGTH
  const texts = columns.filter((c) => c.type.kind === 'char' && !keyed.has(c.name) && lengthOf(c) > KEYED_TEXT_LENGTH)
  for (const column of texts.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    if (lengthOf(column) <= LONGEST_CHAR && bytes <= ROW_BYTES) break
    wide.add(column.name)
    bytes -= keyBytes(lengthOf(column))
  }
  return wide
}

/** Bytes stay bytes. */
function keyedType(type: ColumnType, length: number): ColumnType {
  if (type.kind === 'binary') return { ...type, kind: 'other', raw: `varbinary(${length})` }
  return { ...type, kind: 'char', maxLength: length }
}

/** Types with a length of their own. */
const SHORT = /^(?:enum|set|bit|year|char|varchar|varbinary)\b/i

function isLong({ type }: SchemaColumn): boolean {
  if (type.kind === 'other' && type.raw !== null && SHORT.test(type.raw)) return false
  return LONG.has(type.kind) || (type.kind === 'char' && keyBytes(type.maxLength ?? KEYED_TEXT_LENGTH) > KEY_BYTES)
}

function keyBytes(characters: number): number {
  return characters * CHARACTER_BYTES
}

function isShort(columns: readonly SchemaColumn[]): boolean {
  const bytes = columns.map((c) => {
    if (isLong(c)) return Infinity
    return c.type.kind === 'char' ? keyBytes(c.type.maxLength ?? KEYED_TEXT_LENGTH) : otherBytes(c.type)
  })
  return bytes.reduce((a, b) => a + b, 0) <= KEY_BYTES
}

/**
 * What stands behind a column's name in an index: ` (255)`, so many characters (bytes) of its beginning; '' for all of it. null: it can
 * have no index.
 */
export function indexedPart(columns: readonly SchemaColumn[], column: SchemaColumn): string | null {
  const { kind, raw } = column.type
  if (kind === 'json' || (kind === 'other' && raw !== null && GEOMETRY.test(raw))) return null
  if (isShort(columns) || (kind !== 'char' && !isLong(column))) return ''
  const share = Math.floor(KEY_BYTES / CHARACTER_BYTES / columns.length)
  return kind === 'char' && (column.type.maxLength ?? KEYED_TEXT_LENGTH) <= share
    ? ''
    : ` (${Math.min(KEYED_TEXT_LENGTH, share)})`
}

const GEOMETRY = /^(?:multi)?(?:point|linestring|polygon)|^geometry/i
