/** A story's stage: a host of its own with an empty home, a page that opened its link, and what went wrong on it. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { startLoopback } from '../../electron/loopback/serve.ts'
import type { Loopback } from '../../electron/loopback/serve.ts'
import { launchBrowser } from './browser.ts'

export interface StageOptions {
  /** An example to start from, copied into the stage's folder; null: the welcome of a first run. */
  readonly example?: string | null
  /** Text of a design to start from. */
  readonly design?: string
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly colorScheme?: 'light' | 'dark'
}

export interface Stage {
  readonly page: Page
  readonly browser: Browser
  readonly host: Loopback
  /** Holds the story's files. */
  readonly folder: string
  /** Uncaught errors, console errors and policy reports so far: a story expects []. */
  readonly troubles: readonly string[]
  /** Saves a picture for a person to look at. */
  shot(name: string): Promise<void>
  close(): Promise<void>
}

const SHOTS = process.env['RELATA_SHOTS']

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'relata-story-'))
  const document = await startingDocument(folder, options)
  const host = await startLoopback({
    document,
    firstRun: document === null,
    roots: [folder],
    dataFolder: join(folder, '.data'),
    validateResults: true,
    log: (text) => troubles.push(`host: ${text}`),
  })
  const troubles: string[] = []
  const browser = await launchBrowser()
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  page.on('pageerror', (error) => troubles.push(`page: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
  })
  await page.goto(host.url)
  return {
    page,
    browser,
    host,
    folder,
    troubles,
    async shot(name) {
      if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `${name}.png`) })
    },
    async close() {
      await browser.close()
      await host.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startingDocument(folder: string, { example, design }: StageOptions): Promise<string | null> {
  const path = join(folder, `${example ?? 'story'}.relata.json`)
  if (design !== undefined) {
    const { writeFileSync } = await import('node:fs')
    writeFileSync(path, design)
    return path
  }
  if (example == null) return null
  copyFileSync(resolve(import.meta.dirname, '../../examples', `${example}.relata.json`), path)
  return path
}
