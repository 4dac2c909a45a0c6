import { describe, expect, it } from 'vitest'
import { keyedRows } from '../../../../shared/protocol/column-batch.ts'
import { openDatabase } from '../../database/open-database.ts'
import { readPage } from './read-page.ts'

describe('sorting by a foreign key', () => {
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  db.exec(`CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT, author_id TEXT);
    CREATE TABLE post (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES author (id));
    INSERT INTO author VALUES (1, 'Zoe', 'x'), (2, 'amina', 'y'), (3, NULL, 'Bob');
    INSERT INTO post VALUES (10, 1), (11, 2), (12, NULL), (13, 3), (14, 2)`)
  const insert = db.prepare('INSERT INTO post VALUES (?, ?)')
  for (let id = 100; id < 2600; id++) insert.run(id, 1 + (id % 3))
  const ids = (descending: boolean, start = 0, isLabel = true) => {
    const label = isLabel ? { label: { table: 'author', key: 'id', labels: ['name', 'author_id'] } } : {}
    const request = { table: 'post', filters: [], sort: [{ column: 'author_id', descending, ...label }] }
    const { batch, keyWidth } = readPage(db, request, start, 3)
    return keyedRows(batch, keyWidth).rows.map((row) => Number(row[0]))
  }

  it('goes by what the rows are called, or by their keys', () => {
    expect(ids(false)).toEqual([12, 11, 14])
    expect(ids(true)).toEqual([10, 102, 105])
    expect(ids(false, 0, false)).toEqual([12, 10, 102])
  })

  it('is the same far down, where rows are listed first', () => {
    expect(ids(false, 2502)).toEqual([2592, 2595, 2598])
    const all = Array.from({ length: 2505 / 3 }, (_, page) => ids(false, page * 3)).flat()
    const labels = all.map((id) =>
      db
        .prepare(
          "SELECT trim(coalesce(name || ' ', '') || a.author_id) FROM post p LEFT JOIN author a ON a.id = p.author_id WHERE p.id = ?",
        )
        .pluck()
        .get(id),
    )
    expect(new Set(all).size).toBe(2505)
    expect(labels.filter((label, at) => label !== labels[at - 1])).toEqual([null, 'amina y', 'Bob', 'Zoe x'])
  })
})
