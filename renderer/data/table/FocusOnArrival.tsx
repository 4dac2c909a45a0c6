import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { useUi } from '../../app/app-context.tsx'
import type { Spot } from '../data-store.ts'
import type { GridHandle } from '../grid/Grid.tsx'
import type { TableRows } from '../rows/table-rows.ts'
import { useData } from '../use-data.ts'

interface ArrivalProps {
  readonly grid: RefObject<GridHandle | null>
  readonly spot: Spot
  readonly rows: TableRows
  /** The cursor's. */
  readonly column: number
}

/** The last time that the rows were asked for, so that a table that is opened later does not take the focus for it. */
let answered = 0

/** Who followed a key to another table goes on by keyboard there, where one left off. */
export function FocusOnArrival({ grid, spot, rows, column }: ArrivalProps) {
  const { table, at } = spot
  const hasTrail = useData((s) => s.trail.length > 0)
  const seen = useRef<string | null>(null)
  useEffect(() => {
    if (seen.current === table) return
    seen.current = table
    if (at.row > 0 || at.column > 0) grid.current?.go(at)
    if (hasTrail && (document.activeElement === null || document.activeElement === document.body)) grid.current?.focus()
  }, [grid, table, at, hasTrail])
  const asked = useUi((s) => (s.focus?.place === 'rows' ? s.focus.n : 0))
  useEffect(() => {
    if (asked <= answered) return
    answered = asked
    grid.current?.focus()
  }, [asked, grid])
  const view = useRef(rows.view)
  useEffect(() => {
    const { filters, sort } = view.current
    view.current = rows.view
    // Another order or filter is looked at from its beginning; the same rows read anew stay where they are.
    if (filters !== rows.view.filters || sort !== rows.view.sort) grid.current?.go({ row: 0, column })
  }, [grid, rows, column])
  return null
}
