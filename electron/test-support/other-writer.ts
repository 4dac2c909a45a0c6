/** Another program that has a database open: `wal` goes on writing into its log, `exclusive` holds the file for itself. */
import BetterSqlite from 'better-sqlite3'

const [path = '', mode] = process.argv.slice(2)
const db = new BetterSqlite(path)
if (mode === 'wal') {
  db.pragma('journal_mode = WAL')
  // What a file keeps in its log for ever.
  db.pragma('wal_autocheckpoint = 0')
  db.exec('CREATE TABLE IF NOT EXISTS Late (id INTEGER PRIMARY KEY)')
  const insert = db.prepare('INSERT INTO Late DEFAULT VALUES')
  insert.run()
  setInterval(() => insert.run(), 20)
} else {
  db.exec('BEGIN EXCLUSIVE')
  // Also keeps the connection from being collected, and with it the lock.
  setInterval(() => db.inTransaction, 1_000)
}
process.on('disconnect', () => process.exit())
process.send?.('ready')
