import { describe, expect, it } from 'vitest'
import type { Schema } from '../../../shared/schema/types.ts'
import { missingIndexes } from './missing-index.ts'
import { readPlan } from './read-plan.ts'

const rows = (...lines: readonly (readonly [number, number, string])[]) =>
  lines.map(([id, parent, detail]) => ({ id, parent, detail }))

describe('a query plan', () => {
  it('is a tree of steps with what they read and how dear that is', () => {
    const steps = readPlan(
      rows(
        [7, 0, 'SCAN f'],
        [11, 0, 'SEARCH u USING INTEGER PRIMARY KEY (rowid=?)'],
        [14, 0, 'SEARCH p USING COVERING INDEX post_author (author_id=? AND id>?)'],
        [20, 0, 'LIST SUBQUERY 1'],
        [22, 20, 'SEARCH t USING AUTOMATIC COVERING INDEX (name=?)'],
        [46, 0, 'USE TEMP B-TREE FOR ORDER BY'],
      ),
    )
    expect(steps.map(({ kind, cost, table, index }) => [kind, cost, table, index])).toEqual([
      ['scan', 'all', 'f', null],
      ['search', 'one', 'u', ''],
      ['search', 'few', 'p', 'post_author'],
      ['subquery', 'none', null, null],
      ['sort', 'sort', null, null],
    ])
    expect(steps[2]).toMatchObject({ isCovering: true, columns: ['author_id', 'id'] })
    expect(steps[3]?.children[0]).toMatchObject({ isAutomatic: true, table: 't', columns: ['name'], cost: 'all' })
    expect(steps[4]?.sorts).toBe('ORDER BY')
  })

  it('reads virtual tables, joins, EXISTS and what it does not know', () => {
    const steps = readPlan(
      rows(
        [1, 0, 'SCAN json_each VIRTUAL TABLE INDEX 1:'],
        [2, 0, 'SCAN blog_post LEFT-JOIN'],
        [3, 0, 'SEARCH q EXISTS USING COVERING INDEX i (a=?)'],
        [4, 0, 'SCAN CONSTANT ROW'],
      ),
    )
    expect(steps.map(({ kind, table }) => [kind, table])).toEqual([
      ['scan', 'json_each'],
      ['scan', 'blog_post'],
      ['search', 'q'],
      ['other', null],
    ])
  })
})

describe('missing indexes', () => {
  const column = (name: string) => ({ name, unique: false })
  const schema = {
    tables: [
      {
        name: 'blog_post',
        primaryKey: ['id'],
        uniques: [],
        indexes: [{ columns: [{ name: 'author_id' }], condition: null }],
        columns: ['id', 'title', 'author_id', 'views'].map(column),
      },
    ],
    external: [],
  } as unknown as Schema
  const find = (detail: string, sql: string) =>
    missingIndexes(readPlan(rows([1, 0, detail])), sql, schema).map((one) => one.column)

  it('are on columns that a scanned table is asked by', () => {
    expect(find('SCAN blog_post', 'SELECT * FROM "blog_post" WHERE "blog_post"."title" = ?')).toEqual(['title'])
    expect(find('SCAN U0', 'SELECT 1 FROM "blog_post" U0 WHERE (U0."views" >= ? AND U0."author_id" = 1)')).toEqual([
      'views',
    ])
    expect(find('SCAN blog_post', 'select * from blog_post where views between 1 and 2')).toEqual(['views'])
    expect(find('SEARCH p USING AUTOMATIC COVERING INDEX (title=?)', 'select 1 from blog_post p')).toEqual(['title'])
  })

  it('are none where an index could not help or is there', () => {
    expect(find('SCAN blog_post', `SELECT * FROM "blog_post" WHERE "blog_post"."title" LIKE ? ESCAPE '\\'`)).toEqual([])
    expect(find('SCAN blog_post', 'SELECT "blog_post"."title" FROM "blog_post" ORDER BY "blog_post"."title"')).toEqual(
      [],
    )
    expect(find('SEARCH blog_post USING INDEX i (author_id=?)', 'WHERE "blog_post"."title" = 1')).toEqual([])
    expect(find('SCAN other', 'select * from other where title = 1')).toEqual([])
  })
})
