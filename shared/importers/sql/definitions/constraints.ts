/** Constraints and indexes between the parentheses of CREATE TABLE, and after ADD in ALTER TABLE, in the words of all dialects. */
import { columnNamed } from '../../database/draft.ts'
import type { DraftCheck, DraftTable } from '../../database/draft.ts'
import type { RawIndex } from '../../database/raw.ts'
import { SqlProblem } from '../cursor.ts'
import type { SqlCursor } from '../cursor.ts'
import { readExclusion } from './exclusions.ts'
import { readKeyColumns, readReference } from './references.ts'
import { readTerms } from './terms.ts'

/** A constraint of the table, or an index among the columns (MySQL). false: it is a column. */
export function readConstraint(cursor: SqlCursor, table: DraftTable): boolean {
  const start = cursor.position
  let name: string | null = null
  if (cursor.take('CONSTRAINT')) {
    if (!/^(PRIMARY|UNIQUE|FOREIGN|CHECK|EXCLUDE|DEFAULT)$/.test(cursor.peek().upper) || isNameThenKind(cursor))
      name = cursor.name()
  }
  // SQL Server names defaults.
  if (name !== null && cursor.take('DEFAULT')) return readDefault(cursor, table)
  const read = TABLE_CONSTRAINTS.find((constraint) => constraint.begins(cursor))
  if (read === undefined) {
    const isNamed = cursor.position > start
    if (!isNamed) return false
    // No dialect lets a column be called so without quotes.
    cursor.problems.push(`the constraint ${name ?? ''} is of a kind that is not known`)
    return true
  }
  read.read(cursor, table, name)
  return true
}

/** `CONSTRAINT name DEFAULT 1 FOR column`. */
function readDefault(cursor: SqlCursor, table: DraftTable): boolean {
  const text = cursor.textUntil((word) => word === 'FOR')
  const column = cursor.take('FOR') ? columnNamed(table, cursor.name()) : undefined
  if (column !== undefined) column.default = text
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
      if (cursor.take('USING', 'INDEX')) return adopt(table, cursor.name(), name)
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
      const ifMissing = cursor.take('IF', 'NOT', 'EXISTS')
      const own = cursor.seesSymbol('(') ? null : cursor.name()
      const columns = readKeyColumns(cursor)
      if (!cursor.take('REFERENCES')) throw new SqlProblem('a foreign key without REFERENCES')
      const key = readReference(cursor, name ?? own, columns)
      if (!ifMissing || !isThere(table.foreignKeys, key.name)) table.foreignKeys.push(key)
    },
  },
  {
    begins: (c) => c.sees('UNIQUE') && (isIndexStart(c, 1) || c.sees('UNIQUE', 'NULLS') || c.sees('UNIQUE', 'USING')),
    read(cursor, table, name) {
      cursor.next()
      if (cursor.take('USING', 'INDEX')) {
        const index = cursor.name()
        table.uniques = table.uniques.map(({ isIndex, ...u }) =>
          u.name === index ? { ...u, name: name ?? index } : isIndex === undefined ? u : { ...u, isIndex },
        )
        return
      }
      readIndex(cursor, table.uniques, name)
    },
  },
  {
    begins: (c) => c.sees('CHECK') && c.seesSymbol('(', 1),
    read(cursor, table, name) {
      cursor.next()
      table.checks.push(readCheck(cursor, name))
    },
  },
  {
    begins: (c) => c.dialect === 'mysql' && (c.sees('KEY') || c.sees('INDEX')) && isIndexStart(c, 0),
    read: (cursor, table) => readIndex(cursor, table.indexes, null),
  },
  {
    // CockroachDB has indexes and families of columns there.
    begins: (c) => c.dialect === 'postgresql' && c.sees('INDEX') && isNamedList(c),
    read: (cursor, table) => readIndex(cursor, table.indexes, null),
  },
  {
    begins: (c) => c.dialect === 'postgresql' && c.sees('FAMILY') && isNamedList(c),
    read: (cursor) => void cursor.goTo(cursor.position + 2),
  },
  {
    begins: (c) => c.dialect === 'mysql' && (c.sees('FULLTEXT') || c.sees('SPATIAL')) && isIndexStart(c, 1),
    read(cursor, table) {
      const method = cursor.next().upper.toLowerCase()
      cursor.losses.push(`${method.toUpperCase()} of an index, which is kept as an ordinary one`)
      readIndex(cursor, table.indexes, null, method)
    },
  },
  {
    // PostgreSQL 18 names them.
    begins: (c) => c.sees('NOT', 'NULL') && c.dialect === 'postgresql',
    read(cursor, table) {
      cursor.take('NOT', 'NULL')
      const column = columnNamed(table, cursor.name())
      if (column !== undefined) column.null = false
    },
  },
  {
    begins: (c) => c.sees('EXCLUDE') && (c.sees('EXCLUDE', 'USING') || c.seesSymbol('(', 1)),
    read(cursor, table, name) {
      cursor.next()
      const exclusion = readExclusion(cursor, table, name)
      if (exclusion !== null) table.exclusions.push(exclusion)
    },
  },
  {
    begins: (c) => c.sees('PERIOD', 'FOR'),
    read(cursor, table) {
      cursor.take('PERIOD', 'FOR')
      const period = cursor.name()
      cursor.losses.push(`PERIOD FOR ${period}`)
      const columns = readTerms(cursor).flatMap(({ name }) => columnNamed(table, name ?? '') ?? [])
      for (const column of columns) column.null = false
      table.periods = (table.periods ?? new Map()).set(
        period.toLowerCase(),
        columns.map((c) => c.name),
      )
    },
  },
]

/** After CHECK. */
export function readCheck(cursor: SqlCursor, name: string | null): DraftCheck {
  const sql = cursor.group()
  return cursor.take('NO', 'INHERIT') ? { name, sql, isOwn: true } : { name, sql }
}

/** `[KEY|INDEX] [name] [USING x] (`: an index, and not a column of that name. */
function isIndexStart(cursor: SqlCursor, from: number): boolean {
  let i = from
  if (/^(KEY|INDEX)$/.test(cursor.peek(i).upper)) i++
  if (cursor.peek(i).upper === 'IF' && cursor.peek(i + 1).upper === 'NOT' && cursor.peek(i + 2).upper === 'EXISTS')
    i += 3
  if (cursor.seesSymbol('(', i)) return true
  if (cursor.peek(i).upper === 'USING' && cursor.seesSymbol('(', i + 2)) return true
  // A text is a name where a dump of MySQL was made with ANSI quotes.
  if (cursor.peek(i).kind === 'name' || cursor.peek(i).kind === 'string')
    return cursor.seesSymbol('(', i + 1) || cursor.peek(i + 1).upper === 'USING'
  if (cursor.peek(i).kind !== 'word' || !cursor.seesSymbol('(', i + 1)) return cursor.peek(i + 1).upper === 'USING'
  // `key varchar(10)` is a column, `key by_name (name)` an index: a length is a number.
  return i > from || from > 0 ? cursor.peek(i + 2).kind !== 'number' : false
}

/** `INDEX by_name (name ASC)`, and not a column of the type `geometry(Point)`. */
function isNamedList(cursor: SqlCursor): boolean {
  const { kind, upper } = cursor.peek(1)
  const isName = kind === 'name' || (kind === 'word' && !upper.startsWith('GEO'))
  return isName && cursor.seesSymbol('(', 2) && cursor.peek(3).kind !== 'number'
}

function readIndex(cursor: SqlCursor, into: RawIndex[], name: string | null, method: string | null = null): void {
  if (!cursor.take('KEY')) cursor.take('INDEX')
  const ifMissing = cursor.take('IF', 'NOT', 'EXISTS')
  const areNullsEqual = cursor.take('NULLS', 'NOT', 'DISTINCT')
  cursor.take('NULLS', 'DISTINCT')
  const own = cursor.seesSymbol('(') || cursor.sees('USING') ? null : cursor.name()
  if (cursor.take('USING')) cursor.next()
  const index: RawIndex = { name: name ?? own, columns: readTerms(cursor), where: null, method }
  const include = cursor.take('INCLUDE') ? readTerms(cursor).flatMap((term) => term.name ?? []) : []
  cursor.take('NOT', 'DEFERRABLE')
  const isDeferrable = cursor.take('DEFERRABLE')
  const isDeferred = cursor.take('INITIALLY', 'DEFERRED')
  if (ifMissing && isThere(into, index.name)) return
  into.push({
    ...index,
    ...(include.length > 0 ? { include } : {}),
    ...(isDeferrable || isDeferred ? { deferrable: isDeferred ? 'DEFERRED' : 'IMMEDIATE' } : {}),
    ...(areNullsEqual ? { nullsDistinct: false } : {}),
  })
}

function isThere(list: readonly { readonly name: string | null }[], name: string | null): boolean {
  return name !== null && list.some((item) => item.name === name)
}

function adopt(table: DraftTable, index: string, name: string | null): void {
  const found = table.uniques.find((u) => u.name === index)
  if (found === undefined) return
  table.uniques.splice(table.uniques.indexOf(found), 1)
  table.primaryKey = found.columns.flatMap((c) => c.name ?? [])
  table.keyName = name ?? index
}
