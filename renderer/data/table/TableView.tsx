import { ContextMenu } from '@base-ui/react/context-menu'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../../app/app-context.tsx'
import { usedFile } from '../../preview/database/foreign-file.ts'
import { inWords, t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import popup from '../../ui/Popup.module.css'
import styles from '../DataTab.module.css'
import type { Spot } from '../data-store.ts'
import { FocusOnArrival } from './FocusOnArrival.tsx'
import { EditingCell } from '../editors/EditingCell.tsx'
import type { FilterDraft } from '../filter/FilterBar.tsx'
import { START } from '../grid/grid-moves.ts'
import type { Cursor } from '../grid/grid-moves.ts'
import { Grid } from '../grid/Grid.tsx'
import type { GridHandle } from '../grid/Grid.tsx'
import { foundText } from '../filter/FindBox.tsx'
import { RowForm } from '../form/RowForm.tsx'
import { useColumnLayout } from '../columns/use-column-layout.ts'
import { ValuesDialog } from '../filter/ValuesDialog.tsx'
import { paneLooks, toggleLook } from '../pane-looks.ts'
import { copyTo, paste } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import type { TableRows } from '../rows/table-rows.ts'
import { tableView } from '../rows/table-view.ts'
import type { DataColumn } from '../rows/table-view.ts'
import { ChangeDialogs } from '../changes/ChangeDialogs.tsx'
import { TableBar } from './TableBar.tsx'
import { TableMenu } from './TableMenu.tsx'
import { TableTools } from './TableTools.tsx'
import { useCellEditing } from './use-cell-editing.ts'
import { useData, useDataStore, useTableForm } from '../use-data.ts'
import { useGridColumns } from '../columns/use-grid-columns.ts'
import { useLeads } from './use-leads.ts'
import { useLooking } from './use-looking.ts'
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
  const { follow, openMany } = leads
  const edits = useTableEdits({ context, table: spot.table, readOnly, cursor, grid, edit, leads })
  const { open, add } = edits
  const need = useCallback(
    (first: number, end: number) => rows.need(Math.max(0, first - view.news), Math.max(1, end - view.news)),
    [rows, view.news],
  )

  const { sort, step, goToColumn, showQuery } = useLooking(context, spot, grid, cursor)

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
              onCopy={(at, event) => copyTo(context, at, event)}
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
                <TableMenu
                  context={context}
                  edits={edits}
                  leads={leads}
                  cursor={cursor}
                  head={head}
                  layout={layout}
                  onSort={sort}
                  onFilter={(column) => setDraft({ column, index: null })}
                  onValues={setValues}
                />
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
      <ChangeDialogs context={context} edits={edits} leads={leads} />
      <FocusOnArrival grid={grid} spot={spot} rows={rows} column={cursor.at.column} />
    </>
  )
}

/** What an empty table says; of one of the sample database also where rows come from. */
function emptyWords({ filters }: Spot, isOurs: boolean): string {
  if (filters.length > 0) return t.data.noRowsFound
  return isOurs ? t.data.noRowsYet : t.data.noRows
}
