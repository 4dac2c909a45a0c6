/** Counts what statements do to each table, by temporary triggers; a rolled back savepoint takes its counts along. */
import type { SqlChanges } from '../../shared/protocol/methods/sql.ts'
import type { Connection } from './open-database.ts'

const EVENTS = ['insert', 'update', 'delete'] as const

/**
 * Starts counting inside the transaction that is open. Rows that a foreign key's action changes count too;
 * rows that REPLACE displaces do not, since SQLite fires no trigger for them.
 */
export function countChanges(db: Connection): { take(): SqlChanges[] } {
  const found = db.prepare(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  )
  const tables = (found.raw().all() as [string][]).map(([name]) => name)
  db.exec('CREATE TEMP TABLE relata_changes (name TEXT PRIMARY KEY, "insert" INT, "update" INT, "delete" INT)')
  const insert = db.prepare('INSERT INTO temp.relata_changes VALUES (?, 0, 0, 0)')
  for (const [index, name] of tables.entries()) {
    insert.run(name)
    for (const event of EVENTS) {
      db.exec(
        `CREATE TEMP TRIGGER relata_${event}_${index} AFTER ${event} ON main."${name.replaceAll('"', '""')}" BEGIN ` +
          `UPDATE relata_changes SET "${event}" = "${event}" + 1 WHERE rowid = ${index + 1}; END`,
      )
    }
  }
  return {
    take() {
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
