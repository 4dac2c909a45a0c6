import { describe, expect, it } from 'vitest'
import type { Client } from '../../../shared/protocol/client.ts'
import { encodeBatch } from '../../../shared/protocol/encode-batch.ts'
import { BLOCK_ROWS, createTableRows } from './table-rows.ts'

const TOTAL = 1_000_000

/** A host with a table of one column that counts. */
function fake() {
  const calls: { readonly method: string; readonly start: number }[] = []
  const client = {
    async call(method: string, params: { readonly start?: number; readonly limit?: number }) {
      calls.push({ method, start: params.start ?? 0 })
      await Promise.resolve()
      if (method === 'rows.count') return { total: TOTAL, ms: 0 }
      const { start = 0, limit = 0 } = params
      const ids = Array.from({ length: Math.max(0, Math.min(limit, TOTAL - start)) }, (_, i) => start + i)
      return {
        columns: [{ name: 'id', type: 'INTEGER', notNull: true, pk: 1, generated: false }],
        keyed: 'rowid',
        keyWidth: 1,
        batch: encodeBatch(
          ids.map((id) => [BigInt(id), BigInt(id)]),
          2,
        ),
        ms: 0,
      }
    },
  }
  const view = { table: 't', filters: [], sort: [] }
  return {
    calls,
    rows: createTableRows({ client: client as unknown as Client, session: 'sql' as never, view, form: null }),
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('rows of a view', () => {
  it('come when they are in view, and those far away are dropped', async () => {
    const { rows, calls } = fake()
    rows.need(0, 20)
    await settled()
    expect(rows.state()).toMatchObject({ total: TOTAL, isCounted: true })
    expect(rows.row(5)?.cells).toEqual([5])
    expect(rows.row(BLOCK_ROWS + 1)?.cells).toEqual([BLOCK_ROWS + 1])
    expect(rows.row(5_000)).toBeUndefined()
    for (let at = 0; at < 60; at++) {
      rows.need(at * 15_000, at * 15_000 + 20)
      await settled()
      expect(rows.row(at * 15_000)?.key).toEqual([at * 15_000])
    }
    const held = Array.from({ length: TOTAL / BLOCK_ROWS }, (_, block) => rows.row(block * BLOCK_ROWS)).filter(
      (row) => row !== undefined,
    )
    expect(held.length).toBeLessThanOrEqual(30)
    expect(calls.filter(({ method }) => method === 'rows.count')).toHaveLength(1)
  })

  it('are asked for where one is now, however far the scroll bar was dragged in between', async () => {
    const { rows, calls } = fake()
    rows.need(0, 20)
    await settled()
    const before = calls.length
    for (let at = 1; at <= 500; at++) rows.need(at * 1_900, at * 1_900 + 20)
    await settled()
    expect(rows.row(500 * 1_900)?.cells).toEqual([950_000])
    expect(calls.length - before).toBeLessThan(6)
  })

  it('are read for copying whether they are held or not', async () => {
    const { rows } = fake()
    const read = await rows.read(700_000, 701_200)
    expect(read).toHaveLength(1_200)
    expect(read.at(-1)?.cells).toEqual([701_199])
  })
})
