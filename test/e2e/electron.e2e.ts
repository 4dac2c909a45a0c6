/**
 * The real desktop program, wherever Electron's runtime is (`node_modules/electron/dist` or
 * ELECTRON_OVERRIDE_DIST_PATH) and a display exists. Elsewhere it says that it was not run.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron as electron } from 'playwright-core'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { electronRuntime, ensureElectronBundles, hasDisplay } from '../../build/ensure-electron.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')
const runtime = hasDisplay() ? electronRuntime() : null
if (runtime === null) console.log('Electron stories: not run (no Electron runtime or no display)')

describe.runIf(runtime !== null)('the desktop program', () => {
  let folder = ''
  let app: ElectronApplication
  let page: Page
  beforeAll(async () => {
    await ensureElectronBundles()
    folder = mkdtempSync(join(tmpdir(), 'relata-electron-'))
    cpSync(join(ROOT, 'examples', 'blog.relata.json'), join(folder, 'blog.relata.json'))
    app = await electron.launch({
      executablePath: runtime ?? '',
      args: [join(ROOT, 'dist', 'electron', 'main.cjs'), '--', join(folder, 'blog.relata.json')],
      env: { ...process.env, RELATA_HOME: join(folder, 'home') } as Record<string, string>,
    })
    page = await app.firstWindow()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('shows the design from app://, sandboxed, without Node', async () => {
    await page.waitForFunction(() => document.title.includes('blog'))
    expect(page.url()).toBe('app://bundle/index.html')
    expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window))).toEqual([])
    expect(await page.evaluate(() => Object.keys((window as unknown as { relata: object }).relata))).toEqual([
      'send',
      'onFrame',
    ])
  })

  it('has a menu whose items are actions, and opens no other windows', async () => {
    const labels = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? [])
    expect(labels).toEqual(expect.arrayContaining(['File', 'Edit', 'View']))
    await page.evaluate(() => void window.open('https://127.0.0.1:1/'))
    expect(app.windows().length).toBe(1)
  })

  it('queries the sample database in a utility process', async () => {
    const metrics = () => app.evaluate(({ app: running }) => running.getAppMetrics().map((m) => m.type))
    await expect.poll(metrics, { timeout: 20_000 }).toContain('Utility')
  })
})
