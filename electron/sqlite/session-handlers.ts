/** What a session process does with its one database. Calls run one after another: the connection is one too. */
import { flushCompileCache } from 'node:module'
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'

import type { HandlersOf, StreamCall } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import type { Method } from '../../shared/protocol/method.ts'
import type { CallResult } from '../../shared/protocol/methods.ts'
import { toBase64 } from '../../shared/protocol/base64.ts'
import { rollbackMode } from './import-tools.ts'
import { listTables } from './list-tables.ts'
import { openDatabase } from './open-database.ts'
import type { Connection, OpenRequest } from './open-database.ts'
import { bindings, columnsOf, prepareReading, readCell, sendRows } from './read-rows.ts'
import { rowsHandlers } from './rows/rows-handlers.ts'
import { runReading, runStatements } from './run-statements.ts'
import { createSessionDesign } from './session-design.ts'
import type { SessionMethods } from './session-methods.ts'
import { gateRead, gateReads, gateWrite } from './sql-gate.ts'
import { sqlFailure } from './sql-failure.ts'
import { isSampleDatabase } from './known-schema.ts'
import { syncDatabase } from './sync-database.ts'
import { undoRun } from './undo-run.ts'
import { warmUp } from './warm-up.ts'

export function createSessionHandlers(): HandlersOf<SessionMethods> {
  const design = createSessionDesign()
  let opened: { readonly db: Connection; readonly request: OpenRequest } | null = null
  let queue: Promise<unknown> = Promise.resolve()
  /** Calls whose turn has not come. */
  let waiting = 0

  /** One call after the other. */
  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    waiting++
    const next = queue.then(() => {
      waiting--
      return work()
    })
    queue = next.catch(() => {})
    return next
  }
  function database(): Connection {
    if (opened === null) throw new HostFailure('NOT_FOUND', 'No database is open.')
    return opened.db
  }
  function writable(): Connection {
    const db = database()
    if (opened?.request.mode !== 'write') throw new HostFailure('DENIED', 'The database is open for reading only.')
    return db
  }
  /** The design's own database is brought up to date even while its session only reads. */
  function ownDatabase(): Connection {
    const db = database()
    if (opened?.request.create !== true)
      throw new HostFailure('DENIED', 'This is not the sample database of the design.')
    return db
  }

  return {
    'session.open': (request) =>
      inTurn(() => {
        opened?.db.close()
        opened = { db: openDatabase(request), request }
        const [version] = opened.db.prepare('SELECT sqlite_version()').raw().get() as [string]
        return { sqlite: version }
      }),

    'session.warm': ({ nativeBinding }) =>
      inTurn(async () => {
        // Somebody waits for this process already.
        if (opened !== null) return null
        await warmUp(nativeBinding)
        // The next thing asked of it may be an import: that is half of what a small one costs.
        await import('./import-design.ts')
        // Of a million rows' first export it was an eighth.
        await import('./rows/export-rows.ts')
        const { warmImport } = await import('./warm-import.ts')
        if (waiting === 0) await warmImport()
        // These processes are killed, and what was compiled would only be written at an orderly end.
        flushCompileCache()
        return null
      }),

    'session.isOurs': (request) =>
      inTurn(() => {
        const db = openDatabase(request)
        try {
          return isSampleDatabase(db)
        } finally {
          db.close()
        }
      }),

    'session.snapshot': (request) =>
      inTurn(() => {
        const db = openDatabase(request)
        try {
          return rollbackMode(db.serialize())
        } finally {
          db.close()
        }
      }),

    'session.backup': ({ path, always = false }) =>
      inTurn(() => {
        const db = database()
        if (!always && isSampleDatabase(db)) return null
        try {
          // Never a copy of the file itself, which may be in the middle of something.
          db.prepare('VACUUM INTO ?').run(path)
        } catch (thrown) {
          throw sqlFailure(thrown)
        }
        return { path }
      }),

    'session.design': (inputs) =>
      inTurn(() => {
        for (const input of inputs) design.update(input)
        return null
      }),

    'session.import': (request, call) =>
      inTurn(async () => {
        spareTheOptimizer(request.files)
        return (await import('./import-design.ts')).importDesign(request, call)
      }),

    'session.onto': (request) => inTurn(async () => (await import('./design-onto.ts')).designOnto(request)),

    'sql.query': (params, call) =>
      inTurn(async () => {
        const statement = prepareReading(database(), gateRead(params.sql).sql)
        call.head({ columns: columnsOf(statement) })
        return sendRows(statement, bindings(params.params), params.limit, call)
      }),

    'sql.exec': (params) =>
      inTurn(() => {
        const reading = opened?.request.mode === 'read' ? gateReads(params.sql) : null
        if (reading !== null) return runReading(database(), reading, params)
        return runStatements(writable(), gateWrite(params.sql), params)
      }),

    'sql.undo': () => inTurn(() => ({ changes: undoRun(writable()) })),

    'sql.cell': (params) =>
      inTurn(() => {
        const statement = prepareReading(database(), gateRead(params.sql).sql)
        const value = readCell(statement, bindings(params.params), params.row, params.column)
        return pieceOf(value, params.offset, params.length)
      }),

    'sql.tables': ({ counts, columns }) => inTurn(() => ({ tables: listTables(database(), counts, columns) })),

    'sql.sync': ({ design: input }) =>
      inTurn(() => {
        const since = performance.now()
        const result = syncDatabase(ownDatabase(), design.update(input))
        const { changed, plan, notes } = result
        return { changed, plan: [...plan], notes: [...notes], revision: input.revision, ms: performance.now() - since }
      }),

    'sql.reset': () =>
      inTurn(() => {
        const since = performance.now()
        const db = ownDatabase()
        dropEverything(db)
        return { plan: [...syncDatabase(db, design.current()).plan], ms: performance.now() - since }
      }),

    'orm.run': (params, call) =>
      inTurn(async () => {
        if (params.design !== null) design.update(params.design)
        const { runOrm } = await import('./run-orm.ts')
        const db = params.write ? writable() : database()
        return runOrm(db, design.current(), params, call as StreamCall<Method> as StreamCall<SessionMethods['orm.run']>)
      }),

    'impact.run': (params) =>
      inTurn(async () => {
        if (params.design !== null) design.update(params.design)
        const { runImpact } = await import('./run-impact.ts')
        return runImpact(database(), design.current(), params)
      }),

    'fixture.load': ({ text }) =>
      inTurn(async () => {
        const { loadFixture } = await import('./load-fixture.ts')
        return loadFixture(writable(), design.current(), text)
      }),

    ...rowsHandlers({ database, writable, design: () => design.known(), inTurn }),

    'fixture.dump': ({ models }, call) =>
      inTurn(async () => {
        const { dumpFixture } = await import('./dump-fixture.ts')
        call.head({})
        return dumpFixture(database(), design.current(), models, call)
      }),

    'sample.fill': (params, call) =>
      inTurn(async () => {
        const { fillDatabase } = await import('./fill-database.ts')
        return fillDatabase(ownDatabase(), design.current(), params, call)
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

/** Larger scripts gain by what the optimizer does, bytes. */
const WORTH_OPTIMIZING = 8 * 1024 * 1024

/**
 * An import runs through much code once and its process ends with it: what the optimizing compiler makes of that, on its
 * own thread, comes too late and costs a fifth of the processor's time (1,000 tables: 495 ms with it, 405 without).
 */
function spareTheOptimizer(files: readonly { readonly bytes: Uint8Array }[]): void {
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (size < WORTH_OPTIMIZING) setFlagsFromString('--no-opt')
}
