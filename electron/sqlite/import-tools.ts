import { createRequire } from 'node:module'
import type BetterSqlite from 'better-sqlite3'
import type { ImportTools } from '../../shared/importers/importer.ts'

/** What the pure importers need of the world: SQLite on a private copy of a file. */
export function importTools(): Pick<ImportTools, 'openSqlite'> {
  return {
    openSqlite(bytes) {
      // Loaded when needed: most imports are text, and the addon takes 20 ms.
      const Database = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
      const db = new Database(Buffer.from(bytes), { readonly: true })
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
      return {
        all: (sql) => db.prepare(sql).all() as Record<string, unknown>[],
        close: () => void db.close(),
      }
    },
  }
}
