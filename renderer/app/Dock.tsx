import { Tabs } from '@base-ui/react/tabs'
import { ChevronDown } from 'lucide-react'
import { Suspense, useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { actionOf } from '../actions/registry.ts'
import { IconButton } from '../ui/Button.tsx'
import { part } from '../ui/part.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { t } from '../texts/texts.ts'
import { useApp, useCompiled, useUi } from './app-context.tsx'
import styles from './Dock.module.css'
import { Fence } from './Fence.tsx'
import { DOCK_TABS } from './ui-store.ts'
import type { DockTab } from './ui-store.ts'

/** One component for all code tabs: CodeMirror comes with the first of them that is opened. */
const CodePanel = part(() => import('../panels/code/CodePanel.tsx').then((m) => m.CodePanel))
const PreviewPanel = part(() => import('../preview/PreviewPanel.tsx').then((m) => m.PreviewPanel))
const ProblemsPanel = part(() => import('../panels/problems/ProblemsPanel.tsx').then((m) => m.ProblemsPanel))

const HistoryPanel = part(() => import('../history/HistoryPanel.tsx').then((m) => m.HistoryPanel))

const PANELS: Record<DockTab, ReactNode> = {
  preview: <PreviewPanel />,
  sql: <CodePanel exporterId="sqlite" />,
  typescript: <CodePanel exporterId="typescript" />,
  django: <CodePanel exporterId="django" />,
  problems: <ProblemsPanel />,
  history: <HistoryPanel />,
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
        <Tabs.List ref={useActiveInView()} className={styles['tabs']} aria-label={t.frame.dock}>
          {DOCK_TABS.map((one) => (
            <Tabs.Tab key={one} value={one} className={styles['tab']}>
              {t.dock.tabs[one]}
              {one === 'problems' && <ProblemCount />}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <IconButton
          label={t.actions.toggle.dock}
          keys={actionOf('view.dock').keys[0]}
          small
          icon={<ChevronDown />}
          onClick={() => ui.toggle('dock')}
        />
      </div>
      {DOCK_TABS.map((one) => (
        <Tabs.Panel key={one} value={one} className={styles['panel']}>
          {!folded && (
            <Fence>
              <Suspense fallback={<Waiting />}>{PANELS[one]}</Suspense>
            </Fence>
          )}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}

/** A list of tabs that has become narrower, or was not yet laid out when its tab was chosen, shows the active one. */
function useActiveInView() {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = list.current
    if (element === null) return undefined
    const show = (): void => {
      const active = element.querySelector<HTMLElement>('[data-active]')
      if (active === null) return
      const { offsetLeft: left, offsetWidth: width } = active
      const most = Math.min(element.scrollLeft, left)
      element.scrollLeft = Math.max(most, left + width - element.clientWidth)
    }
    const observer = new ResizeObserver(show)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return list
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
