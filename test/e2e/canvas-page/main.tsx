/**
 * The canvas alone on a page, for stories and measurements: `?n=200` draws a made-up design of that
 * size, `?doc=blog` an example, `?theme=dark`, `?arrange=1`. Keys of the canvas' actions work.
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
import { Toasts } from '../../../renderer/ui/Toasts.tsx'
import { EditorProvider } from '../../../renderer/state/use-editor.tsx'
import type { Resolved } from '../../../shared/relations/resolve.ts'
import { resolveDocument } from '../../../shared/relations/resolve.ts'
import { bigDocument } from '../../support/big-document.ts'
import { showcase } from './showcase.ts'

const query = new URLSearchParams(location.search)
const wanted = query.get('theme') ?? 'light'
applyTheme(THEMES.find((theme) => theme === wanted) ?? 'light')
const size = Number(query.get('n') ?? 0)
const doc = query.get('doc') === 'showcase' ? showcase() : bigDocument(size)
const editor = createEditorStore(doc)
// Names of accessors, without schema and checks: the canvas' own cost is what is measured here.
const compiled = createStore(() => compile())
editor.subscribe((now, before) => {
  if (now.doc.models !== before.doc.models) compiled.setState(compile(compiled.getState()))
})

function compile(previous?: Resolved) {
  const { doc: current } = editor.getState()
  return { doc: current, resolution: resolveDocument(current, previous), checked: { byModel: new Map(), all: [] } }
}
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
Object.assign(window, { canvasPage: { editor, compiled, canvasStore } })
