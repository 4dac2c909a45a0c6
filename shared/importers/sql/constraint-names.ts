/** Constraints and indexes by their names: those that were given, and those that a database makes up. */
import type { DraftTable } from '../database/draft.ts'
import type { RawIndex } from '../database/raw.ts'
import { sqlTokens } from './tokens.ts'
import type { Dialect } from './tokens.ts'

const columnsOf = (index: RawIndex) => index.columns.map((c) => c.name ?? 'expr')

/** `<table>_<columns>_<suffix>`, as PostgreSQL cuts it to 63 bytes; ours is only compared where it is short. */
function postgresqlName(table: DraftTable, columns: readonly string[], suffix: string): string {
  return [table.name, ...columns, suffix].join('_')
}

/** PostgreSQL names a check after its column where it mentions one only. */
function checkName(table: DraftTable, sql: string): string {
  const words = new Set(sqlTokens(sql, 'postgresql').map((t) => (t.kind === 'word' ? t.value.toLowerCase() : t.value)))
  const mentioned = table.columns.filter((c) => words.has(c.name)).map((c) => c.name)
  return postgresqlName(table, mentioned.length === 1 ? mentioned : [], 'check')
}

/** Equal names of PostgreSQL are told apart by a number: `a_b_key`, `a_b_key1`. */
function numbered(names: readonly (string | null)[], own: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return names.map((name, i) => {
    if (name !== null) return name
    const made = own[i] ?? ''
    const count = seen.get(made) ?? 0
    seen.set(made, count + 1)
    return count === 0 ? made : `${made}${count}`
  })
}

type Named = { readonly name: string | null }

function without<T extends Named>(list: T[], gone: string, own: (item: T, at: number) => string): T[] {
  // Whoever drops an index looks at every table for it.
  if (list.every(({ name }) => name !== null && name !== gone)) return list
  const names = numbered(
    list.map((item) => item.name),
    list.map(own),
  )
  return list.filter((_, i) => names[i] !== gone)
}

/** Takes away whatever bears the name. */
export function dropConstraint(table: DraftTable, name: string, dialect: Dialect): void {
  const isMysql = dialect === 'mysql'
  const foreign = table.foreignKeys.filter((fk) => fk.name === null)
  // InnoDB counts those without a name.
  table.foreignKeys = without(table.foreignKeys, name, (fk) =>
    isMysql ? `${table.name}_ibfk_${foreign.indexOf(fk) + 1}` : postgresqlName(table, fk.columns, 'fkey'),
  )
  const indexName = (suffix: string) => (index: RawIndex) =>
    isMysql ? (index.columns[0]?.name ?? '') : postgresqlName(table, columnsOf(index), suffix)
  table.uniques = without(table.uniques, name, indexName('key'))
  table.indexes = without(table.indexes, name, indexName('idx'))
  table.checks = without(table.checks, name, (check, i) =>
    isMysql ? `CONSTRAINT_${i + 1}` : checkName(table, check.sql),
  )
  if (name === (table.keyName ?? (isMysql ? 'PRIMARY' : `${table.name}_pkey`))) table.primaryKey = []
}

/** DROP INDEX: a unique key that is no constraint counts as one of the indexes. */
export function dropIndexOf(table: DraftTable, name: string, dialect: Dialect): void {
  const own = (index: RawIndex) =>
    dialect === 'mysql' ? (index.columns[0]?.name ?? '') : postgresqlName(table, columnsOf(index), 'idx')
  table.indexes = without(table.indexes, name, own)
  table.uniques = without(table.uniques, name, own)
}

export function renameConstraint(table: DraftTable, from: string, to: string, dialect: Dialect): void {
  const renamed = <T extends Named>(list: T[]): T[] =>
    list.some((item) => item.name === from) ? list.map((i) => (i.name === from ? { ...i, name: to } : i)) : list
  table.foreignKeys = renamed(table.foreignKeys)
  table.uniques = renamed(table.uniques)
  table.indexes = renamed(table.indexes)
  table.checks = renamed(table.checks)
  if (dialect === 'postgresql' && (table.keyName ?? `${table.name}_pkey`) === from) table.keyName = to
}
