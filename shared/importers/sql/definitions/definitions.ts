/** What stands between the parentheses of CREATE TABLE: columns, constraints, and the columns of other tables. */
import { columnNamed } from '../../database/draft.ts'
import type { DraftDatabase, DraftTable } from '../../database/draft.ts'
import { readColumn, readColumnOptions } from './columns.ts'
import { unnamed } from '../names/constraint-names.ts'
import { readConstraint } from './constraints.ts'
import { SqlProblem } from '../cursor.ts'
import type { SqlCursor } from '../cursor.ts'

/**
 * Items up to the closing parenthesis, which is read too.
 *
 * @param areColumnsThere they come from elsewhere; what stands here adds to them
 */
export function readItems(cursor: SqlCursor, table: DraftTable, db: DraftDatabase, areColumnsThere = false): void {
  while (!cursor.takeSymbol(')')) {
    if (cursor.done) throw new SqlProblem('the list of columns is not closed')
    if (cursor.takeSymbol(',')) continue
    const start = cursor.position
    try {
      const isConstraint = readConstraint(cursor, table)
      if (!isConstraint && areColumnsThere) readColumnOptions(cursor, table, db)
      else if (!isConstraint) readColumnOrLike(cursor, table, db)
    } catch (thrown) {
      if (!(thrown instanceof SqlProblem)) throw thrown
      // One damaged item does not take the others with it.
      cursor.problems.push(thrown.message)
      if (cursor.position === start) cursor.next()
    }
    passOver(cursor)
  }
}

/** MariaDB: a key over a period (`p WITHOUT OVERLAPS`) is one over its end and beginning, as its catalog has it. */
export function withoutPeriods(table: DraftTable): void {
  const { periods } = table
  if (periods === undefined) return
  const ends = (name: string) => periods.get(name.toLowerCase())?.toReversed()
  table.primaryKey = table.primaryKey.flatMap((name) => ends(name) ?? [name])
  table.uniques = table.uniques.map((unique) => ({
    ...unique,
    columns: unique.columns.flatMap((c) => ends(c.name ?? '')?.map((name) => ({ ...c, name })) ?? [c]),
  }))
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
    copyLike(cursor, table, db)
    return
  }
  readColumn(cursor, table, db)
}

/** PostgreSQL: `LIKE other INCLUDING ALL EXCLUDING INDEXES`; columns and NOT NULL come along anyway. */
function copyLike(cursor: SqlCursor, table: DraftTable, db: DraftDatabase): void {
  const from = db.find(cursor.objectName())
  const included = new Set<string>()
  while (cursor.sees('INCLUDING') || cursor.sees('EXCLUDING')) {
    const isIncluded = cursor.next().upper === 'INCLUDING'
    const { upper } = cursor.next()
    for (const part of upper === 'ALL' ? LIKE_PARTS : [upper])
      if (isIncluded) included.add(part)
      else included.delete(part)
  }
  if (from === undefined) throw new SqlProblem('the table that it is like is not here')
  for (const column of from.columns) {
    const { default: fallback, autoIncrement, generated, comment } = column
    const isSerial = autoIncrement && (included.has('DEFAULTS') || included.has('IDENTITY'))
    if (columnNamed(table, column.name) !== undefined) continue
    table.columns.push({
      ...column,
      default: included.has('DEFAULTS') ? fallback : null,
      autoIncrement: isSerial,
      generated: included.has('GENERATED') ? generated : null,
      comment: included.has('COMMENTS') ? comment : null,
    })
  }
  if (included.has('CONSTRAINTS')) table.checks.push(...from.checks)
  if (!included.has('INDEXES')) return
  table.primaryKey = [...from.primaryKey]
  table.likeUniques = [...(table.likeUniques ?? []), ...from.uniques.map(unnamed)]
  table.indexes.push(...from.indexes.map(unnamed))
  table.exclusions.push(...from.exclusions.map(unnamed))
}

const LIKE_PARTS = ['DEFAULTS', 'IDENTITY', 'GENERATED', 'COMMENTS', 'CONSTRAINTS', 'INDEXES'] as const

/** Columns and their defaults, as INHERITS and PARTITION OF give them. */
export function copyColumns(table: DraftTable, from: DraftTable | undefined): void {
  for (const column of from?.columns ?? []) {
    if (columnNamed(table, column.name) === undefined) table.columns.push({ ...column })
  }
}
