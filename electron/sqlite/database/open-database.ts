/** Opens a database that may be hostile, damaged, or not a database at all. */
import BetterSqlite from 'better-sqlite3'
import { statSync } from 'node:fs'

import { HostFailure } from '../../../shared/protocol/errors.ts'
import { registerFunctions } from './functions.ts'
import { RESCUE, sqlFailure } from '../statements/sql-failure.ts'

export type Connection = BetterSqlite.Database

export interface OpenRequest {
  readonly path: string
  /** `read`: nothing is ever written, not even by SQLite itself. */
  readonly mode: 'read' | 'write'
  /** Made when missing: the design's own database. */
  readonly create: boolean
  /** The compiled addon, where it does not lie in node_modules. */
  readonly nativeBinding: string | null
}

/** Wait for another program's lock, ms. Longer looks like a hang. */
const BUSY_TIMEOUT_MS = 2_000
/** SQLite looks through all of its schema for each CREATE and DROP: that of 3,000 tables takes 6 MB. */
const CACHE_KIB = 16_384
/** Above, looking through the whole file takes seconds; damage is then found by the query that meets it, bytes. */
const MAX_CHECKED_BYTES = 64 * 1024 * 1024

/**
 * An open, guarded connection. Settings: the schema's functions and virtual tables are not trusted, cells
 * are checked, nothing is mapped to memory; rows come as arrays with integers as bigint.
 *
 * @throws PARSE for what is damaged or no database, BUSY, DENIED, IO
 */
export function openDatabase(request: OpenRequest): Connection {
  let db: Connection | null = null
  try {
    refuseOldNode()
    db = new BetterSqlite(request.path, {
      readonly: request.mode === 'read' && !request.create,
      fileMustExist: !request.create,
      timeout: BUSY_TIMEOUT_MS,
      ...(request.nativeBinding === null ? {} : { nativeBinding: request.nativeBinding }),
    })
    guard(db, request)
    registerFunctions(db)
    return db
  } catch (thrown) {
    db?.close()
    throw sqlFailure(thrown)
  }
}

function guard(db: Connection, { path, mode, create }: OpenRequest): void {
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('mmap_size = 0')
  db.pragma('temp_store = MEMORY')
  if (mode === 'write' || create) {
    db.pragma('foreign_keys = ON')
    db.pragma('synchronous = FULL')
    db.pragma(`cache_size = -${CACHE_KIB}`)
  }
  db.defaultSafeIntegers(true)
  if (path === ':memory:' || statSync(path).size > MAX_CHECKED_BYTES) return
  const [first] = db.prepare('PRAGMA quick_check(1)').raw().all() as [unknown][]
  if (first?.[0] !== 'ok') {
    const found = String(first?.[0]).replace(/^\*\*\* in database main \*\*\*\s*/, '')
    throw new HostFailure('PARSE', `The database file is damaged: ${found.slice(0, 200)}. ${RESCUE}`)
  }
}

/** On Node 20 the addon does not fail but takes the process down. */
function refuseOldNode(): void {
  if (Number(process.versions.node.split('.')[0]) < 22)
    throw new HostFailure('UNSUPPORTED', 'SQLite needs Node 22 or newer.')
}
