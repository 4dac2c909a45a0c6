/** Where the cells of a row lead: along a foreign key, to the rows that refer to it, into a many-to-many relation. */
import { useState } from 'react'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import { t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'
import type { Place } from '../grid/grid-moves.ts'
import { leadsTo, spotFor } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import { isNewKey } from '../rows/table-view.ts'
import type { ManyColumn, ViewRow } from '../rows/table-view.ts'

/** A relation of a row that is edited in a dialog. */
interface ManyEditing {
  readonly row: ViewRow
  readonly column: ManyColumn
}

export interface Leads {
  /** Goes where the cell leads; nowhere, if it leads nowhere. */
  follow(place: Place): void
  /** Edits the relation, or shows its rows where they cannot be edited here. */
  openMany(place: Place): void
  readonly many: ManyEditing | null
  closeMany(): void
}

/** @param from the cell that one comes back to */
export function useLeads(context: RowsContext, from: Place, canWrite: boolean): Leads {
  const { store, view } = context
  const [many, setMany] = useState<ManyEditing | null>(null)

  function follow(place: Place): void {
    const to = leadsTo(context, place)
    if (to === null) return
    store.moveTo(from)
    store.goTo(to)
  }
  function openMany(place: Place): void {
    const row = view.at(place.row)
    const column = view.columns[place.column]
    if (row === undefined || column?.kind !== 'many') return
    if (!column.many.isPlain) openThrough(row, column)
    else if (canWrite) setMany({ row, column })
    else follow(place)
  }
  /** The rows of a join model with columns of its own: there they can be edited, and a new one is of this row. */
  function openThrough(row: ViewRow, { many: { through, source, own } }: ManyColumn): void {
    const value = view.valueOf(row, own)
    if (value === undefined || value === null || isNewKey(value)) return notify({ title: t.data.many.applyFirst })
    store.moveTo(from)
    store.goTo(spotFor(through, { op: 'equals', column: source, value: value as WireScalar }))
    notify({ title: t.data.many.ownColumns(store.form(through)?.model ?? through) })
  }
  return { follow, openMany, many, closeMany: () => setMany(null) }
}
