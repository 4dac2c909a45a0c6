/**
 * A thousand tables from a file to boxes on the canvas, in the real page and host: what the import costs beside
 * the page's thread (the host and its process) and how long that thread is blocked at most. Then what each
 * reader costs by itself, first run and warm.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importTools } from '../../electron/sqlite/import-tools.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { EXPORTERS } from '../../shared/exporters/registry.ts'
import { recogniseImporter } from '../../shared/importers/registry.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { openStage } from '../e2e/stage.ts'
import type { Stage } from '../e2e/stage.ts'
import { bigDocument } from '../support/big-document.ts'
import { median, printTable } from './measure.ts'

const TABLES = 1000
const RUNS = 3
const FORMATS = [
  ['postgresql', 'big.sql'],
  ['mysql', 'big.mysql.sql'],
  ['sqlite', 'big.sqlite.sql'],
  ['dbml', 'big.dbml'],
  ['prisma', 'big.prisma'],
  ['drizzle-postgresql', 'drizzle.ts'],
  ['typeorm', 'entities.ts'],
] as const

const compiled = compileDesign(bigDocument(TABLES))
const texts = new Map(
  FORMATS.map(([id]) => {
    const exporter = EXPORTERS.find((e) => e.id === id)
    return [
      id,
      exporter === undefined
        ? ''
        : exportedText(exporter.export({ ...compiled, options: { onDelete: 'database', extra: {} } })),
    ]
  }),
)

async function readers(): Promise<void> {
  const rows = []
  for (const [id, path] of FORMATS) {
    const bytes = new TextEncoder().encode(texts.get(id))
    const cpu: number[] = []
    for (let run = 0; run < 8; run++) {
      const before = process.cpuUsage()
      const files = [{ path, bytes }]
      await recogniseImporter(files)?.import(files, { app: 'app' }, importTools())
      const { user, system } = process.cpuUsage(before)
      cpu.push((user + system) / 1000)
    }
    rows.push({ format: id, 'first, CPU ms': cpu[0] ?? Number.NaN, 'warm, CPU ms': median(cpu.slice(3)) })
  }
  printTable(`${TABLES} tables read`, rows)
}

interface ProcessTimes {
  readonly parent: number
  readonly name: string
  /** Own, ticks. */
  readonly own: number
  /** Of children that ended, ticks. */
  readonly ended: number
}

function processTimes(): ReadonlyMap<number, ProcessTimes> {
  const found = new Map<number, ProcessTimes>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const fields = stat.replace(/^.*\) /s, '').split(' ')
      // Fields 4 and 14 to 17 of proc(5), counted behind the name.
      const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((i) =>
        Number(fields[i]),
      )
      const comm = /\((.*)\)/s.exec(stat)?.[1] ?? ''
      found.set(Number(name), { parent, name: comm, own: user + system, ended: endedUser + endedSystem })
    } catch {
      // It ended meanwhile.
    }
  }
  return found
}

const TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** CPU of the host, which runs in this process, and of its own processes, living and gone; without the browser, ms. */
function hostCpu(): number {
  const all = processTimes()
  const isOurs = (id: number): boolean => {
    const found = all.get(id)
    if (found === undefined) return false
    return id === process.pid || (/^(node|MainThread)/.test(found.name) && isOurs(found.parent))
  }
  return [...all].reduce((sum, [id, { own, ended }]) => sum + (isOurs(id) ? own + ended : 0), 0) * TICK_MS
}

interface Told {
  /** CPU of host and import process, ms. */
  readonly hostMs: number
  /** Tasks of the page's thread, ms. */
  readonly mainMs: number
  /** The longest of them, ms. */
  readonly longestMs: number
  readonly wallMs: number
}

async function importOnce(stage: Stage, file: string): Promise<Told> {
  const { page } = stage
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const taskMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find((m) => m.name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
  await page.keyboard.press('Control+Shift+o')
  const dialog = page.getByRole('dialog', { name: 'Open a file' })
  const button = dialog.getByRole('button', { name: new RegExp(`^${file.replaceAll('.', '\\.')}`) })
  await button.waitFor()
  await page.evaluate(() => {
    const tasks: number[] = []
    Object.assign(window, { longTasks: tasks })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration))).observe({
      type: 'longtask',
    })
  })
  const [host, main, began] = [hostCpu(), await taskMs(), performance.now()]
  await button.click()
  await page
    .getByRole('dialog', { name: new RegExp(`drawn from ${file.replaceAll('.', '\\.')}`) })
    .waitFor({ timeout: 120_000 })
  const wallMs = performance.now() - began
  await page.waitForTimeout(300)
  const told = {
    hostMs: hostCpu() - host,
    mainMs: (await taskMs()) - main,
    longestMs: await page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks)),
    wallMs,
  }
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  return told
}

async function inTheApp(): Promise<void> {
  const rows = []
  for (const [id, file] of FORMATS.slice(0, 1)) {
    const told: Told[] = []
    for (let run = 0; run < RUNS; run++) {
      const stage = await openStage({ example: 'blog' })
      writeFileSync(join(stage.folder, file), texts.get(id) ?? '')
      await stage.page.locator('.box').first().waitFor()
      told.push(await importOnce(stage, file))
      await stage.close()
    }
    rows.push({
      format: id,
      'host and its process, CPU ms': median(told.map((t) => t.hostMs)),
      "page's thread, task ms": median(told.map((t) => t.mainMs)),
      'longest task, ms': median(told.map((t) => t.longestMs)),
      'wall ms': median(told.map((t) => t.wallMs)),
    })
  }
  printTable(`${TABLES} tables from a file to the canvas`, rows)
}

const keep = setInterval(() => {}, 1000)
await readers()
await inTheApp()
clearInterval(keep)
process.exit(0)
