/** One window: how it looks at first, what it shows, how it ends. The only place that makes windows. */
import { BrowserWindow, app, nativeTheme, screen } from 'electron/main'
import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'

import type { EventOf } from '../../shared/protocol/events.ts'
import type { WindowState } from '../services/host-services.ts'
import { nextClose, OPEN } from './close-state.ts'
import type { CloseEvent, CloseState } from './close-state.ts'
import { askToSave } from './dialogs.ts'
import type { ShellWords } from './shell-words.ts'
import type { FrameBridge } from './frame-bridge.ts'
import { PAGE_URL } from './page-origin.ts'
import { WEB_PREFERENCES } from './web-preferences.ts'
import { usableBounds, windowPlaceFile } from './window-state.ts'

interface WindowOptions {
  readonly preload: string
  readonly placeFile: string
  readonly isQuitting: () => boolean
  readonly bridge: FrameBridge
  /** The shell's words as they are now. */
  readonly words: () => Promise<ShellWords>
}

export interface AppWindow {
  readonly window: BrowserWindow
  readonly connectionId: string
  emitAction(id: string): void
  emitOpen(payload: EventOf<'app.open'>): void
  /** As the page last told it; null until then. */
  state: WindowState | null
  setState(state: WindowState): void
  closeReply(token: string, proceed: boolean): void
}

/** A page that crashes again right after its reload stays down, ms. */
const RELOAD_PAUSE_MS = 10_000

export function openWindow(options: WindowOptions): AppWindow {
  const { bridge } = options
  const place = windowPlaceFile(options.placeFile)
  const before = place.readNow()
  const bounds = usableBounds(
    before,
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Relata',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    ...bounds,
    webPreferences: { ...WEB_PREFERENCES, preload: options.preload },
  })
  if (before.maximized) window.maximize()
  const connectionId = bridge.attach(window).info.id
  let close: CloseState = OPEN

  function step(event: CloseEvent): 'prevent' | 'go' {
    const next = nextClose(close, event)
    close = next.state
    if (next.effect === 'prevent+ask') void ask()
    if (next.effect === 'tell-page-to-save' && close.at === 'saving') {
      bridge.emit(connectionId, 'app.closing', { token: close.token, save: true })
    }
    if (next.effect === 'close' || next.effect === 'close+quit') window.destroy()
    if (next.effect === 'close+quit') app.quit()
    return next.effect.startsWith('prevent') ? 'prevent' : 'go'
  }
  async function ask(): Promise<void> {
    const choice = await askToSave(window, appWindow.state?.title ?? null, await options.words())
    step({ kind: 'answer', choice, token: randomBytes(8).toString('hex') })
  }

  window.on('close', (event) => {
    void place.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }).catch(() => {})
    if (step({ kind: 'close', quitting: options.isQuitting() }) === 'prevent') event.preventDefault()
  })
  // The page's own warning is for browsers; here it would keep the window without a word.
  window.webContents.on('will-prevent-unload', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  reviveOnce(window)
  void window.webContents.setVisualZoomLevelLimits(1, 1)
  void window.loadURL(PAGE_URL)

  const appWindow: AppWindow = {
    window,
    connectionId,
    state: null,
    emitAction: (id) => bridge.emit(connectionId, 'app.action', { id }),
    emitOpen: (payload) => bridge.emit(connectionId, 'app.open', payload),
    setState(state) {
      appWindow.state = state
      step({ kind: 'dirty', dirty: state.dirty })
      window.setDocumentEdited(state.dirty)
      if (process.platform === 'darwin') window.setRepresentedFilename(state.path ?? '')
      const mark = state.dirty && process.platform !== 'darwin' ? '• ' : ''
      window.setTitle(`${mark}${state.path === null ? state.title : basename(state.path)} – Relata`)
    },
    closeReply: (token, proceed) => void step({ kind: 'reply', token, proceed }),
  }
  window.webContents.on('render-process-gone', () => {
    appWindow.state = null
  })
  return appWindow
}

/** A crashed page is loaded anew once; its recovery copy is offered then. */
function reviveOnce(window: BrowserWindow): void {
  let lastAt = -Infinity
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || Date.now() - lastAt < RELOAD_PAUSE_MS) return
    lastAt = Date.now()
    window.webContents.reload()
  })
}
