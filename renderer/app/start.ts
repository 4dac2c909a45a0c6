/** Puts the page together: host, preferences, stores, and the design to show first. */
import type { Client } from '../../shared/protocol/client.ts'
import type { ResultOf } from '../../shared/protocol/method.ts'
import type { Methods } from '../../shared/protocol/methods.ts'
import { connect } from '../host/connection/connect.ts'
import { createDocument } from '../host/design/document-text.ts'
import { createFiles } from '../host/files.ts'
import { followHost } from '../host/connection/follow-host.ts'
import { keymap } from '../actions/keymap.ts'
import { createPreview } from '../preview/preview-store.ts'
import { createCompiledStore } from '../state/compiled-store.ts'
import { createEditorStore } from '../state/editor-store.ts'
import { languageCode, t } from '../texts/texts.ts'
import { followComparison } from '../history/compare-store.ts'
import { followKeptSteps } from '../history/kept-steps.ts'
import { followLook } from '../history/look-back.ts'
import { followMarks } from '../views/follow-marks.ts'
import { followPlaces } from '../views/go.ts'
import type { App } from './app-context.tsx'
import { createCanvasPort } from './canvas-port.ts'
import { followLanguage, takeReopened } from './language.ts'
import { loadPrefs } from './prefs.ts'
import { applyTheme } from './theme.ts'
import { firstQuery } from './first-query.ts'
import { createUiStore } from './ui-store.ts'

/** Below this width the list of models starts folded: the drawing needs the room more. */
const NARROW_PX = 1000

export async function startApp(): Promise<App> {
  const client = await connect()
  // Asked at once and answered one after the other: each answer that is waited for is a way there and back.
  const asked = { launch: client.call('app.launch', {}), recoveries: recoveriesOf(client) }
  const [prefs] = await Promise.all([loadPrefs(client), client.hello])
  const { theme, language, folded, dockTab, keys } = prefs.getState()
  // The page goes on to load what it can; a moment later it is another one.
  followLanguage(language)
  applyTheme(theme)
  keymap.setState({ changes: keys })
  const ui = createUiStore({
    dockTab,
    folded: { outline: innerWidth < NARROW_PX, inspector: false, dock: false, ...folded },
  })
  const editor = createEditorStore(createDocument({ name: t.frame.untitled }))
  const compiled = createCompiledStore(editor)
  const files = createFiles(client, editor, prefs)
  const preview = createPreview({ client, editor, compiled, files, prefs })
  const app: App = { editor, compiled, canvas: createCanvasPort(), ui, prefs, client, files, preview }
  await openFirst(app, asked)
  followHost(app)
  fitOnOpen(app)
  followPlaces(editor)
  followMarks(app)
  followLook(app)
  followComparison(app)
  followKeptSteps(app)
  offerFirstQuery(app)
  return app
}

const recoveriesOf = (client: Client) => client.call('recovery.list', {}).catch(() => [])

interface Asked {
  readonly launch: Promise<ResultOf<Methods['app.launch']>>
  readonly recoveries: ReturnType<typeof recoveriesOf>
}

/** What the host was started with; on a first run the blog; else an empty design. */
async function openFirst({ files, ui, prefs }: App, asked: Asked): Promise<void> {
  const launch = await asked.launch
  const reopened = takeReopened()
  // The language was switched: the same design again.
  const isBack =
    reopened !== null &&
    (await files
      .openRecent(reopened)
      .then(() => files.getState().doc !== null)
      .catch(() => false))
  if (isBack) ui.announce(t.frame.languages[languageCode])
  else if (launch.document !== null) await files.openFile(launch.document)
  else if (launch.example !== null) await files.openExample(launch.example)
  else if (launch.firstRun) await files.openExample('blog').catch(() => files.create())
  else await files.create()
  if (files.getState().doc === null) await files.create()
  const recoveries = await asked.recoveries
  files.setState({ recoveries: [...files.getState().recoveries, ...recoveries] })
  void files.refreshRecent()
  if (launch.firstRun && !prefs.getState().welcomeSeen) ui.setState({ welcome: true })
}

/** The shell starts with a query that fits the design, so that there is something to run. */
function offerFirstQuery({ editor, files, preview }: App): void {
  const offer = (): void => preview.setCode('orm', firstQuery(editor.getState().doc))
  offer()
  files.subscribe((state, before) => {
    if (state.doc !== before.doc && state.doc !== null) offer()
  })
}

/** A design that was just opened is shown whole, as soon as a canvas is there. */
function fitOnOpen({ files, canvas }: App): void {
  canvas.whenReady(() => canvas.fit())
  files.subscribe((state, before) => {
    if (state.doc !== before.doc && state.doc !== null) canvas.whenReady(() => canvas.fit())
  })
}
