/** An import in the real page, with the host in a process of its own: what it costs there, beside it and afterwards. */
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '../e2e/browser.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')
/** Of page and processes, after the import: what follows from it, ms. */
const AFTER_MS = 2500

export interface ImportCost {
  /** Until the design is shown: the host, and its processes, of which one reads the file; CPU ms. */
  readonly hostMs: number
  readonly processesMs: number
  /** The page's thread until then, and with all that follows, CPU ms. */
  readonly pageMs: number
  readonly pageAllMs: number
  /** Its longest task of all, CPU ms. */
  readonly longestMs: number
  /** Host and its processes once it is shown: the next process, the sample database; CPU ms. */
  readonly followsMs: number
  readonly wallMs: number
}

interface HostTimes {
  /** Own CPU, ms. */
  readonly host: number
  /** Of its processes, those that ended too, ms. */
  readonly processes: number
  /** Own CPU of those that live, by process id, ms. */
  readonly living: ReadonlyMap<string, number>
}

const TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

export function hostTimes(host: number): HostTimes {
  const own = processTimes(String(host))
  const living = new Map<string, number>()
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) ? processTimes(name) : null
    if (times?.parent === host) living.set(name, times.own)
  }
  const processes = [...living.values()].reduce((sum, ms) => sum + ms, own?.ended ?? 0)
  return { host: own?.own ?? 0, processes, living }
}

/** CPU of those that were started meanwhile and live: they are for what comes next, ms. */
function ofNewOnes(before: HostTimes, now: HostTimes): number {
  return [...now.living].reduce((sum, [id, ms]) => sum + (before.living.has(id) ? 0 : ms), 0)
}

/** Fields 4 and 14 to 17 of proc(5), counted behind the name; null: it ended. */
export function processTimes(pid: string): { parent: number; own: number; ended: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((i) =>
      Number(fields[i]),
    )
    return { parent, own: (user + system) * TICK_MS, ended: (endedUser + endedSystem) * TICK_MS }
  } catch {
    return null
  }
}

/** Waits until the host and its processes have nothing to do: a person takes longer to choose a file. */
async function quiet(host: number): Promise<void> {
  const sum = (): number => hostTimes(host).host + hostTimes(host).processes
  for (let before = -1, now = sum(); now - before > 2 * TICK_MS; before = now, now = sum())
    await new Promise((done) => setTimeout(done, 700))
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** CPU time of the task, µs. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

/** Tasks of the page's thread while it runs; what comes back ends it and tells the longest, CPU ms. */
export async function watchTasks(browser: CDPSession): Promise<() => Promise<number>> {
  const events: TraceEvent[] = []
  browser.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const traceConfig = { includedCategories: ['toplevel'], excludedCategories: ['*'] }
  await browser.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  return async () => {
    const complete = new Promise((done) => browser.once('Tracing.tracingComplete', done))
    await browser.send('Tracing.end')
    await complete
    const threads = new Set(
      events
        .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
        .map(({ pid, tid }) => `${pid}/${tid}`),
    )
    const tasks = events.filter(({ ph, name, pid, tid }) => {
      return ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid}/${tid}`)
    })
    return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000))
  }
}

export async function importCost(file: string, text: string): Promise<ImportCost> {
  const folder = mkdtempSync(join(tmpdir(), 'relata-bench-'))
  copyFileSync(join(ROOT, 'examples', 'blog.relata.json'), join(folder, 'blog.relata.json'))
  writeFileSync(join(folder, file), text)
  const host = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(ROOT, 'electron/loopback/main.ts'),
      join(folder, 'blog.relata.json'),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, RELATA_HOME: join(folder, '.home') } },
  )
  const browser = await launchBrowser()
  try {
    const line = await new Promise<string>((done) => host.stdout.once('data', (data) => done(String(data))))
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    await page.goto((JSON.parse(line) as { url: string }).url)
    await page.locator('.box').first().waitFor()
    return await measured(page, await browser.newBrowserCDPSession(), host.pid ?? 0, file)
  } finally {
    await browser.close()
    host.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measured(page: Page, browser: CDPSession, host: number, file: string): Promise<ImportCost> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const taskMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find((m) => m.name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
  const name = file.replaceAll('.', '\\.')
  await quiet(host)
  await page.keyboard.press('Control+Shift+o')
  const button = page
    .getByRole('dialog', { name: 'Import a file' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
  await button.waitFor()
  await quiet(host)
  const endTasks = await watchTasks(browser)
  const [before, mainBefore, began] = [hostTimes(host), await taskMs(), performance.now()]
  await button.click()
  await page.getByRole('dialog', { name: new RegExp(`drawn from ${name}`) }).waitFor({ timeout: 120_000 })
  const wallMs = performance.now() - began
  const [shown, mainShown] = [hostTimes(host), await taskMs()]
  const next = ofNewOnes(before, shown)
  await page.waitForTimeout(AFTER_MS)
  await quiet(host)
  const all = hostTimes(host)
  return {
    hostMs: shown.host - before.host,
    processesMs: shown.processes - before.processes - next,
    pageMs: mainShown - mainBefore,
    pageAllMs: (await taskMs()) - mainBefore,
    longestMs: await endTasks(),
    followsMs: all.host + all.processes - shown.host - shown.processes + next,
    wallMs,
  }
}
