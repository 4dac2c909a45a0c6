/** Taking back the last run that kept its changes, as long as nothing else has changed the database since. */
import type { SqlChanges } from '../../../shared/protocol/methods/sql.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { MAX_UNDONE_ROWS } from './count-changes.ts'
import type { Connection } from '../database/open-database.ts'
import { sqlFailure } from './sql-failure.ts'

interface LastRun {
  readonly changes: readonly SqlChanges[]
  /** The connection's counter after the run: a higher one means that something else was written. */
  counter: string
}

const lastRuns = new WeakMap<Connection, LastRun>()

/** Other programs' commits, our own row changes and changes of the schema. */
function counterOf(db: Connection): string {
  const [changes] = db.prepare('SELECT total_changes()').raw().get() as [bigint]
  const version = (name: string) => String(db.pragma(name, { simple: true }))
  return `${changes} ${version('data_version')} ${version('schema_version')}`
}

/** Called after the commit of a run whose former rows `countChanges` kept. @returns whether it can be undone */
export function rememberRun(db: Connection, changes: readonly SqlChanges[]): boolean {
  const rows = changes.reduce((sum, c) => sum + c.inserted + c.updated + c.deleted, 0)
  if (rows === 0) return canUndo(db)
  lastRuns.delete(db)
  if (rows > MAX_UNDONE_ROWS) return false
  lastRuns.set(db, { changes, counter: counterOf(db) })
  return true
}

/** Called before work that will leave the rows as they are, such as one that is rolled back; to be called when it has. */
export function leavingRows(db: Connection): () => void {
  const last = canUndo(db) ? lastRuns.get(db) : undefined
  return () => {
    if (last !== undefined) last.counter = counterOf(db)
  }
}

/** Whether the last kept run is still the last thing that changed the database. */
export function canUndo(db: Connection): boolean {
  const last = lastRuns.get(db)
  return last !== undefined && last.counter === counterOf(db)
}

/**
 * Puts the rows of the last kept run back.
 *
 * @returns what that did, by table
 * @throws CONFLICT where there is no such run or the rows have changed since
 */
export function undoRun(db: Connection): SqlChanges[] {
  const last = lastRuns.get(db)
  if (last === undefined) throw new HostFailure('CONFLICT', 'There is no run to take back.')
  if (last.counter !== counterOf(db)) {
    lastRuns.delete(db)
    throw new HostFailure('CONFLICT', 'The rows have changed since that run; it cannot be taken back any more.')
  }
  const statements = db.prepare('SELECT sql FROM temp.relata_undo ORDER BY rowid DESC').raw().all() as [string][]
  // Every state on the way back has been there before: nothing has to be checked, nothing is to cascade.
  db.pragma('foreign_keys = OFF')
  try {
    db.exec('BEGIN IMMEDIATE')
    for (const [sql] of statements) db.exec(sql)
    db.exec('COMMIT')
  } catch (thrown) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw sqlFailure(thrown)
  } finally {
    db.pragma('foreign_keys = ON')
  }
  lastRuns.delete(db)
  db.exec('DROP TABLE temp.relata_undo')
  return last.changes.map(({ table, inserted, updated, deleted }) => ({
    table,
    inserted: deleted,
    updated,
    deleted: inserted,
  }))
}
