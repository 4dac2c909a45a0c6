/** What SQLite says about one table: its columns, and what tells its rows apart. */
import { quote } from '../../../shared/evolve/plan-sqlite.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { CallResult } from '../../../shared/protocol/methods.ts'
import type { TableColumn } from '../../../shared/protocol/methods/rows.ts'
import type { StoredValue } from '../../../shared/protocol/scalars.ts'
import { INTERNAL_PREFIX } from '../database/list-tables.ts'
import type { Connection } from '../database/open-database.ts'

export interface TableFacts {
  readonly name: string
  /** Quoted. */
  readonly sql: string
  readonly columns: readonly TableColumn[]
  readonly keyed: CallResult<'rows.page'>['keyed']
  /** Quoted names that identify a row; [] where nothing does. */
  readonly keys: readonly string[]
}

const ROWID_NAMES = ['rowid', '_rowid_', 'oid']

/** @throws NOT_FOUND where there is no such table or view (our own bookkeeping included) */
export function tableFacts(db: Connection, name: string): TableFacts {
  const found = db.prepare("SELECT name, type, wr FROM pragma_table_list(?) WHERE schema = 'main'").raw().get(name) as
    | [string, string, bigint]
    | undefined
  if (found === undefined || name.startsWith(INTERNAL_PREFIX) || name.startsWith('sqlite_') || found[1] === 'shadow') {
    throw new HostFailure('NOT_FOUND', `There is no table “${name}” in this database.`)
  }
  const [, type, withoutRowid] = found
  const columns = columnsOf(db, name)
  const lower = new Set(columns.map((column) => column.name.toLowerCase()))
  const rowid = type === 'view' || withoutRowid !== 0n ? undefined : ROWID_NAMES.find((one) => !lower.has(one))
  const primary = columns
    .filter(({ pk }) => pk > 0)
    .toSorted((a, b) => a.pk - b.pk)
    .map((column) => quote(column.name))
  const base = { name, sql: quote(name), columns }
  if (rowid !== undefined) return { ...base, keyed: 'rowid', keys: [rowid] }
  if (type !== 'view' && primary.length > 0) return { ...base, keyed: 'primaryKey', keys: primary }
  return { ...base, keyed: 'none', keys: [] }
}

function columnsOf(db: Connection, table: string): TableColumn[] {
  const rows = db
    .prepare('SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?) WHERE hidden <> 1')
    .raw()
    .all(table) as [string, string, bigint, bigint, bigint][]
  return rows.map(([name, type, notNull, pk, hidden]) => ({
    name,
    type,
    notNull: notNull !== 0n,
    pk: Number(pk),
    generated: hidden > 1n,
  }))
}

/** The column's quoted name. @throws INVALID where the table has none of this name */
export function columnSql(facts: TableFacts, name: string): string {
  if (!facts.columns.some((column) => column.name === name)) {
    throw new HostFailure('INVALID', `“${facts.name}” has no column “${name}”.`, { detail: 'column' })
  }
  return quote(name)
}

/** The condition that finds one row. @throws INVALID where the key does not fit */
export function keyCondition(facts: TableFacts, key: readonly StoredValue[]): { sql: string; params: StoredValue[] } {
  if (facts.keys.length === 0 || facts.keys.length !== key.length) {
    throw new HostFailure('INVALID', `This is no key of a row of “${facts.name}”.`, { detail: 'key' })
  }
  return { sql: facts.keys.map((one) => `${one} = ?`).join(' AND '), params: [...key] }
}
