import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import type { CellEditing, Editing } from '../table/use-cell-editing.ts'
import { CellEditor } from './CellEditor.tsx'
import { WideEditor } from './WideEditor.tsx'

interface EditingCellProps {
  readonly editing: Editing
  readonly onCommit: CellEditing['commit']
  readonly onCommitWide: CellEditing['commitWide']
  readonly onCancel: () => void
}

/** The editor of the cell, or of a reference over several columns. */
export function EditingCell({ editing, onCommit, onCommitWide, onCancel }: EditingCellProps) {
  const { place, column, value, typed } = editing
  const key = `${place.row} ${place.column}`
  const rest = { typed, onCancel }
  if (column.kind === 'wide') {
    const held = value as readonly WireScalar[] | null
    return <WideEditor key={key} wide={column.wide} value={held} onCommit={onCommitWide} {...rest} />
  }
  return (
    <CellEditor
      key={key}
      column={column.name}
      rule={column.rule}
      isLong={column.form?.isLong === true}
      target={column.target}
      value={value as WireScalar}
      onCommit={onCommit}
      {...rest}
    />
  )
}
