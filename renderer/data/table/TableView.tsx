import { ContextMenu } from '@base-ui/react/context-menu'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ClipboardEvent } from 'react'
import { useStore } from 'zustand'
import { ormWords } from '../../../shared/rows/orm-words.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { usedFile } from '../../preview/foreign-file.ts'
import { inWords, t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import popup from '../../ui/Popup.module.css'
import styles from '../DataTab.module.css'
import type { Spot } from '../data-store.ts'
import { DeleteDialog } from '../changes/DeleteDialog.tsx'
import { FocusOnArrival } from './FocusOnArrival.tsx'
import { EditingCell } from '../editors/EditingCell.tsx'
import type { FilterDraft } from '../filter/FilterBar.tsx'
import { START } from '../grid/grid-moves.ts'
import type { Cursor } from '../grid/grid-moves.ts'
import { Grid } from '../grid/Grid.tsx'
import type { GridHandle } from '../grid/Grid.tsx'
import { ManyDialog } from '../changes/ManyDialog.tsx'
import { arrange } from '../columns/column-layout.ts'
import { foundText } from '../filter/FindBox.tsx'
import { RowForm } from '../form/RowForm.tsx'
import { HeadMenu } from '../columns/HeadMenu.tsx'
import { layoutNow, useColumnLayout } from '../columns/use-column-layout.ts'
import { ValuesDialog } from '../filter/ValuesDialog.tsx'
import { nextSort } from './next-sort.ts'
import { paneLooks, toggleLook } from '../pane-looks.ts'
import { showPane } from '../pane.ts'
import { copyNow, copied, isHeld, paste, toggleDelete } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import { asTsv } from '../rows/copy-formats.ts'
import { RowMenu } from './RowMenu.tsx'
import type { TableRows } from '../rows/table-rows.ts'
import { tableView } from '../rows/table-view.ts'
import type { DataColumn, ViewColumn } from '../rows/table-view.ts'
import { TableBar } from './TableBar.tsx'
import { TableTools } from './TableTools.tsx'
import { useCellEditing } from './use-cell-editing.ts'
import { useData, useDataStore, useTableForm } from '../use-data.ts'
import { useGridColumns } from '../columns/use-grid-columns.ts'
import { useLeads } from './use-leads.ts'
import { useTableRows } from '../rows/use-table-rows.ts'
import { runTableKey } from './table-keys.ts'
import type { KeyedTable } from './table-keys.ts'
import { useTableEdits } from './use-table-edits.ts'

interface TableViewProps {
  readonly spot: Spot
  /** Why nothing can be written; null: it can. */
  readonly readOnly: string | null
}

/** One table: what stands above it, its rows, and what can be done with them. */
export function TableView({ spot, readOnly }: TableViewProps) {
  const { rows, state } = useTableRows(spot)
  const { preview } = useApp()
  if (state.error !== null) {
    return (
      <Empty title={inWords(state.error)}>
        <Button onClick={() => void preview.tryAgain()}>{t.errors.tryAgain}</Button>
      </Empty>
    )
  }
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
  const { preview } = app
  const store = useDataStore()
  const staged = useData((s) => s.staged)
  const picked = useData((s) => s.picked)
  const form = useTableForm(spot.table)
  const grid = useRef<GridHandle>(null)
  const [cursor, setCursor] = useState<Cursor>(START)
  const [draft, setDraft] = useState<FilterDraft | null>(null)
  /** The column whose head a menu was asked for; null: a menu of cells. */
  const [head, setHead] = useState<number | null>(null)
  const [values, setValues] = useState<DataColumn | null>(null)
  const [isColumnsOpen, setColumnsOpen] = useState(false)
  const [finds, setFinds] = useState(0)
  const hasForm = useStore(paneLooks, (s) => s.hasForm)
  const layout = useColumnLayout(spot.table)
  const find = foundText(spot.filters)
  const view = useMemo(
    () => tableView({ rows, form, staged, picked, canWrite: readOnly === null, layout: layout.layout, find }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `version` says that the rows hold more
    [rows, form, staged, picked, readOnly, version, layout.layout, find],
  )
  const context: RowsContext = { store, view, rows, form }
  const columns = useGridColumns(view, spot, layout)
  const { editing, edit, commit, commitWide, close, leaveFor } = useCellEditing(context, grid, cursor)
  const leads = useLeads(context, cursor.at, readOnly === null)
  const { follow, openMany, many, closeMany } = leads
  const edits = useTableEdits({ context, table: spot.table, readOnly, cursor, grid, edit, leads })
  const { open, add, remove, deleting } = edits
  const need = useCallback(
    (first: number, end: number) => rows.need(Math.max(0, first - view.news), Math.max(1, end - view.news)),
    [rows, view.news],
  )

  function sort(index: number, isMore: boolean, descending?: boolean, byKey = false): void {
    const column = view.columns[index]
    if (column?.kind !== 'data') return
    store.look({ sort: nextSort(spot.sort, column, { isMore, descending, byKey }) })
  }
  function step(isBack: boolean): void {
    const words = t.columns
    if (!store.step(isBack)) app.ui.announce(words.nothingToUndo)
    else app.ui.announce(isBack ? words.undone : words.redone)
  }
  /** The cursor goes to the column; the grid has the keys again. */
  function goToColumn({ kind, name }: ViewColumn): void {
    requestAnimationFrame(() => {
      const index = arrange(view.all, layoutNow(app, spot.table)).columns.findIndex(
        (one) => one.kind === kind && one.name === name,
      )
      grid.current?.focus()
      if (index >= 0) grid.current?.go({ row: cursor.at.row, column: index })
    })
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

  const keyed: KeyedTable = {
    context,
    edits,
    follow,
    sort,
    filterBy: (column) => setDraft({ column, index: null }),
    showValues: setValues,
    showColumns: () => setColumnsOpen(true),
    find: () => setFinds(finds + 1),
    step,
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
        tools={
          <TableTools
            view={view}
            form={form}
            filters={spot.filters}
            layout={layout}
            finds={finds}
            isColumnsOpen={isColumnsOpen}
            onColumnsOpen={setColumnsOpen}
            onFilters={(filters) => store.look({ filters })}
            onLeave={() => grid.current?.focus()}
            onGo={goToColumn}
          />
        }
      />
      <div className={styles['rows']}>
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
              empty={emptyWords(spot, view.isEditable && usedFile(app.preview.getState()) === null)}
              onNeed={need}
              onCursor={(next) => {
                setCursor(next)
                leaveFor(next)
              }}
              onResize={columns.resize}
              pinned={view.pinned}
              onSort={(index, isMore) => sort(index, isMore)}
              onMove={(from, to) => columns.move(from, to)}
              onMenu={setHead}
              onKey={(event, cursorNow) => runTableKey(keyed, event, cursorNow)}
              onOpen={open}
              onLink={(place) => (view.columns[place.column]?.kind === 'many' ? openMany(place) : follow(place))}
              onCopy={onCopy}
              onPaste={(at, event) => {
                event.preventDefault()
                void paste(context, at, event.clipboardData.getData('text/plain'))
              }}
              editor={
                editing === null ? undefined : (
                  <EditingCell
                    editing={editing}
                    onCommit={commit}
                    onCommitWide={commitWide}
                    onCancel={() => close('stay')}
                  />
                )
              }
            />
          </ContextMenu.Trigger>
          <ContextMenu.Portal>
            <ContextMenu.Positioner className={popup['positioner']}>
              <ContextMenu.Popup className={popup['popup']}>
                {head === null ? (
                  <RowMenu
                    context={context}
                    cursor={cursor}
                    onEdit={() => open(cursor.at)}
                    onFollow={() => follow(cursor.at)}
                    onMany={() => openMany(cursor.at)}
                    onAdd={add}
                    onDelete={remove}
                    onSort={(descending, byKey) => sort(cursor.at.column, false, descending, byKey)}
                    onValues={setValues}
                  />
                ) : (
                  <HeadMenu
                    view={view}
                    index={head}
                    layout={layout}
                    onSort={(descending) => sort(head, false, descending)}
                    onFilter={() => setDraft({ column: view.columns[head]?.name ?? '', index: null })}
                    onValues={() => {
                      const column = view.columns[head]
                      if (column?.kind === 'data') setValues(column)
                    }}
                  />
                )}
              </ContextMenu.Popup>
            </ContextMenu.Positioner>
          </ContextMenu.Portal>
        </ContextMenu.Root>
        {hasForm && view.count > 0 && (
          <RowForm
            context={context}
            at={{ row: Math.min(cursor.at.row, view.count - 1), column: cursor.at.column }}
            onGo={(place) => grid.current?.go(place)}
            onFollow={follow}
            onClose={() => toggleLook('hasForm')}
          />
        )}
      </div>
      {values !== null && (
        <ValuesDialog
          spot={spot}
          column={values}
          onFilter={(filters) => store.look({ filters })}
          onClose={() => setValues(null)}
        />
      )}
      {deleting !== null && (
        <DeleteDialog
          context={context}
          rows={deleting}
          onClose={edits.stopDeleting}
          onMark={() => toggleDelete(context, deleting, true)}
        />
      )}
      {many !== null && <ManyDialog context={context} row={many.row} column={many.column} onClose={closeMany} />}
      <FocusOnArrival grid={grid} spot={spot} rows={rows} column={cursor.at.column} />
    </>
  )
}

/** What an empty table says; of one of the sample database also where rows come from. */
function emptyWords({ filters }: Spot, isOurs: boolean): string {
  if (filters.length > 0) return t.data.noRowsFound
  return isOurs ? t.data.noRowsYet : t.data.noRows
}
