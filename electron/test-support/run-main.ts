/**
 * Runs the bundled main process under Node with a stand-in for `electron` that records what it is asked,
 * plays a scene, and prints the record as JSON. Proves our wiring, not that Electron behaves so.
 */
import { EventEmitter } from 'node:events'
import Module, { createRequire } from 'node:module'

const [mainPath = '', scene = 'window'] = process.argv.slice(2)
const calls: [string, ...unknown[]][] = []
const record = (name: string, ...args: unknown[]) => void calls.push([name, ...args])

class FakeContents extends EventEmitter {
  readonly id = 7
  openHandler: ((details: { url: string }) => unknown) | null = null
  readonly sent: unknown[] = []
  isDestroyed = () => false
  send = (channel: string, frame: unknown) => void this.sent.push([channel, structuredClone(frame)])
  setWindowOpenHandler = (handler: typeof this.openHandler) => void (this.openHandler = handler)
  setVisualZoomLevelLimits = async (...args: unknown[]) => record('zoomLimits', ...args)
  reload = () => record('reload')
}

const windows: FakeWindow[] = []
class FakeWindow extends EventEmitter {
  static getAllWindows = () => windows
  readonly id = windows.length + 1
  readonly webContents = new FakeContents()
  title = ''
  constructor(options: { webPreferences: object }) {
    super()
    record('BrowserWindow', structuredClone(options))
    windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL = async (url: string) => record('loadURL', url)
  show = () => record('show')
  maximize = () => record('maximize')
  focus = () => record('focus')
  destroy = () => record('destroy')
  isMinimized = () => false
  isMaximized = () => false
  isFocused = () => true
  getNormalBounds = () => ({ x: 1, y: 2, width: 800, height: 600 })
  setDocumentEdited = (edited: boolean) => record('setDocumentEdited', edited)
  setTitle = (title: string) => void (this.title = title)
}

const handlers = { permission: null as unknown, check: null as unknown, protocol: null as unknown }
const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  isReady: () => true,
  getVersion: () => '1.2.3',
  getLocale: () => 'en-US',
  requestSingleInstanceLock: (data: unknown) => {
    record('lock', data)
    return scene !== 'second'
  },
  quit: () => record('quit'),
  exit: (code: number) => record('exit', code),
  enableSandbox: () => record('enableSandbox'),
  whenReady: async () => record('ready'),
  addRecentDocument: (path: string) => record('addRecentDocument', path),
  clearRecentDocuments: () => {},
})
const ipcMain = new EventEmitter()
const electron = {
  app,
  BrowserWindow: FakeWindow,
  crashReporter: { start: (options: unknown) => record('crashReporter', options) },
  dialog: {
    showMessageBox: async () => {
      record('messageBox')
      return { response: scene === 'discard' ? 1 : 2 }
    },
    showOpenDialog: async () => ({ canceled: false, filePaths: [process.argv[1]] }),
    showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  },
  ipcMain,
  Menu: {
    buildFromTemplate: (template: unknown[]) => template,
    setApplicationMenu: (menu: unknown[]) => record('menu', menu.length),
  },
  nativeTheme: { shouldUseDarkColors: false },
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown) => record('schemes', schemes),
    handle: (scheme: string, handler: unknown) => {
      record('protocol', scheme)
      handlers.protocol = handler
    },
  },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: unknown) => void (handlers.permission = handler),
      setPermissionCheckHandler: (handler: unknown) => void (handlers.check = handler),
      setDevicePermissionHandler: (handler: unknown) => record('deviceHandler', typeof handler),
    },
  },
  shell: { openExternal: async (url: string) => record('openExternal', url) },
  utilityProcess: { fork: (path: string) => record('utility', path) },
}

type Load = (request: string, ...rest: unknown[]) => unknown
const loader = Module as unknown as Record<string, Load>
const LOAD = '_load'
const load = (loader[LOAD] as Load).bind(loader)
loader[LOAD] = (request, ...rest) => (/^electron(\/|$)/.test(request) ? electron : load(request, ...rest))
createRequire(import.meta.url)(mainPath)

const settle = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms))
const out: Record<string, unknown> = {}

/** One call over the fake IPC; null where no answer came. */
async function call(
  m: string,
  p: unknown,
  senderFrame: unknown = { origin: 'app://bundle', parent: null },
): Promise<unknown> {
  const contents = windows[0]?.webContents
  const id = 1_000 + calls.length + (contents?.sent.length ?? 0)
  ipcMain.emit('relata:frame', { senderFrame, sender: contents }, { k: 'call', id, m, p })
  for (let i = 0; i < 40; i++) {
    await settle(25)
    const found = contents?.sent.map((s) => (s as [string, { id?: number }])[1]).find((frame) => frame.id === id)
    if (found !== undefined) return found
  }
  return null
}

await settle()
if (scene === 'window') {
  out['info'] = await call('app.info', {})
  out['foreign'] = await call('app.info', {}, { origin: 'https://evil.test', parent: null })
  out['iframe'] = await call('app.info', {}, { origin: 'app://bundle', parent: {} })
  out['gone'] = await call('app.info', {}, null)
  const contents = windows[0]?.webContents
  const prevented: string[] = []
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
    contents?.emit(name, { preventDefault: () => prevented.push(name) })
  }
  out['prevented'] = prevented
  out['popup'] = ['https://example.org/', 'file:///etc/passwd', 'javascript:alert(1)'].map((url) =>
    contents?.openHandler?.({ url }),
  )
  type Ask = (contents: null, permission: string, answer: (granted: boolean) => void) => void
  const asked: [string, boolean][] = []
  for (const name of ['fullscreen', 'media', 'geolocation', 'openExternal']) {
    ;(handlers.permission as Ask)(null, name, (granted) => asked.push([name, granted]))
    asked.push([name, (handlers.check as (c: null, p: string) => boolean)(null, name)])
  }
  out['permissions'] = asked
  const serve = handlers.protocol as (request: Request) => Promise<Response>
  const page = async (url: string) => (await serve(new Request(url))).status
  out['pages'] = await Promise.all(
    ['app://bundle/../main.cjs', 'app://bundle/%2e%2e/%2e%2e/package.json', 'app://other/index.html'].map(page),
  )
  const post = (url: string) => serve(new Request(url, { method: 'POST', body: '{}' }))
  out['first'] = await (await post('app://bundle/first')).text()
  out['firstElsewhere'] = await Promise.all([
    page('app://bundle/first'),
    ...['app://other/first', 'app://bundle/firs', 'app://bundle/index.html'].map(
      async (url) => (await post(url)).status,
    ),
  ])
}
if (scene === 'discard' || scene === 'cancel') {
  await call('app.setState', { title: 'blog', dirty: true, doc: null, disabled: [] })
  let prevented = 0
  windows[0]?.emit('close', { preventDefault: () => prevented++ })
  await settle()
  out['prevented'] = prevented
  out['title'] = windows[0]?.title
}
console.log(JSON.stringify({ calls, out }))
process.exit(0)
