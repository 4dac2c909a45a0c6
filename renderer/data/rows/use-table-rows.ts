import { useEffect, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../../app/app-context.tsx'
import type { Spot } from '../data-store.ts'
import { createTableRows } from './table-rows.ts'
import type { TableRows, TableRowsState } from './table-rows.ts'
import { useData, useTableForm } from '../use-data.ts'

const NONE: TableRowsState = { columns: null, keyed: 'none', total: 0, isCounted: false, error: null, version: 0 }

/**
 * The rows of the view. Other rows of the same table take the place of those shown only when they are there:
 * applying or sorting does not blink.
 */
export function useTableRows(spot: Spot): { readonly rows: TableRows | null; readonly state: TableRowsState } {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  // New counts mean that rows or columns changed.
  const tables = useStore(preview, (s) => s.tables)
  const generation = useData((s) => s.generation)
  const form = useTableForm(spot.table)
  const [rows, setRows] = useState<TableRows | null>(null)
  const { table, filters, sort } = spot
  useEffect(() => {
    if (session === null || tables === null) return
    const made = createTableRows({ client, session, view: { table, filters, sort }, form })
    const show = (): void => {
      const { columns, error } = made.state()
      if (columns === null && error === null) return
      stop()
      setRows(made)
    }
    const stop = made.subscribe(show)
    made.need(0, 1)
    return () => {
      stop()
      made.stop()
    }
    // A generation counts what was written: each one is read anew.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, session, tables, generation, table, filters, sort, form])
  const state = useSyncExternalStore(rows?.subscribe ?? never, rows?.state ?? none)
  return { rows: rows?.view.table === table ? rows : null, state }
}

const never = (): (() => void) => () => {}
const none = (): TableRowsState => NONE
