import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../database/open-database.ts'
import { countQuotes } from './count-quotes.ts'
import { carefulLine, countedLine, csvLine } from './csv-line.ts'
import { tableFacts } from '../table-facts.ts'

const TYPES = ['integer', 'bigint', 'text', 'varchar(20)', 'real', 'decimal', 'bool', 'datetime', 'json', 'blob', '']
const VALUES: readonly unknown[] = [
  null,
  0n,
  1n,
  -7n,
  9_223_372_036_854_775_807n,
  1.5,
  1 / 3,
  1e300,
  -0.1,
  9_007_199_254_740_992,
  Infinity,
  '',
  'plain',
  'with "quotes"',
  '"',
  'a,b\nc',
  '12',
  '1',
  'a\0b',
  'é😀',
  new Uint8Array([]),
  new Uint8Array([0x22, 0xff]),
]

describe('a line of CSV', () => {
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  afterAll(() => void db.close())

  /** Whatever the first rows are like, the lines are those that looking at each value gives. */
  function expectSame(table: string): void {
    const facts = tableFacts(db, table)
    const careful = carefulLine(facts.columns)
    const lines = db
      .prepare(
        `SELECT CAST(${csvLine(db, facts)} AS BLOB), CAST(${careful} AS BLOB) FROM ${facts.sql} AS relata_t ORDER BY rowid`,
      )
      .raw()
      .all() as [Uint8Array, Uint8Array][]
    for (const [quick, slow] of lines) expect(Buffer.from(quick).toString()).toBe(Buffer.from(slow).toString())
    expect(lines.length).toBeGreaterThan(VALUES.length)
    const counted = countedLine(db, facts)
    const rows = db
      .prepare(
        `SELECT CAST(${counted.sql} AS BLOB), CAST(${careful} AS BLOB), ${counted.texts ?? '0'} FROM ${facts.sql} AS relata_t`,
      )
      .raw()
      .all() as [Uint8Array | null, Uint8Array, bigint][]
    let written = 0
    for (const [quick, slow, texts] of rows) {
      // Not written, or told by its quotes, or right.
      if (quick === null || countQuotes(quick) !== counted.quotes + 2 * Number(texts)) continue
      expect(Buffer.from(quick).toString()).toBe(Buffer.from(slow).toString())
      written++
    }
    expect(written).toBeGreaterThan(0)
  }

  it.each(TYPES)('is the same for every value that a column declared “%s” may hold', (type) => {
    for (const [at, usual] of ([5n, 'text', 2.5, null] as const).entries()) {
      const name = `t ${at} ${type}`
      db.exec(`CREATE TABLE "${name}" (id INTEGER PRIMARY KEY, "c c" ${type}, d text)`)
      const insert = db.prepare(`INSERT INTO "${name}" ("c c", d) VALUES (?, ?)`)
      for (let i = 0; i < 70; i++) insert.run(usual, 'x')
      for (const value of VALUES) insert.run(value, 'y')
      for (const value of VALUES) insert.run(usual, value)
      expectSame(name)
    }
  })

  it('has no value left out where columns may not be null', () => {
    db.exec(`CREATE TABLE strict (id integer NOT NULL PRIMARY KEY, a text NOT NULL, b bool NOT NULL, c real NOT NULL)`)
    const insert = db.prepare('INSERT INTO strict (a, b, c) VALUES (?, ?, ?)')
    for (const value of VALUES.filter((one) => one !== null)) insert.run(value, value, value)
    for (let i = 0; i < 30; i++) insert.run('é', 1n, 0.25)
    expectSame('strict')
    const facts = tableFacts(db, 'strict')
    const [last] = db
      .prepare(`SELECT ${csvLine(db, facts)} FROM strict AS relata_t ORDER BY id DESC LIMIT 1`)
      .raw()
      .get() as [string]
    expect(last).toMatch(/^\d+,"é",true,0\.25$/)
  })

  it('knows a key that is no rowid', () => {
    db.exec('CREATE TABLE odd (id INTEGER PRIMARY KEY DESC, a text)')
    const insert = db.prepare('INSERT INTO odd VALUES (?, ?)')
    for (let i = 1000; i < 1070; i++) insert.run(i, 'x')
    for (const value of VALUES.filter((one) => one !== 0n && one !== 1n)) insert.run(value, 'y')
    expectSame('odd')
  })

  it('takes as many columns as a table can have', () => {
    const names = Array.from({ length: 1_990 }, (_, i) => `c${i}`)
    db.exec(`CREATE TABLE wide (${names.map((name) => `${name} text`).join(', ')})`)
    db.exec("INSERT INTO wide (c0, c1989) VALUES ('a', 1)")
    const [line] = db
      .prepare(`SELECT ${csvLine(db, tableFacts(db, 'wide'))} FROM wide AS relata_t`)
      .raw()
      .get() as [string]
    expect(line).toBe(`"a"${','.repeat(1_989)}"1"`)
  })
})

it('counts quotes wherever bytes begin and end', () => {
  const bytes = Buffer.from(Array.from({ length: 3_000 }, (_, i) => (i * 7919) % 256)).fill(0x22, 900, 2_400)
  for (let from = 0; from < 9; from++)
    for (const to of [from, from + 1, from + 6, 899, 2_997, 3_000]) {
      const part = bytes.subarray(from, to)
      expect(countQuotes(part)).toBe([...part].filter((byte) => byte === 0x22).length)
    }
})
