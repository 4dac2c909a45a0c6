import { Tabs } from '@base-ui/react/tabs'
import { ChevronDown } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'
import { IconButton } from '../ui/Button.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { t } from '../texts/texts.ts'
import { useApp, useCompiled, useUi } from './app-context.tsx'
import styles from './Dock.module.css'
import { DOCK_TABS } from './ui-store.ts'
import type { DockTab } from './ui-store.ts'

const code = (exporter: string) =>
  lazy(async () => {
    const { CodePanel } = await import('../panels/code/CodePanel.tsx')
    return { default: () => <CodePanel exporterId={exporter} /> }
  })

/** CodeMirror comes with the first of these that is opened. */
const PANELS: Record<DockTab, LazyExoticComponent<ComponentType>> = {
  preview: lazy(() => import('../preview/PreviewPanel.tsx').then((m) => ({ default: m.PreviewPanel }))),
  sql: code('sqlite'),
  typescript: code('typescript'),
  django: code('django'),
  problems: lazy(() => import('../panels/problems/ProblemsPanel.tsx').then((m) => ({ default: m.ProblemsPanel }))),
}

/** The lower part of the page: rows, code and problems, one at a time. */
export function Dock() {
  const { ui, prefs } = useApp()
  const tab = useUi((s) => s.dockTab)
  const folded = useUi((s) => s.folded.dock)
  return (
    <Tabs.Root
      className={styles['root']}
      value={tab}
      onValueChange={(next) => {
        ui.showTab(next as DockTab)
        prefs.set({ dockTab: next as DockTab })
      }}
    >
      <div className={styles['bar']}>
        <Tabs.List className={styles['tabs']} aria-label={t.frame.dock}>
          {DOCK_TABS.map((one) => (
            <Tabs.Tab key={one} value={one} className={styles['tab']}>
              {t.dock.tabs[one]}
              {one === 'problems' && <ProblemCount />}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <IconButton
          label={t.actions.toggle.dock}
          keys="Mod+J"
          small
          icon={<ChevronDown />}
          onClick={() => ui.toggle('dock')}
        />
      </div>
      {DOCK_TABS.map((one) => {
        const Panel = PANELS[one]
        return (
          <Tabs.Panel key={one} value={one} className={styles['panel']}>
            {!folded && (
              <Suspense fallback={<Waiting />}>
                <Panel />
              </Suspense>
            )}
          </Tabs.Panel>
        )
      })}
    </Tabs.Root>
  )
}

function ProblemCount() {
  const all = useCompiled((s) => s.checked.all)
  const shown = all.filter((d) => d.severity !== 'info').length
  if (shown === 0) return null
  const level = all.some((d) => d.severity === 'error') ? 'error' : 'warning'
  return (
    <span className={styles['count']} data-level={level}>
      {shown}
    </span>
  )
}
