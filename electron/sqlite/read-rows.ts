/** Runs reading statements: rows in batches of columns, exact cells, bounded in number and size. */
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Statement as Prepared } from 'better-sqlite3'

import { HostFailure } from '../../shared/protocol/errors.ts'
import { BatchBuilder } from '../../shared/protocol/encode-batch.ts'
import { MAX_CELL_BYTES, MAX_CHUNK_BYTES, MAX_CHUNK_ROWS, MAX_FRAME_BYTES } from '../../shared/protocol/limits.ts'
import type { SqlColumn } from '../../shared/protocol/methods/sql.ts'
import { fromWire } from '../../shared/protocol/scalars.ts'
import type { StoredValue, WireScalar } from '../../shared/protocol/scalars.ts'
import type { Connection } from './database/open-database.ts'
import { sqlFailure } from './statements/sql-failure.ts'

export type SqlParams = readonly WireScalar[] | { readonly [name: string]: WireScalar }
type RawStatement = Prepared<unknown[], StoredValue[]>

/** The first rows are shown at once: so many are enough, and a chunk goes out after this long even if it is not full, ms. */
const FIRST_CHUNK_ROWS = 200
const FIRST_CHUNK_MS = 15
const CHUNK_MS = 100
/** The clock is asked once in so many rows while they come quickly: it costs a tenth of reading one. */
const QUICK_ROWS = 8
/** Rows of very many columns come fewer at a time. */
const MAX_CHUNK_CELLS = 100_000
/** Less is not cut from a cell even in a very wide row, bytes. */
const MIN_CELL_BYTES = 2_048
/** All cells of one answer; a grid that holds more would take the page down, bytes. */
const MAX_ANSWER_BYTES = 128 * 1024 * 1024

/**
 * Ready to run, with whole numbers as bigint.
 *
 * @throws what SQLite says, with its place in the text
 */
export function prepare(db: Connection, sql: string): RawStatement {
  try {
    const statement = db.prepare<unknown[], StoredValue[]>(sql)
    return statement.reader ? statement.raw().safeIntegers() : statement
  } catch (thrown) {
    throw sqlFailure(thrown, sql)
  }
}

/** For `read` sessions the statement itself has to agree that it only reads. */
export function prepareReading(db: Connection, sql: string): RawStatement {
  const statement = prepare(db, sql)
  if (!statement.readonly || !statement.reader) {
    throw new HostFailure('DENIED', 'This statement would change the database, which is open for reading.', {
      detail: 'gate',
    })
  }
  return statement
}

/** Values to bind, in the one form better-sqlite3 takes. */
export function bindings(params: SqlParams): unknown[] {
  const decode = (value: WireScalar, name: string): StoredValue => {
    const stored = fromWire(value)
    if (stored === undefined) throw new HostFailure('INVALID', `Parameter ${name} is not a value.`, { detail: name })
    return stored
  }
  if (Array.isArray(params)) return params.map((value: WireScalar, i) => decode(value, String(i + 1)))
  const named = Object.entries(params).map(
    ([name, value]) => [name.replace(/^[:@$]/, ''), decode(value, name)] as const,
  )
  return [Object.assign(Object.create(null), Object.fromEntries(named))]
}

export function columnsOf(statement: RawStatement): SqlColumn[] {
  return statement.columns().map(({ name, table, column, type }) => ({ name, table, column, type }))
}

interface RowSink {
  readonly signal: { readonly aborted: boolean; readonly reason: unknown }
  item(chunk: { batch: Uint8Array }): Promise<void>
}

interface ReadSummary {
  readonly rows: number
  readonly truncated: boolean
  readonly ms: number
}

/** Sends the rows until they end, `limit` is reached or the signal says stop. Between chunks other frames get through. */
export async function sendRows(
  statement: RawStatement,
  params: unknown[],
  limit: number,
  sink: RowSink,
): Promise<ReadSummary> {
  const columns = statement.columns().length
  const cellBytes = Math.max(MIN_CELL_BYTES, Math.min(MAX_CELL_BYTES, Math.floor(MAX_FRAME_BYTES / columns)))
  const chunkRows = Math.min(MAX_CHUNK_ROWS, Math.ceil(MAX_CHUNK_CELLS / columns))
  const builder = new BatchBuilder(columns, chunkRows, { cellBytes })
  let chunkBytes = 0
  let answerBytes = 0
  let rows = 0
  let ms = 0
  let truncated = false
  let since = performance.now()
  let lookedAt = since
  let lookAfter = 1
  let enough = Math.min(FIRST_CHUNK_ROWS, chunkRows)
  let patience = FIRST_CHUNK_MS
  const flush = async () => {
    ms += performance.now() - since
    if (builder.rows > 0) await sink.item({ batch: builder.take() })
    await nextTurn()
    if (sink.signal.aborted) throw sink.signal.reason
    answerBytes += chunkBytes
    chunkBytes = 0
    enough = chunkRows
    patience = CHUNK_MS
    since = lookedAt = performance.now()
    lookAfter = 1
  }
  /** Whether the rows at hand have waited long enough. */
  const isLate = (): boolean => {
    if (--lookAfter > 0) return false
    const at = performance.now()
    lookAfter = at - lookedAt < 1 ? QUICK_ROWS : 1
    lookedAt = at
    return at - since > patience
  }
  try {
    for (const row of statement.iterate(...params)) {
      if (rows >= limit || answerBytes > MAX_ANSWER_BYTES) {
        truncated = true
        break
      }
      chunkBytes += builder.add(row)
      rows++
      if (builder.rows >= enough || chunkBytes >= MAX_CHUNK_BYTES || isLate()) await flush()
    }
    await flush()
  } catch (thrown) {
    if (sink.signal.aborted) throw sink.signal.reason
    throw sqlFailure(thrown)
  }
  return { rows, truncated, ms }
}

/** One cell in full. */
export function readCell(statement: RawStatement, params: unknown[], row: number, column: number): StoredValue {
  try {
    let at = 0
    for (const cells of statement.iterate(...params)) {
      if (at++ < row) continue
      const value = cells[column]
      if (value === undefined) break
      return value
    }
  } catch (thrown) {
    throw sqlFailure(thrown)
  }
  throw new HostFailure('NOT_FOUND', 'The query gives no such cell any more.')
}
