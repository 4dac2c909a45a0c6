/** The structure of an SQLite database, read with PRAGMAs. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { RawColumn, RawDatabase, RawForeignKey, RawIndex, RawTable } from './raw.ts'

export interface SqliteReader {
  all(sql: string): readonly Record<string, unknown>[]
}

interface Listed {
  readonly name: string
  readonly type: string
  readonly withoutRowid: boolean
}

export function readSqliteCatalog(db: SqliteReader): RawDatabase {
  const diagnostics: Diagnostic[] = []
  const tables: RawTable[] = []
  for (const entry of listTables(db)) {
    if (entry.name.startsWith('sqlite_') || entry.name.startsWith('_relata_')) continue
    if (entry.type === 'table') tables.push(readTable(db, entry))
    else if (entry.type !== 'shadow') diagnostics.push(skipped(entry))
  }
  return { tables, diagnostics }
}

function listTables(db: SqliteReader): readonly Listed[] {
  return db
    .all("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' ORDER BY name")
    .map((row) => ({ name: String(row['name']), type: String(row['type']), withoutRowid: Number(row['wr']) === 1 }))
}

function skipped({ name, type }: Listed): Diagnostic {
  const what = type === 'view' ? 'a view' : 'a virtual table'
  return {
    code: 'relata.6025',
    severity: 'info',
    message: `${name} is ${what}; it is not drawn.`,
    hint: null,
    subject: { kind: 'text', label: name },
    fixes: [],
  }
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

function readTable(db: SqliteReader, { name }: Listed): RawTable {
  const info = db.all(`SELECT * FROM pragma_table_xinfo(${text(name)})`).filter((row) => Number(row['hidden']) !== 1)
  const primaryKey = info
    .filter((row) => Number(row['pk']) > 0)
    .toSorted((a, b) => Number(a['pk']) - Number(b['pk']))
    .map((row) => String(row['name']))
  const [master] = db.all(`SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ${text(name)}`)
  const sql = typeof master?.['sql'] === 'string' ? master['sql'] : ''
  const indexes = readIndexes(db, name)
  return {
    schema: null,
    name,
    comment: null,
    columns: info.map((row) => readColumn(row, primaryKey, sql)),
    primaryKey,
    foreignKeys: readForeignKeys(db, name),
    uniques: indexes.filter((i) => i.unique && i.origin !== 'pk').map((i) => i.index),
    indexes: indexes.filter((i) => !i.unique).map((i) => i.index),
    checks: [],
  }
}

function readColumn(row: Record<string, unknown>, primaryKey: readonly string[], sql: string): RawColumn {
  const name = String(row['name'])
  const type = String(row['type'] ?? '')
  // Only INTEGER PRIMARY KEY numbers itself, with the word AUTOINCREMENT or without.
  const autoIncrement = primaryKey.length === 1 && primaryKey[0] === name && /^integer$/i.test(type) && !/\bwithout\s+rowid\b/i.test(sql)
  const hidden = Number(row['hidden'])
  return {
    name,
    type: type.replace(/\s*generated always$/i, ''),
    null: Number(row['notnull']) === 0,
    default: row['dflt_value'] === null ? null : String(row['dflt_value']),
    autoIncrement,
    generated: hidden === 2 || hidden === 3 ? { sql: '', stored: hidden === 3 } : null,
    comment: null,
    values: null,
  }
}

function readForeignKeys(db: SqliteReader, name: string): readonly RawForeignKey[] {
  const rows = db.all(`SELECT * FROM pragma_foreign_key_list(${text(name)}) ORDER BY id, seq`)
  const keys = new Map<number, { columns: string[]; targets: string[]; table: string; onDelete: string }>()
  for (const row of rows) {
    const id = Number(row['id'])
    const key = keys.get(id) ?? { columns: [], targets: [], table: String(row['table']), onDelete: String(row['on_delete']) }
    keys.set(id, key)
    key.columns.push(String(row['from']))
    if (row['to'] !== null) key.targets.push(String(row['to']))
  }
  // SQLite lists the last declared one first.
  return [...keys.values()]
    .toReversed()
    .map(({ columns, targets, table, onDelete }) => ({ name: null, columns, schema: null, table, targetColumns: targets, onDelete }))
}

interface ListedIndex {
  readonly unique: boolean
  readonly origin: string
  readonly index: RawIndex
}

function readIndexes(db: SqliteReader, table: string): readonly ListedIndex[] {
  return db.all(`SELECT * FROM pragma_index_list(${text(table)}) ORDER BY seq DESC`).map((row) => {
    const name = String(row['name'])
    const columns = db.all(`SELECT name, "desc" FROM pragma_index_xinfo(${text(name)}) WHERE key = 1 ORDER BY seqno`)
    const partial = Number(row['partial']) === 1
    return {
      unique: Number(row['unique']) === 1,
      origin: String(row['origin']),
      index: {
        name: name.startsWith('sqlite_autoindex_') ? null : name,
        columns: columns.map((c) => ({ name: c['name'] === null ? null : String(c['name']), descending: Number(c['desc']) === 1 })),
        where: partial ? '…' : null,
        method: null,
      },
    }
  })
}
