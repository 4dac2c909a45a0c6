/**
 * The canvas alone on a page, for stories and measurements: `?n=200` draws a made-up design of that
 * size, `?doc=showcase` a small one, `?theme=dark`, `?hold=1`, `?unseen=1`. Keys of the canvas' actions work.
 */
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '../../../renderer/ui/tokens.css'
import '../../../renderer/ui/base.css'
import { createRoot } from 'react-dom/client'
import { matchesKeys } from '../../../renderer/actions/keys.ts'
import { AppProvider } from '../../../renderer/app/app-context.tsx'
import type { App } from '../../../renderer/app/app-context.tsx'
import { applyTheme, THEMES } from '../../../renderer/app/theme.ts'
import { Canvas } from '../../../renderer/canvas/Canvas.tsx'
import { canvasActions } from '../../../renderer/canvas/canvas-actions.ts'
import { canvasStore } from '../../../renderer/canvas/canvas-store.ts'
import { createStore } from 'zustand/vanilla'
import { createEditorStore } from '../../../renderer/state/editor-store.ts'
import { createSliced } from '../../../renderer/state/sliced.ts'
import { Toasts } from '../../../renderer/ui/Toasts.tsx'
import { EditorProvider } from '../../../renderer/state/use-editor.tsx'
import type { Resolved } from '../../../shared/relations/resolve.ts'
import { resolveDocument, resolveSteps } from '../../../shared/relations/resolve.ts'
import type { Resolution } from '../../../shared/relations/types.ts'
import { bigDocument } from '../../support/big-document.ts'
import { showcase } from './showcase.ts'

const query = new URLSearchParams(location.search)
const wanted = query.get('theme') ?? 'light'
applyTheme(THEMES.find((theme) => theme === wanted) ?? 'light')
const size = Number(query.get('n') ?? 0)
const doc = query.get('doc') === 'showcase' ? showcase() : bigDocument(size)
// `?unseen=1`: the design is there, an empty one is shown: what opening costs more is opening alone.
const opened = query.get('unseen') === null ? doc : bigDocument(0)
const editor = createEditorStore(opened)
// Names of accessors, without schema and checks: the canvas' own cost is what is measured here.
const shown = createStore<object>(() => ({
  resolution: { models: new Map() },
  checked: { byModel: new Map(), all: [] },
}))
const known = (): Resolved | undefined => (opening.isRunning() ? undefined : (shown.getState() as Resolved))
const show = (resolution: Resolution): void => shown.setState({ doc: editor.getState().doc, resolution })
const opening = createSliced<Resolution>(show)
// `?hold=1`: what follows from the design waits, so that a measurement sees the first view alone.
if (query.get('hold') === null) opening.start(resolveSteps(opened))
editor.subscribe((now, before) => {
  if (now.doc.models === before.doc.models) return
  opening.finish()
  show(resolveDocument(now.doc, known()))
})
const getState = () => {
  opening.finish()
  return shown.getState()
}
const compiled = { shown, getState, subscribe: shown.subscribe }
// Only what the canvas asks of the page's services.
const app = { editor, compiled } as unknown as App

window.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLElement && event.target.matches('input,textarea,select')
  if (event.defaultPrevented || typing) return
  if (matchesKeys(event, 'Mod+Z')) editor.undo()
  else if (matchesKeys(event, 'Mod+Shift+Z')) editor.redo()
  else {
    const action = canvasActions.find((a) => a.keys.some((keys) => matchesKeys(event, keys)) && a.isEnabled(app))
    if (action === undefined) return
    void action.run(app)
  }
  event.preventDefault()
})

const root = document.getElementById('root')
if (root === null) throw new Error('No #root')
createRoot(root).render(
  <AppProvider value={app}>
    <EditorProvider value={editor}>
      <Canvas />
      <Toasts />
    </EditorProvider>
  </AppProvider>,
)
Object.assign(window, { canvasPage: { editor, compiled, canvasStore, unseen: doc } })
