/** CREATE TABLE, INDEX, VIEW … of PostgreSQL and MySQL. */
import { columnNamed } from '../../database/draft.ts'
import type { DraftColumn, DraftDatabase, DraftTable } from '../../database/draft.ts'
import type { RawIndex } from '../../database/raw.ts'
import type { Applied } from './applied.ts'
import { createDomain, createType } from './create-type.ts'
import { AlreadyThere, SqlCursor, SqlProblem } from '../cursor.ts'
import { inheritChecks, unnamed, withoutTwins } from '../names/constraint-names.ts'
import { copyColumns, readItems, withoutPeriods } from '../definitions/definitions.ts'
import { keyIndexes } from './mysql-keys.ts'
import { plainSql } from '../plain-sql.ts'
import { queryColumns } from '../queries/query-columns.ts'
import { readTerms } from '../definitions/terms.ts'
import { OPERATOR, SEQUENCE, isOtherObject, listedKind } from './objects.ts'

export function create(cursor: SqlCursor, db: DraftDatabase): Applied {
  // SQL Server and Firebird say ALTER.
  const isReplacing = cursor.take('OR', 'REPLACE') || cursor.take('OR', 'ALTER')
  const isTemporary = skipModifiers(cursor)
  if (cursor.sees('DEFINER')) skipDefiner(cursor)
  if (cursor.sees('UNIQUE', 'CLUSTERED') || cursor.sees('UNIQUE', 'NONCLUSTERED')) {
    cursor.goTo(cursor.position + 2)
    return createIndex(cursor, db, 'UNIQUE')
  }
  // Of SQL Server, Oracle and Firebird.
  if (KINDS_OF_INDEX.has(cursor.peek().upper) && cursor.peek(1).upper === 'INDEX') cursor.next()
  const { upper } = cursor.next()
  if (upper === 'TABLE') return isTemporary ? temporary(cursor) : createTable(cursor, db, { isReplacing })
  if (upper === 'UNIQUE' || upper === 'INDEX' || upper === 'FULLTEXT' || upper === 'SPATIAL')
    return createIndex(cursor, db, upper)
  if (upper === 'VIEW' || (upper === 'MATERIALIZED' && cursor.take('VIEW'))) return createView(cursor, db)
  if (upper === 'FOREIGN' && cursor.take('TABLE')) return createTable(cursor, db, { isForeign: true })
  if (upper === 'SCHEMA' && cursor.dialect === 'postgresql') return createSchema(cursor, db)
  if (upper === 'TYPE') return createType(cursor, db)
  if (upper === 'DOMAIN') return createDomain(cursor, db)
  if (upper === 'SEQUENCE') return listed(cursor, SEQUENCE)
  if (upper === 'CONSTRAINT' && cursor.take('TRIGGER')) return listed(cursor, 'a trigger')
  if (upper === 'EVENT' && cursor.take('TRIGGER')) return listed(cursor, 'an event trigger')
  const kind = listedKind(upper)
  if (upper === 'COLLATION') db.collations.add(collationName(cursor))
  if (kind !== null) return listed(cursor, kind)
  return isOtherObject(upper) ? 'ignored' : 'unknown'
}

const KINDS_OF_INDEX = new Set(['CLUSTERED', 'NONCLUSTERED', 'BITMAP', 'ASCENDING', 'ASC', 'DESCENDING', 'DESC'])

/** What stands before the kind of object. true: it is gone with the session. */
function skipModifiers(cursor: SqlCursor): boolean {
  let isTemporary = false
  while (/^(TEMP|TEMPORARY|GLOBAL|LOCAL|UNLOGGED|ALGORITHM|SQL|RECURSIVE)$/.test(cursor.peek().upper)) {
    const { upper } = cursor.next()
    if (upper === 'ALGORITHM' && cursor.takeSymbol('=')) cursor.next()
    if (upper === 'SQL') cursor.goTo(cursor.position + 2)
    if (upper.startsWith('TEMP')) isTemporary = true
  }
  return isTemporary
}

/** `DEFINER=`root`@`localhost` SQL SECURITY DEFINER` before VIEW, TRIGGER … */
function skipDefiner(cursor: SqlCursor): void {
  while (!cursor.done && !/^(VIEW|TRIGGER|PROCEDURE|FUNCTION|EVENT)$/.test(cursor.peek().upper)) cursor.next()
}

/** The name, and the cursor where it was. */
function collationName(cursor: SqlCursor): string {
  const from = cursor.position
  cursor.take('IF', 'NOT', 'EXISTS')
  const { name } = cursor.objectName()
  cursor.goTo(from)
  return name
}

function listed(cursor: SqlCursor, kind: string): Applied {
  cursor.take('IF', 'NOT', 'EXISTS')
  if (kind === OPERATOR && !/^(CLASS|FAMILY)$/.test(cursor.peek().upper)) {
    const name = cursor.sql.slice(cursor.peek().start).split('(', 1)[0]?.trim() ?? ''
    return { name: name.split('.').at(-1) ?? name, kind, key: null }
  }
  // Two words more before the name: `OPERATOR CLASS`, `TEXT SEARCH DICTIONARY`.
  if (kind === OPERATOR) cursor.next()
  else if (cursor.take('SEARCH')) cursor.next()
  if (kind === 'a cast') return { name: `(${cursor.group()})`, kind, key: null }
  const { kind: token } = cursor.peek()
  const name = token === 'word' || token === 'name' ? cursor.objectName().name : ''
  return { name: name === '' ? 'Something' : name, kind, key: null }
}

function temporary(cursor: SqlCursor): Applied {
  cursor.take('IF', 'NOT', 'EXISTS')
  return { name: cursor.objectName().name, kind: 'a temporary table', key: null }
}

function createView(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.objectName()
  const key = db.keyOf(name)
  db.views.set(key, db.plain(name))
  return { name: name.name, kind: 'a view', key }
}

/** What may stand inside CREATE SCHEMA belongs to it. */
function createSchema(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.sees('AUTHORIZATION') ? cursor.peek(1).value : cursor.name()
  const before = cursor.searchPath
  const problems: string[] = []
  cursor.searchPath = db.searchPath = name
  while (!cursor.done) {
    if (!cursor.take('CREATE')) {
      cursor.next()
      continue
    }
    try {
      create(cursor, db)
    } catch (thrown) {
      if (!(thrown instanceof SqlProblem)) throw thrown
      problems.push(thrown.message)
    }
  }
  cursor.searchPath = db.searchPath = before
  if (problems.length > 0) throw new SqlProblem(problems.join('; '))
  return 'done'
}

interface TableKind {
  readonly isReplacing?: boolean
  readonly isForeign?: boolean
}

function createTable(cursor: SqlCursor, db: DraftDatabase, { isReplacing, isForeign }: TableKind): Applied {
  const ifMissing = cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.objectName()
  const { written } = cursor
  if (isReplacing === true) db.remove(name)
  if (db.has(name)) {
    if (ifMissing) return 'ignored'
    throw new AlreadyThere(`the table ${name.name} exists already`)
  }
  // The table is only kept when it could be read.
  const table = db.add(name)
  if (written !== name.name) table.written = written
  if (isForeign === true) table.isForeign = true
  try {
    readTableBody(cursor, table, db)
  } catch (thrown) {
    if (table.columns.length === 0) db.remove(name)
    throw thrown
  }
  return 'done'
}

function readTableBody(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  if (cursor.take('PARTITION', 'OF')) return readPartition(cursor, table, db)
  if (cursor.dialect === 'postgresql' && cursor.take('OF')) return readTyped(cursor, table, db)
  if (cursor.take('LIKE')) return copyTable(table, db.find(cursor.objectName()))
  if (cursor.seesSymbol('(') && cursor.peek(1).upper === 'LIKE' && cursor.dialect === 'mysql') {
    cursor.goTo(cursor.position + 2)
    return copyTable(table, db.find(cursor.objectName()))
  }
  if (cursor.take('AS') || isQuery(cursor)) return readQuery(cursor, table, db)
  if (!cursor.seesSymbol('(')) {
    // MySQL: options may come before the query; `IGNORE` and `REPLACE` too.
    readTableOptions(cursor, table)
    if (!cursor.take('AS') && !isQuery(cursor)) throw new SqlProblem('it has neither columns nor a query')
    return readQuery(cursor, table, db)
  }
  cursor.expectSymbol('(')
  readItems(cursor, table, db)
  if (cursor.dialect === 'postgresql')
    table.uniques = [...withoutTwins(table.uniques, table.primaryKey), ...(table.likeUniques ?? [])]
  withoutPeriods(table)
  if (cursor.take('INHERITS')) inherit(cursor, table, db)
  readTableOptions(cursor, table)
  if (cursor.take('AS') || cursor.sees('SELECT')) addQuery(cursor, table, db)
}

/** `AS` is left out by MySQL and where the query stands in parentheses. */
function isQuery(cursor: SqlCursor): boolean {
  return cursor.sees('SELECT') || (cursor.seesSymbol('(') && /^(SELECT|WITH|VALUES)$/.test(cursor.peek(1).upper))
}

/** PostgreSQL: the columns that stand there name those of the query. MySQL: they come before these. */
function addQuery(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  const own = table.columns
  const found = queryColumns(cursor, db)
  if (cursor.dialect === 'postgresql') {
    if (found !== null) table.columns = found.map((column, i) => ({ ...column, name: own[i]?.name ?? column.name }))
    return
  }
  if (found === null) throw new SqlProblem('its columns are those of a query')
  const same = (a: DraftColumn) => (b: DraftColumn) => a.name.toLowerCase() === b.name.toLowerCase()
  table.columns = [...own.filter((c) => !found.some(same(c))), ...found.map((c) => own.find(same(c)) ?? c)]
  for (const name of table.primaryKey) {
    const column = columnNamed(table, name)
    if (column !== undefined) column.null = false
  }
}

/** PostgreSQL's (and SQL Server's) `SELECT … INTO name FROM …`. */
export function selectInto(cursor: SqlCursor, db: DraftDatabase): Applied {
  const start = cursor.position
  cursor.next()
  while (!cursor.done && !cursor.sees('INTO') && !cursor.sees('FROM')) {
    if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
  const from = cursor.peek().start
  if (!cursor.take('INTO')) return 'ignored'
  if (skipModifiers(cursor)) return temporary(cursor)
  cursor.take('TABLE')
  const name = cursor.objectName()
  if (db.has(name)) throw new AlreadyThere(`the table ${name.name} exists already`)
  const { sql } = cursor
  const query = `${sql.slice(0, from)} ${cursor.done ? '' : sql.slice(cursor.peek().start)}`
  cursor.goTo(start)
  const columns = queryColumns(new SqlCursor(query, cursor.dialect), db)
  if (columns === null) throw new SqlProblem('its columns are those of a query')
  db.add(name).columns.push(...columns)
  return 'done'
}

function readQuery(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  const columns = queryColumns(cursor, db)
  if (columns === null) throw new SqlProblem('its columns are those of a query')
  table.columns.push(...columns)
}

/** PostgreSQL: a part of another table has its columns, keys, indexes and checks; its foreign keys are the parent's. */
function readPartition(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  const parent = db.find(cursor.objectName())
  if (parent === undefined) throw new SqlProblem('the table that it is a part of is not here')
  copyColumns(table, parent)
  table.primaryKey = [...parent.primaryKey]
  table.uniques = parent.uniques.map(unnamed)
  table.indexes = parent.indexes.map(unnamed)
  inheritChecks(table, parent)
  parent.heirs.push({ table, isPartition: true })
  readOptions(cursor, table, db)
}

/** PostgreSQL: a table with the columns of a composite type. */
function readTyped(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  const type = db.typeOf(cursor.objectName())
  if (type?.columns === undefined) throw new SqlProblem('the type that it is of is not here')
  for (const column of type.columns) table.columns.push({ ...column })
  readOptions(cursor, table, db)
}

/** Behind PARTITION OF and OF: constraints, and what is added to columns that are there. */
function readOptions(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  if (!cursor.takeSymbol('(')) return
  readItems(cursor, table, db, true)
  table.uniques = withoutTwins(table.uniques, table.primaryKey)
}

/** MySQL's LIKE: without foreign keys, but with the indexes that were made for them. */
function copyTable(table: DraftTable, from: DraftTable | undefined): void {
  if (from === undefined) throw new SqlProblem('the table that it is like is not here')
  copyColumns(table, from)
  table.primaryKey = [...from.primaryKey]
  table.uniques = [...from.uniques]
  table.indexes = [...from.indexes, ...keyIndexes(from, 1)]
  table.checks = [...from.checks]
}

/** A child has its parents' columns first, and their checks. */
function inherit(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  cursor.expectSymbol('(')
  const own = table.columns
  table.columns = []
  table.ownColumns = new Set(own.map((column) => column.name))
  while (!cursor.done && !cursor.takeSymbol(')')) {
    if (cursor.takeSymbol(',')) continue
    const parent = db.find(cursor.objectName())
    for (const { name, null: isNull } of parent?.columns ?? []) {
      const other = isNull ? undefined : columnNamed(table, name)
      if (other !== undefined) other.null = false
    }
    copyColumns(table, parent)
    if (parent === undefined) cursor.problems.push('a table that it inherits from is not here')
    else {
      inheritChecks(table, parent)
      parent.heirs.push({ table, isPartition: false })
    }
  }
  for (const column of own) {
    const inherited = columnNamed(table, column.name)
    if (inherited === undefined) table.columns.push(column)
    else {
      // What the parents require and what they fill in holds for the child.
      const merged = { ...column, null: column.null && inherited.null, default: column.default ?? inherited.default }
      table.columns[table.columns.indexOf(inherited)] = merged
    }
  }
}

/** Storage engines of MySQL that pass over foreign keys. */
const WITHOUT_KEYS: ReadonlySet<string> = new Set(
  'myisam memory heap aria csv archive blackhole federated merge mrg_myisam'.split(' '),
)

function readTableOptions(cursor: SqlCursor, table: DraftTable): void {
  while (!cursor.done) {
    if (cursor.take('COMMENT')) {
      cursor.takeSymbol('=')
      const { kind, value } = cursor.next()
      if (kind === 'string' && value !== '') table.comment = value
    } else if (cursor.dialect === 'mysql' && cursor.take('ENGINE')) {
      cursor.takeSymbol('=')
      if (WITHOUT_KEYS.has(cursor.next().value.toLowerCase())) table.hasNoKeys = true
    } else if (cursor.take('PARTITION', 'BY')) cursor.losses.push('PARTITION BY')
    else if (cursor.sees('AS') || cursor.sees('SELECT') || cursor.sees('CREATE')) return
    else if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
}

function createIndex(cursor: SqlCursor, db: DraftDatabase, first: string): Applied {
  if (first !== 'INDEX') cursor.take('INDEX')
  if (!cursor.take('CONCURRENTLY')) cursor.take('NONCONCURRENTLY')
  const ifMissing = cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.sees('ON') ? null : cursor.objectName().name
  let method: string | null = first === 'FULLTEXT' || first === 'SPATIAL' ? first.toLowerCase() : null
  if (cursor.take('USING')) method = cursor.name().toLowerCase()
  if (!cursor.take('ON')) throw new SqlProblem('an index on no table')
  const isOnly = cursor.take('ONLY')
  const target = cursor.objectName()
  const table = db.find(target)
  if (cursor.take('USING')) method = cursor.name().toLowerCase()
  const isIndex = first === 'UNIQUE' ? ({ isIndex: true } as const) : {}
  const index: RawIndex = { name, columns: readTerms(cursor), method, ...isIndex, ...readIndexOptions(cursor) }
  if (table === undefined) {
    if (db.views.has(db.keyOf(target)))
      return { name: name ?? 'An index', kind: `an index of the view ${target.name}`, key: null }
    throw new SqlProblem(`there is no table ${target.name}`)
  }
  const lost = index.columns.find(({ name: column }) => column !== null && columnNamed(table, column) === undefined)
  if (lost !== undefined && table.isForeign !== true)
    throw new SqlProblem(`there is no column ${lost.name} in ${target.name}`)
  const isThere = [...table.uniques, ...table.indexes].some((other) => name !== null && other.name === name)
  if (isThere && ifMissing) return 'ignored'
  addIndex(table, index, first === 'UNIQUE', isOnly)
  return 'done'
}

function readIndexOptions(cursor: SqlCursor): Pick<RawIndex, 'where' | 'include' | 'nullsDistinct'> {
  let options: Pick<RawIndex, 'where' | 'include' | 'nullsDistinct'> = { where: null }
  while (!cursor.done) {
    if (cursor.take('INCLUDE')) options = { ...options, include: readTerms(cursor).flatMap((term) => term.name ?? []) }
    else if (cursor.take('NULLS', 'NOT', 'DISTINCT')) options = { ...options, nullsDistinct: false }
    else if (cursor.take('WHERE'))
      return { ...options, where: plainSql(cursor.sql.slice(cursor.peek().start), cursor.dialect).trim() }
    else if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
  return options
}

/** To the table and, unless ONLY it is meant, to its partitions. */
export function addIndex(table: DraftTable, index: RawIndex, isUnique: boolean, isOnly: boolean): void {
  ;(isUnique ? table.uniques : table.indexes).push(index)
  for (const heir of isOnly ? [] : table.heirs) {
    if (heir.isPartition) addIndex(heir.table, unnamed(index), isUnique, false)
  }
}
