import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { RowFilter } from '../../../shared/protocol/methods/rows.ts'
import type { CallResult } from '../../../shared/protocol/methods.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import { showCell } from '../../../shared/rows/show-cell.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import field from '../../ui/Field.module.css'
import styles from '../columns/Columns.module.css'
import type { Spot } from '../data-store.ts'
import type { DataColumn } from '../rows/table-view.ts'

interface ValuesDialogProps {
  readonly spot: Spot
  readonly column: DataColumn
  readonly onFilter: (filters: readonly RowFilter[]) => void
  readonly onClose: () => void
}

type Values = CallResult<'rows.distinct'>

/** After the last keystroke, ms. */
const WAIT_MS = 150
const SHOWN = 300

/** The values of a column, how often each is there, and a filter made of those that are ticked. */
export function ValuesDialog({ spot, column, onFilter, onClose }: ValuesDialogProps) {
  const own = spot.filters.find((one) => one.column === column.name && (one.op === 'in' || one.op === 'notIn'))
  const others = spot.filters.filter((one) => one !== own)
  const [text, setText] = useState('')
  const [ticked, setTicked] = useState<ReadonlyMap<string, WireScalar>>(
    () => new Map((own !== undefined && 'values' in own ? own.values : []).map((value) => [nameOf(value), value])),
  )
  const { found, labels } = useValues(spot.table, others, column, text)
  const most = found?.values[0]?.count ?? 1
  function words(value: WireScalar): string {
    if (value === '') return t.columns.values.empty
    const label = labels.get(nameOf(value)) ?? ''
    const shown = showCell(value, column.rule)
    return label === '' || label === shown ? shown : `${shown} · ${label}`
  }
  function tick(value: WireScalar, isOn: boolean): void {
    const next = new Map(ticked)
    if (isOn) next.set(nameOf(value), value)
    else next.delete(nameOf(value))
    setTicked(next)
  }
  function filter(op: 'in' | 'notIn'): void {
    onFilter([...others, { op, column: column.name, values: [...ticked.values()].slice(0, 1000) }])
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.columns.values.title(column.form?.field ?? column.name)}
      text={t.columns.values.text}
      footer={
        <>
          <Button disabled={ticked.size === 0} onClick={() => filter('notIn')}>
            {t.columns.values.without}
          </Button>
          <Button look="primary" disabled={ticked.size === 0} onClick={() => filter('in')}>
            {t.columns.values.only}
          </Button>
        </>
      }
    >
      <div className={styles['values']}>
        <input
          className={field['input']}
          aria-label={t.columns.values.search}
          placeholder={t.columns.values.search}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <div className={styles['valueList']} aria-busy={found === null}>
          {found?.values.map(({ value, count }) => (
            <label key={nameOf(value)}>
              <input
                type="checkbox"
                aria-label={t.columns.values.count(words(value), count)}
                checked={ticked.has(nameOf(value))}
                onChange={({ target }) => tick(value, target.checked)}
              />
              <code data-none={value === null || value === ''}>{words(value)}</code>
              <span>{t.data.number(count)}</span>
              <span className={styles['bar']} aria-hidden style={{ width: `${Math.max(2, (count / most) * 100)}%` }} />
            </label>
          ))}
          {found?.values.length === 0 && <p className={styles['marked']}>{t.columns.values.none}</p>}
        </div>
        {found?.more === true && <p className={styles['marked']}>{t.columns.values.more(SHOWN)}</p>}
      </div>
    </Dialog>
  )
}

const nameOf = (value: WireScalar): string => JSON.stringify(value)

/** Follows what is typed; of a foreign key also what its rows are called. */
function useValues(table: string, filters: readonly RowFilter[], { name: column, target }: DataColumn, text: string) {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  const [found, setFound] = useState<Values | null>(null)
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>(new Map())
  const asked = JSON.stringify(filters)
  useEffect(() => {
    if (session === null) return
    const abort = new AbortController()
    const { signal } = abort
    async function ask(): Promise<void> {
      if (session === null) return
      const wanted = JSON.parse(asked) as RowFilter[]
      const params = { session, table, column, filters: wanted, text, limit: SHOWN }
      const answer = await client.call('rows.distinct', params, { signal })
      if (signal.aborted) return
      setFound(answer)
      const values = answer.values.flatMap(({ value }) => (value === null ? [] : [[value]]))
      if (target === null || values.length === 0) return
      const called = await client.call(
        'rows.labels',
        { session, table: target.table, keys: [target.key], labels: [...target.labels], values },
        { signal },
      )
      if (!signal.aborted) setLabels(new Map(called.labels.map(({ key: [key = null], label }) => [nameOf(key), label])))
    }
    const timer = setTimeout(() => void ask().catch(report), text === '' ? 0 : WAIT_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, session, table, column, target, asked, text])
  return { found, labels }
}
