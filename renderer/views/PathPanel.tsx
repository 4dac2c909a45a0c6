import { ArrowLeftRight, Copy, RefreshCw } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { ModelId } from '../../shared/document/ids.ts'
import { byName } from '../../shared/util/by-name.ts'
import { useApp, useUi } from '../app/app-context.tsx'
import type { UiStore } from '../app/ui-store.ts'
import { useEditor } from '../state/use-editor.tsx'
import { IconButton } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { Picker } from '../ui/Picker.tsx'
import { t } from '../texts/texts.ts'
import { PanelEnd, Said, useFound } from './FindPanel.tsx'
import { findStore } from './find-store.ts'
import type { RelationPath } from './relation-path.ts'
import styles from './FindPanel.module.css'

async function copyWords(text: string, ui: UiStore): Promise<void> {
  await navigator.clipboard.writeText(text).catch(() => {
    // Refused: the words can still be selected.
  })
  ui.announce(t.views.path.copied)
}

/** How long the way is, and whether it multiplies rows. */
function stepWords({ steps }: RelationPath): string {
  const words = t.views.path
  return [words.steps(steps.length), ...(steps.some(({ toMany }) => toMany) ? [words.toMany] : [])].join(', ')
}

/** The shortest way from one model to another along relations, as a query writes it. */
export function PathPanel() {
  const { ui } = useApp()
  const doc = useEditor((s) => s.doc)
  const path = useStore(findStore, (s) => s.path)
  const found = useFound()
  const ends = useRef<Partial<Record<'from' | 'to', HTMLElement | null>>>({})
  const asked = useUi((s) => (s.focus?.place === 'find' ? s.focus.n : 0))
  useEffect(() => {
    // The end that is still to be chosen.
    const end = findStore.getState().path.from === null ? 'from' : 'to'
    if (asked > 0) ends.current[end]?.querySelector<HTMLElement>('[role="combobox"]')?.focus()
  }, [asked])
  const groups = useMemo(
    () => [
      {
        value: '',
        items: Object.values(doc.models)
          .map((model) => ({ value: model.id as string, label: model.name, text: doc.apps[model.app]?.label ?? '' }))
          .toSorted((a, b) => byName(a.label, b.label)),
      },
    ],
    [doc],
  )
  const set = (change: Partial<typeof path>): void =>
    findStore.setState({ path: { ...findStore.getState().path, chosen: 0, ...change } })
  const { paths } = found
  const chosen = Math.min(path.chosen, paths.length - 1)
  const shown = paths[chosen]
  return (
    <>
      <span className={styles['ends']}>
        {(['from', 'to'] as const).map((end, index) => (
          <span key={end} className={styles['end']}>
            {index === 1 && (
              <IconButton
                small
                label={t.views.path.swap}
                icon={<ArrowLeftRight />}
                onClick={() => set({ from: path.to, to: path.from })}
              />
            )}
            <span className={styles['label']} aria-hidden>
              {t.views.path[end]}
            </span>
            <span ref={(element) => void (ends.current[end] = element)} className={styles['picker']}>
              <Picker
                label={t.views.path[end]}
                value={path[end]}
                groups={groups}
                placeholder={t.views.path.choose}
                mono
                onChange={(model) => set({ [end]: model as ModelId })}
              />
            </span>
          </span>
        ))}
      </span>
      <span className={styles['answer']}>
        {path.from !== null && path.to !== null && path.from !== path.to && (
          <Said>
            {shown === undefined ? t.views.path.none : <code className={styles['path']}>{shown.lookup}</code>}
          </Said>
        )}
        {shown !== undefined && (
          <IconButton
            small
            label={t.views.path.copy}
            icon={<Copy />}
            onClick={() => void copyWords(shown.lookup, ui)}
          />
        )}
        {shown !== undefined && (
          <span className={cx(styles['label'], styles['steps'])} title={stepWords(shown)}>
            {stepWords(shown)}
          </span>
        )}
        {paths.length > 1 && (
          <>
            <span className={styles['count']}>{t.views.path.way(chosen + 1, paths.length)}</span>
            <IconButton
              small
              label={t.views.path.next}
              icon={<RefreshCw />}
              onClick={() => set({ chosen: (chosen + 1) % paths.length })}
            />
          </>
        )}
        <PanelEnd found={found} />
      </span>
    </>
  )
}
