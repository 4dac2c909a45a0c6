import { ContextMenu } from '@base-ui/react/context-menu'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import type { NewValue } from '../../shared/protocol/methods/rows.ts'
import type { WireCell, WireScalar } from '../../shared/protocol/scalars.ts'
import { ormWords } from '../../shared/rows/orm-words.ts'
import { report } from '../actions/run-action.ts'
import { useApp } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'
import { Empty } from '../ui/Empty.tsx'
import popup from '../ui/Popup.module.css'
import styles from './DataTab.module.css'
import type { Spot } from './data-store.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import { FocusOnArrival } from './FocusOnArrival.tsx'
import { CellEditor } from './editors/CellEditor.tsx'
import type { Leave } from './editors/CellEditor.tsx'
import type { FilterDraft } from './FilterBar.tsx'
import { rangeOf, START } from './grid/grid-moves.ts'
import type { Cursor, Place } from './grid/grid-moves.ts'
import { Grid } from './grid/Grid.tsx'
import type { GridHandle } from './grid/Grid.tsx'
import { ManyDialog } from './ManyDialog.tsx'
import { notify } from '../ui/Toasts.tsx'
import { showPane } from './pane.ts'
import {
  addRow,
  copyNow,
  copied,
  emptyCells,
  isHeld,
  leadsTo,
  paste,
  setCell,
  spotFor,
  toggleDelete,
} from './row-actions.ts'
import type { RowsContext } from './row-actions.ts'
import { asTsv } from './copy-formats.ts'
import { RowMenu } from './RowMenu.tsx'
import type { TableRows } from './table-rows.ts'
import { canEdit, tableView } from './table-view.ts'
import type { DataColumn, ManyColumn, ViewRow } from './table-view.ts'
import { TableBar } from './TableBar.tsx'
import { useData, useDataStore, useTableForm } from './use-data.ts'
import { useGridColumns } from './use-grid-columns.ts'
import { useTableRows } from './use-table-rows.ts'

interface Editing {
  readonly place: Place
  readonly column: DataColumn
  readonly value: WireScalar
  readonly typed: string | null
}

interface TableViewProps {
  readonly spot: Spot
  /** Why nothing can be written; null: it can. */
  readonly readOnly: string | null
}

/** One table: what stands above it, its rows, and what can be done with them. */
export function TableView({ spot, readOnly }: TableViewProps) {
  const { rows, state } = useTableRows(spot)
  if (state.error !== null) return <Empty title={state.error} />
  if (rows === null || state.columns === null) return <Empty title={t.ui.loading} />
  return <Rows spot={spot} rows={rows} version={state.version} readOnly={readOnly} />
}

function Rows({
  spot,
  rows,
  version,
  readOnly,
}: TableViewProps & { readonly rows: TableRows; readonly version: number }) {
  const app = useApp()
  const { client, preview } = app
  const store = useDataStore()
  const session = useStore(preview, (s) => s.session)
  const staged = useData((s) => s.staged)
  const picked = useData((s) => s.picked)
  const form = useTableForm(spot.table)
  const grid = useRef<GridHandle>(null)
  const [cursor, setCursor] = useState<Cursor>(START)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [draft, setDraft] = useState<FilterDraft | null>(null)
  const [deleting, setDeleting] = useState<readonly ViewRow[] | null>(null)
  const [many, setMany] = useState<{ readonly row: ViewRow; readonly column: ManyColumn } | null>(null)
  const view = useMemo(
    () => tableView({ rows, form, staged, picked, canWrite: readOnly === null }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `version` says that the rows hold more
    [rows, form, staged, picked, readOnly, version],
  )
  const context: RowsContext = { store, view, rows, form }
  const columns = useGridColumns(view, spot)
  const need = useCallback(
    (first: number, end: number) => rows.need(Math.max(0, first - view.news), Math.max(1, end - view.news)),
    [rows, view.news],
  )

  function open(place: Place, typed: string | null = null): void {
    const row = view.at(place.row)
    const column = view.columns[place.column]
    if (column?.kind === 'many') return openMany(place)
    if (column?.kind === 'reverse') return follow(place)
    if (readOnly !== null) return app.ui.announce(readOnly)
    if (row === undefined || !canEdit(view, row, column)) return
    const value = view.valueOf(row, column.name)
    if (!isLongCell(value)) {
      // At once: the keys that are typed next are for the editor.
      const known = value === undefined || isNewKey(value) ? null : (value as WireScalar)
      return flushSync(() => setEditing({ place, column, value: known, typed }))
    }
    if (session === null || row.key === null) return
    client
      .call('rows.cell', { session, table: spot.table, key: [...row.key], column: column.name })
      .then((read) => setEditing({ place, column, value: read.value, typed }))
      .catch(report)
  }
  function openMany(place: Place): void {
    const row = view.at(place.row)
    const column = view.columns[place.column]
    if (row === undefined || column?.kind !== 'many') return
    if (column.many.isPlain && readOnly === null) setMany({ row, column })
    else if (column.many.isPlain) follow(place)
    else openThrough(row, column)
  }
  /** The rows of a join model with columns of its own: there they can be edited, and a new one is of this row. */
  function openThrough(row: ViewRow, { many: { through, source, own } }: ManyColumn): void {
    const value = view.valueOf(row, own)
    if (value === undefined || value === null || isNewKey(value)) return notify({ title: t.data.many.applyFirst })
    store.moveTo(cursor.at)
    store.goTo(spotFor(through, { op: 'equals', column: source, value: value as WireScalar }))
    notify({ title: t.data.many.ownColumns(store.form(through)?.model ?? through) })
  }
  function follow(place: Place): void {
    const to = leadsTo(context, place)
    if (to === null) return
    store.moveTo(cursor.at)
    store.goTo(to)
  }
  function commit(value: NewValue, leave: Leave, label?: string): void {
    if (editing === null) return
    setCell(context, editing.place, value, label)
    close(leave)
  }
  function close(leave: Leave): void {
    const at = editing?.place ?? cursor.at
    setEditing(null)
    // With the mouse the focus is where it was put.
    if (
      leave === 'stay' &&
      document.activeElement !== document.body &&
      document.activeElement?.closest('[role="gridcell"]') == null
    )
      return
    const steps: Record<Leave, readonly [number, number]> = {
      stay: [0, 0],
      down: [1, 0],
      up: [-1, 0],
      right: [0, 1],
      left: [0, -1],
    }
    const [down, right] = steps[leave]
    grid.current?.focus()
    grid.current?.go({
      row: Math.max(0, Math.min(view.count - 1, at.row + down)),
      column: Math.max(0, Math.min(view.columns.length - 1, at.column + right)),
    })
  }
  const rowsMarked = (): ViewRow[] => {
    const { top, bottom } = rangeOf(cursor)
    return Array.from({ length: Math.min(1000, bottom - top + 1) }, (_, i) => view.at(top + i)).filter(
      (row) => row !== undefined,
    )
  }
  function remove(): void {
    const marked = rowsMarked()
    if (!view.isEditable || marked.length === 0) return
    // Taken back at once where all of them are marked already, or are new.
    if (marked.every(({ key, staged: one }) => key === null || one?.isDeleted === true))
      return toggleDelete(context, marked, false)
    setDeleting(marked)
  }
  async function defaults(): Promise<ReadonlyMap<string, WireScalar>> {
    if (session === null) return new Map()
    const { values } = await client.call('rows.defaults', { session, table: spot.table })
    return new Map(values.map(({ column, value }) => [column, value]))
  }
  function add(like: ViewRow | null): void {
    if (!view.isEditable) return
    const first = view.columns.findIndex(
      (column) => column.kind === 'data' && column.form?.isAuto !== true && column.page.pk === 0,
    )
    void addRow(context, defaults, like)
      .then(() => {
        grid.current?.focus()
        // New rows stand above the others, the latest last of them.
        requestAnimationFrame(() => grid.current?.go({ row: view.news, column: Math.max(0, first) }))
      })
      .catch(report)
  }
  /** A foreign key by what its row is called, as the cells show it, unless `byKey`. */
  function sort(index: number, isMore: boolean, descending?: boolean, byKey = false): void {
    const column = view.columns[index]
    if (column?.kind !== 'data') return
    const before = spot.sort.find((one) => one.column === column.name)
    const others = isMore ? spot.sort.filter((one) => one.column !== column.name) : []
    // A third click takes the sorting away.
    const next = descending ?? (before === undefined ? false : before.descending ? null : true)
    const { table, key, labels } = column.target ?? { table: '', key: '', labels: [] }
    const isNamed = !byKey && labels.length > 0 && !(labels.length === 1 && labels[0] === key)
    const label = isNamed ? { label: { table, key, labels: [...labels] } } : {}
    store.look({ sort: next === null ? others : [...others, { column: column.name, descending: next, ...label }] })
  }

  function onKey(event: KeyboardEvent, at: Cursor): boolean {
    const { key, altKey } = event
    const isMod = event.ctrlKey || event.metaKey
    const column = view.columns[at.at.column]
    const name = column?.kind === 'data' ? column.name : null
    if (altKey && key === 'Enter') follow(at.at)
    else if (altKey && key === 'ArrowLeft') store.back()
    else if (altKey && (key === 'ArrowUp' || key === 'ArrowDown'))
      sort(at.at.column, event.shiftKey, key === 'ArrowDown')
    else if (altKey && key.toLowerCase() === 'f' && name !== null) setDraft({ column: name, index: null })
    else if (isMod && (key === 'Delete' || key === 'Backspace')) remove()
    else if (isMod && key.toLowerCase() === 'd') add(view.at(at.at.row) ?? null)
    else if (isMod || altKey) return false
    else if (key === 'Enter' || key === 'F2') open(at.at)
    else if (key === 'Insert') add(null)
    else if (key === 'Delete' || key === 'Backspace') emptyCells(context, at)
    else if (key === ' ' && column?.kind === 'data' && column.rule.kind === 'boolean') toggle(at.at)
    else if (key.length === 1 && canEdit(view, view.at(at.at.row), column)) open(at.at, key)
    else return false
    return true
  }
  function toggle(place: Place): void {
    if (!canEdit(view, view.at(place.row), view.columns[place.column])) return
    setCell(context, place, view.value(place.row, place.column) === 1 ? 0 : 1)
  }
  function onCopy(at: Cursor, event: ClipboardEvent): void {
    if (!(document.getSelection()?.isCollapsed ?? true)) return
    event.preventDefault()
    if (isHeld(context, at)) return event.clipboardData.setData('text/plain', copyNow(context, at))
    // Rows that are not in the page come a moment later.
    void copied(context, at)
      .then((table) => (table === null ? undefined : navigator.clipboard.writeText(asTsv(table, true))))
      .catch(report)
  }
  function showQuery(): void {
    const words = form === null ? null : ormWords(form, spot.filters, spot.sort)
    if (words === null) return
    preview.setCode('orm', words)
    showPane('query')
    app.ui.focusOn('shell')
  }

  return (
    <>
      <TableBar
        spot={spot}
        view={view}
        form={form}
        state={rows.state()}
        readOnly={readOnly}
        draft={draft}
        onDraft={setDraft}
        onNew={() => add(null)}
        onShowQuery={form === null || form.model === null ? null : showQuery}
        context={context}
        cursor={cursor}
      />
      <ContextMenu.Root>
        <ContextMenu.Trigger className={styles['grid']}>
          <Grid
            handle={grid}
            label={t.data.grid(spot.table)}
            columns={columns.columns}
            count={view.count}
            isCounting={!rows.state().isCounted}
            cell={view.cell}
            mark={view.mark}
            empty={spot.filters.length > 0 ? t.data.noRowsFound : t.data.noRows}
            onNeed={need}
            onCursor={(next) => {
              setCursor(next)
              if (editing !== null && (next.at.row !== editing.place.row || next.at.column !== editing.place.column))
                setEditing(null)
            }}
            onResize={columns.resize}
            onSort={(index, isMore) => sort(index, isMore)}
            onKey={onKey}
            onOpen={open}
            onLink={(place) => (view.columns[place.column]?.kind === 'many' ? openMany(place) : follow(place))}
            onCopy={onCopy}
            onPaste={(at, event) => {
              event.preventDefault()
              paste(context, at, event.clipboardData.getData('text/plain'))
            }}
            editor={
              editing === null ? undefined : (
                <CellEditor
                  key={`${editing.place.row} ${editing.place.column}`}
                  column={editing.column.name}
                  rule={editing.column.rule}
                  isLong={editing.column.form?.isLong === true}
                  target={editing.column.target}
                  value={editing.value}
                  typed={editing.typed}
                  onCommit={commit}
                  onCancel={() => close('stay')}
                />
              )
            }
          />
        </ContextMenu.Trigger>
        <ContextMenu.Portal>
          <ContextMenu.Positioner className={popup['positioner']}>
            <ContextMenu.Popup className={popup['popup']}>
              <RowMenu
                context={context}
                cursor={cursor}
                onEdit={() => open(cursor.at)}
                onFollow={() => follow(cursor.at)}
                onMany={() => openMany(cursor.at)}
                onAdd={add}
                onDelete={remove}
                onSort={(descending, byKey) => sort(cursor.at.column, false, descending, byKey)}
              />
            </ContextMenu.Popup>
          </ContextMenu.Positioner>
        </ContextMenu.Portal>
      </ContextMenu.Root>
      {deleting !== null && (
        <DeleteDialog
          context={context}
          rows={deleting}
          onClose={() => setDeleting(null)}
          onMark={() => toggleDelete(context, deleting, true)}
        />
      )}
      {many !== null && (
        <ManyDialog context={context} row={many.row} column={many.column} onClose={() => setMany(null)} />
      )}
      <FocusOnArrival grid={grid} spot={spot} rows={rows} column={cursor.at.column} />
    </>
  )
}

/** Only its beginning is in the page: it is read in full before it is edited. */
function isLongCell(value: WireCell | NewValue | undefined): boolean {
  return typeof value === 'object' && value !== null && '$p' in value
}

function isNewKey(value: WireCell | NewValue): boolean {
  return typeof value === 'object' && value !== null && '$new' in value
}
