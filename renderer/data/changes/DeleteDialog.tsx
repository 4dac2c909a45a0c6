import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { WirePlan } from '../../../shared/orm/delete/tree.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { readImpact } from '../../preview/impact/impact.ts'
import type { Impact } from '../../preview/impact/impact.ts'
import { ImpactTree } from '../../preview/impact/ImpactTree.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { RowsContext } from '../rows/row-actions.ts'
import { isNew } from './staged.ts'
import type { ViewRow } from '../rows/table-view.ts'

interface DeleteDialogProps {
  readonly context: RowsContext
  readonly rows: readonly ViewRow[]
  readonly onMark: () => void
  readonly onClose: () => void
}

/** Above, the tree says less than it costs. */
const MOST_ROWS = 200

/** What goes with the rows, before they are marked. */
export function DeleteDialog({ context, rows, onMark, onClose }: DeleteDialogProps) {
  const { client, preview, compiled } = useApp()
  const session = useStore(preview, (s) => s.session)
  const { form, view } = context
  const [impact, setImpact] = useState<Impact | null>(null)
  const label = form?.label ?? null
  const keyColumns = form?.keyColumns ?? []
  const isAsked = session !== null && label !== null && keyColumns.length > 0 && rows.length <= MOST_ROWS
  useEffect(() => {
    if (!isAsked) return
    const abort = new AbortController()
    const pks = rows.flatMap((row) => {
      if (row.key === null) return []
      const parts = keyColumns.map((column) => view.valueOf(row, column))
      const [first] = parts
      if (parts.some((value) => value === undefined || value === null || isNew(value as never))) return []
      return [(parts.length === 1 ? first : parts) as WireScalar | WireScalar[]]
    })
    if (pks.length === 0) return
    client
      .call('impact.run', { session, model: label, pks }, { signal: abort.signal })
      .then((plan) => setImpact(readImpact(plan as unknown as WirePlan, compiled.getState().resolution)))
      .catch(report)
    return () => abort.abort()
    // Asked once, for the rows that the dialog was opened with.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const isBlocked = impact?.isBlocked === true
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.data.deleteTitle(rows.length, form?.model ?? view.table)}
      text={t.data.deleteText}
      footer={
        <>
          <Button onClick={onClose}>{t.ui.cancel}</Button>
          <Button
            look="danger"
            disabled={isBlocked}
            onClick={() => {
              onMark()
              onClose()
            }}
          >
            {t.data.deleteMark}
          </Button>
        </>
      }
    >
      {impact !== null && <ImpactTree impact={impact} />}
      {rows.length > MOST_ROWS && <p>{t.data.deleteMany(MOST_ROWS)}</p>}
    </Dialog>
  )
}
