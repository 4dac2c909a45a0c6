import BetterSqlite from 'better-sqlite3'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { isFailure } from '../../../shared/protocol/errors.ts'
import { HANGS_MS } from '../../../test/support/hang.ts'
import { tempFolder } from '../../test-support/test-host.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Connection } from '../database/open-database.ts'
import { prepare, prepareReading } from '../read-rows.ts'
import { gateRead, gateWrite } from './sql-gate.ts'
import { splitStatements, tokenise } from '../../../shared/util/sqlite-tokens.ts'

const folder = tempFolder()
let db: Connection
beforeAll(() => {
  mkdirSync(join(folder, 'db'))
  const made = new BetterSqlite(join(folder, 'db', 'a.sqlite'))
  made.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)')
  made.close()
  db = openDatabase({ path: join(folder, 'db', 'a.sqlite'), mode: 'read', create: false, nativeBinding: null })
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const out = (name: string) => join(folder, 'db', name).replaceAll("'", "''")
const CORE = [
  `ATTACH '${out('attached')}' AS other`,
  `ATTACH DATABASE '${out('attached2')}' AS other`,
  'DETACH main',
  `VACUUM INTO '${out('copy')}'`,
  'VACUUM',
  'PRAGMA query_only = 0',
  'PRAGMA query_only(0)',
  'PRAGMA trusted_schema = ON',
  'PRAGMA main.trusted_schema = 1',
  'PRAGMA writable_schema = ON',
  'PRAGMA journal_mode = WAL',
  'PRAGMA journal_mode(DELETE)',
  'PRAGMA user_version = 7',
  `PRAGMA temp_store_directory = '${folder}'`,
  'PRAGMA wal_checkpoint',
  'PRAGMA optimize',
  'PRAGMA incremental_vacuum',
  'PRAGMA shrink_memory',
  'PRAGMA hard_heap_limit = 1',
  'INSERT INTO t VALUES (2)',
  'REPLACE INTO t VALUES (2)',
  'UPDATE t SET x = 3',
  'DELETE FROM t',
  'DROP TABLE t',
  'CREATE TABLE u (x)',
  'CREATE TEMP TABLE u (x)',
  'ALTER TABLE t ADD COLUMN y',
  'REINDEX',
  'ANALYZE',
  'BEGIN IMMEDIATE',
  'SAVEPOINT s',
  'ROLLBACK',
  'WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a',
  'WITH a AS (SELECT 1) DELETE FROM t',
  'DELETE FROM t RETURNING x',
  'SELECT 1; DELETE FROM t',
  `SELECT 1; ATTACH '${out('b')}' AS b`,
  `SELECT load_extension('${out('x')}')`,
  `SELECT writefile('${out('written')}', 'x')`,
  `SELECT * FROM pragma_query_only(0)`,
  `SELECT * FROM pragma_trusted_schema(1)`,
  `SELECT fts3_tokenizer('x', x'00')`,
  `SELECT edit('x')`,
]
const DISGUISES = [
  (s: string) => s,
  (s: string) => `/* SELECT */ ${s}`,
  (s: string) => `-- SELECT 1\n${s}`,
  (s: string) => `;${s}`,
  (s: string) => `EXPLAIN ${s}`,
  (s: string) => `EXPLAIN QUERY PLAN ${s}`,
  (s: string) => `\uFEFF${s}`,
  (s: string) => s.replaceAll(' ', '/**/'),
]

const flags = () =>
  [
    'trusted_schema',
    'query_only',
    'cell_size_check',
    'mmap_size',
    'user_version',
    'writable_schema',
    'journal_mode',
    'foreign_keys',
  ].map((name) => String(db.pragma(name, { simple: true })))

describe('[S3] the gate', () => {
  it(`${CORE.length * DISGUISES.length} hostile statements make no file, change no flag, write no row`, () => {
    const before = {
      flags: flags(),
      files: readdirSync(join(folder, 'db')),
      rows: db.prepare('SELECT x FROM t').raw().all(),
    }
    let refused = 0
    for (const core of CORE) {
      for (const disguise of DISGUISES) {
        try {
          prepareReading(db, gateRead(disguise(core)).sql).all()
        } catch (thrown) {
          expect(
            isFailure(thrown) || (thrown as { code?: string }).code?.startsWith('SQLITE_') === true,
            `${disguise(core)}: ${String(thrown)}`,
          ).toBe(true)
          refused++
        }
      }
    }
    // What passes is an EXPLAIN of a SELECT: it runs nothing.
    expect(refused).toBeGreaterThan(CORE.length * DISGUISES.length * 0.95)
    expect({
      flags: flags(),
      files: readdirSync(join(folder, 'db')),
      rows: db.prepare('SELECT x FROM t').raw().all(),
    }).toEqual(before)
  })

  it('writing scripts stay within their database too', () => {
    for (const sql of [
      "ATTACH 'x' AS y",
      "VACUUM INTO 'x'",
      'VACUUM',
      'PRAGMA user_version = 1',
      'BEGIN',
      'COMMIT',
      'ROLLBACK',
      'SAVEPOINT a',
      'DETACH x',
      "EXPLAIN ATTACH 'x' AS y",
    ]) {
      expect(() => gateWrite(`INSERT INTO t VALUES (1); ${sql}`)).toThrow()
    }
    expect(gateWrite("INSERT INTO t VALUES (';'); SELECT 1; -- end\n").map((s) => s.sql)).toEqual([
      "INSERT INTO t VALUES (';')",
      'SELECT 1',
    ])
  })

  it('lets ordinary queries through', () => {
    const fine = [
      'SELECT 1',
      ' select * from t -- c',
      'WITH a AS (VALUES (1)) SELECT * FROM a;',
      'VALUES (1), (2);;',
      'EXPLAIN SELECT 1',
      'explain query plan select 1',
      'PRAGMA table_list',
      "SELECT * FROM pragma_table_info('t')",
      "SELECT 'it''s; fine', \"x\", [x], `x` FROM t",
      '/* a */ SELECT /* ; */ 1 /* unterminated',
    ]
    for (const sql of fine) expect(() => prepareReading(db, gateRead(sql).sql)).not.toThrow()
  })

  it('says where', () => {
    const failure = (sql: string) => {
      try {
        prepare(db, gateRead(sql).sql)
      } catch (thrown) {
        return isFailure(thrown) ? thrown.error : null
      }
      return null
    }
    expect(failure('SELECT 1;\n SELECT 2')).toMatchObject({ code: 'SQL', at: { line: 2, col: 2 } })
    expect(failure('SELECT *\nFROM nowhere')).toMatchObject({
      code: 'SQL',
      message: 'No such table: nowhere',
      at: { line: 2, col: 6 },
    })
    expect(failure('SELECT x\n FRM t t')).toMatchObject({ code: 'SQL' })
    expect(failure('DELETE FROM t')).toMatchObject({ code: 'DENIED' })
  })
})

describe('statements', () => {
  it('are split as SQLite splits them', () => {
    const script = `CREATE TABLE a (x); CREATE TRIGGER tr AFTER INSERT ON a BEGIN UPDATE a SET x = 1; DELETE FROM a; END; -- c;
      SELECT ';' /* ; */, "a;b" FROM a; ;; CREATE TEMP TRIGGER IF NOT EXISTS z AFTER DELETE ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; END`
    expect(splitStatements(script).map((s) => s.sql.slice(0, 16))).toEqual([
      'CREATE TABLE a (',
      'CREATE TRIGGER t',
      "SELECT ';' /* ; ",
      'CREATE TEMP TRIG',
    ])
  })

  it('keep every character that is not blank or comment', () => {
    const sql = 'SELECT x\'0F\', 1.5e-3, 0xFF, .5, ?1, :a, @b, $c::d(e), a->>\'$.x\', b||c FROM "t""u" WHERE é >= 1'
    expect(
      tokenise(sql)
        .map((t) => t.text)
        .join(''),
    ).toBe(sql.replaceAll(' ', ''))
    expect(tokenise("SELECT 'open").at(-1)?.kind).toBe('broken')
  })

  it('are read in linear time', () => {
    for (const sql of [
      '/*'.repeat(500_000),
      "'".repeat(1_000_001),
      '-'.repeat(1_000_000),
      '('.repeat(1_000_000),
      '"a'.repeat(333_333),
    ]) {
      const since = performance.now()
      tokenise(sql)
      expect(performance.now() - since).toBeLessThan(HANGS_MS)
    }
  })
})
