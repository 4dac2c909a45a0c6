import { Plus, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { keyedRows } from '../../shared/protocol/column-batch.ts'
import type { NewValue } from '../../shared/protocol/methods/rows.ts'
import { wireText } from '../../shared/protocol/scalars.ts'
import type { WireScalar } from '../../shared/protocol/scalars.ts'
import { report } from '../actions/run-action.ts'
import { useApp } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import field from '../ui/Field.module.css'
import styles from './DataTab.module.css'
import { useLookup } from './editors/use-lookup.ts'
import type { RowsContext } from './row-actions.ts'
import { spotFor } from './row-actions.ts'
import { isNew, linksOf, stageLinks } from './staged.ts'
import { rowTitle } from './table-view.ts'
import type { ManyColumn, ViewRow } from './table-view.ts'

interface ManyDialogProps {
  readonly context: RowsContext
  readonly row: ViewRow
  readonly column: ManyColumn
  readonly onClose: () => void
}

interface Found {
  readonly value: WireScalar
  readonly label: string
}

const nameOf = (value: WireScalar): string => JSON.stringify(value)

/** Both sides of a many-to-many as in an admin: what is chosen, and what can be added. Staged like any other change. */
export function ManyDialog({ context, row, column, onClose }: ManyDialogProps) {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  const { store, view, form } = context
  const { many } = column
  const own = row.key === null ? { $new: row.id } : (view.valueOf(row, many.own) as NewValue)
  const [before, setBefore] = useState<readonly Found[] | null>(null)
  const [chosen, setChosen] = useState<readonly Found[] | null>(null)
  const [text, setText] = useState('')
  const others = useMemo(() => ({ ...many.other, keys: [many.other.key] }), [many.other])
  const { options: found, isBusy, more } = useLookup(others, text)
  const options = found.map(({ key: [value = null], label }): Found => ({ value, label }))

  useEffect(() => {
    if (session === null) return
    const abort = new AbortController()
    readLinked()
      .then((linked) => {
        setBefore(linked)
        const links = linksOf(store.getState().staged, many.through, many.source, own)
        const removed = new Set(links.filter(({ isAdded }) => !isAdded).map(({ targetValue }) => nameOf(targetValue)))
        const added = links.filter(({ isAdded }) => isAdded).map(({ targetValue }) => targetValue)
        return labelsOf(added).then((fresh) =>
          setChosen([...linked.filter(({ value }) => !removed.has(nameOf(value))), ...fresh]),
        )
      })
      .catch(report)
    async function readLinked(): Promise<readonly Found[]> {
      if (session === null || isNew(own)) return []
      const { column: key } = { column: many.other.key }
      const { through, source, target } = many
      const found = await client.call(
        'rows.page',
        {
          session,
          table: many.other.table,
          filters: [{ op: 'linked', column: key, through, source, target, value: own }],
          limit: 500,
        },
        { signal: abort.signal },
      )
      const index = found.columns.findIndex(({ name }) => name === key)
      const { rows } = keyedRows(found.batch, found.keyWidth)
      return labelsOf(rows.map((cells) => cells[index] as WireScalar))
    }
    async function labelsOf(values: readonly WireScalar[]): Promise<readonly Found[]> {
      if (session === null || values.length === 0) return []
      const { table, key, labels } = many.other
      const answer = await client.call(
        'rows.labels',
        { session, table, keys: [key], labels: [...labels], values: values.map((value) => [value]) },
        { signal: abort.signal },
      )
      const known = new Map(answer.labels.map(({ key: [value = null], label: said }) => [nameOf(value), said]))
      return values.map((value) => ({ value, label: known.get(nameOf(value)) ?? '' }))
    }
    return () => abort.abort()
    // The dialog is about one row and one relation for as long as it is open.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  function change(next: readonly Found[]): void {
    setChosen(next)
    const was = new Set((before ?? []).map(({ value }) => nameOf(value)))
    const now = new Set(next.map(({ value }) => nameOf(value)))
    const added = next.filter(({ value }) => !was.has(nameOf(value))).map(({ value }) => value)
    const removed = (before ?? []).filter(({ value }) => !now.has(nameOf(value))).map(({ value }) => value)
    const { through: table, source, target, isSymmetrical } = many
    store.stage((staged) =>
      stageLinks(staged, { table, source, sourceValue: own, target, isSymmetrical }, added, removed),
    )
  }
  const taken = new Set((chosen ?? []).map(({ value }) => nameOf(value)))
  const shown = (one: Found): string => (one.label === '' ? wireText(one.value) : one.label)
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t.data.many.title(column.name, rowTitle(view, row, form))}
      footer={
        <>
          {!isNew(own) && (
            <Button
              onClick={() => {
                onClose()
                const { key: other, table } = many.other
                const { through, source, target } = many
                store.goTo(spotFor(table, { op: 'linked', column: other, through, source, target, value: own }))
              }}
            >
              {t.data.many.showRows}
            </Button>
          )}
          <Button look="primary" onClick={onClose}>
            {t.data.many.done}
          </Button>
        </>
      }
    >
      <div className={styles['many']}>
        <section aria-label={t.data.many.available}>
          <h3>{t.data.many.available}</h3>
          <input
            className={field['input']}
            aria-label={t.data.many.search}
            placeholder={t.data.choose}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <ul className={styles['manyList']} aria-busy={isBusy}>
            {options
              .filter(({ value }) => !taken.has(nameOf(value)))
              .map((one) => (
                <li key={nameOf(one.value)}>
                  <button type="button" onClick={() => change([...(chosen ?? []), one])}>
                    <Plus size={14} aria-hidden />
                    <span className="visually-hidden">{t.data.many.add('')}</span>
                    <span>{shown(one)}</span>
                    <code aria-hidden>{wireText(one.value)}</code>
                  </button>
                </li>
              ))}
          </ul>
          {more && <p className={styles['facts']}>{t.data.moreFound}</p>}
        </section>
        <section aria-label={t.data.many.chosen}>
          <h3>{t.data.many.chosen}</h3>
          <ul className={styles['manyList']}>
            {(chosen ?? []).map((one) => (
              <li key={nameOf(one.value)}>
                <button type="button" onClick={() => change((chosen ?? []).filter((other) => other !== one))}>
                  <X size={14} aria-hidden />
                  <span className="visually-hidden">{t.data.many.remove('')}</span>
                  <span>{shown(one)}</span>
                  <code aria-hidden>{wireText(one.value)}</code>
                </button>
              </li>
            ))}
          </ul>
          {chosen?.length === 0 && <p className={styles['facts']}>{t.data.many.none}</p>}
        </section>
      </div>
    </Dialog>
  )
}
