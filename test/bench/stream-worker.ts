/**
 * Rows from a worker to its parent, in one process: how the goal's own evidence was measured. Beside our batches of
 * columns, the same rows as objects that are cloned: what the goal's ratio is taken against.
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'

import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { prepare, sendRows } from '../../electron/sqlite/read-rows.ts'
import { readBatch } from '../../shared/protocol/column-batch.ts'

const SCREEN_ROWS = 40
/** Objects of one message, as in the goal's evidence. */
const CLONED_ROWS = 1_000

/** `columns`: bytes that change hands. `objects`: one object a row, cloned. */
export type Shape = 'columns' | 'objects'

export interface WorkerStream {
  readonly wallMs: number
  /** Of the whole process. */
  readonly cpuMs: number
  /** Of the receiving thread alone: taking messages, clones made. */
  readonly receiverMs: number
  /** Longest that one message kept the receiving thread, wall ms. */
  readonly longestMs: number
}

type Message = Uint8Array | readonly object[]

/** All rows of `t` in the file; a screenful of the first message is looked at. */
export async function streamFromWorker(path: string, rows: number, shape: Shape = 'columns'): Promise<WorkerStream> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { path, rows, shape } })
  await new Promise((ready) => worker.once('message', ready))
  const [since, before, own] = [performance.now(), process.cpuUsage(), process.threadCpuUsage()]
  worker.postMessage('go')
  let count = 0
  let longestMs = 0
  await new Promise<void>((done) => {
    worker.on('message', (message: Message) => {
      const taken = performance.now()
      count += take(message, count === 0)
      longestMs = Math.max(longestMs, performance.now() - taken)
      if (count >= rows) done()
    })
  })
  const wallMs = performance.now() - since
  const [all, receiver] = [process.cpuUsage(before), process.threadCpuUsage(own)]
  await worker.terminate()
  return { wallMs, cpuMs: msOf(all), receiverMs: msOf(receiver), longestMs }
}

/** @returns how many rows came */
function take(message: Message, isFirst: boolean): number {
  if (!(message instanceof Uint8Array)) return message.length
  const batch = readBatch(message)
  if (isFirst) for (let row = 0; row < Math.min(SCREEN_ROWS, batch.rows); row++) batch.row(row)
  return batch.rows
}

const msOf = ({ user, system }: { readonly user: number; readonly system: number }): number => (user + system) / 1000

if (!isMainThread) {
  const { path, rows, shape } = workerData as { readonly path: string; readonly rows: number; readonly shape: Shape }
  const db = openDatabase({ path, mode: 'read', create: false, nativeBinding: null })
  const sql = 'SELECT * FROM t WHERE id > ? ORDER BY id'
  const statement = prepare(db, sql)
  const signal = { aborted: false, reason: null }
  // Warmed up, as the page's way is.
  await sendRows(statement, [0n], 100_000, { signal, item: async () => {} })
  parentPort?.once('message', () => {
    if (shape === 'objects') return sendObjects()
    const item = async ({ batch }: { readonly batch: Uint8Array }): Promise<void> => {
      parentPort?.postMessage(batch, [batch.buffer as ArrayBuffer])
    }
    void sendRows(statement, [0n], rows, { signal, item })
  })
  parentPort?.postMessage('ready')

  function sendObjects(): void {
    let held: object[] = []
    for (const row of db.prepare<unknown[], object>(sql).iterate(0)) {
      held.push(row)
      if (held.length < CLONED_ROWS) continue
      parentPort?.postMessage(held)
      held = []
    }
    parentPort?.postMessage(held)
  }
}
