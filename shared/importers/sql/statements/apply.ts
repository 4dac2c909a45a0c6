/**
 * One statement of PostgreSQL or MySQL done to a database in the making. The leading words choose who
 * reads it; statements without structure (data, rights, settings) are passed over in silence.
 */
import { columnNamed } from '../../database/draft.ts'
import type { DraftDatabase, ObjectName } from '../../database/draft.ts'
import { alter } from './alter.ts'
import type { Applied, Reader } from './applied.ts'
import { settleForRename } from '../names/constraint-names.ts'
import { create, selectInto } from './create.ts'
import { SqlCursor, SqlProblem, folded } from '../cursor.ts'
import { drop } from './drop.ts'
import { callStructure, isStructureCall } from './structure-calls.ts'

/** @throws SqlProblem where the statement is damaged */
export function applyStatement(cursor: SqlCursor, db: DraftDatabase): Applied {
  const verb = cursor.peek().upper
  cursor.searchPath = db.searchPath
  if (verb === 'SET' || verb === 'USE') return setSearchPath(cursor, db)
  if (verb === 'SELECT') return select(cursor, db)
  if (verb === 'RESET' && /^(SEARCH_PATH|ALL)$/.test(cursor.peek(1).upper)) db.searchPath = null
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
    'FLUSH OPTIMIZE HANDLER DELIMITER DECLARE EXECUTE DEALLOCATE IMPORT ATTACH DETACH EXEC PRINT IF GO MERGE'
  ).split(' '),
)

const VERBS: { readonly [verb: string]: Reader | undefined } = {
  CREATE: create,
  ALTER: alter,
  DROP: drop,
  COMMENT: comment,
  RENAME: renameTables,
  PREPARE: prepare,
}

/** MySQL: `PREPARE statement FROM @text`, by which scripts make what is not there yet. PostgreSQL's are queries. */
function prepare(cursor: SqlCursor): Applied {
  cursor.name()
  if (cursor.take('FROM')) throw new SqlProblem('its words are put together as it runs')
  return 'ignored'
}

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
  db.searchPath = cursor.sees('DEFAULT') ? null : firstSchema(cursor)
  return 'done'
}

/** The first of the list that is no schema of a user's own. */
function firstSchema(cursor: SqlCursor): string | null {
  do {
    const token = cursor.next()
    const schema = token.kind === 'word' ? folded(token.value) : token.value
    if (token.kind === 'symbol') return null
    if (schema !== '' && schema !== '$user') return schema
  } while (cursor.takeSymbol(','))
  return null
}

/** `SELECT pg_catalog.set_config('search_path', 'sales, public', false)`, as pg_dump writes it. */
export function isSearchPathCall(text: string): boolean {
  return /^select\s+(?:pg_catalog\s*\.\s*)?set_config\s*\(\s*'search_path'/i.test(text.slice(0, 100))
}

/** `SELECT … INTO …` makes a table; rows of thousands of lines are not looked at. */
export function mayBeSelectInto(text: string): boolean {
  return /^select\s/i.test(text.slice(0, 8)) && /\binto\s/i.test(text.slice(0, 20_000))
}

function select(cursor: SqlCursor, db: DraftDatabase): Applied {
  if (cursor.dialect === 'postgresql' && isStructureCall(cursor.sql.slice(cursor.peek().start)))
    return callStructure(cursor, db)
  if (!isSearchPathCall(cursor.sql.slice(cursor.peek().start))) return selectInto(cursor, db)
  while (!cursor.done && !cursor.takeSymbol(',')) cursor.next()
  const { value } = cursor.next()
  db.searchPath = firstSchema(new SqlCursor(value, cursor.dialect))
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

/** MySQL: RENAME TABLE a TO b, c TO d. */
function renameTables(cursor: SqlCursor, db: DraftDatabase): Applied {
  if (!cursor.take('TABLE')) return 'ignored'
  do {
    const from = cursor.objectName()
    if (!cursor.take('TO')) continue
    const to = cursor.objectName()
    const table = db.find(from)
    if (table !== undefined) settleForRename(table, to.name, cursor.dialect)
    db.rename(from, to)
  } while (cursor.takeSymbol(','))
  return 'done'
}
