import { describe, expect, it } from 'vitest'
import { keyedRows } from '../../../../shared/protocol/column-batch.ts'
import type { RowFilter } from '../../../../shared/protocol/methods/rows.ts'
import { openDatabase } from '../../database/open-database.ts'
import { countGroups, readLabels, searchRows } from './look-up.ts'
import { countRows, readPage } from './read-page.ts'

const MANY = 50_000

function database() {
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  db.exec(`
    CREATE TABLE many (id INTEGER PRIMARY KEY, name TEXT, n INTEGER);
    WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${MANY})
    INSERT INTO many SELECT i, 'row ' || i, (i * 7919) % 1000 FROM c;
    CREATE TABLE gaps AS SELECT id * 3 AS v FROM many WHERE id % 2 = 0;
    DELETE FROM gaps WHERE rowid % 5 = 0;
    CREATE TABLE keyed (a TEXT, b INTEGER, v, PRIMARY KEY (a, b)) WITHOUT ROWID;
    INSERT INTO keyed VALUES ('x', 2, 1), ('x', 1, 2), ('a', 9, 9223372036854775807);
    CREATE VIEW seen AS SELECT id, name FROM many WHERE id < 10;
    CREATE TABLE "we ""ird" ("rowid" TEXT, "a.b" TEXT, "__proto__" TEXT, "select" TEXT, "" TEXT);
    INSERT INTO "we ""ird" VALUES ('r', '100%', 'p', 'it''s', 'e'), ('s', '100x', NULL, '', NULL);
  `)
  return db
}
const view = (table: string, filters: RowFilter[] = [], sort: { column: string; descending: boolean }[] = []) => ({
  table,
  filters,
  sort,
})

describe('pages of a table', () => {
  const db = database()
  const read = (...[request, start, limit]: [Parameters<typeof readPage>[1], number, number]) => {
    const page = readPage(db, request, start, limit)
    return { ...page, ...keyedRows(page.batch, page.keyWidth) }
  }
  const ids = (page: ReturnType<typeof read>) => page.rows.map(([first]) => first)

  it('gives the page at any place, the same as OFFSET does', () => {
    for (const start of [0, 1, 200, 999, 1000, 24_713, MANY - 3]) {
      expect(ids(read(view('many'), start, 5))[0]).toBe(start + 1)
    }
    expect(read(view('many'), MANY, 5).rows).toEqual([])
    expect(countRows(db, view('many')).total).toBe(MANY)
  })

  it('finds its way where rowids have gaps', () => {
    const all = db.prepare('SELECT v FROM gaps ORDER BY rowid').pluck().all() as bigint[]
    expect(countRows(db, view('gaps')).total).toBe(all.length)
    for (const start of [0, 7, 999, 1000, 5_001, all.length - 2, all.length + 5]) {
      expect(ids(read(view('gaps'), start, 3))).toEqual(all.slice(start, start + 3).map(Number))
    }
  })

  it('sorts and filters, near and far', () => {
    const sort = [{ column: 'n', descending: true }]
    const all = db.prepare('SELECT id FROM many ORDER BY n DESC, id').pluck().all() as bigint[]
    for (const start of [0, 300, 1_500, 40_000]) {
      expect(ids(read(view('many', [], sort), start, 4))).toEqual(all.slice(start, start + 4).map(Number))
    }
    const filters: RowFilter[] = [{ op: 'contains', column: 'name', text: '99' }]
    const found = db.prepare("SELECT id FROM many WHERE name LIKE '%99%'").pluck().all() as bigint[]
    expect(countRows(db, view('many', filters)).total).toBe(found.length)
    expect(ids(read(view('many', filters), 1_200, 3))).toEqual(found.slice(1_200, 1_203).map(Number))
  })

  it('sees what has changed since', () => {
    const sort = [{ column: 'n', descending: false }]
    read(view('many', [], sort), 30_000, 2)
    db.exec("INSERT INTO many VALUES (60000, 'new', -1)")
    expect(ids(read(view('many', [], sort), 0, 1))).toEqual([60_000])
    expect(countRows(db, view('many')).total).toBe(MANY + 1)
    expect(ids(read(view('many'), MANY, 5))).toEqual([60_000])
    db.exec('DELETE FROM many WHERE id = 60000')
  })

  it('takes tables without rowid, views, and names of any kind', () => {
    const keyed = read(view('keyed'), 0, 10)
    expect(keyed.keyed).toBe('primaryKey')
    expect(keyed.keys).toEqual([
      ['a', 9],
      ['x', 1],
      ['x', 2],
    ])
    expect(keyed.rows[0]?.[2]).toEqual({ $i: '9223372036854775807' })
    expect(read(view('seen'), 2, 2)).toMatchObject({ keyed: 'none', keys: [[], []] })
    const odd = read(view('we "ird', [{ op: 'contains', column: 'a.b', text: '0%' }]), 0, 10)
    expect(odd.rows).toEqual([['r', '100%', 'p', "it's", 'e']])
    expect(odd.keys).toEqual([[1]])
    expect(
      read(view('we "ird', [{ op: 'isEmpty', column: 'select' }], [{ column: '__proto__', descending: true }]), 0, 9)
        .rows,
    ).toHaveLength(1)
  })

  it('refuses names that are not the table’s', () => {
    expect(() => read(view('nothing'), 0, 1)).toThrow(/no table/)
    expect(() => read(view('many', [{ op: 'isNull', column: 'id" OR 1' }]), 0, 1)).toThrow(/no column/)
    expect(() => read(view('sqlite_schema'), 0, 1)).toThrow(/no table/)
  })

  it('has every filter', () => {
    const count = (filter: RowFilter) => countRows(db, view('many', [filter])).total
    expect(count({ op: 'equals', column: 'id', value: 5 })).toBe(1)
    expect(count({ op: 'notEquals', column: 'id', value: 5 })).toBe(MANY - 1)
    expect(count({ op: 'between', column: 'id', from: 10, to: 19 })).toBe(10)
    expect(count({ op: 'in', column: 'id', values: [1, 2, 999_999] })).toBe(2)
    expect(count({ op: 'notIn', column: 'id', values: [1, 2] })).toBe(MANY - 2)
    expect(count({ op: 'startsWith', column: 'name', text: 'ROW 4999' })).toBe(11)
    expect(count({ op: 'notContains', column: 'name', text: 'row' })).toBe(0)
    expect(count({ op: 'label', column: 'id', table: 'many', key: 'id', labels: ['name'], text: 'row 123' })).toBe(111)
    expect(count({ op: 'linked', column: 'id', through: 'keyed', source: 'a', target: 'b', value: 'x' })).toBe(2)
  })
})

describe('labels, choices and counts', () => {
  const db = database()
  it('names rows and finds them by name', () => {
    expect(
      readLabels(db, { table: 'many', keys: ['id'], labels: ['name'], values: [[2], [3], [99_999_999]] }).labels,
    ).toEqual([
      { key: [2], label: 'row 2' },
      { key: [3], label: 'row 3' },
    ])
    const found = searchRows(db, { table: 'many', keys: ['id'], labels: ['name'], text: '77', limit: 3 })
    expect(found.options[0]).toEqual({ key: [77], label: 'row 77' })
    expect(found).toMatchObject({ more: true })
  })
  it('counts who refers', () => {
    expect(
      countGroups(db, { groups: [{ table: 'keyed', columns: ['a'], values: [['x'], ['a'], ['q']] }] }).groups,
    ).toEqual([
      [
        { key: ['a'], count: 1 },
        { key: ['x'], count: 2 },
      ],
    ])
  })
})
