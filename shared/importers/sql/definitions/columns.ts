/** A column with what stands behind its type, in the words of all three dialects. What is not understood of it is passed over. */
import { columnNamed } from '../../database/draft.ts'
import type { DraftColumn, DraftDatabase, DraftTable } from '../../database/draft.ts'
import type { RawIndex } from '../../database/raw.ts'
import { resolveType } from './column-types.ts'
import { readCheck } from './constraints.ts'
import type { SqlCursor } from '../cursor.ts'
import { readReference } from './references.ts'

/** Words that end a column's type or the expression of its default. */
const COLUMN_WORDS = new Set(
  (
    'NOT NULL DEFAULT PRIMARY UNIQUE KEY CHECK REFERENCES COLLATE GENERATED AS CONSTRAINT AUTO_INCREMENT AUTOINCREMENT COMMENT ON ' +
    'FOREIGN VISIBLE INVISIBLE VIRTUAL STORED PERSISTENT CHARSET STORAGE COLUMN_FORMAT SRID DEFERRABLE INITIALLY ENCODE COMPRESSION FIRST AFTER MATCH IDENTITY'
  ).split(' '),
)

export function readColumn(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): DraftColumn {
  const name = cursor.name()
  const { written } = cursor
  const { type, charset, isBinary } = readType(cursor)
  const resolved = resolveType(type, cursor.dialect, db)
  const column: DraftColumn = {
    name,
    null: true,
    default: null,
    autoIncrement: false,
    generated: null,
    comment: null,
    collation: null,
    ...resolved,
    ...(written === name ? {} : { written }),
  }
  // Quoted names of PostgreSQL may differ in capitals alone.
  const old = cursor.dialect === 'postgresql' ? table.columns.find((c) => c.name === name) : columnNamed(table, name)
  if (old === undefined) table.columns.push(column)
  else table.columns[table.columns.indexOf(old)] = column
  if (cursor.dialect === 'mysql' && /^serial$/i.test(type)) table.uniques.push(plainIndex(null, [name]))
  readColumnConstraints(cursor, table, column, db)
  // `varchar(9) BINARY`: the collation of its character set that tells everything apart.
  if (isBinary && column.collation === null) column.collation = `${charset ?? 'utf8mb4'}_bin`
  // A collation says its character set, too.
  if (charset !== null && column.collation === null) cursor.losses.push(`CHARACTER SET ${charset} of ${name}`)
  // MODIFY and CHANGE need not repeat what the key requires.
  if (cursor.dialect === 'mysql' && table.primaryKey.includes(name)) column.null = false
  return column
}

/** `name WITH OPTIONS NOT NULL …`: what is said of a column that another table or a type defines. */
export function readColumnOptions(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  const column = columnNamed(table, cursor.name())
  cursor.take('WITH', 'OPTIONS')
  if (column !== undefined) readColumnConstraints(cursor, table, column, db)
}

/** `charset`: MySQL's character set, where it is another than Unicode's; `isBinary`: MySQL's attribute of texts. */
function readType(cursor: SqlCursor): {
  readonly type: string
  readonly charset: string | null
  readonly isBinary: boolean
} {
  const parts: string[] = []
  let charset: string | null = null
  let isBinary = false
  for (;;) {
    const token = cursor.peek()
    if (cursor.done || cursor.seesSymbol(',') || cursor.seesSymbol(')') || cursor.seesSymbol('=')) break
    if (cursor.sees('SERIAL', 'DEFAULT', 'VALUE')) break
    if (COLUMN_WORDS.has(token.upper) || (token.upper === 'OPTIONS' && cursor.seesSymbol('(', 1))) break
    if (token.upper === 'CHARACTER' && cursor.peek(1).upper === 'SET') {
      cursor.goTo(cursor.position + 2)
      const said = cursor.next().upper.toLowerCase()
      if (!/^(?:utf8|binary)/.test(said)) charset = said
      continue
    }
    if (cursor.dialect === 'mysql' && parts.length > 0 && (token.upper === 'BINARY' || token.upper === 'BYTE')) {
      isBinary = token.upper === 'BINARY'
      if (token.upper === 'BYTE') parts.push(' byte')
      cursor.next()
      continue
    }
    if (cursor.seesSymbol('(')) {
      const inside = cursor.group()
      parts.push(`(${inside})`)
    } else {
      cursor.next()
      const text = cursor.sql.slice(token.start, token.end)
      const isGlued = token.kind === 'symbol' || parts.at(-1) === '.' || parts.at(-1) === '['
      parts.push(isGlued || parts.length === 0 ? text : ` ${text}`)
    }
  }
  return { type: parts.join('').replace(/ ?\. ?/g, '.'), charset, isBinary }
}

function readColumnConstraints(cursor: SqlCursor, table: DraftTable, column: DraftColumn, db: DraftDatabase): void {
  let constraint: string | null = null
  for (;;) {
    if (cursor.done || cursor.seesSymbol(',') || cursor.seesSymbol(')')) return
    const { upper } = cursor.next()
    const read = COLUMN_CONSTRAINTS[upper]
    if (upper === 'CONSTRAINT') {
      constraint = COLUMN_WORDS.has(cursor.peek().upper) ? null : cursor.name()
      continue
    }
    if (read !== undefined) read(cursor, table, column, constraint, db)
    else if (cursor.seesSymbol('(')) cursor.skipGroup()
    if (upper !== 'NOT') constraint = null
  }
}

type ReadConstraint = (
  cursor: SqlCursor,
  table: DraftTable,
  column: DraftColumn,
  constraint: string | null,
  db: DraftDatabase,
) => void

/** `nextval('public.post_id_seq'::regclass)`; the sequence is noted as one that needs no mention. */
export function isSequenceDefault(sql: string, db: DraftDatabase): boolean {
  const found = /^\(?\s*(?:"?pg_catalog"?\.)?"?nextval"?\s*\(\s*(?:'((?:[^']|'')*)')?/i.exec(sql)
  if (found === null) return false
  if (found[1] !== undefined) db.usedSequences.add(found[1].split('.').at(-1)?.replaceAll('"', '') ?? '')
  return true
}

const COLUMN_CONSTRAINTS: { readonly [word: string]: ReadConstraint | undefined } = {
  NOT: (cursor, _, column) => {
    if (cursor.take('NULL')) column.null = false
    else cursor.take('DEFERRABLE')
  },
  NULL: (_cursor, _table, column) => void (column.null = true),
  PRIMARY: (cursor, table, column, constraint) => {
    cursor.take('KEY')
    table.primaryKey = [column.name]
    table.keyName = constraint
    if (cursor.dialect !== 'sqlite') column.null = false
  },
  KEY: (_cursor, table, column) => {
    // MySQL: a lone KEY after a column is its primary key.
    if (table.primaryKey.length === 0) table.primaryKey = [column.name]
    column.null = false
  },
  UNIQUE: (cursor, table, column, constraint) => {
    cursor.take('KEY')
    table.uniques.push(plainIndex(constraint, [column.name]))
  },
  DEFAULT: (cursor, _, column, _constraint, db) => {
    column.default = cursor.textUntil((word) => COLUMN_WORDS.has(word))
    if (column.default.toUpperCase() === 'NULL') column.default = null
    else if (isSequenceDefault(column.default, db)) {
      column.default = null
      column.autoIncrement = true
    }
  },
  AUTO_INCREMENT: (_cursor, _table, column) => void (column.autoIncrement = true),
  AUTOINCREMENT: (_cursor, _table, column) => void (column.autoIncrement = true),
  COLLATE: (cursor, _, column, _constraint, db) => {
    const { name } = cursor.objectName()
    // Another database does not have it.
    if (db.collations.has(name)) cursor.losses.push(`COLLATE ${name} of ${column.name}`)
    else column.collation = name
  },
  COMMENT: (cursor, _, column) => {
    const { kind, value } = cursor.peek()
    if (kind !== 'string') return
    cursor.next()
    column.comment = value === '' ? null : value
  },
  CHECK: (cursor, table, _column, constraint) => void table.checks.push(readCheck(cursor, constraint)),
  // SQL Server may write FOREIGN KEY before it.
  FOREIGN: (cursor, table, column, constraint) => {
    cursor.take('KEY')
    if (cursor.take('REFERENCES')) table.foreignKeys.push(readReference(cursor, constraint, [column.name]))
  },
  REFERENCES: (cursor, table, column, constraint) =>
    void table.foreignKeys.push(readReference(cursor, constraint, [column.name])),
  ON: (cursor, _table, column) => {
    // MySQL's ON UPDATE CURRENT_TIMESTAMP, SQLite's ON CONFLICT.
    const { start } = cursor.peek(-1)
    cursor.next()
    cursor.next()
    if (cursor.seesSymbol('(')) cursor.skipGroup()
    cursor.losses.push(`${cursor.sql.slice(start, cursor.peek(-1).end)} of ${column.name}`)
  },
  GENERATED: (cursor, table, column) => {
    if (!cursor.take('ALWAYS')) cursor.take('BY', 'DEFAULT')
    if (cursor.take('ON', 'NULL') || !cursor.take('AS')) return
    if (cursor.take('IDENTITY')) {
      column.autoIncrement = true
      column.null = false
      if (cursor.seesSymbol('(')) cursor.skipGroup()
      return
    }
    if (cursor.take('ROW')) return
    generated(cursor, table, column)
  },
  AS: (cursor, table, column) => {
    if (cursor.seesSymbol('(')) generated(cursor, table, column)
  },
  SERIAL: (_cursor, table, column) => {
    // MySQL's SERIAL DEFAULT VALUE.
    column.autoIncrement = true
    column.null = false
    table.uniques.push(plainIndex(null, [column.name]))
  },
  IDENTITY: (cursor, _, column) => {
    column.autoIncrement = true
    if (cursor.seesSymbol('(')) cursor.skipGroup()
  },
}

function generated(cursor: SqlCursor, _table: DraftTable, column: DraftColumn): void {
  const sql = cursor.group()
  const stored = cursor.take('STORED') || cursor.take('PERSISTENT')
  if (!stored) cursor.take('VIRTUAL')
  column.generated = { sql, stored }
}

function plainIndex(name: string | null, columns: readonly string[]): RawIndex {
  return { name, columns: columns.map((c) => ({ name: c, descending: false })), where: null, method: null }
}
