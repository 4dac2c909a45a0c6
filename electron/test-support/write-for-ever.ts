/** Writes numbered transactions of 50 rows and tells each number once it is committed, until it is killed. */
import { flushCompileCache } from 'node:module'
import { openDatabase } from '../sqlite/database/open-database.ts'

flushCompileCache()

const db = openDatabase({ path: process.argv[2] ?? '', mode: 'write', create: true, nativeBinding: null })
db.exec('CREATE TABLE IF NOT EXISTS t (n INTEGER, filler TEXT)')
const insert = db.prepare('INSERT INTO t VALUES (?, ?)')
const [last] = db.prepare('SELECT coalesce(max(n), 0) FROM t').raw().get() as [bigint]
let n = Number(last)
const next = () => {
  n++
  db.exec('BEGIN')
  for (let i = 0; i < 50; i++) insert.run(n, 'x'.repeat(2_000))
  db.exec('COMMIT')
  process.send?.(n)
  setImmediate(next)
}
next()
