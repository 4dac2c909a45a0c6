/**
 * One statement of PostgreSQL or MySQL done to a database in the making. The leading words choose who
 * reads it; statements without structure (data, rights, settings, routines) are passed over in silence.
 */
import { columnNamed, dropColumn, renameColumn } from '../database/draft.ts'
import type { DraftDatabase, DraftTable, ObjectName } from '../database/draft.ts'
import type { RawIndex } from '../database/raw.ts'
import type { SqlCursor } from './cursor.ts'
import { SqlProblem } from './cursor.ts'
import { copyColumns, readColumn, readConstraint, readItems, readTerms } from './definitions.ts'
import { resolveType, typeKey } from './column-types.ts'

/** What became of it. `unknown`: nobody knows such a statement. */
export type Applied = 'done' | 'ignored' | 'unknown'

/** @throws SqlProblem where the statement is damaged */
export function applyStatement(cursor: SqlCursor, db: DraftDatabase): Applied {
  const verb = cursor.peek().upper
  cursor.searchPath = db.searchPath
  if (verb === 'SET' || verb === 'USE') return setSearchPath(cursor, db)
  if (IGNORED.has(verb)) return 'ignored'
  const read = VERBS[verb]
  if (read === undefined) return 'unknown'
  cursor.next()
  return read(cursor, db)
}

/** First words of statements that hold no structure, of all dialects. */
const IGNORED: ReadonlySet<string> = new Set(
  (
    'INSERT REPLACE UPDATE DELETE SELECT WITH VALUES COPY RESET BEGIN START COMMIT ROLLBACK END SAVEPOINT RELEASE LOCK UNLOCK GRANT REVOKE ' +
    'ANALYZE VACUUM REINDEX CLUSTER DO CALL SHOW PRAGMA EXPLAIN TRUNCATE LOAD REFRESH SECURITY NOTIFY LISTEN CHECKPOINT REASSIGN DISCARD ' +
    'FLUSH OPTIMIZE HANDLER DELIMITER DECLARE PREPARE EXECUTE DEALLOCATE IMPORT ATTACH DETACH'
  ).split(' '),
)

/** `SET search_path = sales, pg_catalog`, `USE shop`. */
function setSearchPath(cursor: SqlCursor, db: DraftDatabase): Applied {
  if (cursor.take('USE')) {
    db.searchPath = cursor.name()
    return 'done'
  }
  cursor.next()
  if (!cursor.take('LOCAL')) cursor.take('SESSION')
  if (!cursor.take('SEARCH_PATH')) return 'ignored'
  if (!cursor.takeSymbol('=')) cursor.take('TO')
  const token = cursor.next()
  const first = token.kind === 'word' ? token.value.toLowerCase() : token.value
  db.searchPath = first === '' || first === '$user' || token.kind === 'symbol' ? null : first
  return 'done'
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

type Reader = (cursor: SqlCursor, db: DraftDatabase) => Applied

const VERBS: { readonly [verb: string]: Reader | undefined } = {
  CREATE: create,
  ALTER: alter,
  DROP: drop,
  COMMENT: comment,
  RENAME: renameTables,
}

/** Objects that cannot be drawn. */
const OTHER_OBJECTS = new Set(
  (
    'DATABASE SCHEMA EXTENSION FUNCTION PROCEDURE TRIGGER EVENT SEQUENCE ROLE USER GROUP POLICY RULE AGGREGATE OPERATOR CAST COLLATION CONVERSION LANGUAGE ' +
    'PUBLICATION SUBSCRIPTION SERVER FOREIGN TABLESPACE STATISTICS TEXT TRANSFORM ACCESS EVENT DEFAULT PROCEDURAL TRUSTED CONSTRAINT DEFINER LOGFILE ' +
    'LARGE SYSTEM INSTANCE AGGREGATE PACKAGE OWNED ROUTINE'
  ).split(' '),
)

function create(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('OR', 'REPLACE')
  while (/^(TEMP|TEMPORARY|GLOBAL|LOCAL|UNLOGGED|ALGORITHM|SQL|RECURSIVE)$/.test(cursor.peek().upper)) {
    const { upper } = cursor.next()
    if (upper === 'ALGORITHM' && cursor.takeSymbol('=')) cursor.next()
    if (upper === 'SQL') cursor.goTo(cursor.position + 2)
  }
  if (cursor.sees('DEFINER')) skipDefiner(cursor)
  const { upper } = cursor.next()
  if (upper === 'TABLE') return createTable(cursor, db)
  if (upper === 'UNIQUE' || upper === 'INDEX' || upper === 'FULLTEXT' || upper === 'SPATIAL')
    return createIndex(cursor, db, upper)
  if (upper === 'VIEW') return createView(cursor, db)
  if (upper === 'MATERIALIZED' && cursor.take('VIEW')) return createView(cursor, db)
  if (upper === 'FOREIGN' && cursor.take('TABLE')) return createTable(cursor, db)
  if (upper === 'SCHEMA' && cursor.dialect === 'postgresql') return createSchema(cursor, db)
  if (upper === 'TYPE') return createType(cursor, db)
  if (upper === 'DOMAIN') return createDomain(cursor, db)
  return OTHER_OBJECTS.has(upper) ? 'ignored' : 'unknown'
}

/** `DEFINER=`root`@`localhost` SQL SECURITY DEFINER` before VIEW, TRIGGER … */
function skipDefiner(cursor: SqlCursor): void {
  while (!cursor.done && !/^(VIEW|TRIGGER|PROCEDURE|FUNCTION|EVENT)$/.test(cursor.peek().upper)) cursor.next()
}

function createTable(cursor: SqlCursor, db: DraftDatabase): Applied {
  const ifMissing = cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.objectName()
  const old = db.find(name)
  if (old !== undefined && ifMissing) return 'ignored'
  if (old !== undefined) throw new SqlProblem(`the table ${name.name} exists already`)
  // The table is only kept when it could be read.
  const table = db.add(name)
  try {
    readTableBody(cursor, table, db)
  } catch (thrown) {
    if (table.columns.length === 0) db.remove(name)
    throw thrown
  }
  return 'done'
}

function readTableBody(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  if (cursor.take('PARTITION', 'OF')) {
    const parent = db.find(cursor.objectName())
    copyColumns(table, parent)
    table.primaryKey = [...(parent?.primaryKey ?? [])]
    table.comment = null
    return
  }
  if (cursor.take('LIKE')) return copyTable(table, db.find(cursor.objectName()))
  if (cursor.seesSymbol('(') && cursor.peek(1).upper === 'LIKE' && cursor.dialect === 'mysql') {
    cursor.goTo(cursor.position + 2)
    return copyTable(table, db.find(cursor.objectName()))
  }
  if (cursor.take('AS') || cursor.sees('SELECT')) throw new SqlProblem('its columns are those of a query')
  cursor.expectSymbol('(')
  readItems(cursor, table, db)
  if (cursor.take('INHERITS')) inherit(cursor, table, db)
  readTableOptions(cursor, table)
  if (table.columns.length === 0 && (cursor.sees('AS') || cursor.sees('SELECT')))
    throw new SqlProblem('its columns are those of a query')
}

function copyTable(table: DraftTable, from: DraftTable | undefined): void {
  if (from === undefined) throw new SqlProblem('the table that it is like is not here')
  copyColumns(table, from)
  table.primaryKey = [...from.primaryKey]
  table.uniques = [...from.uniques]
  table.indexes = [...from.indexes]
}

/** A child has its parents' columns first. */
function inherit(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  cursor.expectSymbol('(')
  const own = table.columns
  table.columns = []
  while (!cursor.done && !cursor.takeSymbol(')')) {
    if (cursor.takeSymbol(',')) continue
    copyColumns(table, db.find(cursor.objectName()))
  }
  for (const column of own) {
    const inherited = columnNamed(table, column.name)
    if (inherited === undefined) table.columns.push(column)
    else table.columns[table.columns.indexOf(inherited)] = column
  }
}

function readTableOptions(cursor: SqlCursor, table: DraftTable): void {
  while (!cursor.done) {
    if (cursor.take('COMMENT')) {
      cursor.takeSymbol('=')
      const { kind, value } = cursor.next()
      if (kind === 'string' && value !== '') table.comment = value
    } else if (cursor.sees('AS') || cursor.sees('SELECT') || cursor.sees('CREATE')) return
    else if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
}

function createIndex(cursor: SqlCursor, db: DraftDatabase, first: string): Applied {
  if (first !== 'INDEX') cursor.take('INDEX')
  cursor.take('CONCURRENTLY')
  cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.sees('ON') ? null : cursor.objectName().name
  let method: string | null = first === 'FULLTEXT' || first === 'SPATIAL' ? first.toLowerCase() : null
  if (cursor.take('USING')) method = cursor.name().toLowerCase()
  if (!cursor.take('ON')) throw new SqlProblem('an index on no table')
  cursor.take('ONLY')
  const table = db.find(cursor.objectName())
  if (cursor.take('USING')) method = cursor.name().toLowerCase()
  const columns = readTerms(cursor)
  let include: readonly string[] = []
  let where: string | null = null
  let areNullsEqual = false
  while (!cursor.done) {
    if (cursor.take('INCLUDE')) include = readTerms(cursor).flatMap((term) => term.name ?? [])
    else if (cursor.take('NULLS', 'NOT', 'DISTINCT')) areNullsEqual = true
    else if (cursor.take('WHERE')) {
      where = cursor.sql.slice(cursor.peek().start).trim()
      break
    } else if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
  if (table === undefined) return 'ignored'
  const index: RawIndex = {
    name,
    columns,
    where,
    method,
    ...(include.length > 0 ? { include } : {}),
    ...(areNullsEqual ? { nullsDistinct: false } : {}),
  }
  ;(first === 'UNIQUE' ? table.uniques : table.indexes).push(index)
  return 'done'
}

function createView(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('IF', 'NOT', 'EXISTS')
  const name = cursor.objectName()
  db.views.set(db.keyOf(name), db.plain(name))
  return 'done'
}

function createType(cursor: SqlCursor, db: DraftDatabase): Applied {
  const name = cursor.objectName()
  if (!cursor.take('AS')) return 'ignored'
  if (!cursor.take('ENUM')) {
    db.types.set(db.keyOf(name), { base: name.name, values: null, null: true, default: null })
    return 'done'
  }
  const values: string[] = []
  cursor.expectSymbol('(')
  while (!cursor.done && !cursor.takeSymbol(')')) {
    const token = cursor.next()
    if (token.kind === 'string') values.push(token.value)
  }
  db.types.set(db.keyOf(name), { base: name.name, values, null: true, default: null })
  return 'done'
}

function createDomain(cursor: SqlCursor, db: DraftDatabase): Applied {
  const name = cursor.objectName()
  cursor.take('AS')
  const base = cursor.textUntil((word) => /^(NOT|NULL|DEFAULT|CHECK|CONSTRAINT|COLLATE)$/.test(word))
  let isNull = true
  let fallback: string | null = null
  while (!cursor.done) {
    if (cursor.take('NOT', 'NULL')) isNull = false
    else if (cursor.take('DEFAULT'))
      fallback = cursor.textUntil((word) => /^(NOT|NULL|CHECK|CONSTRAINT|COLLATE)$/.test(word))
    else if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
  const known = db.types.get(typeKey(base, db))
  const values = known?.values ?? null
  db.types.set(db.keyOf(name), {
    base: known?.base ?? base,
    values,
    null: isNull && (known?.null ?? true),
    default: fallback ?? known?.default ?? null,
  })
  return 'done'
}

function alter(cursor: SqlCursor, db: DraftDatabase): Applied {
  if (cursor.take('TYPE')) return alterType(cursor, db)
  if (cursor.take('VIEW') || cursor.take('MATERIALIZED', 'VIEW')) return 'ignored'
  if (cursor.take('IGNORE')) cursor.peek()
  if (!cursor.take('TABLE') && !cursor.take('FOREIGN', 'TABLE'))
    return cursor.sees('INDEX') || OTHER_OBJECTS.has(cursor.peek().upper) || cursor.sees('DOMAIN')
      ? 'ignored'
      : 'unknown'
  cursor.take('IF', 'EXISTS')
  cursor.take('ONLY')
  if (cursor.take('ALL', 'IN')) return 'ignored'
  const name = cursor.objectName()
  const table = db.find(name)
  if (table === undefined) {
    if (db.views.has(db.keyOf(name)) || cursor.sees('OWNER') || cursor.sees('RENAME')) return 'ignored'
    throw new SqlProblem(`there is no table ${name.name}`)
  }
  cursor.takeSymbol('*')
  while (!cursor.done) {
    if (cursor.takeSymbol(',')) continue
    alterAction(cursor, table, db)
    skipToComma(cursor)
  }
  return 'done'
}

function skipToComma(cursor: SqlCursor): void {
  while (!cursor.done && !cursor.seesSymbol(',')) {
    if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
}

type Action = (cursor: SqlCursor, table: DraftTable, db: DraftDatabase) => void

function alterAction(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  ACTIONS[cursor.next().upper]?.(cursor, table, db)
}

const ACTIONS: { readonly [word: string]: Action | undefined } = {
  ADD(cursor, table, db) {
    cursor.take('IF', 'NOT', 'EXISTS')
    if (readConstraint(cursor, table)) return
    cursor.take('COLUMN')
    cursor.take('IF', 'NOT', 'EXISTS')
    if (cursor.takeSymbol('(')) readItems(cursor, table, db)
    else place(cursor, table, readColumn(cursor, table, db).name)
  },
  DROP(cursor, table) {
    if (cursor.take('PRIMARY', 'KEY')) {
      table.primaryKey = []
      return
    }
    const kind = /^(CONSTRAINT|COLUMN|INDEX|KEY|CHECK|FOREIGN)$/.exec(cursor.peek().upper)?.[0] ?? ''
    if (kind !== '') cursor.next()
    if (kind === 'FOREIGN') cursor.take('KEY')
    cursor.take('IF', 'EXISTS')
    const name = cursor.name()
    if (kind === 'COLUMN' || kind === '') dropColumn(table, name)
    else dropConstraint(table, name)
  },
  MODIFY(cursor, table, db) {
    cursor.take('COLUMN')
    cursor.take('IF', 'EXISTS')
    place(cursor, table, readColumn(cursor, table, db).name)
  },
  CHANGE(cursor, table, db) {
    cursor.take('COLUMN')
    cursor.take('IF', 'EXISTS')
    const old = cursor.name()
    renameColumn(table, old, cursor.peek().value)
    place(cursor, table, readColumn(cursor, table, db).name)
  },
  RENAME(cursor, table, db) {
    if (cursor.take('COLUMN') || !/^(TO|AS|CONSTRAINT|INDEX|KEY)$/.test(cursor.peek().upper)) {
      const from = cursor.name()
      if (cursor.take('TO')) renameColumn(table, from, cursor.name())
      return
    }
    if (cursor.take('TO') || cursor.take('AS')) {
      const to = cursor.objectName()
      db.rename(table, { schema: to.schema ?? table.schema, name: to.name })
    }
  },
  SET(cursor, table, db) {
    if (!cursor.take('SCHEMA')) return
    db.rename(table, { schema: cursor.name(), name: table.name })
  },
  INHERIT: (cursor, table, db) => copyColumns(table, db.find(cursor.objectName())),
  ALTER(cursor, table, db) {
    cursor.take('COLUMN')
    if (cursor.sees('CONSTRAINT') || cursor.sees('INDEX')) return
    const column = columnNamed(table, cursor.name())
    if (column === undefined) return
    if (cursor.take('SET', 'DEFAULT')) {
      const text = cursor.textUntil(() => false)
      if (/^nextval\s*\(/i.test(text)) column.autoIncrement = true
      else column.default = text
    } else if (cursor.take('DROP', 'DEFAULT')) column.default = null
    else if (cursor.take('SET', 'NOT', 'NULL')) column.null = false
    else if (cursor.take('DROP', 'NOT', 'NULL')) column.null = true
    else if (cursor.take('ADD', 'GENERATED')) column.autoIncrement = true
    else if (cursor.take('TYPE') || cursor.take('SET', 'DATA', 'TYPE')) {
      Object.assign(
        column,
        resolveType(
          cursor.textUntil((word) => word === 'USING' || word === 'COLLATE'),
          cursor.dialect,
          db,
        ),
      )
    }
  },
  COMMENT(cursor, table) {
    cursor.takeSymbol('=')
    const { kind, value } = cursor.next()
    if (kind === 'string') table.comment = value === '' ? null : value
  },
}

/** MySQL's FIRST and AFTER: readColumn passes over them, so they are looked for behind. */
function place(cursor: SqlCursor, table: DraftTable, name: string): void {
  const tail = [cursor.peek(-2), cursor.peek(-1)]
  const column = columnNamed(table, name)
  if (cursor.dialect !== 'mysql' || column === undefined) return
  const isFirst = tail[1]?.upper === 'FIRST'
  const after = tail[0]?.upper === 'AFTER' ? columnNamed(table, tail[1]?.value ?? '') : undefined
  if (!isFirst && after === undefined) return
  table.columns.splice(table.columns.indexOf(column), 1)
  table.columns.splice(after === undefined ? 0 : table.columns.indexOf(after) + 1, 0, column)
}

function dropConstraint(table: DraftTable, name: string): void {
  const others = <T extends { readonly name: string | null }>(list: T[]) => list.filter((item) => item.name !== name)
  table.foreignKeys = others(table.foreignKeys)
  table.uniques = others(table.uniques)
  table.indexes = others(table.indexes)
  table.checks = others(table.checks)
  // PostgreSQL names a key `<table>_pkey` where nobody does.
  if (name === (table.keyName ?? `${table.name}_pkey`)) table.primaryKey = []
}

function alterType(cursor: SqlCursor, db: DraftDatabase): Applied {
  const known = db.types.get(db.keyOf(cursor.objectName()))
  if (known?.values === null || known === undefined || !cursor.take('ADD', 'VALUE')) return 'ignored'
  cursor.take('IF', 'NOT', 'EXISTS')
  const { kind, value } = cursor.next()
  if (kind === 'string') (known.values as string[]).push(value)
  return 'done'
}

function drop(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('TEMPORARY')
  cursor.take('MATERIALIZED')
  const kind = cursor.next().upper
  if (kind === 'INDEX') return dropIndex(cursor, db)
  if (kind !== 'TABLE' && kind !== 'VIEW' && kind !== 'FOREIGN') return 'ignored'
  cursor.take('TABLE')
  cursor.take('IF', 'EXISTS')
  do {
    const name = cursor.objectName()
    if (kind === 'VIEW') db.views.delete(db.keyOf(name))
    else db.remove(name)
  } while (cursor.takeSymbol(','))
  return 'done'
}

function dropIndex(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('CONCURRENTLY')
  cursor.take('IF', 'EXISTS')
  const { name } = cursor.objectName()
  const on = cursor.take('ON') ? db.find(cursor.objectName()) : undefined
  for (const table of on === undefined ? db.tables : [on]) {
    table.indexes = table.indexes.filter((i) => i.name !== name)
    table.uniques = table.uniques.filter((i) => i.name !== name)
  }
  return 'done'
}

/** PostgreSQL: COMMENT ON TABLE | COLUMN … IS '…'. */
function comment(cursor: SqlCursor, db: DraftDatabase): Applied {
  if (!cursor.take('ON')) return 'unknown'
  const isTable = cursor.take('TABLE')
  if (!isTable && !cursor.take('COLUMN')) return 'ignored'
  const parts = [cursor.name()]
  while (cursor.takeSymbol('.')) parts.push(cursor.name())
  if (!cursor.take('IS')) return 'unknown'
  const { kind, value } = cursor.next()
  const text = kind === 'string' ? value : null
  const path: ObjectName = isTable ? ends(parts, cursor.searchPath) : ends(parts.slice(0, -1), cursor.searchPath)
  const table = db.find(path)
  if (table === undefined) return 'ignored'
  if (isTable) table.comment = text
  else {
    const column = columnNamed(table, parts.at(-1) ?? '')
    if (column !== undefined) column.comment = text
  }
  return 'done'
}

function ends(parts: readonly string[], searchPath: string | null): ObjectName {
  return { schema: parts.length > 1 ? (parts.at(-2) ?? null) : searchPath, name: parts.at(-1) ?? '' }
}

function renameTables(cursor: SqlCursor, db: DraftDatabase): Applied {
  if (!cursor.take('TABLE')) return 'ignored'
  do {
    const from = cursor.objectName()
    if (cursor.take('TO')) db.rename(from, cursor.objectName())
  } while (cursor.takeSymbol(','))
  return 'done'
}
