/** An SQLite file: its catalog says what is there; nothing of it is changed. */
import { buildDesign } from './database/build-design.ts'
import { isSqliteError, readSqliteCatalog } from './database/sqlite-catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ImportFile, Imported, Importer, SqliteCopy } from './importer.ts'

const MAGIC = 'SQLite format 3\0'

export const sqliteFile: Importer<'sqlite'> = {
  id: 'sqlite',
  label: 'SQLite database',
  extensions: ['sqlite', 'sqlite3', 'db', 'db3', 'gpkg'],
  // A file of that name without the mark is empty, damaged or encrypted, which is said when it is opened.
  recognise: (file) => (hasMagic(file) ? 1 : hasEnding(file) && isNoText(file) ? 0.3 : 0),
  import([file], { app }, { openSqlite }): Imported {
    if (file === undefined || openSqlite === undefined)
      throw new Error('The SQLite importer needs a file and a host that opens it')
    const options = { app, name: nameOf(file) }
    let db: SqliteCopy | null = null
    try {
      db = openSqlite(file.bytes)
      const raw = readSqliteCatalog(db)
      const notes = isWriteAhead(file) ? [writeAhead(file)] : []
      return buildDesign({ ...raw, diagnostics: [...notes, ...raw.diagnostics] }, options)
    } catch (thrown) {
      if (!isSqliteError(thrown)) throw thrown
      return buildDesign({ dialect: 'sqlite', tables: [], diagnostics: [damaged(file, thrown.message)] }, options)
    } finally {
      db?.close()
    }
  },
}

/** The header's version numbers for writing and reading. */
function isWriteAhead({ bytes }: ImportFile): boolean {
  return bytes[18] === 2 || bytes[19] === 2
}

function writeAhead({ path }: ImportFile): Diagnostic {
  return {
    code: 'relata.6036',
    severity: 'info',
    message: `${path} keeps its latest changes in a write-ahead log; what stands in ${path}-wal is not read.`,
    hint: 'Where something is missing, close the program that has it open, or run PRAGMA wal_checkpoint, and import again.',
    subject: { kind: 'text', label: path, file: path },
    fixes: [],
  }
}

function damaged(file: ImportFile, why: string): Diagnostic {
  const { path } = file
  const subject = { kind: 'text' as const, label: path, file: path, line: 1 }
  return {
    code: 'relata.6033',
    severity: 'error',
    message: `${path} cannot be read: ${why}.`,
    hint: hasMagic(file) ? null : 'It may be encrypted: then the program that it belongs to can export it.',
    subject,
    fixes: [],
  }
}

function hasEnding({ path }: ImportFile): boolean {
  return sqliteFile.extensions.some((ending) => path.toLowerCase().endsWith(`.${ending}`))
}

function isNoText({ bytes }: ImportFile): boolean {
  return bytes.length === 0 || bytes.subarray(0, 4096).includes(0)
}

function hasMagic({ bytes }: ImportFile): boolean {
  return bytes.length >= 100 && [...MAGIC].every((char, i) => bytes[i] === char.charCodeAt(0))
}

function nameOf({ path }: ImportFile): string {
  return (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '')
}
