import { toggleDelete } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import type { Leads } from '../table/use-leads.ts'
import type { TableEdits } from '../table/use-table-edits.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import { ManyDialog } from './ManyDialog.tsx'

interface ChangeDialogsProps {
  readonly context: RowsContext
  readonly edits: TableEdits
  readonly leads: Leads
}

/** What is asked before rows are deleted, and what a row is linked to. */
export function ChangeDialogs({ context, edits: { deleting, stopDeleting }, leads }: ChangeDialogsProps) {
  const { many, closeMany } = leads
  return (
    <>
      {deleting !== null && (
        <DeleteDialog
          context={context}
          rows={deleting}
          onClose={stopDeleting}
          onMark={() => toggleDelete(context, deleting, true)}
        />
      )}
      {many !== null && <ManyDialog context={context} row={many.row} column={many.column} onClose={closeMany} />}
    </>
  )
}
