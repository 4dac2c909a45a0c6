/**
 * What stands between the parentheses of CREATE TABLE, and after ADD in ALTER TABLE: columns and
 * constraints, in the words of all three dialects. What is not understood of a column is passed over.
 */
import { columnNamed } from '../database/draft.ts'
import type { DraftColumn, DraftDatabase, DraftTable, ObjectName } from '../database/draft.ts'
import type { RawForeignKey, RawIndex, RawIndexTerm } from '../database/raw.ts'
import { SqlProblem } from './cursor.ts'
import type { SqlCursor } from './cursor.ts'
import { resolveType } from './column-types.ts'

/** Items up to the closing parenthesis, which is read too. */
export function readItems(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  while (!cursor.takeSymbol(')')) {
    if (cursor.done) throw new SqlProblem('the list of columns is not closed')
    if (cursor.takeSymbol(',')) continue
    const start = cursor.position
    try {
      if (!readConstraint(cursor, table)) readColumnOrLike(cursor, table, db)
    } catch (thrown) {
      if (!(thrown instanceof SqlProblem)) throw thrown
      // One damaged item does not take the others with it.
      cursor.problems.push(thrown.message)
      if (cursor.position === start) cursor.next()
    }
    passOver(cursor)
  }
}

/** What an item has left that was not understood. */
function passOver(cursor: SqlCursor): void {
  while (!cursor.done && !cursor.seesSymbol(',') && !cursor.seesSymbol(')')) {
    if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
}

function readColumnOrLike(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  if (cursor.sees('LIKE') && cursor.dialect !== 'sqlite') {
    cursor.next()
    copyColumns(table, db.find(cursor.objectName()))
    return
  }
  readColumn(cursor, table, db)
}

/** Columns and their defaults, as LIKE, INHERITS and PARTITION OF give them. */
export function copyColumns(table: DraftTable, from: DraftTable | undefined): void {
  for (const column of from?.columns ?? []) {
    if (columnNamed(table, column.name) === undefined) table.columns.push({ ...column })
  }
}

/** Words that end a column's type or the expression of its default. */
const COLUMN_WORDS = new Set(
  (
    'NOT NULL DEFAULT PRIMARY UNIQUE KEY CHECK REFERENCES COLLATE GENERATED AS CONSTRAINT AUTO_INCREMENT AUTOINCREMENT COMMENT ON ' +
    'VISIBLE INVISIBLE VIRTUAL STORED PERSISTENT CHARSET STORAGE COLUMN_FORMAT SRID DEFERRABLE INITIALLY ENCODE COMPRESSION FIRST AFTER MATCH IDENTITY'
  ).split(' '),
)

export function readColumn(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): DraftColumn {
  const name = cursor.name()
  const type = readType(cursor)
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
  }
  const old = columnNamed(table, name)
  if (old === undefined) table.columns.push(column)
  else table.columns[table.columns.indexOf(old)] = column
  readColumnConstraints(cursor, table, column)
  return column
}

function readType(cursor: SqlCursor): string {
  const parts: string[] = []
  for (;;) {
    const token = cursor.peek()
    if (cursor.done || cursor.seesSymbol(',') || cursor.seesSymbol(')') || cursor.seesSymbol('=')) break
    if (COLUMN_WORDS.has(token.upper)) break
    if (token.upper === 'CHARACTER' && cursor.peek(1).upper === 'SET') {
      cursor.goTo(cursor.position + 2)
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
  return parts.join('').replace(/ ?\. ?/g, '.')
}

function readColumnConstraints(cursor: SqlCursor, table: DraftTable, column: DraftColumn): void {
  let constraint: string | null = null
  for (;;) {
    if (cursor.done || cursor.seesSymbol(',') || cursor.seesSymbol(')')) return
    const { upper } = cursor.next()
    const read = COLUMN_CONSTRAINTS[upper]
    if (upper === 'CONSTRAINT') {
      constraint = COLUMN_WORDS.has(cursor.peek().upper) ? null : cursor.name()
      continue
    }
    if (read !== undefined) read(cursor, table, column, constraint)
    else if (cursor.seesSymbol('(')) cursor.skipGroup()
    if (upper !== 'NOT') constraint = null
  }
}

type ReadConstraint = (cursor: SqlCursor, table: DraftTable, column: DraftColumn, constraint: string | null) => void

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
  DEFAULT: (cursor, _, column) => {
    column.default = cursor.textUntil((word) => COLUMN_WORDS.has(word))
    if (column.default.toUpperCase() === 'NULL') column.default = null
    else if (/^nextval\s*\(/i.test(column.default)) {
      column.default = null
      column.autoIncrement = true
    }
  },
  AUTO_INCREMENT: (_cursor, _table, column) => void (column.autoIncrement = true),
  AUTOINCREMENT: (_cursor, _table, column) => void (column.autoIncrement = true),
  COLLATE: (cursor, _, column) => void (column.collation = cursor.objectName().name),
  COMMENT: (cursor, _, column) => {
    const { kind, value } = cursor.peek()
    if (kind !== 'string') return
    cursor.next()
    column.comment = value === '' ? null : value
  },
  CHECK: (cursor, table, _column, constraint) => void table.checks.push({ name: constraint, sql: cursor.group() }),
  REFERENCES: (cursor, table, column, constraint) =>
    void table.foreignKeys.push(readReference(cursor, constraint, [column.name])),
  ON: (cursor) => {
    // MySQL's ON UPDATE CURRENT_TIMESTAMP, SQLite's ON CONFLICT.
    cursor.next()
    cursor.next()
    if (cursor.seesSymbol('(')) cursor.skipGroup()
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

/** After REFERENCES. */
function readReference(cursor: SqlCursor, name: string | null, columns: readonly string[]): RawForeignKey {
  const target: ObjectName = cursor.objectName()
  const targetColumns = cursor.seesSymbol('(') ? readTerms(cursor).flatMap((term) => term.name ?? []) : []
  let onDelete = 'NO ACTION'
  for (;;) {
    if (cursor.take('ON', 'DELETE')) onDelete = readAction(cursor)
    else if (cursor.take('ON', 'UPDATE')) readAction(cursor)
    else if (cursor.take('MATCH')) cursor.next()
    else if (cursor.take('NOT', 'DEFERRABLE') || cursor.take('DEFERRABLE') || cursor.take('NOT', 'VALID')) continue
    else if (cursor.take('INITIALLY')) cursor.next()
    else return { name, columns, schema: target.schema, table: target.name, targetColumns, onDelete }
  }
}

function readAction(cursor: SqlCursor): string {
  const { upper } = cursor.next()
  if (upper !== 'SET' && upper !== 'NO') return upper
  const action = `${upper} ${cursor.next().upper}`
  // PostgreSQL 15: SET NULL (column).
  if (cursor.seesSymbol('(')) cursor.skipGroup()
  return action
}

function plainIndex(name: string | null, columns: readonly string[]): RawIndex {
  return { name, columns: columns.map((c) => ({ name: c, descending: false })), where: null, method: null }
}

/** A constraint of the table, or an index among the columns (MySQL). false: it is a column. */
export function readConstraint(cursor: SqlCursor, table: DraftTable): boolean {
  const start = cursor.position
  let name: string | null = null
  if (cursor.take('CONSTRAINT')) {
    if (!/^(PRIMARY|UNIQUE|FOREIGN|CHECK|EXCLUDE)$/.test(cursor.peek().upper) || isNameThenKind(cursor))
      name = cursor.name()
  }
  const read = TABLE_CONSTRAINTS.find((constraint) => constraint.begins(cursor))
  if (read === undefined) {
    cursor.goTo(start)
    return false
  }
  read.read(cursor, table, name)
  return true
}

/** `CONSTRAINT unique UNIQUE (a)` has a name that looks like a kind. */
function isNameThenKind(cursor: SqlCursor): boolean {
  return /^(PRIMARY|UNIQUE|FOREIGN|CHECK)$/.test(cursor.peek(1).upper)
}

interface TableConstraint {
  begins(cursor: SqlCursor): boolean
  read(cursor: SqlCursor, table: DraftTable, name: string | null): void
}

const TABLE_CONSTRAINTS: readonly TableConstraint[] = [
  {
    begins: (c) => c.sees('PRIMARY', 'KEY'),
    read(cursor, table, name) {
      cursor.take('PRIMARY', 'KEY')
      cursor.take('CLUSTERED')
      cursor.take('NONCLUSTERED')
      // PostgreSQL: a unique index that is there becomes the key.
      if (cursor.take('USING', 'INDEX')) return adopt(table, cursor.name())
      while (!cursor.seesSymbol('(') && !cursor.done) cursor.next()
      table.primaryKey = readTerms(cursor).flatMap((term) => term.name ?? [])
      table.keyName = name
      for (const key of table.primaryKey) {
        const column = columnNamed(table, key)
        if (column !== undefined && cursor.dialect !== 'sqlite') column.null = false
      }
    },
  },
  {
    begins: (c) => c.sees('FOREIGN', 'KEY'),
    read(cursor, table, name) {
      cursor.take('FOREIGN', 'KEY')
      cursor.take('IF', 'NOT', 'EXISTS')
      const own = cursor.seesSymbol('(') ? null : cursor.name()
      const columns = readTerms(cursor).flatMap((term) => term.name ?? [])
      if (!cursor.take('REFERENCES')) throw new SqlProblem('a foreign key without REFERENCES')
      table.foreignKeys.push(readReference(cursor, name ?? own, columns))
    },
  },
  {
    begins: (c) => c.sees('UNIQUE') && (isIndexStart(c, 1) || c.sees('UNIQUE', 'NULLS') || c.sees('UNIQUE', 'USING')),
    read(cursor, table, name) {
      cursor.next()
      if (cursor.take('USING', 'INDEX')) return void cursor.name()
      readIndex(cursor, table.uniques, name)
    },
  },
  {
    begins: (c) => c.sees('CHECK') && c.seesSymbol('(', 1),
    read(cursor, table, name) {
      cursor.next()
      table.checks.push({ name, sql: cursor.group() })
    },
  },
  {
    begins: (c) => c.dialect === 'mysql' && (c.sees('KEY') || c.sees('INDEX')) && isIndexStart(c, 0),
    read: (cursor, table) => readIndex(cursor, table.indexes, null),
  },
  {
    begins: (c) => c.dialect === 'mysql' && (c.sees('FULLTEXT') || c.sees('SPATIAL')) && isIndexStart(c, 1),
    read(cursor, table) {
      const method = cursor.next().upper.toLowerCase()
      readIndex(cursor, table.indexes, null, method)
    },
  },
  // Neither a column nor something that can be drawn.
  {
    begins: (c) => c.sees('EXCLUDE') && (c.sees('EXCLUDE', 'USING') || c.seesSymbol('(', 1)),
    read: (cursor) => void cursor.next(),
  },
  { begins: (c) => c.sees('PERIOD', 'FOR'), read: (cursor) => void cursor.next() },
]

/** `[KEY|INDEX] [name] [USING x] (`: an index, and not a column of that name. */
function isIndexStart(cursor: SqlCursor, from: number): boolean {
  let i = from
  if (/^(KEY|INDEX)$/.test(cursor.peek(i).upper)) i++
  if (cursor.seesSymbol('(', i)) return true
  if (cursor.peek(i).upper === 'USING' && cursor.seesSymbol('(', i + 2)) return true
  if (cursor.peek(i).kind === 'name') return cursor.seesSymbol('(', i + 1) || cursor.peek(i + 1).upper === 'USING'
  if (cursor.peek(i).kind !== 'word' || !cursor.seesSymbol('(', i + 1)) return cursor.peek(i + 1).upper === 'USING'
  // `key varchar(10)` is a column, `key by_name (name)` an index: a length is a number.
  return i > from || from > 0 ? cursor.peek(i + 2).kind !== 'number' : false
}

function readIndex(cursor: SqlCursor, into: RawIndex[], name: string | null, method: string | null = null): void {
  if (!cursor.take('KEY')) cursor.take('INDEX')
  cursor.take('IF', 'NOT', 'EXISTS')
  const areNullsEqual = cursor.take('NULLS', 'NOT', 'DISTINCT')
  cursor.take('NULLS', 'DISTINCT')
  const own = cursor.seesSymbol('(') || cursor.sees('USING') ? null : cursor.name()
  if (cursor.take('USING')) cursor.next()
  const index: RawIndex = { name: name ?? own, columns: readTerms(cursor), where: null, method }
  const include = cursor.take('INCLUDE') ? readTerms(cursor).flatMap((term) => term.name ?? []) : []
  cursor.take('NOT', 'DEFERRABLE')
  const isDeferrable = cursor.take('DEFERRABLE')
  const isDeferred = cursor.take('INITIALLY', 'DEFERRED')
  into.push({
    ...index,
    ...(include.length > 0 ? { include } : {}),
    ...(isDeferrable || isDeferred ? { deferrable: isDeferred ? 'DEFERRED' : 'IMMEDIATE' } : {}),
    ...(areNullsEqual ? { nullsDistinct: false } : {}),
  })
}

function adopt(table: DraftTable, index: string): void {
  const found = table.uniques.find((u) => u.name === index)
  if (found === undefined) return
  table.uniques.splice(table.uniques.indexOf(found), 1)
  table.primaryKey = found.columns.flatMap((c) => c.name ?? [])
  table.keyName = index
}

/** A list of columns in parentheses: names, `name(10) DESC`, expressions. */
export function readTerms(cursor: SqlCursor): readonly RawIndexTerm[] {
  cursor.expectSymbol('(')
  const terms: RawIndexTerm[] = []
  while (!cursor.takeSymbol(')')) {
    if (cursor.done) throw new SqlProblem('a list of columns is not closed')
    if (cursor.takeSymbol(',')) continue
    terms.push(readTerm(cursor))
  }
  return terms
}

function readTerm(cursor: SqlCursor): RawIndexTerm {
  const token = cursor.peek()
  const from = cursor.position
  const isPlain =
    token.kind === 'word' || token.kind === 'name' || (token.kind === 'string' && cursor.dialect !== 'postgresql')
  const isPrefix =
    cursor.dialect === 'mysql' &&
    cursor.seesSymbol('(', 1) &&
    cursor.peek(2).kind === 'number' &&
    cursor.seesSymbol(')', 3)
  const after = cursor.peek(isPrefix ? 4 : 1)
  const isName = isPlain && (after.kind === 'word' || after.kind === 'name' || /^[,).]?$/.test(after.value))
  if (!isName || cursor.seesSymbol('.', 1)) {
    const sql = cursor.textUntil((word) => word === 'ASC' || word === 'DESC')
    const descending = cursor.peek().upper === 'DESC'
    cursor.textUntil(() => false)
    if (cursor.position === from) cursor.next()
    return { name: null, descending, sql }
  }
  const name = cursor.name()
  const rest = cursor.textUntil(() => false).toUpperCase()
  return { name, descending: /\bDESC\b/.test(rest) }
}
