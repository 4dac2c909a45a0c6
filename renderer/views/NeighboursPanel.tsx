import { Crosshair } from 'lucide-react'
import { useEffect, useId, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { useApp, useUi } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { cx } from '../ui/cx.ts'
import { t } from '../texts/texts.ts'
import { PanelEnd, Said, useFound, WordButton } from './FindPanel.tsx'
import { findStore } from './find-store.ts'
import { reachOf } from './neighbours.ts'
import styles from './FindPanel.module.css'

/** A model and what is at most so many relations away. */
export function NeighboursPanel() {
  const { editor } = useApp()
  const doc = useEditor((s) => s.doc)
  const selected = useEditor((s) => s.selection.models)
  const { models, depth } = useStore(findStore, (s) => s.around)
  const input = useRef<HTMLInputElement>(null)
  const asked = useUi((s) => (s.focus?.place === 'find' ? s.focus.n : 0))
  useEffect(() => {
    if (asked > 0) input.current?.focus()
  }, [asked])
  const id = useId()
  const found = useFound()
  const names = models.map((model) => doc.models[model]?.name).filter((name) => name !== undefined)
  // It asks for a model until there is one: the first that is selected is the answer.
  const isAsking = names.length === 0
  useEffect(() => {
    if (isAsking && selected.size > 0) findStore.setState({ around: { models: [...selected], depth } })
  }, [isAsking, selected, depth])
  const reach = useMemo(() => Math.max(1, reachOf(doc, models)), [doc, models])
  const isOther =
    !isAsking && selected.size > 0 && (selected.size !== models.length || models.some((model) => !selected.has(model)))
  return (
    <>
      {isAsking ? (
        <Said>{t.views.neighbours.select}</Said>
      ) : (
        <>
          <span className={cx(styles['label'], styles['around'])}>
            {t.views.neighbours.around}{' '}
            <strong>{names.length > 3 ? t.views.neighbours.several(names.length) : names.join(', ')}</strong>
          </span>
          <label htmlFor={id} className={cx(styles['label'], styles['depth'])}>
            {t.views.neighbours.depth}
          </label>
          <input
            ref={input}
            id={id}
            type="range"
            className={styles['slider']}
            min={0}
            max={reach}
            value={Math.min(depth, reach)}
            onChange={(event) => findStore.setState({ around: { models, depth: Number(event.target.value) } })}
          />
          <Said>{t.views.neighbours.shown(found.models?.size ?? 0, Math.min(depth, reach))}</Said>
        </>
      )}
      {isOther && (
        <WordButton
          label={t.views.neighbours.use}
          icon={<Crosshair />}
          word={styles['longWord']}
          onClick={() => findStore.setState({ around: { models: [...editor.getState().selection.models], depth } })}
        />
      )}
      <PanelEnd found={found} />
    </>
  )
}
