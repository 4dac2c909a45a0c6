/**
 * What MySQL's keys cannot hold. InnoDB keys end at 3,072 bytes and long text has no length to key by:
 * a text that identifies rows becomes `varchar(255)`, an index over long text goes, and so does a
 * unique over it.
 */
import type { ColumnKind, SchemaColumn, SchemaTable, SchemaUnique } from '../../schema/types.ts'
import { replacedPlaces, withReplacedItems } from '../../util/changes.ts'
import type { PreparedTables, Unsaid } from './dialect.ts'
import { KeyEnds, NO_NAMES, UNSIGNED, endsUnsigned, hasSameSigns, unsignedColumns } from './mysql-keys.ts'

/** Kinds whose columns have no length: no index over them, defaults in parentheses. */
export const LONG: ReadonlySet<ColumnKind> = new Set(['text', 'binary', 'json', 'other'])

/** Bytes of an InnoDB key; a character of utf8mb4 takes four. */
const KEY_BYTES = 3072
const CHARACTER_BYTES = 4
const KEYED_TEXT_LENGTH = 255

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
  const keyed = new Set([...referenced, ...table.primaryKey, ...table.foreignKeys.flatMap((fk) => fk.columns)])
  const said: Unsaid[] = []
  const columns = table.columns.map((given): SchemaColumn => {
    const kind = unsigned.has(given.name) ? UNSIGNED[given.type.kind] : undefined
    const column = kind === undefined ? given : { ...given, type: { ...given.type, kind } }
    if (keyed.has(column.name) && isLong(column)) {
      said.push({
        what: `text of any length in the key ${column.name}`,
        consequence: `it is varchar(${KEYED_TEXT_LENGTH}) there`,
      })
      return { ...column, type: { ...column.type, kind: 'char', maxLength: KEYED_TEXT_LENGTH } }
    }
    if (!column.unique || isShort([column])) return column
    said.push({ what: `UNIQUE over the long ${column.name}` })
    return { ...column, unique: false }
  })
  const byName = new Map(columns.map((c) => [c.name, c]))
  const fitsAll = (what: string, names: readonly string[]) => {
    if (isShort(names.flatMap((n) => byName.get(n) ?? []))) return true
    said.push({ what })
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

function isShort(columns: readonly SchemaColumn[]): boolean {
  const bytes = columns.map((c) => {
    if (isLong(c)) return Infinity
    return c.type.kind === 'char' ? keyBytes(c.type.maxLength ?? KEYED_TEXT_LENGTH) : 40
  })
  return bytes.reduce((a, b) => a + b, 0) <= KEY_BYTES
}
