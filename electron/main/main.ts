/** The desktop program: wires Electron's events to the host. Decisions live in the pure files beside this one. */
import { crashReporter, shell } from 'electron/common'
import { BrowserWindow, app } from 'electron/main'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { createHost } from '../services/host.ts'
import type { Host } from '../services/host.ts'
import { dataFolder } from '../services/data-folder.ts'
import { diskFile } from '../services/files/file-targets.ts'
import { firstAnswer } from '../services/first-answer.ts'
import type { Launch } from '../services/host-services.ts'
import { createDialogs } from './dialogs.ts'
import { createFrameBridge } from './frame-bridge.ts'
import type { FrameBridge } from './frame-bridge.ts'
import { filesFromArguments, filesFromHandover } from './launch-files.ts'
import { lockDown } from './lock-down.ts'
import { setMenu } from './menu.ts'
import type { Platform } from './menu-template.ts'
import { registerPageScheme, servePage } from './app-protocol.ts'
import { shellWords } from './shell-words.ts'
import type { ShellWords } from './shell-words.ts'
import { forkUtilitySession } from './utility-session.ts'
import { openWindow } from './windows.ts'
import type { AppWindow } from './windows.ts'

/** The bundles' folder: `dist/electron` in the checkout, `app.asar/dist-app` in a package. */
const HERE = __dirname
const IS_PACKAGED = app.isPackaged
const RESOURCES = IS_PACKAGED ? process.resourcesPath : resolve(HERE, '..', '..')
const PAGE_FOLDER = join(HERE, '..', 'renderer')
/** Arguments before the files: the program, and from source the main script. */
const OWN_ARGUMENTS = IS_PACKAGED ? 1 : 2

const windows = new Map<string, AppWindow>()
const queued: string[] = []
let quitting = false
let host: Host | null = null
let bridge: FrameBridge | null = null

/** For the first window: `relata open blog`. */
let startExample: string | null = process.env['RELATA_EXAMPLE'] ?? null
const startFiles = filesFromArguments(process.argv, process.cwd(), OWN_ARGUMENTS)

// Files that macOS hands over may come before `ready`.
app.on('open-file', (event, path) => {
  event.preventDefault()
  openPath(path)
})

if (app.requestSingleInstanceLock({ files: startFiles })) start()
else app.quit()

function start(): void {
  crashReporter.start({ uploadToServer: false })
  app.enableSandbox()
  registerPageScheme()
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const files = filesFromHandover(data)
    if (files.length === 0) focusWindow()
    for (const path of files) openPath(path)
  })
  app.on('before-quit', () => {
    quitting = true
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', () => void host?.close())
  void app.whenReady().then(ready)
}

function ready(): void {
  lockDown()
  const { services } = (host = createDesktopHost())
  servePage(PAGE_FOLDER, () => firstAnswer(services, queued[0] ?? null))
  queued.unshift(...startFiles)
  createWindow()
  app.on('activate', () => {
    if (windows.size === 0) createWindow()
  })
  if (process.argv.includes('--self-test')) selfTest(host)
}

function createDesktopHost(): Host {
  return createHost({
    host: 'electron',
    version: app.getVersion(),
    dataFolder: dataFolder(),
    examplesFolder: join(RESOURCES, 'examples'),
    spawnSession: () => forkUtilitySession(join(HERE, 'session.cjs')),
    nativeBinding: addonPath(),
    fontsFolder: join(HERE, 'fonts'),
    roots: [],
    dialogs: createDialogs((connection) => windows.get(connection)?.window ?? null, wordsNow),
    openExternal: (url) => shell.openExternal(url),
    takeLaunch,
    setWindowState(connection, state) {
      windows.get(connection)?.setState(state)
      refreshMenu()
    },
    closeReply: (connection, token, proceed) => windows.get(connection)?.closeReply(token, proceed),
    noteRecent(path) {
      app.addRecentDocument(path)
      refreshMenu()
    },
    log: (text) => console.error(text),
  })
}

/** SQLite's compiled part: one file beside the package, or the one that npm brought. */
function addonPath(): string {
  const name = `${process.platform}-${process.arch}.node`
  return IS_PACKAGED
    ? join(process.resourcesPath, 'native', 'better_sqlite3.node')
    : join(RESOURCES, 'node_modules', 'better-sqlite3', 'prebuilds', name)
}

function createWindow(): void {
  const current = host
  if (current === null) return
  const frames = (bridge ??= createFrameBridge(current.dispatcher))
  const created = openWindow({
    preload: join(HERE, 'preload.cjs'),
    placeFile: join(dataFolder(), 'window.json'),
    isQuitting: () => quitting,
    bridge: frames,
    words: wordsNow,
  })
  windows.set(created.connectionId, created)
  created.window.on('closed', () => {
    windows.delete(created.connectionId)
    if (windows.size > 0) quitting = false
  })
  refreshMenu()
}

function takeLaunch(): Launch {
  const path = queued.shift() ?? null
  const firstRun = !existsSync(join(dataFolder(), 'preferences.json')) && !existsSync(join(dataFolder(), 'recent.json'))
  const asked = startExample ?? (firstRun ? 'blog' : null)
  startExample = null
  return { path, example: path === null ? asked : null, firstRun }
}

/** Shows a file in the window that is there; before there is one, the first page asks for it. */
function openPath(path: string): void {
  const [target] = windows.values()
  if (target === undefined || host === null || target.state === null) {
    queued.push(path)
    if (target === undefined && app.isReady()) createWindow()
    return
  }
  focusWindow()
  const info = bridge?.info(target.connectionId)
  if (info !== undefined) target.emitOpen(diskFile(host.services, info, path, false))
}

function focusWindow(): void {
  const [first] = BrowserWindow.getAllWindows()
  if (first === undefined) return
  if (first.isMinimized()) first.restore()
  first.focus()
}

/** The shell speaks the language that the page was set to. */
async function wordsNow(): Promise<ShellWords> {
  const kept = (await host?.services.preferences.get()) ?? {}
  return shellWords(kept['language'], app.getLocale())
}

function refreshMenu(): void {
  const current = host
  if (current === null) return
  void Promise.all([current.services.recent.list(), wordsNow()]).then(([recent, words]) => {
    const focused = [...windows.values()].find(({ window }) => window.isFocused()) ?? [...windows.values()][0]
    const state = {
      disabled: new Set(focused?.state?.disabled ?? []),
      recent: recent.map(({ id, label }) => ({ id, label })),
      isDevelopment: !IS_PACKAGED,
      words,
    }
    setMenu(process.platform as Platform, state, {
      action: (id) => focused?.emitAction(id),
      clearRecent() {
        app.clearRecentDocuments()
        void current.services.recent.forget(null).then(refreshMenu)
      },
      recent: (id) => void current.services.recent.pathOf(id).then((path) => path !== null && openPath(path)),
    })
  })
}

/** `--self-test`: loads the page, opens a database, ends. For packages whose fuses keep debuggers out. */
function selfTest({ services }: Host): void {
  const [first] = windows.values()
  first?.window.webContents.once('did-finish-load', () => {
    const { client, process: child } = services.sessions.take()
    const request = { path: ':memory:', mode: 'write' as const, create: true, nativeBinding: addonPath() }
    client.call('session.open', request).then(
      ({ sqlite }) => {
        console.log(`self-test ok: SQLite ${sqlite}`)
        child.kill()
        app.exit(0)
      },
      (thrown: unknown) => {
        console.error('self-test failed', thrown)
        app.exit(1)
      },
    )
  })
  first?.window.webContents.once('did-fail-load', () => app.exit(1))
}
