/** The transaction around a run: kept whole, or taken back whole. */
import type { Connection } from '../database/open-database.ts'
import { leavingRows } from './undo-run.ts'

interface RunTransaction {
  end(keep: boolean): void
}

/**
 * Begins it. A run that is not to be kept never writes a byte of the file: its pages stay in memory, and where the
 * file cannot be written at all (another program holds it, or its folder is closed to us) it still reads.
 *
 * @throws SQLite's error where the run is to be kept and the file cannot be written now
 */
export function beginRun(db: Connection, keep: boolean): RunTransaction {
  if (db.readonly) return { end: () => {} }
  const left = leavingRows(db)
  if (!keep) db.pragma('cache_spill = OFF')
  try {
    db.exec('BEGIN IMMEDIATE')
  } catch (thrown) {
    if (keep || !isUnwritable(thrown)) throw thrown
    db.exec('BEGIN')
  }
  return {
    end(keepNow) {
      if (db.inTransaction) db.exec(keepNow ? 'COMMIT' : 'ROLLBACK')
      if (!keepNow) left()
      if (!keep) db.pragma('cache_spill = ON')
    },
  }
}

function isUnwritable(thrown: unknown): boolean {
  return /^SQLITE_(BUSY|READONLY|CANTOPEN|LOCKED)/.test(String((thrown as { code?: unknown }).code))
}
