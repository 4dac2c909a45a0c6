/**
 * What statements do to each table, by temporary triggers: how many rows, and how each is put back. A rolled
 * back savepoint takes its part along, since triggers and their tables belong to the transaction.
 */
import type { SqlChanges } from '../../../shared/protocol/methods/sql.ts'
import { quote } from '../../../shared/evolve/plan-sqlite.ts'
import type { Connection } from '../database/open-database.ts'

const EVENTS = ['insert', 'update', 'delete'] as const
type Event = (typeof EVENTS)[number]

/** Rows whose former state is kept; a run that changes more cannot be undone. */
export const MAX_UNDONE_ROWS = 200_000

export interface ChangeCounter {
  /** Called before a statement that may write. Cheap when counting is on already. */
  watch(): void
  /** Ends the counting. To be called inside the transaction that the changes were made in. */
  take(): SqlChanges[]
}

/**
 * Counts rows inside the transaction that is open, from the first `watch()` on. Rows that a foreign key's action
 * changes count too; rows that REPLACE displaces do as long as the schema has no triggers of its own.
 *
 * @param keepUndo fills `temp.relata_undo` with the statements that put the rows back, last first
 */
export function countChanges(db: Connection, keepUndo = false): ChangeCounter {
  let tables: readonly string[] = []
  const isOn = db.prepare("SELECT 1 FROM sqlite_temp_schema WHERE name = 'relata_changes'").raw()
  return {
    watch() {
      if (isOn.get() === undefined) tables = start(db, keepUndo)
    },
    take() {
      if (isOn.get() === undefined) return []
      const counted = db
        .prepare(
          'SELECT name, "insert", "update", "delete" FROM temp.relata_changes WHERE "insert" + "update" + "delete" > 0 ORDER BY rowid',
        )
        .raw()
        .all() as [string, bigint, bigint, bigint][]
      for (const index of tables.keys()) {
        for (const event of EVENTS) db.exec(`DROP TRIGGER IF EXISTS temp.relata_${event}_${index}`)
      }
      db.exec('DROP TABLE temp.relata_changes')
      return counted.map(([table, inserted, updated, deleted]) => ({
        table,
        inserted: Number(inserted),
        updated: Number(updated),
        deleted: Number(deleted),
      }))
    },
  }
}

function start(db: Connection, keepUndo: boolean): readonly string[] {
  const found = db.prepare(
    "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  )
  const tables = found.raw().all() as [string, bigint][]
  const own = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'trigger'").raw().get()
  // Without it REPLACE deletes rows unseen. The setting holds for the connection.
  db.pragma(`recursive_triggers = ${own === undefined ? 'ON' : 'OFF'}`)
  db.exec('CREATE TEMP TABLE relata_changes (name TEXT PRIMARY KEY, "insert" INT, "update" INT, "delete" INT)')
  if (keepUndo) db.exec('DROP TABLE IF EXISTS temp.relata_undo; CREATE TEMP TABLE relata_undo (sql TEXT)')
  const insert = db.prepare('INSERT INTO temp.relata_changes VALUES (?, 0, 0, 0)')
  for (const [index, [name, withoutRowid]] of tables.entries()) {
    insert.run(name)
    const undo = keepUndo ? undoOf(db, name, withoutRowid !== 0n) : null
    for (const event of EVENTS) {
      db.exec(
        `CREATE TEMP TRIGGER relata_${event}_${index} AFTER ${event} ON main.${quote(name)} BEGIN ` +
          `UPDATE relata_changes SET "${event}" = "${event}" + 1 WHERE rowid = ${index + 1}; ` +
          `${undo === null ? '' : keeping(undo[event])} END`,
      )
    }
  }
  return tables.map(([name]) => name)
}

/** max(rowid) is read from the end of the table; count(*) would read all of it. */
function keeping(expression: string): string {
  const room = `coalesce((SELECT max(rowid) FROM relata_undo), 0) <= ${MAX_UNDONE_ROWS}`
  return `INSERT INTO relata_undo SELECT ${expression} WHERE ${room};`
}

/** For each event the SQL expression whose text puts the row back. */
function undoOf(db: Connection, table: string, withoutRowid: boolean): Record<Event, string> {
  const found = db.prepare('SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)').raw().all(table)
  const columns = (found as [string, string, bigint, bigint][]).filter(([, , , hidden]) => hidden === 0n)
  const names = columns.map(([name]) => name)
  const lower = new Set(names.map((name) => name.toLowerCase()))
  const rowid = ['rowid', 'oid', '_rowid_'].find((name) => !lower.has(name))
  const primary = columns.filter(([, , pk]) => pk > 0n).map(([name]) => name)
  // Where every name of the rowid is taken by a column, the primary key has to tell the row.
  const byKey = withoutRowid || rowid === undefined
  const keys = byKey ? (primary.length > 0 ? primary : names) : [rowid]
  const isAlias = primary.length === 1 && /^integer$/i.test(columns.find(([, , pk]) => pk > 0n)?.[1] ?? '')
  const stored = byKey || isAlias ? names : [rowid, ...names]
  const target = text(`main.${quote(table)}`)
  const is = (row: 'new' | 'old') =>
    keys.map((name) => `${text(`${quote(name)} IS `)} || quote(${row}.${quote(name)})`).join(` || ' AND ' || `)
  const old = (list: readonly string[]) => list.map((name) => `quote(old.${quote(name)})`).join(` || ',' || `)
  const sets = names.map((name) => `${text(`${quote(name)} = `)} || quote(old.${quote(name)})`).join(` || ',' || `)
  return {
    insert: `'DELETE FROM ' || ${target} || ' WHERE ' || ${is('new')}`,
    update: `'UPDATE ' || ${target} || ' SET ' || ${sets} || ' WHERE ' || ${is('new')}`,
    delete: `'INSERT INTO ' || ${target} || ${text(` (${stored.map(quote).join(',')}) VALUES (`)} || ${old(stored)} || ')'`,
  }
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
