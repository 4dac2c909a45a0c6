/**
 * A million rows from SQLite into a page (S3 of the goals): the session process that reads them, the host that hands
 * them on, the thread of a real Chromium's page that takes them, each by its own CPU time.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

import { MAX_ROWS } from '../../shared/protocol/limits.ts'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { launchBrowser } from '../e2e/browser.ts'
import { hostTimes, watchTasks } from './import-page.ts'
import { median, printTable } from './measure.ts'
import { streamFromWorker } from './stream-worker.ts'
import type { WorkerStream } from './stream-worker.ts'

const ROWS = 1_000_000
const ROUNDS = 5
/** Rows of one answer: as the preview asks for them, and the most that an answer may have. */
const ANSWERS = [10_000, MAX_ROWS]

/** CPU ms, but for `wall`. */
interface Cost {
  readonly page: number
  readonly host: number
  readonly session: number
  readonly wall: number
  readonly longest: number
}

function printCosts(answer: number, costs: readonly Cost[]): void {
  const middle = (key: keyof Cost) => median(costs.map((cost) => cost[key]))
  const sum = median(costs.map((cost) => cost.page + cost.host + cost.session))
  const size = answer.toLocaleString('en')
  printTable(`${ROWS.toLocaleString('en')} rows of 8 columns into a page in answers of ${size}, ${ROUNDS} times`, [
    { what: "page's thread, CPU ms for 1,000 rows", median: middle('page') / (ROWS / 1000), goal: '0.06' },
    { what: 'its longest task, CPU ms', median: middle('longest'), goal: '4' },
    { what: 'session process, CPU ms for 1,000 rows', median: middle('session') / (ROWS / 1000), goal: '' },
    { what: 'host, CPU ms for 1,000 rows', median: middle('host') / (ROWS / 1000), goal: '' },
    { what: 'rows per CPU second of the session', median: ROWS / (middle('session') / 1000), goal: '950,000' },
    { what: 'rows per CPU second of the three together', median: ROWS / (sum / 1000), goal: '' },
    {
      what: 'rows a second, wall: session → host → page, over loopback',
      median: ROWS / (middle('wall') / 1000),
      goal: '1,000,000',
    },
  ])
}

const keep = setInterval(() => {}, 1_000)
const folder = mkdtempSync(join(tmpdir(), 'relata-stream-'))
const pageFolder = join(folder, 'page')
const files = join(folder, 'files')
mkdirSync(files)
await build({
  configFile: resolve(import.meta.dirname, 'stream-page', 'vite.config.ts'),
  logLevel: 'error',
  build: { outDir: pageFolder },
})
const db = openDatabase({ path: join(files, 'rows.sqlite'), mode: 'write', create: true, nativeBinding: null })
db.pragma('synchronous = OFF')
db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, parent INTEGER, name TEXT, slug TEXT, amount REAL, active INTEGER, created TEXT, note TEXT);
  INSERT INTO t WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n LIMIT ${ROWS})
  SELECT v, v % 10000 + 1, 'Name of row ' || v, 'slug-' || v || '-x', (v * 7919) % 100000 / 100.0, v % 2,
    printf('2026-01-%02d 10:00:00', v % 28 + 1), iif(v % 3, 'note ' || (v % 97), NULL) FROM n`)
db.close()

const host = spawn(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'stream-host.ts'), pageFolder, files],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
const browser = await launchBrowser()
try {
  const url = await new Promise<string>((done) => host.stdout.once('data', (data) => done(String(data).trim())))
  const page = await browser.newPage()
  await page.goto(url)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const taskMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find((m) => m.name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
  for (const answer of ANSWERS) {
    // Opens the database and warms everybody up.
    await page.evaluate(([rows, size]) => window.streamRows(rows, size), [100_000, answer] as const)
    const costs: Cost[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const endTasks = await watchTasks(await browser.newBrowserCDPSession())
      const before = { page: await taskMs(), ...hostTimes(host.pid ?? 0) }
      const since = performance.now()
      await page.evaluate(([rows, size]) => window.streamRows(rows, size), [ROWS, answer] as const)
      const wall = performance.now() - since
      const after = { page: await taskMs(), ...hostTimes(host.pid ?? 0) }
      costs.push({
        page: after.page - before.page,
        host: after.host - before.host,
        session: after.processes - before.processes,
        wall,
        longest: await endTasks(),
      })
    }
    printCosts(answer, costs)
  }
  const file = join(files, 'rows.sqlite')
  const [columns, objects]: [WorkerStream[], WorkerStream[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    columns.push(await streamFromWorker(file, ROWS))
    objects.push(await streamFromWorker(file, ROWS, 'objects'))
  }
  const ofColumns = (key: keyof WorkerStream): number => median(columns.map((stream) => stream[key]))
  const receiverMs = ofColumns('receiverMs')
  const clonedMs = median(objects.map((stream) => stream.receiverMs))
  printTable('The same rows from a worker to its parent in one process, as the goal was set', [
    { what: 'rows a second, wall: worker → receiver', median: ROWS / (ofColumns('wallMs') / 1000), goal: '1,000,000' },
    { what: 'rows per CPU second of the process', median: ROWS / (ofColumns('cpuMs') / 1000), goal: '950,000' },
    { what: "receiver's thread, CPU ms for 1,000 rows", median: receiverMs / (ROWS / 1000), goal: '0.06' },
    { what: 'longest that a message keeps it, ms', median: ofColumns('longestMs'), goal: '4' },
    { what: 'times less CPU there than objects cloned', median: clonedMs / receiverMs, goal: 'at least 13' },
  ])
} finally {
  await browser.close()
  host.kill()
  rmSync(folder, { recursive: true, force: true })
  clearInterval(keep)
}
process.exit(0)
