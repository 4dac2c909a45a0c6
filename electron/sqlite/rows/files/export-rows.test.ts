import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

import { openDatabase } from '../../database/open-database.ts'
import { carefulLine } from './csv-line.ts'
import { exportRows } from './export-rows.ts'
import { tableFacts } from '../table-facts.ts'

describe('a table as CSV', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relata-export-'))
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  afterAll(() => {
    db.close()
    rmSync(folder, { recursive: true })
  })
  const call = { signal: new AbortController().signal, progress() {} } as never

  /** Rows by number: value of `a`; every third `b` is missing. */
  function made(name: string, count: number, a: (row: number) => unknown): void {
    db.exec(`CREATE TABLE ${name} (id INTEGER PRIMARY KEY, a text, b varchar(9), n integer, r real)`)
    const insert = db.prepare(`INSERT INTO ${name} (a, b, n, r) VALUES (?, ?, ?, ?)`)
    db.transaction(() => {
      for (let row = 0; row < count; row++) insert.run(a(row), row % 3 === 0 ? null : `b${row}`, BigInt(row), row / 7)
    })()
  }

  it.each([
    ['plain', () => 'plain, text\nof two lines'],
    ['one_quote', (row: number) => (row === 700 ? 'say "so"' : 'plain')],
    ['many_quotes', (row: number) => `"${row}"`],
    ['late_kinds', (row: number) => (row < 300 ? 'x' : row % 2 === 0 ? null : Buffer.from('"'))],
    ['all_missing', () => null],
  ] as const)('has each line as looking at each value gives it: %s', async (name, a) => {
    const count = 20_000
    made(name, count, a)
    const path = join(folder, `${name}.csv`)
    const done = await exportRows(db, { table: name, filters: [], sort: [], path, format: 'csv' }, call)
    expect(done.rows).toBe(count)
    const facts = tableFacts(db, name)
    const lines = db
      .prepare(`SELECT ${carefulLine(facts.columns)} FROM ${facts.sql} AS relata_t ORDER BY id`)
      .raw()
      .all() as [string][]
    const text = readFileSync(path, 'utf8')
    expect(text === `id,a,b,n,r\n${lines.map(([line]) => line).join('\n')}\n`).toBe(true)
  })
})
