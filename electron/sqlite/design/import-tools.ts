import { createRequire } from 'node:module'
import type BetterSqlite from 'better-sqlite3'
import type { ImportTools } from '../../../shared/importers/importer.ts'

/** In a package the library is bundled and its compiled addon lies elsewhere. */
interface SqliteSource {
  readonly Database?: typeof BetterSqlite
  readonly nativeBinding?: string | null
}

/** What the pure importers need of the world: SQLite on a private copy. */
export function importTools(sqlite: SqliteSource = {}): Required<Pick<ImportTools, 'openSqlite' | 'breathe'>> {
  return {
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    openSqlite(bytes) {
      // Loaded when needed: most imports are text, and the addon takes 20 ms.
      const Database = sqlite.Database ?? (createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite)
      const options = sqlite.nativeBinding == null ? {} : { nativeBinding: sqlite.nativeBinding }
      const db =
        bytes === null
          ? new Database(':memory:', options)
          : new Database(rollbackMode(bytes), { ...options, readonly: true })
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
      db.pragma('foreign_keys = OFF')
      return {
        all: (sql) => db.prepare(sql).all() as Record<string, unknown>[],
        exec: (sql) => void db.exec(sql),
        close: () => void db.close(),
      }
    },
  }
}

/** Where the header says how the file is written and read, 1: with a journal, 2: with a write-ahead log. */
const FORMAT_VERSIONS = [18, 19] as const

/** A copy of the file that SQLite opens in memory: there it has no write-ahead log, which many files found outside ask for. */
export function rollbackMode(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes)
  for (const at of FORMAT_VERSIONS) if (copy[at] === 2) copy[at] = 1
  return copy
}
