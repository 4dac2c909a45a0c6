/** The tables and views of a database with their columns and row counts. */
import { performance } from 'node:perf_hooks'

import type { CallResult } from '../../../shared/protocol/methods.ts'
import type { Connection } from './open-database.ts'

type TableInfo = CallResult<'sql.tables'>['tables'][number]

/** Counting reads every page of an index; past this the rest stay uncounted, ms. */
const COUNT_BUDGET_MS = 500

export const INTERNAL_PREFIX = '_relata_'

/** By name, without SQLite's and our own; counts come for as many as the time allows. */
export function listTables(db: Connection, withCounts: boolean, withColumns = true): TableInfo[] {
  const stopAt = performance.now() + COUNT_BUDGET_MS
  const found = db
    .prepare('SELECT name, type FROM pragma_table_list WHERE schema = ? ORDER BY name')
    .raw()
    .all('main') as [string, string][]
  return found
    .filter(([name, type]) => type !== 'shadow' && !name.startsWith('sqlite_') && !name.startsWith(INTERNAL_PREFIX))
    .map(([name, type]) => {
      const kind = type === 'view' ? 'view' : type === 'virtual' ? 'virtual' : 'table'
      const counts = withCounts && kind === 'table' && performance.now() < stopAt
      const columns = withColumns ? columnsOf(db, name) : []
      return { name, kind, columns, rows: counts ? countRows(db, name) : null }
    })
}

function columnsOf(db: Connection, table: string): TableInfo['columns'] {
  try {
    const rows = db.prepare('SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)').raw().all(table)
    return (rows as [string, string, bigint, bigint, bigint][]).map(([name, type, notNull, pk, hidden]) => {
      return { name, type, notNull: notNull !== 0n, pk: Number(pk), hidden: hidden === 1n }
    })
  } catch {
    // A view over a missing table, a virtual table of a module that is not here: listed without columns.
    return []
  }
}

function countRows(db: Connection, table: string): number | null {
  try {
    const [count] = db
      .prepare(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`)
      .raw()
      .get() as [bigint]
    return Number(count)
  } catch {
    return null
  }
}
