import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

import { WEB_PREFERENCES } from './web-preferences.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')
const MAIN = join(ROOT, 'dist', 'electron', 'main.cjs')

interface Played {
  readonly calls: readonly (readonly [string, ...unknown[]])[]
  readonly out: Readonly<Record<string, unknown>>
}

function play(scene: string, ...files: string[]): Played {
  const home = mkdtempSync(join(tmpdir(), 'relata-main-'))
  const script = join(ROOT, 'electron', 'test-support', 'run-main.ts')
  const run = spawnSync(process.execPath, [script, MAIN, scene, ...files], {
    encoding: 'utf8',
    env: { ...process.env, RELATA_HOME: home },
  })
  rmSync(home, { recursive: true, force: true })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as Played
}

let shown: Played
beforeAll(() => {
  const build = `import { ensureElectronBundles } from ${JSON.stringify(join(ROOT, 'build', 'ensure-electron.ts'))}; await ensureElectronBundles()`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', build], { encoding: 'utf8', cwd: ROOT })
  if (run.status !== 0) throw new Error(run.stderr)
  shown = play('window')
}, 120_000)

describe('the bundled main process with a stand-in for Electron', () => {
  it('starts in order: lock, sandbox, scheme, then the window on our page', () => {
    const { calls } = shown
    const names = calls.map(([name]) => name)
    const order = ['lock', 'crashReporter', 'enableSandbox', 'schemes', 'ready', 'protocol', 'BrowserWindow', 'loadURL']
    expect(names.filter((name) => order.includes(name))).toEqual(order)
    expect(calls.find(([name]) => name === 'loadURL')?.[1]).toBe('app://bundle/index.html')
    expect(calls.find(([name]) => name === 'crashReporter')?.[1]).toEqual({ uploadToServer: false })
  })

  it('[R1] every window has exactly the hard settings', () => {
    const { calls } = shown
    const made = calls
      .filter(([name]) => name === 'BrowserWindow')
      .map(([, options]) => options as { webPreferences: object })
    expect(made.map(({ webPreferences }) => webPreferences)).toEqual([
      { ...WEB_PREFERENCES, preload: join(ROOT, 'dist', 'electron', 'preload.cjs') },
    ])
    expect(WEB_PREFERENCES).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    })
  })

  it('[R4] [R5] [R6] answers our page only; navigation, windows, permissions are denied', () => {
    const { out, calls } = shown
    expect(out['info']).toMatchObject({ k: 'ok', r: { host: 'electron', version: '1.2.3' } })
    expect([out['foreign'], out['iframe'], out['gone']]).toEqual([null, null, null])
    expect(out['prevented']).toEqual(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
    expect(out['popup']).toEqual([{ action: 'deny' }, { action: 'deny' }, { action: 'deny' }])
    expect(calls.filter(([name]) => name === 'openExternal').map(([, url]) => url)).toEqual(['https://example.org/'])
    expect(out['permissions']).toEqual([
      ['fullscreen', true],
      ['fullscreen', true],
      ['media', false],
      ['media', false],
      ['geolocation', false],
      ['geolocation', false],
      ['openExternal', false],
      ['openExternal', false],
    ])
    expect((out['pages'] as number[]).every((status) => status >= 400)).toBe(true)
  })

  it('tells its page the preferences before there is a connection, and nobody else', () => {
    expect(shown.out['first']).toBe('{"prefs":{}}\n')
    expect(shown.out['firstElsewhere']).toEqual([404, 403, 403, 403])
  })

  it('a second start hands its files over and ends', () => {
    const { calls } = play('second', 'a.relata.json')
    expect(calls.map(([name]) => name)).toEqual(['lock', 'quit'])
    expect(
      (calls[0]?.[1] as { files: string[] } | undefined)?.files.some((file) => file.endsWith('/a.relata.json')),
    ).toBe(true)
  })

  it('asks before unsaved work goes, and stays when told so', () => {
    const stayed = play('cancel')
    expect(stayed.out).toMatchObject({ prevented: 1, title: '• blog – Relata' })
    expect(stayed.calls.some(([name]) => name === 'destroy')).toBe(false)
    expect(
      play('discard')
        .calls.filter(([name]) => name === 'messageBox' || name === 'destroy')
        .map(([name]) => name),
    ).toEqual(['messageBox', 'destroy'])
  })
})
