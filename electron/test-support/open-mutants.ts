/** Opens and reads damaged copies of a database, in a process that a crash may take. */
import { readFileSync, writeFileSync } from 'node:fs'

import { isFailure } from '../../shared/protocol/errors.ts'
import { gateRead } from '../sqlite/statements/sql-gate.ts'
import { listTables } from '../sqlite/database/list-tables.ts'
import { openDatabase } from '../sqlite/database/open-database.ts'
import { prepareReading } from '../sqlite/read-rows.ts'

const [source = '', mutant = '', count = '0'] = process.argv.slice(2)
const original = readFileSync(source)
const QUERIES = [
  'SELECT * FROM a ORDER BY name',
  'SELECT * FROM v LIMIT 50',
  "SELECT * FROM words WHERE words MATCH 'name'",
  'SELECT * FROM boxes WHERE x0 < 5',
  'SELECT * FROM nk',
]

let seed = 42
const random = (below: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed % below
}

let slowestMs = 0
const unexpected: string[] = []
for (let i = 0; i < Number(count); i++) {
  const bytes = Buffer.from(original)
  for (let flips = 1 + random(8); flips > 0; flips--)
    bytes[random(random(2) === 0 ? 2_000 : bytes.length)] = random(256)
  writeFileSync(mutant, random(10) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes)
  const since = performance.now()
  try {
    const db = openDatabase({ path: mutant, mode: 'read', create: false, nativeBinding: null })
    try {
      listTables(db, true)
      for (const sql of QUERIES) {
        try {
          prepareReading(db, gateRead(sql).sql).all()
        } catch (thrown) {
          const code = (thrown as { code?: unknown }).code
          if (!isFailure(thrown) && !String(code).startsWith('SQLITE_')) throw thrown
        }
      }
    } finally {
      db.close()
    }
  } catch (thrown) {
    const code = (thrown as { code?: unknown }).code
    if (!isFailure(thrown) && !String(code).startsWith('SQLITE_')) unexpected.push(String(thrown))
    else if (isFailure(thrown, 'INTERNAL')) unexpected.push(String(thrown.cause))
  }
  slowestMs = Math.max(slowestMs, performance.now() - since)
}
process.send?.({ slowestMs, unexpected })
