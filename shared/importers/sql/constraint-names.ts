/** Constraints and indexes by their names: those that were given, and those that a database makes up. */
import type { DraftTable } from '../database/draft.ts'
import type { RawIndex } from '../database/raw.ts'
import type { Dialect } from './tokens.ts'

/** `<table>_<columns>_<suffix>`, as PostgreSQL cuts it to 63 bytes; ours is only compared where it is short. */
function postgresqlName(table: DraftTable, columns: readonly (string | null)[], suffix: string): string {
  return [table.name, ...columns, suffix].join('_')
}

const columnsOf = (index: RawIndex) => index.columns.map((c) => c.name)

/** Takes away whatever bears the name. */
export function dropConstraint(table: DraftTable, name: string, dialect: Dialect): void {
  const isMysql = dialect === 'mysql'
  const foreign = table.foreignKeys.filter((fk) => fk.name === null)
  table.foreignKeys = table.foreignKeys.filter((fk) => {
    // InnoDB counts those without a name.
    const own = isMysql ? `${table.name}_ibfk_${foreign.indexOf(fk) + 1}` : postgresqlName(table, fk.columns, 'fkey')
    return name !== (fk.name ?? own)
  })
  const indexName = (index: RawIndex, suffix: string) =>
    index.name ?? (isMysql ? (index.columns[0]?.name ?? '') : postgresqlName(table, columnsOf(index), suffix))
  table.uniques = table.uniques.filter((u) => name !== indexName(u, 'key'))
  table.indexes = table.indexes.filter((i) => name !== indexName(i, 'idx'))
  table.checks = table.checks.filter((check) => name !== check.name)
  if (name === (table.keyName ?? (isMysql ? 'PRIMARY' : `${table.name}_pkey`))) table.primaryKey = []
}

export function renameConstraint(table: DraftTable, from: string, to: string, dialect: Dialect): void {
  const renamed = <T extends { readonly name: string | null }>(list: T[]): T[] =>
    list.some((item) => item.name === from) ? list.map((i) => (i.name === from ? { ...i, name: to } : i)) : list
  table.foreignKeys = renamed(table.foreignKeys)
  table.uniques = renamed(table.uniques)
  table.indexes = renamed(table.indexes)
  table.checks = renamed(table.checks)
  if (dialect === 'postgresql' && (table.keyName ?? `${table.name}_pkey`) === from) table.keyName = to
}
