import { Tooltip } from '@base-ui/react/tooltip'
import { Suspense, useEffect, useRef } from 'react'
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels'
import type { Layout } from 'react-resizable-panels'
import { KeyHandler } from '../actions/KeyHandler.tsx'
import { Canvas } from '../canvas/Canvas.tsx'
import { EarlierBar } from '../history/EarlierBar.tsx'
import { Asker } from '../host/ask.tsx'
import { DropTarget } from '../host/import/DropTarget.tsx'
import { FileNotices } from '../host/FileNotices.tsx'
import { PickerHost } from '../host/picker/pick-file.tsx'
import { Inspector } from '../panels/inspector/Inspector.tsx'
import { Outline } from '../panels/outline/Outline.tsx'
import { EditorProvider } from '../state/use-editor.tsx'
import { part } from '../ui/part.tsx'
import { remPx } from '../ui/rem.ts'
import { Toasts } from '../ui/Toasts.tsx'
import { FindPanel } from '../views/FindPanel.tsx'
import { ViewBar } from '../views/ViewBar.tsx'
import { Welcome } from '../welcome/Welcome.tsx'
import { t } from '../texts/texts.ts'
import styles from './App.module.css'
import { Announcer } from './Announcer.tsx'
import { AppProvider, useApp, useUi } from './app-context.tsx'
import type { App as AppServices } from './app-context.tsx'
import { CanvasHint } from './CanvasHint.tsx'
import { Dock } from './Dock.tsx'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'
import { Fence } from './Fence.tsx'
import { keepFocus } from './keep-focus.ts'
import { focusPane } from './panes.ts'
import type { Side } from './ui-store.ts'

const Dialogs = part(() => import('./Dialogs.tsx').then((m) => m.Dialogs))

export function App({ app }: { readonly app: AppServices }) {
  // For the browser tests: the stores that the page works on. Effects of what is inside ran before: its keys are heard.
  useEffect(() => void Object.assign(window, { relataApp: app }), [app])
  return (
    <AppProvider value={app}>
      <EditorProvider value={app.editor}>
        <Tooltip.Provider delay={500}>
          <div className={styles['frame']}>
            <TopBar />
            <Work />
            <StatusBar />
          </div>
          <Suspense>
            <Dialogs />
          </Suspense>
          <FileNotices />
          <PickerHost />
          <Asker />
          <Toasts />
          <KeyHandler />
          <Announcer />
        </Tooltip.Provider>
      </EditorProvider>
    </AppProvider>
  )
}

/** The panels around the canvas. Their sizes are remembered; each folds away by key. */
function Work() {
  const { prefs } = useApp()
  const remember = (group: string) => (layout: Layout) =>
    prefs.set({ layout: { ...prefs.getState().layout, [group]: layout } })
  const stored = (group: string): { defaultLayout?: Layout } => {
    const layout = prefs.getState().layout[group]
    return layout === undefined ? {} : { defaultLayout: layout }
  }
  const outline = useFoldable('outline')
  const inspector = useFoldable('inspector')
  usePaneRequests()
  useEffect(() => keepFocus(), [])
  const dock = useFoldable('dock')
  return (
    <main className={styles['main']}>
      <Group
        id="columns"
        className={styles['work']}
        orientation="horizontal"
        onLayoutChanged={remember('columns')}
        {...stored('columns')}
      >
        <Panel
          id="outline"
          defaultSize="15rem"
          minSize="10rem"
          maxSize="28rem"
          collapsible
          groupResizeBehavior="preserve-pixel-size"
          {...outline}
        >
          <section className={styles['panel']} data-pane="outline" aria-label={t.frame.outline}>
            <Fence>
              <Outline />
            </Fence>
          </section>
        </Panel>
        <Separator className={styles['separator']} aria-label={t.ui.labelled(t.frame.resize, t.frame.outline)} />
        <Panel id="middle" minSize="18rem">
          <Group id="rows" orientation="vertical" onLayoutChanged={remember('rows')} {...stored('rows')}>
            <Panel id="canvas" minSize="8rem">
              <section className={styles['canvas']} data-pane="canvas" aria-label={t.frame.canvas}>
                <ViewBar />
                <Fence>
                  <FindPanel />
                </Fence>
                <Welcome />
                <div className={styles['drawing']}>
                  <Fence>
                    <Canvas />
                  </Fence>
                  <CanvasHint />
                  <EarlierBar />
                  <DropTarget />
                </div>
              </section>
            </Panel>
            <Separator className={styles['separator']} aria-label={t.ui.labelled(t.frame.resize, t.frame.dock)} />
            <Panel id="dock" defaultSize={dockSize()} minSize="7rem" collapsible {...dock}>
              <section className={styles['panel']} data-pane="dock" aria-label={t.frame.dock}>
                <Dock />
              </section>
            </Panel>
          </Group>
        </Panel>
        <Separator className={styles['separator']} aria-label={t.ui.labelled(t.frame.resize, t.frame.inspector)} />
        <Panel
          id="inspector"
          defaultSize="19rem"
          minSize="15rem"
          maxSize="34rem"
          collapsible
          groupResizeBehavior="preserve-pixel-size"
          {...inspector}
        >
          <section className={styles['panel']} data-pane="inspector" aria-label={t.frame.inspector}>
            <Fence>
              <Inspector />
            </Fence>
          </section>
        </Panel>
      </Group>
    </main>
  )
}

/** A third of the height; more in a low window or with large letters, where a third holds two bars and a line. */
function dockSize(): string {
  const wanted = (100 * remPx(DOCK_REM)) / globalThis.innerHeight
  return `${Math.min(45, Math.max(34, Math.round(wanted)))}%`
}

/** Holds the query above its rows, both with their bar and a few lines. */
const DOCK_REM = 14

/** What asks for a pane by its name; those that ask for one field of it are answered there. */
function usePaneRequests(): void {
  const request = useUi((s) => s.focus)
  useEffect(() => {
    if (request?.place === 'dock' || request?.place === 'inspector') focusPane(request.place, true)
  }, [request])
}

/** Couples a panel with its fold state, both ways: by key and by dragging its edge. */
function useFoldable(side: Side) {
  const { ui, prefs } = useApp()
  const panelRef = usePanelRef()
  const folded = useUi((s) => s.folded[side])
  const mounted = useRef(false)
  useEffect(() => {
    const panel = panelRef.current
    if (panel === null || panel.isCollapsed() === folded) return
    if (folded) panel.collapse()
    else panel.expand()
  }, [folded, panelRef])
  return {
    panelRef,
    onResize: () => {
      const panel = panelRef.current
      // The first report comes before the stored fold state is applied.
      if (panel === null || !mounted.current) {
        mounted.current = true
        return
      }
      ui.fold(side, panel.isCollapsed())
      prefs.set({ folded: ui.getState().folded })
    },
  }
}
