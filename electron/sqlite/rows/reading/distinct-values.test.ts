import { describe, expect, it } from 'vitest'
import type { RowFilter } from '../../../../shared/protocol/methods/rows.ts'
import { openDatabase } from '../../database/open-database.ts'
import { distinctValues } from './distinct-values.ts'
import { countRows } from './read-page.ts'

const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
db.exec(`
  CREATE TABLE house (id INTEGER PRIMARY KEY, city TEXT);
  CREATE TABLE shelf (id INTEGER PRIMARY KEY, house INTEGER REFERENCES house, code TEXT, price REAL);
  INSERT INTO house VALUES (1, 'Oslo'), (2, 'Rome');
  INSERT INTO shelf (house, code, price) VALUES
    (1, 'a', 1.5), (1, 'a', 2), (2, 'b', NULL), (2, NULL, 3), (NULL, NULL, 4), (1, NULL, 5), (2, '100%', 6);
  INSERT INTO shelf (code) VALUES (replace(hex(zeroblob(500)), '0', 'x'));`)

describe('the values of a column', () => {
  const ask = { table: 'shelf', column: 'code', filters: [], text: '', limit: 10 }
  it('come with how often they are there, the frequent ones first, long texts left out', () => {
    expect(distinctValues(db, ask)).toEqual({
      values: [
        { value: null, count: 3 },
        { value: 'a', count: 2 },
        { value: '100%', count: 1 },
        { value: 'b', count: 1 },
      ],
      more: false,
    })
    expect(distinctValues(db, { ...ask, limit: 2 })).toMatchObject({ more: true, values: [{}, {}] })
  })
  it('are those of the rows that the filters leave, and have the text', () => {
    const filters: RowFilter[] = [{ op: 'equals', column: 'house', value: 2 }]
    expect(distinctValues(db, { ...ask, filters }).values.map(({ value }) => value)).toEqual([null, '100%', 'b'])
    expect(distinctValues(db, { ...ask, text: '%' }).values).toEqual([{ value: '100%', count: 1 }])
  })
})

describe('filters made of values', () => {
  const count = (...filters: RowFilter[]): number => countRows(db, { table: 'shelf', filters }).total
  it('count NULL among them', () => {
    expect(count({ op: 'in', column: 'code', values: ['a', null] })).toBe(5)
    expect(count({ op: 'in', column: 'code', values: [null] })).toBe(3)
    expect(count({ op: 'notIn', column: 'code', values: ['a'] })).toBe(6)
    expect(count({ op: 'notIn', column: 'code', values: ['a', null] })).toBe(3)
  })
  it('find a text anywhere, in what a foreign key is called too', () => {
    const columns = ['id', 'code', 'price']
    const called = [{ column: 'house', table: 'house', key: 'id', labels: ['city'] }]
    const anywhere = (text: string): RowFilter => ({ op: 'anywhere', column: 'id', columns, called, text })
    expect(count(anywhere('slo'))).toBe(3)
    expect(count(anywhere('100%'))).toBe(1)
    expect(count(anywhere('1.5'))).toBe(1)
  })
  it('find it in as many columns as a table can have', () => {
    const names = Array.from({ length: 1990 }, (_, i) => `c${i}`)
    db.exec(`CREATE TABLE wide (${names.join(', ')}); INSERT INTO wide (c1989) VALUES ('here')`)
    const filter: RowFilter = { op: 'anywhere', column: 'c0', columns: names, called: [], text: 'HERE' }
    expect(countRows(db, { table: 'wide', filters: [filter] }).total).toBe(1)
  })
})
