import { useMemo, useState } from 'react'
import type { ModelId } from '../../shared/document/ids.ts'
import { byName } from '../../shared/util/by-name.ts'
import { useApp } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { t } from '../texts/texts.ts'
import { filterModels } from './model-filter.ts'
import { membersOf } from './spots.ts'
import { addToView, removeFromView } from './view-edits.ts'
import styles from './MembersDialog.module.css'

/** Rows that are shown at once; a filter finds the rest. */
const ROWS = 300

/** Which models the open view draws. */
export function MembersDialog() {
  const app = useApp()
  const { ui } = app
  const doc = useEditor((s) => s.doc)
  const view = useEditor((s) => s.view)
  const members = useMemo(() => new Set(membersOf(doc, view)), [doc, view])
  const [changed, setChanged] = useState<ReadonlyMap<ModelId, boolean>>(new Map())
  const [query, setQuery] = useState('')
  const shown = useMemo(
    () =>
      [...(filterModels(doc, view, query) ?? (Object.keys(doc.models) as ModelId[]))].toSorted((a, b) =>
        byName(doc.models[a]?.name ?? '', doc.models[b]?.name ?? ''),
      ),
    [doc, view, query],
  )

  const isIn = (id: ModelId): boolean => changed.get(id) ?? members.has(id)
  function set(ids: readonly ModelId[], on: boolean): void {
    const next = new Map(changed)
    for (const id of ids) {
      if (members.has(id) === on) next.delete(id)
      else next.set(id, on)
    }
    setChanged(next)
  }
  function apply(): void {
    ui.closeDialog()
    addToView(
      app,
      [...changed].filter(([, on]) => on).map(([id]) => id),
    )
    removeFromView(
      app,
      [...changed].filter(([, on]) => !on).map(([id]) => id),
    )
  }

  return (
    <Dialog
      open
      onClose={() => ui.closeDialog()}
      title={t.ui.labelled(t.views.pick.title, doc.views[view]?.name ?? '')}
      text={t.views.pick.text}
      footer={
        <>
          <Button onClick={() => ui.closeDialog()}>{t.ui.cancel}</Button>
          <Button look="primary" disabled={changed.size === 0} onClick={apply}>
            {t.views.pick.done(changed.size)}
          </Button>
        </>
      }
    >
      <input
        type="search"
        className={styles['input']}
        aria-label={t.views.pick.find}
        placeholder={t.views.pick.find}
        spellCheck={false}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className={styles['both']}>
        <Button small onClick={() => set(shown, true)}>
          {t.views.pick.all}
        </Button>
        <Button small onClick={() => set(shown, false)}>
          {t.views.pick.none}
        </Button>
      </div>
      <ul className={styles['list']}>
        {shown.slice(0, ROWS).map((id) => (
          <li key={id}>
            <Check mono label={doc.models[id]?.name ?? ''} checked={isIn(id)} onChange={(on) => set([id], on)} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
