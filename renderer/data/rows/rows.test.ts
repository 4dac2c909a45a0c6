import { expect, it } from 'vitest'
import { encodeBatch } from '../../../shared/protocol/encode-batch.ts'
import { releaseAnswer } from '../../preview/answer/release-answer.ts'
import type { ShownStatement } from '../../preview/answer/read-item.ts'
import { createRows } from './rows.ts'

const columns = [{ name: 'title', type: 'TEXT' }]
const batchOf = (...titles: string[]) =>
  encodeBatch(
    titles.map((title) => [title]),
    1,
  )

function rowsOf(...batches: Uint8Array[]) {
  const rows = createRows(columns, [])
  for (const batch of batches) rows.append(batch)
  rows.finish(false)
  return rows
}

const statement = (rows: ReturnType<typeof rowsOf>): ShownStatement => ({
  line: 1,
  endLine: 1,
  ms: null,
  sql: [],
  path: [],
  code: [],
  result: { kind: 'rows', rows },
})

it('rows are found by index over all batches', () => {
  const rows = rowsOf(batchOf('a', 'b'), batchOf('c'))
  expect([0, 1, 2, 3].map((row) => rows.cell(row, 0))).toEqual(['a', 'b', 'c', undefined])
})

it('released rows give their bytes back, know no cell, and take no more', async () => {
  const [first, second, late] = [batchOf('a'), batchOf('b'), batchOf('c')]
  const rows = rowsOf(first, second)
  rows.release()
  rows.append(late)
  expect([first.buffer.byteLength, second.buffer.byteLength > 0]).toEqual([0, true])
  await expect.poll(() => second.buffer.byteLength).toBe(0)
  expect(late.buffer.byteLength).toBeGreaterThan(0)
  expect([rows.cell(0, 0), rows.row(0), rows.state().count]).toEqual([undefined, undefined, 2])
})

it('a new answer releases the rows of the last one, not those that it shows too', () => {
  const [kept, dropped] = [rowsOf(batchOf('kept')), rowsOf(batchOf('dropped'))]
  releaseAnswer({ statements: [statement(kept), statement(dropped)] }, { statements: [statement(kept)] })
  expect([kept.cell(0, 0), dropped.cell(0, 0)]).toEqual(['kept', undefined])
})
