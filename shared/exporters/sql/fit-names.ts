/**
 * Names that differ in the design and are one to the database: `Name` and `name` in SQLite, two long
 * names whose first 63 bytes are alike in PostgreSQL, `sales.order` and `sales_order` in MySQL. The
 * later one gets four digits of its hash, so that the script runs; Django itself would stop there.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SchemaIndex, SchemaTable } from '../../schema/types.ts'
import { md5 } from '../../util/md5.ts'
import type { SqlDialect } from './dialect.ts'
import { cutBytes, cutName, shownName } from './names.ts'

export interface DistinctTables {
  readonly tables: readonly SchemaTable[]
  /** 4008, one a renamed table or column. */
  readonly diagnostics: readonly Diagnostic[]
}

type Names = ReadonlyMap<string, string>

/**
 * The same tables where nothing clashes.
 *
 * @param isDistinct whether a table's columns are known to have names of their own
 */
export function distinctNames(
  tables: readonly SchemaTable[],
  dialect: SqlDialect,
  isDistinct: (table: SchemaTable) => boolean = () => false,
): DistinctTables {
  if (dialect.sameName === undefined) return { tables, diagnostics: [] }
  const renamed = clashes(
    tables.map((t) => t.name),
    dialect,
    dialect.sameTable ?? dialect.sameName,
  )
  const columns = new Map<string, Names>()
  for (const table of tables) {
    const own = isDistinct(table) ? NO_NAMES : columnClashes(table, dialect)
    if (own.size > 0) columns.set(table.name, own)
  }
  if (renamed.size === 0 && columns.size === 0) return { tables, diagnostics: [] }
  return {
    tables: tables.map((table) => withNames(table, renamed, columns)),
    diagnostics: tables.flatMap((table) => {
      const name = renamed.get(table.name)
      return [
        ...(name === undefined ? [] : [renaming(table, shownName(table.name), name, dialect)]),
        ...[...(columns.get(table.name) ?? [])].map(([from, to]) => renaming(table, from, to, dialect)),
      ]
    }),
  }
}

/** A table object never changes; by dialect, since each takes other names for one. */
const known = new WeakMap<SchemaTable, Map<SqlDialect, Names>>()

function columnClashes(table: SchemaTable, dialect: SqlDialect): Names {
  if (isPlainlyDistinct(table.columns)) return NO_NAMES
  const own = known.get(table) ?? new Map<SqlDialect, Names>()
  known.set(table, own)
  const before = own.get(dialect)
  if (before !== undefined) return before
  const names = table.columns.map((c) => c.name)
  const found = clashes(names, dialect, dialect.sameName ?? ((name) => name))
  own.set(dialect, found)
  return found
}

const NO_NAMES: Names = new Map()

export function hasColumnClash(table: SchemaTable, dialect: SqlDialect): boolean {
  return dialect.sameName !== undefined && columnClashes(table, dialect).size > 0
}

/** Few names are compared with each other, which makes nothing; longer lists go the long way. */
function isPlainlyDistinct(columns: SchemaTable['columns']): boolean {
  if (columns.length > 40) return false
  for (let i = 0; i < columns.length; i++) {
    const name = columns[i]?.name ?? ''
    if (!isPlain(name)) return false
    for (let j = 0; j < i; j++) if (columns[j]?.name === name) return false
  }
  return true
}

/** Shorter than any database's limit, and what no database takes for anything else. */
function isPlain(name: string): boolean {
  if (name.length > 59) return false
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    const isLetter = code >= 97 && code <= 122
    if (!isLetter && code !== 95 && (code < 48 || code > 57)) return false
  }
  return true
}

function compared(name: string, dialect: SqlDialect, same: (name: string) => string): string {
  return isPlain(name) ? name : same(cutName(dialect.spell(name), dialect.nameLimit))
}

/** What the database compares of a table's name: two that give the same are one table to it. */
export function comparedName(name: string, dialect: SqlDialect): string {
  return compared(name, dialect, dialect.sameTable ?? dialect.sameName ?? ((one) => one))
}

/** New names of those that the database takes for an earlier one. */
function clashes(names: readonly string[], dialect: SqlDialect, same: (name: string) => string): Names {
  const taken = new Set<string>()
  const found = new Map<string, string>()
  for (const name of names) {
    const key = compared(name, dialect, same)
    if (taken.has(key)) found.set(name, `${cutBytes(name, (dialect.nameLimit ?? 128) - 5)}_${md5(name).slice(0, 4)}`)
    taken.add(key)
  }
  return found
}

function withNames(table: SchemaTable, tables: Names, columns: ReadonlyMap<string, Names>): SchemaTable {
  const isTouched =
    tables.has(table.name) ||
    columns.has(table.name) ||
    table.foreignKeys.some((fk) => tables.has(fk.table) || columns.has(fk.table))
  if (!isTouched) return table
  const mapped = (names: readonly string[], of: string) => names.map((n) => columns.get(of)?.get(n) ?? n)
  const own = (names: readonly string[]) => mapped(names, table.name)
  const one = (name: string) => columns.get(table.name)?.get(name) ?? name
  const index = (given: SchemaIndex): SchemaIndex => ({
    ...given,
    columns: given.columns.map((c) => ({ ...c, name: one(c.name) })),
    include: own(given.include),
  })
  return {
    ...table,
    name: tables.get(table.name) ?? table.name,
    columns: table.columns.map((c) => ({ ...c, name: one(c.name) })),
    primaryKey: own(table.primaryKey),
    foreignKeys: table.foreignKeys.map((fk) => ({
      ...fk,
      columns: own(fk.columns),
      table: tables.get(fk.table) ?? fk.table,
      targetColumns: mapped(fk.targetColumns, fk.table),
    })),
    uniques: table.uniques.map((u) => ({ ...u, columns: own(u.columns), include: own(u.include) })),
    indexes: table.indexes.map(index),
    ...(table.likeIndexes === undefined ? {} : { likeIndexes: table.likeIndexes.map(index) }),
    checks: table.checks.map((c) => (c.column === null ? c : { ...c, column: one(c.column) })),
  }
}

function renaming(table: SchemaTable, from: string, to: string, { label }: SqlDialect): Diagnostic {
  return {
    code: 'relata.4008',
    severity: 'warning',
    message: `To ${label} ${from} is a name that it has already; it is ${to} there.`,
    hint: 'Give one of the two another name: Django cannot create both in this database either.',
    subject: { kind: 'model', model: table.model, label: table.label },
    fixes: [],
  }
}
