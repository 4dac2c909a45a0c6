/** Electron's side: the bundles in `dist/electron`, and the runtime where there is one. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { copyFonts } from '../electron/pdf/fonts.ts'
import { buildOnce } from './build-stamp.ts'
import { ROOT } from './run.ts'

const INPUTS = [
  'electron',
  'shared',
  'build/vite.main.config.ts',
  'build/vite.preload.config.ts',
  'package.json',
  'package-lock.json',
]

export function ensureElectronBundles(say: (line: string) => void = () => {}): Promise<boolean> {
  return buildOnce('dist/electron', INPUTS, async (into) => {
    say('relata: bundling the desktop shell …')
    const { build } = await import('vite')
    for (const config of ['vite.main.config.ts', 'vite.preload.config.ts']) {
      await build({ configFile: join(ROOT, 'build', config), logLevel: 'error', build: { outDir: into } })
    }
    copyFonts(join(into, 'fonts'))
  })
}

/** The executable in a folder with Electron's files, or null. Only looked at: requiring `electron` would download it. */
export function electronRuntime(env: NodeJS.ProcessEnv = process.env): string | null {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(ROOT, 'node_modules', 'electron', 'dist')
  if (!existsSync(join(folder, 'version'))) return null
  const path = join(folder, executableName())
  return existsSync(path) ? path : null
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/** Whether a window could be shown. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true
  return (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== ''
}

/** Long enough for 120 MB on a usual line; whoever waits longer would rather have the browser. */
const FETCH_LIMIT_MS = 90_000

/** Fetches the runtime with Electron's own installer. @returns the executable, or null when that fails or takes too long */
export async function fetchElectron(say: (line: string) => void): Promise<string | null> {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8')) as {
    version: string
  }
  say(`relata: fetching the Electron ${version} runtime (once, about 120 MB, at most ${FETCH_LIMIT_MS / 1000} s) …`)
  const installer = join(ROOT, 'node_modules', 'electron', 'install.js')
  const done = await new Promise<boolean>((resolve) => {
    const child = spawn(process.execPath, [installer], { stdio: ['ignore', 'ignore', 'ignore'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), FETCH_LIMIT_MS)
    child.on('error', () => resolve(false))
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })
  return done ? electronRuntime() : null
}
