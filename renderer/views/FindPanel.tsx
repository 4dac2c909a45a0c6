import { BookmarkPlus, Scan, X } from 'lucide-react'
import { Suspense, useMemo } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { useStore } from 'zustand'
import { ActionButton } from '../actions/ActionButton.tsx'
import { useApp, useCompiled } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { part } from '../ui/part.tsx'
import { Tip } from '../ui/Tip.tsx'
import { t } from '../texts/texts.ts'
import { findIn } from './find-marks.ts'
import type { Found } from './find-marks.ts'
import { closePanel, findStore } from './find-store.ts'
import type { FindPanel as PanelName } from './find-store.ts'
import styles from './FindPanel.module.css'

const PANELS: Record<PanelName, ComponentType> = {
  filter: part(() => import('./FilterPanel.tsx').then((m) => m.FilterPanel)),
  neighbours: part(() => import('./NeighboursPanel.tsx').then((m) => m.NeighboursPanel)),
  path: part(() => import('./PathPanel.tsx').then((m) => m.PathPanel)),
}

/** The bar below the views, while something is looked for: filter, neighbours or a path. */
export function FindPanel() {
  const panel = useStore(findStore, (s) => s.panel)
  const app = useApp()
  if (panel === null) return null
  const Panel = PANELS[panel]
  const close = (): void => {
    closePanel()
    app.canvas.focus()
  }
  return (
    // Escape in any of its controls closes it, as a dialog.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles['panel']}
      aria-label={t.views.panels[panel]}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        close()
      }}
    >
      <Suspense>
        <Panel />
      </Suspense>
      <span className={styles['close']}>
        <IconButton small label={t.views.closePanel} icon={<X />} onClick={close} />
      </span>
    </section>
  )
}

/** What the panel that is open finds in the view. */
export function useFound(): Found {
  const doc = useEditor((s) => s.doc)
  const view = useEditor((s) => s.view)
  const resolution = useCompiled((s) => s.resolution)
  const state = useStore(findStore)
  return useMemo(() => findIn(doc, view, resolution, state), [doc, view, resolution, state])
}

/** Buttons that every panel ends with, once it has found something. */
export function PanelEnd({ found }: { readonly found: Found }) {
  const app = useApp()
  if (found.models === null || found.models.size === 0) return null
  return (
    <span className={styles['buttons']}>
      <WordButton
        label={t.views.fit}
        icon={<Scan />}
        word={styles['word']}
        onClick={() => app.canvas.fit([...(found.models ?? [])])}
      />
      <ActionButton small id="view.keep" label={t.views.keep} icon={<BookmarkPlus />} words={styles['word']} />
    </span>
  )
}

interface WordButtonProps {
  readonly label: string
  readonly icon: ReactNode
  readonly word: string | undefined
  readonly onClick: () => void
}

/** A button of the bar: in a narrow one its words go, and are still its name. */
export function WordButton({ label, icon, word, onClick }: WordButtonProps) {
  return (
    <Tip label={label}>
      <Button small icon={icon} onClick={onClick}>
        <span className={word}>{label}</span>
      </Button>
    </Tip>
  )
}

/** Said again whenever it changes, for those who do not see the drawing. */
export function Said({ children }: { readonly children: ReactNode }) {
  return (
    <span role="status" className={styles['count']}>
      {children}
    </span>
  )
}
