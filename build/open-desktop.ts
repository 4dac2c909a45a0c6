/**
 * Opens Relata: the Electron window where its runtime is there or can be fetched and a display exists,
 * else the same app in the browser, from 127.0.0.1. `npm start` and `relata open` both come here.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { startLoopback } from '../electron/loopback/serve.ts'
import type { Loopback } from '../electron/loopback/serve.ts'
import { dataFolder } from '../electron/services/data-folder.ts'
import { electronRuntime, ensureElectronBundles, fetchElectron, hasDisplay } from './ensure-electron.ts'
import { ensureRenderer } from './ensure-renderer.ts'
import { openBrowser } from './open-browser.ts'
import { ROOT } from './run.ts'

export interface OpenOptions {
  readonly document: string | null
  /** An example by name, opened as a design without a file: the one that comes with us stays as it is. */
  readonly example?: string | null
  /** For explanations; the link itself goes to `show`. */
  readonly say: (line: string) => void
  readonly show: (url: string) => void
  readonly port?: number
}

export type Opened =
  | { readonly kind: 'electron'; readonly exit: Promise<number> }
  | { readonly kind: 'loopback'; readonly loopback: Loopback }

/** @throws HostFailure when neither can be started */
export async function openDesktop(options: OpenOptions): Promise<Opened> {
  const { say, document, example = null } = options
  await ensureRenderer(say)
  const firstRun = isFirstRun()
  const runtime = hasDisplay() ? (electronRuntime() ?? (await fetchElectron(say))) : null
  if (runtime !== null) {
    await ensureElectronBundles(say)
    return { kind: 'electron', exit: runElectron(runtime, document, example) }
  }
  say(
    `relata: ${hasDisplay() ? 'the Electron runtime is not here and cannot be fetched' : 'there is no display for a window'}; serving the same app for a browser:`,
  )
  const loopback = await startLoopback({
    document,
    example: example ?? (firstRun && document === null ? 'blog' : null),
    firstRun,
    roots: rootsFor(document),
    onOrphaned: () => process.exit(0),
    ...(options.port === undefined ? {} : { port: options.port }),
  })
  options.show(loopback.url)
  openBrowser(loopback.freshUrl())
  return { kind: 'loopback', loopback }
}

/** Nothing of ours is on this machine yet: show the example. */
function isFirstRun(): boolean {
  return !existsSync(join(dataFolder(), 'preferences.json')) && !existsSync(join(dataFolder(), 'recent.json'))
}

function rootsFor(document: string | null): string[] {
  const here = process.cwd()
  const folders = [...(document === null ? [] : [dirname(resolve(document))]), here]
  return [...new Set(folders)]
}

function runElectron(runtime: string, document: string | null, example: string | null): Promise<number> {
  const args = [join(ROOT, 'dist', 'electron', 'main.cjs'), ...(document === null ? [] : ['--', resolve(document)])]
  const env = { ...process.env, RELATA_PROJECT: ROOT, ...(example === null ? {} : { RELATA_EXAMPLE: example }) }
  const child = spawn(runtime, args, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((done) => {
    child.on('error', () => done(3))
    child.on('exit', (code) => done(code ?? 1))
  })
}
