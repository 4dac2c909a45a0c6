/** A host with an endless query in a session process, until it is killed. */
import { createSessionPool } from '../services/databases/session-pool.ts'
import { forkSession } from '../services/databases/session-process.ts'
import { SqlSession } from '../services/databases/sql-session.ts'

setInterval(() => {}, 1_000)
const request = { path: process.argv[2] ?? '', mode: 'read' as const, create: false, nativeBinding: null }
const pool = createSessionPool(() => forkSession())
const session = await SqlSession.open(pool, request, 'x', false, { reset() {}, lost() {} })
const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n'
void session.call('sql.query', { sql, params: [], limit: 10 }, new AbortController().signal)
setTimeout(() => process.send?.('running'), 500)
