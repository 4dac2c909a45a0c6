/**
 * The structure of an SQLite database: what is there by PRAGMAs; what they do not say (checks, expressions,
 * collations, names of constraints) from the CREATE statements that SQLite keeps.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { SqlCursor, SqlProblem } from '../sql/cursor.ts'
import { readItems } from '../sql/definitions/definitions.ts'
import { readTerms } from '../sql/definitions/terms.ts'
import { plainSql } from '../sql/plain-sql.ts'
import type { DjangoRows } from './django-database.ts'
import { DraftDatabase, columnNamed } from './draft.ts'
import type { DraftTable } from './draft.ts'
import { sqliteFacts } from './sqlite-facts.ts'
import type { Row, SqliteReader, TableFacts } from './sqlite-facts.ts'
import type { RawColumn, RawDatabase, RawForeignKey, RawIndex, RawIndexTerm, RawTable } from './raw.ts'

interface Listed {
  readonly name: string
  readonly type: string
  readonly withoutRowid: boolean
}

/**
 * @param virtual names of virtual tables that are known but not in the database (a script makes none)
 */
export function readSqliteCatalog(db: SqliteReader, virtual: ReadonlySet<string> = new Set()): RawDatabase {
  const diagnostics: Diagnostic[] = [...virtual].map((name) => skipped(name, 'a virtual table'))
  const tables: RawTable[] = []
  const listed = listTables(db)
  const factsOf = sqliteFacts(db, isSqliteError)
  const owners = new Set([...virtual, ...listed.filter((t) => t.type === 'virtual').map((t) => t.name)])
  for (const entry of listed) {
    if (entry.name.startsWith('sqlite_') || entry.name.startsWith('_relata_')) continue
    if (entry.type === 'shadow' || isShadow(entry.name, owners)) continue
    if (entry.type === 'table') {
      try {
        const facts = factsOf(entry.name)
        const table = readTable(facts, entry)
        tables.push(table)
        diagnostics.push(...lossesOf(table, facts))
      } catch (thrown) {
        // One damaged table does not take the others with it.
        if (!isSqliteError(thrown)) throw thrown
        diagnostics.push({
          ...skipped(entry.name, 'damaged'),
          severity: 'warning',
          message: `${entry.name} is damaged and cannot be read: ${thrown.message}.`,
        })
      }
    } else diagnostics.push(skipped(entry.name, entry.type === 'view' ? 'a view' : 'a virtual table'))
  }
  for (const name of triggers(db)) diagnostics.push(skipped(name, 'a trigger'))
  const django = tables.some((t) => t.name === 'django_content_type') ? readDjangoRows(db) : null
  return { dialect: 'sqlite', tables, diagnostics, ...(django === null ? {} : { django }) }
}

function triggers(db: SqliteReader): readonly string[] {
  return db.all("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name").map((row) => String(row['name']))
}

/** null: tables of those names that are not Django's. */
function readDjangoRows(db: SqliteReader): DjangoRows | null {
  try {
    const types = db.all('SELECT app_label, model FROM django_content_type')
    const models = types.map((row) => ({ app: String(row['app_label']), model: String(row['model']) }))
    const words = new Map<string, string>()
    const named = db.all(
      'SELECT c.app_label, c.model, p.name FROM auth_permission p JOIN django_content_type c ON c.id = p.content_type_id',
    )
    for (const row of named) {
      const verbose = /^Can add (.+)$/.exec(String(row['name']))?.[1]
      if (verbose !== undefined) words.set(`${String(row['app_label'])}.${String(row['model'])}`, verbose)
    }
    return { models, words }
  } catch (thrown) {
    if (!isSqliteError(thrown)) throw thrown
    return null
  }
}

/** SQLite's own complaint, about the file and not about us. */
export function isSqliteError(thrown: unknown): thrown is Error & { readonly code: string } {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('SQLITE')
}

function listTables(db: SqliteReader): readonly Listed[] {
  return db
    .all("SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main'")
    .map((row) => ({ name: String(row['name']), type: String(row['type']), withoutRowid: Number(row['wr']) === 1 }))
    .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
}

/** Tables in which FTS and R-Tree keep their data: SQLite tells them apart only while the virtual table is there. */
function isShadow(name: string, owners: ReadonlySet<string>): boolean {
  const found = /^(.+)_(?:data|idx|content|docsize|config|segments|segdir|stat|node|parent|rowid)$/s.exec(name)
  return found !== null && owners.has(found[1] ?? '')
}

function skipped(name: string, what: string): Diagnostic {
  const message = `${name} is ${what}; it is not drawn.`
  return {
    code: 'relata.6025',
    severity: 'info',
    message,
    hint: null,
    subject: { kind: 'text', label: name },
    fixes: [],
  }
}

function readTable(facts: TableFacts, { name, withoutRowid }: Listed): RawTable {
  const info = facts.columns.filter((row) => Number(row['hidden']) !== 1)
  const primaryKey = info
    .filter((row) => Number(row['pk']) > 0)
    .toSorted((a, b) => Number(a['pk']) - Number(b['pk']))
    .map((row) => String(row['name']))
  const written = readWritten(name, facts.sql.get(name) ?? '')
  const indexes = readIndexes(facts)
  return {
    schema: null,
    name,
    comment: null,
    columns: info.map((row) => readColumn(row, primaryKey, withoutRowid, written)),
    primaryKey,
    foreignKeys: readForeignKeys(facts.foreignKeys, written),
    uniques: indexes.filter((i) => i.unique && i.origin !== 'pk').map((i) => i.index),
    indexes: indexes.filter((i) => !i.unique).map((i) => i.index),
    checks: written.checks,
  }
}

/** What a design has no place for: one remark a table. */
function lossesOf({ name, columns }: RawTable, { foreignKeys, indexColumns }: TableFacts): readonly Diagnostic[] {
  const updates = foreignKeys
    .filter((row) => /^(?:CASCADE|SET)/.test(String(row['on_update'])))
    .map((row) => `ON UPDATE ${String(row['on_update'])} of (${String(row['from'])})`)
  const own = new Map(columns.map((column) => [column.name, (column.collation ?? 'BINARY').toUpperCase()]))
  const collations = [...indexColumns.values()].flat().flatMap(({ name: column, coll }) => {
    const other = String(coll ?? 'BINARY')
    const isOwn = column === null || other.toUpperCase() === (own.get(String(column)) ?? 'BINARY')
    return isOwn ? [] : [`COLLATE ${other} of ${String(column)} in an index`]
  })
  const losses = [...new Set([...updates, ...collations])]
  if (losses.length === 0) return []
  return [
    {
      code: 'relata.6034',
      severity: 'info',
      message: `${name} was read without ${losses.join('; ')}.`,
      hint: null,
      subject: { kind: 'text', label: name },
      fixes: [],
    },
  ]
}

/** The CREATE TABLE as our own reader understands it; empty where it does not. */
function readWritten(name: string, sql: string): DraftTable {
  const db = new DraftDatabase([])
  const table = db.add({ schema: null, name })
  const cursor = new SqlCursor(sql, 'sqlite')
  while (!cursor.done && !cursor.seesSymbol('(')) cursor.next()
  try {
    if (cursor.takeSymbol('(')) readItems(cursor, table, db)
  } catch (thrown) {
    if (!(thrown instanceof SqlProblem)) throw thrown
  }
  return table
}

function readColumn(
  row: Record<string, unknown>,
  primaryKey: readonly string[],
  withoutRowid: boolean,
  written: DraftTable,
): RawColumn {
  const name = String(row['name'])
  const type = String(row['type'] ?? '').replace(/\s*generated always$/i, '')
  const known = columnNamed(written, name)
  const hidden = Number(row['hidden'])
  return {
    name,
    type,
    null: Number(row['notnull']) === 0,
    default: row['dflt_value'] === null ? null : textDefault(plainSql(String(row['dflt_value']), 'sqlite').trim()),
    // Only INTEGER PRIMARY KEY numbers itself, with the word AUTOINCREMENT or without.
    autoIncrement: primaryKey.length === 1 && primaryKey[0] === name && /^integer$/i.test(type) && !withoutRowid,
    generated: hidden === 2 || hidden === 3 ? { sql: known?.generated?.sql ?? 'NULL', stored: hidden === 3 } : null,
    comment: null,
    values: null,
    collation: known?.collation ?? null,
  }
}

/** `DEFAULT ""` and `DEFAULT x` are texts there, as a default cannot name a column. */
function textDefault(sql: string): string {
  const [, word = null] = /^([\p{L}_][\p{L}\p{N}_$]*)$/u.exec(sql) ?? []
  const isText = word !== null && !/^(null|true|false|current_(?:timestamp|date|time))$/i.test(word)
  const name = isText ? word : quotedName(sql)
  return name === null ? sql : `'${name.replaceAll("'", "''")}'`
}

function quotedName(sql: string): string | null {
  const [, quote, inner] = /^(["`])((?:(?!\1)[^]|\1\1)*)\1$/.exec(sql) ?? []
  if (quote !== undefined) return (inner ?? '').replaceAll(quote + quote, quote)
  return /^\[([^\]]*)\]$/.exec(sql)?.[1] ?? null
}

function readForeignKeys(rows: readonly Row[], written: DraftTable): readonly RawForeignKey[] {
  const keys = new Map<number, { columns: string[]; targets: string[]; table: string; onDelete: string }>()
  for (const row of rows) {
    const id = Number(row['id'])
    const key = keys.get(id) ?? {
      columns: [],
      targets: [],
      table: String(row['table']),
      onDelete: String(row['on_delete']),
    }
    keys.set(id, key)
    key.columns.push(String(row['from']))
    if (row['to'] !== null) key.targets.push(String(row['to']))
  }
  // SQLite lists the last declared one first.
  return [...keys.values()].toReversed().map(({ columns, targets, table, onDelete }): RawForeignKey => {
    const said = written.foreignKeys.find((fk) => fk.columns.join('\0') === columns.join('\0') && fk.table === table)
    return { name: said?.name ?? null, columns, schema: null, table, targetColumns: targets, onDelete }
  })
}

interface ListedIndex {
  readonly unique: boolean
  readonly origin: string
  readonly index: RawIndex
}

function readIndexes({ indexes, indexColumns, sql }: TableFacts): readonly ListedIndex[] {
  return indexes.map((row) => {
    const name = String(row['name'])
    const rows = indexColumns.get(name) ?? []
    const needsText = Number(row['partial']) === 1 || rows.some((c) => c['name'] === null)
    const written = needsText ? readIndexText(sql.get(name)) : null
    const columns = rows.map((c, i): RawIndexTerm => {
      const descending = Number(c['desc']) === 1
      if (c['name'] !== null) return { name: String(c['name']), descending }
      return { name: null, descending, sql: written?.columns[i]?.sql ?? 'NULL' }
    })
    return {
      unique: Number(row['unique']) === 1,
      origin: String(row['origin']),
      index: {
        name: name.startsWith('sqlite_autoindex_') ? null : name,
        columns,
        where: Number(row['partial']) === 1 ? (written?.where ?? 'TRUE') : null,
        method: null,
      },
    }
  })
}

/** Terms and condition of a CREATE INDEX. */
function readIndexText(
  sql: string | undefined,
): { readonly columns: readonly RawIndexTerm[]; readonly where: string | null } | null {
  if (sql === undefined) return null
  const cursor = new SqlCursor(sql, 'sqlite')
  try {
    while (!cursor.done && !cursor.seesSymbol('(')) cursor.next()
    const columns = readTerms(cursor)
    const where = cursor.take('WHERE') ? plainSql(cursor.sql.slice(cursor.peek().start), 'sqlite').trim() : null
    return { columns, where }
  } catch (thrown) {
    if (thrown instanceof SqlProblem) return null
    throw thrown
  }
}
