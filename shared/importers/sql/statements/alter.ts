/** ALTER TABLE (and TYPE, INDEX) of PostgreSQL and MySQL. */
import type { DraftDatabase, DraftTable } from '../../database/draft.ts'
import { ACTIONS } from './alter-actions.ts'
import type { Applied } from './applied.ts'
import { handDownChecks, renameIndexOf, withIndex } from '../names/constraint-names.ts'
import { alterType } from './create-type.ts'
import { AlreadyThere, SqlProblem, folded } from '../cursor.ts'
import type { SqlCursor } from '../cursor.ts'
import { isOtherObject } from './objects.ts'
import type { SqlToken } from '../tokens.ts'

export function alter(cursor: SqlCursor, db: DraftDatabase): Applied {
  if (cursor.take('TYPE')) return alterType(cursor, db)
  if (cursor.take('INDEX')) return alterIndex(cursor, db)
  if (cursor.take('SEQUENCE')) return alterSequence(cursor, db)
  if (cursor.dialect === 'postgresql' && cursor.take('SCHEMA')) return alterSchema(cursor, db)
  if (cursor.take('VIEW') || cursor.take('MATERIALIZED', 'VIEW')) return 'ignored'
  if (!cursor.take('ONLINE')) cursor.take('OFFLINE')
  cursor.take('IGNORE')
  if (!cursor.take('TABLE') && !cursor.take('FOREIGN', 'TABLE'))
    return isOtherObject(cursor.peek().upper) ? 'ignored' : 'unknown'
  const ifThere = cursor.take('IF', 'EXISTS')
  const isOnly = cursor.take('ONLY')
  if (cursor.take('ALL', 'IN')) return 'ignored'
  const name = cursor.objectName()
  const table = db.find(name)
  if (table === undefined) {
    if (ifThere || db.views.has(db.keyOf(name)) || cursor.sees('OWNER') || cursor.sees('RENAME')) return 'ignored'
    throw new SqlProblem(`there is no table ${name.name}`)
  }
  cursor.takeSymbol('*')
  // SQL Server's WITH CHECK ADD CONSTRAINT.
  if (!cursor.take('WITH', 'CHECK')) cursor.take('WITH', 'NOCHECK')
  const start = cursor.position
  // PostgreSQL drops before it adds, whatever stands first.
  const passes = cursor.dialect === 'postgresql' && hasLateDrop(cursor) ? [true, false] : [null]
  for (const isDropping of passes) {
    cursor.goTo(start)
    let isNew = false
    while (!cursor.done) {
      if (cursor.takeSymbol(',')) continue
      if (isNew && isFurtherColumn(cursor)) {
        ACTIONS['ADD']?.(cursor, table, db)
        skipToComma(cursor)
      } else if (isDropping === null || cursor.sees('DROP') === isDropping) {
        isNew = cursor.sees('ADD') || (isNew && cursor.sees('CONSTRAINT'))
        alterAction(cursor, table, db, isOnly)
        if (isNew && !isOnly) handDownChecks(table)
        skipToComma(cursor)
      } else skipAction(cursor)
    }
  }
  return 'done'
}

/** What PostgreSQL's actions begin with, and SQL Server's constraints behind ADD. */
const ACTION_WORDS: ReadonlySet<string> = new Set(
  (
    'ADD DROP ALTER VALIDATE DISABLE ENABLE FORCE NO CLUSTER SET RESET INHERIT OF NOT OWNER REPLICA RENAME ATTACH DETACH ' +
    'CONSTRAINT PARTITION'
  ).split(' '),
)

/** SQL Server says ADD once for several columns. */
function isFurtherColumn(cursor: SqlCursor): boolean {
  return cursor.dialect === 'postgresql' && !ACTION_WORDS.has(cursor.peek().upper)
}

/** Whether one of several actions drops something after another one that does not. */
function hasLateDrop(cursor: SqlCursor): boolean {
  let isLate = false
  let found = false
  for (const start = cursor.position; ; skipAction(cursor)) {
    while (cursor.takeSymbol(',')) continue
    if (cursor.done) {
      cursor.goTo(start)
      return found
    }
    if (!cursor.sees('DROP')) isLate = true
    else if (isLate) found = true
  }
}

function skipAction(cursor: SqlCursor): void {
  const from = cursor.position
  cursor.textUntil(() => false)
  if (cursor.position === from) cursor.next()
}

function skipToComma(cursor: SqlCursor): void {
  while (!cursor.done && !cursor.seesSymbol(',')) {
    if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
}

function alterIndex(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('IF', 'EXISTS')
  const name = cursor.objectName()
  if (!cursor.take('RENAME', 'TO')) return 'ignored'
  const to = cursor.name()
  for (const table of withIndex(name, db, cursor.dialect)) renameIndexOf(table, name.name, to)
  return 'done'
}

function alterSchema(cursor: SqlCursor, db: DraftDatabase): Applied {
  const from = cursor.name()
  if (!cursor.take('RENAME', 'TO')) return 'ignored'
  db.renameSchema(from, cursor.name())
  return 'done'
}

/** One that belongs to a column needs no mention. */
function alterSequence(cursor: SqlCursor, db: DraftDatabase): Applied {
  cursor.take('IF', 'EXISTS')
  const { name } = cursor.objectName()
  while (!cursor.done && !cursor.take('OWNED', 'BY')) cursor.next()
  if (!cursor.done && !cursor.sees('NONE')) db.usedSequences.add(name)
  return 'ignored'
}

/** What is done to a table is done to those that inherit from it, unless ONLY it is meant. */
function alterAction(cursor: SqlCursor, table: DraftTable, db: DraftDatabase, isOnly: boolean): void {
  const start = cursor.position
  if (cursor.sees('ADD', 'CONSTRAINT')) refuseTwice(cursor, table)
  ACTIONS[cursor.next().upper]?.(cursor, table, db)
  if (isOnly || table.heirs.length === 0) return
  const end = cursor.position
  for (const heir of table.heirs) {
    cursor.goTo(start)
    if (cursor.sees('ADD') && constraintKind(cursor) === 'PRIMARY') requireIn(heir.table, table.primaryKey)
    if (!isForHeirs(cursor, heir.isPartition) || keepsColumn(cursor, heir, table, db)) continue
    const { foreignKeys, uniques, primaryKey } = heir.table
    const known = heir.table.checks.length
    const before = { foreignKeys: [...foreignKeys], uniques: [...uniques], primaryKey: [...primaryKey] }
    const isNew = cursor.sees('ADD')
    alterAction(cursor, heir.table, db, false)
    // A new column comes without its foreign key, to heirs that are no partitions without its other keys too.
    if (isNew) heir.table.foreignKeys = before.foreignKeys
    // Its checks are its parent's, by their names.
    if (isNew) heir.table.checks = heir.table.checks.slice(0, known)
    if (isNew && !heir.isPartition) Object.assign(heir.table, before)
  }
  cursor.goTo(end)
}

/** ADD COLUMN leaves what is there; DROP COLUMN leaves what the heir has of its own, or of another parent. */
function keepsColumn(
  cursor: SqlCursor,
  { table, isPartition }: DraftTable['heirs'][number],
  parent: DraftTable,
  db: DraftDatabase,
): boolean {
  let i = 1
  while (/^(COLUMN|IF|NOT|EXISTS)$/.test(cursor.peek(i).upper)) i++
  const name = nameOf(cursor.peek(i), cursor)
  if (cursor.sees('ADD')) return constraintKind(cursor) === null && table.columns.some((c) => c.name === name)
  if (!cursor.sees('DROP') || isPartition) return false
  return (
    table.ownColumns?.has(name) === true ||
    db.tables.some(
      (other) =>
        other !== parent &&
        other.heirs.some((heir) => heir.table === table) &&
        other.columns.some((column) => column.name === name),
    )
  )
}

function nameOf({ kind, value }: SqlToken, { dialect }: SqlCursor): string {
  return kind === 'word' && dialect === 'postgresql' ? folded(value) : value
}

/** No database gives one name twice; whoever repeats a foreign key would have two. */
function refuseTwice(cursor: SqlCursor, { foreignKeys, uniques }: DraftTable): void {
  const name = nameOf(cursor.peek(2), cursor)
  // `UNIQUE USING INDEX x` takes the name over, `IF NOT EXISTS` looks itself.
  const isAllowed = [3, 4, 5].some((i) =>
    /^(USING INDEX|IF NOT)$/.test(`${cursor.peek(i).upper} ${cursor.peek(i + 1).upper}`),
  )
  const constraints = [...foreignKeys, ...uniques.filter((unique) => unique.isIndex !== true)]
  if (!isAllowed && constraints.some((constraint) => constraint.name === name))
    throw new AlreadyThere(`the constraint ${name} exists already`)
}

/** Keys are handed on to partitions only, foreign keys and names to nobody. */
function isForHeirs(cursor: SqlCursor, isPartition: boolean): boolean {
  const verb = cursor.peek().upper
  if (verb === 'RENAME') return !/^(TO|CONSTRAINT)$/.test(cursor.peek(1).upper)
  if (verb !== 'ADD') return verb === 'ALTER' || verb === 'DROP'
  const kind = constraintKind(cursor)
  return kind === null || kind === 'CHECK' || (isPartition && kind !== 'FOREIGN')
}

/** Of what ADD adds; null: a column. */
function constraintKind(cursor: SqlCursor): string | null {
  const kind = cursor.peek(cursor.peek(1).upper === 'CONSTRAINT' ? 3 : 1).upper
  return /^(PRIMARY|UNIQUE|FOREIGN|CHECK|EXCLUDE)$/.test(kind) ? kind : null
}

/** A primary key makes its columns required in heirs that do not have the key too. */
function requireIn(table: DraftTable, columns: readonly string[]): void {
  for (const column of table.columns) if (columns.includes(column.name)) column.null = false
  for (const heir of table.heirs) requireIn(heir.table, columns)
}
