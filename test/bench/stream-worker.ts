/** Rows from a worker to its parent, in one process: how the goal's own evidence was measured. */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'

import { openDatabase } from '../../electron/sqlite/open-database.ts'
import { prepare, sendRows } from '../../electron/sqlite/read-rows.ts'
import { readBatch } from '../../shared/protocol/column-batch.ts'

const SCREEN_ROWS = 40

export interface WorkerStream {
  readonly wallMs: number
  /** Of the whole process. */
  readonly cpuMs: number
}

/** All rows of `t` in the file, as batches that change hands; of the first one a screenful is looked at. */
export async function streamFromWorker(path: string, rows: number): Promise<WorkerStream> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { path, rows } })
  await new Promise((ready) => worker.once('message', ready))
  const [since, before] = [performance.now(), process.cpuUsage()]
  worker.postMessage('go')
  let count = 0
  await new Promise<void>((done) => {
    worker.on('message', (bytes: Uint8Array) => {
      const batch = readBatch(bytes)
      if (count === 0) for (let row = 0; row < Math.min(SCREEN_ROWS, batch.rows); row++) batch.row(row)
      count += batch.rows
      if (count >= rows) done()
    })
  })
  const wallMs = performance.now() - since
  const { user, system } = process.cpuUsage(before)
  await worker.terminate()
  return { wallMs, cpuMs: (user + system) / 1000 }
}

if (!isMainThread) {
  const { path, rows } = workerData as { readonly path: string; readonly rows: number }
  const db = openDatabase({ path, mode: 'read', create: false, nativeBinding: null })
  const statement = prepare(db, 'SELECT * FROM t WHERE id > ? ORDER BY id')
  const signal = { aborted: false, reason: null }
  // Warmed up, as the page's way is.
  await sendRows(statement, [0n], 100_000, { signal, item: async () => {} })
  parentPort?.once('message', () => {
    const item = async ({ batch }: { readonly batch: Uint8Array }): Promise<void> => {
      parentPort?.postMessage(batch, [batch.buffer as ArrayBuffer])
    }
    void sendRows(statement, [0n], rows, { signal, item })
  })
  parentPort?.postMessage('ready')
}
