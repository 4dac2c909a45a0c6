import BetterSqlite from 'better-sqlite3'
import { fork } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { isFailure } from '../../../shared/protocol/errors.ts'
import { tempFolder } from '../../test-support/test-host.ts'
import { listTables } from './list-tables.ts'
import { openDatabase } from './open-database.ts'
import { forkScript } from '../../test-support/fork-script.ts'

const folder = tempFolder()
const path = (name: string) => join(folder, name)
const open = (name: string) => openDatabase({ path: path(name), mode: 'read', create: false, nativeBinding: null })
const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'ok'
  } catch (thrown) {
    return isFailure(thrown) ? thrown.code : `threw ${String(thrown)}`
  }
}

beforeAll(() => {
  const db = new BetterSqlite(path('rich.sqlite'))
  db.exec(`
    PRAGMA page_size = 512;
    CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT, twice AS (id * 2) STORED, CHECK (id > 0));
    CREATE INDEX a_name ON a (name, upper(name)) WHERE id > 1;
    CREATE TABLE log (at TEXT, what TEXT);
    CREATE TRIGGER a_log AFTER INSERT ON a BEGIN INSERT INTO log VALUES (date(), NEW.name); END;
    CREATE VIEW v AS SELECT * FROM a JOIN log ON what = name;
    CREATE VIRTUAL TABLE words USING fts5(body);
    CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);
    CREATE TABLE nk (k TEXT PRIMARY KEY) WITHOUT ROWID;
  `)
  const add = db.prepare('INSERT INTO a (name) VALUES (?)')
  for (let i = 0; i < 200; i++) add.run(`name ${i} ${'x'.repeat(i)}`)
  db.exec(
    'INSERT INTO words SELECT name FROM a; INSERT INTO boxes SELECT id, id, id + 1 FROM a; INSERT INTO nk SELECT name FROM a',
  )
  db.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('[S2] opening', () => {
  it('sets the guards', () => {
    const db = open('rich.sqlite')
    const flag = (name: string) => Number(db.pragma(name, { simple: true }))
    expect({ trusted: flag('trusted_schema'), cells: flag('cell_size_check'), mapped: flag('mmap_size') }).toEqual({
      trusted: 0,
      cells: 1,
      mapped: 0,
    })
    expect(codeOf(() => db.exec('CREATE TABLE x (y)'))).toContain('readonly')
    expect(listTables(db, true).map((t) => t.name)).toEqual(['a', 'boxes', 'log', 'nk', 'v', 'words'])
    db.close()
  })

  it('names what is wrong with a file', () => {
    writeFileSync(path('text.sqlite'), 'just a text that is long enough to have a header '.repeat(20))
    writeFileSync(path('empty.sqlite'), '')
    const truncated = readFileSync(path('rich.sqlite')).subarray(0, 5_000)
    writeFileSync(path('cut.sqlite'), truncated)
    expect(codeOf(() => open('text.sqlite'))).toBe('PARSE')
    expect(codeOf(() => open('cut.sqlite'))).toBe('PARSE')
    expect(codeOf(() => open('none.sqlite'))).toBe('IO')
    expect(codeOf(() => open('empty.sqlite').close())).toBe('ok')
  })

  it('says when another program holds the file', () => {
    copyFileSync(path('rich.sqlite'), path('locked.sqlite'))
    const other = new BetterSqlite(path('locked.sqlite'))
    other.exec('BEGIN EXCLUSIVE')
    expect(codeOf(() => open('locked.sqlite'))).toBe('BUSY')
    other.close()
  })

  const count = process.env['RELATA_FULL'] === '1' ? 10_000 : 1_500
  it(`${count} mutated databases crash nothing and stall nothing`, { timeout: 600_000 }, async () => {
    const child = fork(join(import.meta.dirname, '..', '..', 'test-support', 'open-mutants.ts'), [
      path('rich.sqlite'),
      path('mutant.sqlite'),
      String(count),
    ])
    const result = await new Promise<{ slowestMs: number; unexpected: string[] }>((resolve, reject) => {
      child.once('message', (message) => resolve(message as never))
      child.once('exit', (code, signal) => reject(new Error(`ended with ${code ?? signal}`)))
    })
    child.kill()
    expect(result.unexpected).toEqual([])
    // Measured 82 ms at most; the limit only tells a stall from a busy machine.
    expect(result.slowestMs).toBeLessThan(5_000)
    expect(statSync(path('rich.sqlite')).size).toBeGreaterThan(0)
  })
})

describe('[S5] our own databases', () => {
  const kills = process.env['RELATA_FULL'] === '1' ? 200 : 25
  it(`survive ${kills} kills in the middle of a transaction`, { timeout: 300_000 }, async () => {
    const file = path('own.sqlite')
    let acknowledged = 0
    for (let i = 0; i < kills; i++) {
      const child = forkScript('write-for-ever', [file])
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.on('message', (n) => (acknowledged = Math.max(acknowledged, n as number)))
      await new Promise((resolve) => child.once('message', resolve))
      await new Promise((resolve) => setTimeout(resolve, (i * 7) % 40))
      child.kill('SIGKILL')
      await gone
    }
    const db = openDatabase({ path: file, mode: 'write', create: true, nativeBinding: null })
    expect(db.prepare('PRAGMA integrity_check').raw().all()).toEqual([['ok']])
    const [rows, largest] = db.prepare('SELECT count(*), max(n) FROM t').raw().get() as [bigint, bigint]
    expect(Number(largest)).toBeGreaterThanOrEqual(acknowledged)
    expect(rows).toBe(largest * 50n)
    db.close()
  })
})
