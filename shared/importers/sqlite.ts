/** An SQLite file: its catalog says what is there; nothing of it is changed. */
import { buildDesign } from './database/build-design.ts'
import { readSqliteCatalog } from './database/sqlite-catalog.ts'
import type { ImportFile, Imported, Importer } from './importer.ts'

const MAGIC = 'SQLite format 3\0'

export const sqliteFile: Importer<'sqlite'> = {
  id: 'sqlite',
  label: 'SQLite database',
  extensions: ['sqlite', 'sqlite3', 'db', 'db3', 'gpkg'],
  recognise: (file) => (hasMagic(file) ? 1 : 0),
  import([file], { app }, { openSqlite }): Imported {
    if (file === undefined || openSqlite === undefined) throw new Error('The SQLite importer needs a file and a host that opens it')
    const db = openSqlite(file.bytes)
    try {
      return buildDesign(readSqliteCatalog(db), { app, name: nameOf(file) })
    } finally {
      db.close()
    }
  },
}

function hasMagic({ bytes }: ImportFile): boolean {
  return bytes.length >= 100 && [...MAGIC].every((char, i) => bytes[i] === char.charCodeAt(0))
}

function nameOf({ path }: ImportFile): string {
  return (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '')
}
