import { createRequire } from 'node:module'
import type BetterSqlite from 'better-sqlite3'
import type { ImportTools } from '../../shared/importers/importer.ts'

type OpenSqlite = NonNullable<ImportTools['openSqlite']>

/** What the pure importers need of the world: SQLite on a private copy of a file. */
export function importTools(): Pick<ImportTools, 'openSqlite'> {
  return {
    openSqlite(bytes) {
      // Loaded when needed: most imports are text, and the addon takes 20 ms.
      const Database = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite
      return sqliteReader(Database, null)(bytes)
    },
  }
}

/** Opens copies in memory with the given SQLite; the file itself is never touched. */
export function sqliteReader(Database: typeof BetterSqlite, nativeBinding: string | null): OpenSqlite {
  return (bytes) => {
    const options = { readonly: true, ...(nativeBinding === null ? {} : { nativeBinding }) }
    const db = new Database(Buffer.from(bytes), options)
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    return {
      all: (sql) => db.prepare(sql).all() as Record<string, unknown>[],
      close: () => void db.close(),
    }
  }
}
