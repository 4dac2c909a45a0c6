/** Runs SQL that may write, in one transaction: all of it or nothing, kept or taken back. */
import { performance } from 'node:perf_hooks'

import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { CallResult } from '../../../shared/protocol/methods.ts'
import { toWire, toWireCell } from '../../../shared/protocol/scalars.ts'
import { countChanges } from './count-changes.ts'
import type { Connection } from '../database/open-database.ts'
import { bindings, columnsOf, prepare, prepareReading } from '../read-rows.ts'
import type { SqlParams } from '../read-rows.ts'
import { sqlFailure } from './sql-failure.ts'
import type { Statement } from '../../../shared/util/sqlite-tokens.ts'
import { wordOf } from '../../../shared/util/sqlite-tokens.ts'
import { beginRun } from './transaction.ts'
import { rememberRun } from './undo-run.ts'

/** Rows that one statement gives back; a query shows more. */
const MAX_RETURNED = 1_000
const CHANGING = new Set(['INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'WITH'])

interface Run {
  readonly params: SqlParams
  readonly keep: boolean
}

/** @throws SQL with the statement that failed; nothing is kept then */
export function runStatements(
  db: Connection,
  statements: readonly Statement[],
  { params, keep }: Run,
): CallResult<'sql.exec'> {
  const since = performance.now()
  const values = valuesFor(params, statements)
  const results: CallResult<'sql.exec'>['statements'] = []
  let current = ''
  try {
    const counting = countChanges(db, keep)
    const transaction = beginRun(db, keep)
    try {
      for (const { sql, tokens } of statements) {
        current = sql
        if (CHANGING.has(wordOf(tokens[0]))) counting.watch()
        results.push(runOne(db, sql, values))
      }
      const changes = counting.take()
      transaction.end(keep)
      return {
        statements: results,
        ms: performance.now() - since,
        changes,
        undo: keep && rememberRun(db, changes),
      }
    } catch (thrown) {
      transaction.end(false)
      throw thrown
    }
  } catch (thrown) {
    throw sqlFailure(thrown, current)
  }
}

/** Statements that only read, one after the other, for a database that may not be changed. */
export function runReading(
  db: Connection,
  statements: readonly Statement[],
  { params }: Pick<Run, 'params'>,
): CallResult<'sql.exec'> {
  const since = performance.now()
  const values = valuesFor(params, statements)
  const results = statements.map(({ sql }) => {
    // SQLite itself has to agree that it only reads.
    prepareReading(db, sql)
    try {
      return runOne(db, sql, values)
    } catch (thrown) {
      throw sqlFailure(thrown, sql)
    }
  })
  return { statements: results, ms: performance.now() - since, changes: [], undo: false }
}

function valuesFor(params: SqlParams, statements: readonly Statement[]): unknown[] {
  if (statements.length > 1 && (Array.isArray(params) ? params.length > 0 : Object.keys(params).length > 0)) {
    throw new HostFailure('SQL', 'Values can be given to a single statement only.')
  }
  return bindings(params)
}

function runOne(db: Connection, sql: string, values: unknown[]): CallResult<'sql.exec'>['statements'][number] {
  const statement = prepare(db, sql)
  if (!statement.reader) {
    const { changes, lastInsertRowid } = statement.run(...values)
    return { sql, changes, lastId: toWire(BigInt(lastInsertRowid)), rows: [], columns: [] }
  }
  const rows: ReturnType<typeof toWireCell>[][] = []
  let changes = 0
  for (const row of statement.iterate(...values)) {
    changes++
    if (rows.length < MAX_RETURNED) rows.push(row.map((value) => toWireCell(value)))
    else if (statement.readonly) break
  }
  return { sql, changes: statement.readonly ? 0 : changes, lastId: null, rows, columns: columnsOf(statement) }
}
