/** SQL as it is written: statements, cells, tables, and the design's own database kept at its schema. */
import { performance } from 'node:perf_hooks'

import { toBase64 } from '../../../shared/protocol/base64.ts'
import type { HandlersOf } from '../../../shared/protocol/dispatcher.ts'
import type { CallResult } from '../../../shared/protocol/methods.ts'
import { listTables } from '../database/list-tables.ts'
import type { Connection } from '../database/open-database.ts'
import { bindings, columnsOf, prepareReading, readCell, sendRows } from '../read-rows.ts'
import { runReading, runStatements } from '../statements/run-statements.ts'
import type { SessionMethods } from './session-methods.ts'
import type { SessionState } from './session-state.ts'
import { sqlFailure } from '../statements/sql-failure.ts'
import { gateRead, gateReads, gateWrite } from '../statements/sql-gate.ts'
import { syncDatabase } from '../database/sync-database.ts'
import { undoRun } from '../statements/undo-run.ts'

type SqlMethods = Pick<SessionMethods, Extract<keyof SessionMethods, `sql.${string}`>>

export function sqlHandlers(session: SessionState): HandlersOf<SqlMethods> {
  return {
    'sql.query': (params, call) =>
      session.inTurn(async () => {
        const statement = prepareReading(session.database(), gateRead(params.sql).sql)
        call.head({ columns: columnsOf(statement) })
        return sendRows(statement, bindings(params.params), params.limit, call)
      }),

    'sql.exec': (params) =>
      session.inTurn(() => {
        const reading = session.isReading() ? gateReads(params.sql) : null
        if (reading !== null) return runReading(session.database(), reading, params)
        return runStatements(session.writable(), gateWrite(params.sql), params)
      }),

    'sql.undo': () => session.inTurn(() => ({ changes: undoRun(session.writable()) })),

    'sql.cell': (params) =>
      session.inTurn(() => {
        const statement = prepareReading(session.database(), gateRead(params.sql).sql)
        const value = readCell(statement, bindings(params.params), params.row, params.column)
        return pieceOf(value, params.offset, params.length)
      }),

    'sql.tables': ({ counts, columns }) =>
      session.inTurn(() => ({ tables: listTables(session.database(), counts, columns) })),

    'sql.sync': ({ design: input }) =>
      session.inTurn(() => {
        const since = performance.now()
        const result = syncDatabase(session.ownDatabase(), session.design.update(input))
        const { changed, plan, notes } = result
        return { changed, plan: [...plan], notes: [...notes], revision: input.revision, ms: performance.now() - since }
      }),

    'sql.reset': () =>
      session.inTurn(() => {
        const since = performance.now()
        const db = session.ownDatabase()
        dropEverything(db)
        return { plan: [...syncDatabase(db, session.design.current()).plan], ms: performance.now() - since }
      }),
  }
}

function pieceOf(value: unknown, offset: number, length: number): CallResult<'sql.cell'> {
  if (value instanceof Uint8Array) {
    return { value: { $b: toBase64(value.subarray(offset, offset + length)) }, total: value.length }
  }
  if (value === null) return { value: null, total: 0 }
  const text = String(value)
  return { value: text.slice(offset, offset + length), total: text.length }
}

/** Empties the design's own database; the file stays, since it is open. */
function dropEverything(db: Connection): void {
  db.pragma('foreign_keys = OFF')
  db.exec('BEGIN IMMEDIATE')
  try {
    const found = db.prepare(
      "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite_%'",
    )
    for (const [type, name] of found.raw().all() as [string, string][]) {
      db.exec(`DROP ${type === 'view' ? 'VIEW' : 'TABLE'} IF EXISTS "${name.replaceAll('"', '""')}"`)
    }
    db.exec('COMMIT')
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw sqlFailure(thrown)
  } finally {
    db.pragma('foreign_keys = ON')
  }
}
