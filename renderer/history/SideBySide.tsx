import { useMemo, useRef } from 'react'
import type { CSSProperties } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../app/app-context.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { t } from '../texts/texts.ts'
import { comparisonMarks } from './compare.ts'
import type { Comparison } from './compare.ts'
import { compareStore } from './compare-store.ts'
import { markedSvg } from './marked-svg.ts'
import styles from './SideBySide.module.css'

/** Both versions as drawings beside each other; they scroll together. */
export function SideBySide() {
  const comparison = useStore(compareStore, (s) => s.comparison)
  const isShown = useStore(compareStore, (s) => s.sideBySide)
  if (!isShown || comparison === null) return null
  return (
    <Dialog
      open
      full
      onClose={() => compareStore.setState({ sideBySide: false })}
      title={t.history.compare.sideBySide}
      text={t.history.compare.counts(...countsOf(comparison))}
    >
      <Both comparison={comparison} />
    </Dialog>
  )
}

function Both({ comparison }: { readonly comparison: Comparison }) {
  const { editor } = useApp()
  const parts = useRef<(HTMLDivElement | null)[]>([])
  const { view } = editor.getState()
  const drawings = useMemo(() => {
    const { tones } = comparisonMarks(comparison)
    const theme = document.documentElement.dataset['scheme'] === 'dark' ? 'dark' : 'light'
    return (['before', 'after'] as const).map((end) => ({ end, svg: markedSvg(comparison[end], view, tones, theme) }))
  }, [comparison, view])

  function follow(from: number): void {
    const [here, other] = [parts.current[from], parts.current[1 - from]]
    if (here == null || other == null) return
    other.scrollTo(here.scrollLeft, here.scrollTop)
  }

  return (
    <div className={styles['both']}>
      {drawings.map(({ end, svg }, index) => (
        <figure key={end} className={styles['one']}>
          <figcaption>{t.history.compare[end]}</figcaption>
          <div
            ref={(element) => {
              parts.current[index] = element
            }}
            className={styles['drawing']}
            style={{ '--natural-width': /viewBox="\S+ \S+ (\S+)/.exec(svg)?.[1] ?? '' } as CSSProperties}
            role="group"
            aria-label={t.history.compare[end]}
            // A region that scrolls has to take the focus, or the keyboard cannot reach its end.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            onScroll={() => follow(index)}
            // Our own drawing, its texts escaped where it is made.
            dangerouslySetInnerHTML={{ __html: svg }}
          />
        </figure>
      ))}
    </div>
  )
}

function countsOf({ changes }: Comparison): [number, number, number] {
  const count = (kind: string): number => changes.filter((change) => change.kind === kind).length
  return [count('added'), count('removed'), count('changed')]
}
