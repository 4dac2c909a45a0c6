/** The host is killed in the middle of a save: the file is whole, the work is there again. */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { readDocument } from '../../shared/document/file/read.ts'
import { appPage } from './app-page.ts'
import { launchBrowser } from './browser.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')
let browser: Browser
let folder = ''
beforeAll(async () => {
  browser = await launchBrowser()
  folder = mkdtempSync(join(tmpdir(), 'relata-killed-'))
  cpSync(join(ROOT, 'examples', 'school.relata.json'), join(folder, 'school.relata.json'))
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

async function startHost() {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'electron', 'loopback', 'main.ts'), join(folder, 'school.relata.json')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, RELATA_HOME: join(folder, '.home') },
    },
  )
  const line = await new Promise<string>((done) => child.stdout.once('data', (data) => done(String(data))))
  const { url } = JSON.parse(line) as { url: string }
  return { url, kill: () => new Promise((done) => (child.once('exit', done), child.kill('SIGKILL'))) }
}

it('whole files, no lost names, whenever it happens', async () => {
  const delays = [0, 3, 10, 30]
  for (const [i, delay] of delays.entries()) {
    const host = await startHost()
    const page = await browser.newPage()
    await page.goto(host.url)
    const app = await appPage(page)
    // What an earlier round left is offered first.
    const offer = page.getByRole('button', { name: /discard|don’t|keep the file/i })
    if (
      await offer
        .first()
        .isVisible()
        .catch(() => false)
    )
      await offer.first().click()
    const [before = ''] = await app.models()
    const name = `Renamed${i}`
    await app.openModel(before)
    const input = app.inspector.getByRole('textbox', { name: 'Name', exact: true })
    await input.fill(name)
    await input.press('Tab')
    await page.keyboard.press('Control+s')
    await page.waitForTimeout(delay)
    await host.kill()
    const text = readFileSync(join(folder, 'school.relata.json'), 'utf8')
    const { doc, diagnostics } = readDocument(text)
    expect(diagnostics).toEqual([])
    const names = Object.values(doc?.models ?? {}).map((model) => model.name)
    expect(names.includes(name) || names.includes(before)).toBe(true)
    // The page still holds everything; it only lost its host.
    expect(await app.models()).toContain(name)
    await page.close({ runBeforeUnload: false })
  }
  const strays = readdirSync(folder).filter((file) => file.endsWith('.tmp'))
  expect(strays.length).toBeLessThanOrEqual(delays.length)
})
