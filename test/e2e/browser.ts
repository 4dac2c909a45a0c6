/**
 * A real Chromium for tests and screenshots: the one named by CHROMIUM_PATH, else the one that the
 * @sparticuz/chromium package carries (unpacked once into the system's temp folder).
 */
import carried from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext } from 'playwright-core'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

export async function launchBrowser(extraArguments: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await carried.executablePath())
  return chromium.launch({ executablePath, headless: true, args: [...ARGUMENTS, ...extraArguments] })
}

/** The same with a profile of its own that is kept: what it has in its cache is there at the next start. */
export async function launchProfile(
  folder: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<BrowserContext> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await carried.executablePath())
  return chromium.launchPersistentContext(folder, { executablePath, headless: true, args: [...ARGUMENTS], viewport })
}
