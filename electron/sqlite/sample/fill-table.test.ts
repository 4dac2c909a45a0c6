import { describe, expect, it } from 'vitest'

import type { ColumnPlan, TablePlan } from '../../../shared/sample/plan/table-plan.ts'
import type { SchemaTable } from '../../../shared/schema/types.ts'
import { fillTable } from './fill-table.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Connection } from '../database/open-database.ts'

const COUNT = 500

/** A table of numbered rows; those of `refused` break its rule. */
function numbered(refused: (row: number) => boolean): { db: Connection; plan: TablePlan } {
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  db.exec('CREATE TABLE t (x integer NOT NULL CHECK (x >= 0), id integer NOT NULL PRIMARY KEY AUTOINCREMENT)')
  const column = (name: string, value: ColumnPlan['value'], countsFrom: number | null): ColumnPlan => ({
    name,
    className: 'IntegerField',
    value,
    fill: null,
    countsFrom,
  })
  const columns = [column('x', (row) => (refused(row) ? -1 : row), null), column('id', (row) => 1 + row, 1)]
  const table = { name: 't', primaryKey: ['id'] } as unknown as SchemaTable
  return { db, plan: { model: 'model:t' as never, table, count: COUNT, columns, rules: null, isDistinct: false } }
}

const rowsOf = (db: Connection) => db.prepare('SELECT x, id FROM t ORDER BY id').raw().all() as [bigint, bigint][]

describe('keys that SQLite counts up by itself', () => {
  it('are those of the plan', async () => {
    const { db, plan } = numbered(() => false)
    await expect(fillTable(db, plan, async () => {})).resolves.toMatchObject({ rows: COUNT, refused: 0 })
    expect(rowsOf(db)).toEqual(Array.from({ length: COUNT }, (_, row) => [BigInt(row), BigInt(row + 1)]))
  })

  it.each([
    ['here and there', (row: number) => row % 100 === 7],
    ['at the ends of statements', (row: number) => row % 64 === 63],
    ['for more than a statement', (row: number) => row > 60 && row < 200],
  ])('stay those of the plan behind rows that are refused %s', async (_, refused) => {
    const { db, plan } = numbered(refused)
    const kept = Array.from({ length: COUNT }, (_none, row) => row).filter((row) => !refused(row))
    await expect(fillTable(db, plan, async () => {})).resolves.toMatchObject({
      rows: kept.length,
      refused: COUNT - kept.length,
    })
    expect(rowsOf(db)).toEqual(kept.map((row) => [BigInt(row), BigInt(row + 1)]))
  })

  it('are given where SQLite would count from another number', async () => {
    const { db, plan } = numbered(() => false)
    db.exec('INSERT INTO t (x, id) VALUES (1, 900); DELETE FROM t')
    await fillTable(db, plan, async () => {})
    expect(rowsOf(db)).toEqual(Array.from({ length: COUNT }, (_, row) => [BigInt(row), BigInt(row + 1)]))
  })
})
