import { ArrowLeft, Ellipsis, Keyboard, Maximize2, PanelRight, Plus, Terminal } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { report } from '../../actions/run-action.ts'
import type { TableForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import { DropMenu, MenuItem, MenuRule } from '../../ui/ActionMenu.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { cx } from '../../ui/cx.ts'
import { COPY_FORMATS } from '../rows/copy-formats.ts'
import columnStyles from '../columns/Columns.module.css'
import styles from '../DataTab.module.css'
import type { Spot } from '../data-store.ts'
import { ExportDialog } from '../files/ExportDialog.tsx'
import { ImportDialog } from '../files/ImportDialog.tsx'
import { FilterBar } from '../filter/FilterBar.tsx'
import type { FilterDraft } from '../filter/FilterBar.tsx'
import type { Cursor } from '../grid/grid-moves.ts'
import { markedWords } from './marked-facts.ts'
import { paneLooks, toggleLook } from '../pane-looks.ts'
import { copyAs } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import type { TableRowsState } from '../rows/table-rows.ts'
import type { TableView } from '../rows/table-view.ts'
import { useData, useDataStore } from '../use-data.ts'

interface TableBarProps {
  readonly spot: Spot
  readonly view: TableView
  readonly form: TableForm | null
  readonly state: TableRowsState
  readonly readOnly: string | null
  readonly draft: FilterDraft | null
  readonly onDraft: (draft: FilterDraft | null) => void
  readonly onNew: () => void
  /** null: no model describes the table. */
  readonly onShowQuery: (() => void) | null
  readonly context: RowsContext
  readonly cursor: Cursor
  /** What else stands in the bar. */
  readonly tools: ReactNode
}

/** Where one is, the filters, and what the table as a whole can be asked for. */
export function TableBar({
  spot,
  view,
  form,
  state,
  readOnly,
  draft,
  onDraft,
  onNew,
  onShowQuery,
  context,
  cursor,
  tools,
}: TableBarProps) {
  const store = useDataStore()
  const trail = useData((s) => s.trail)
  const { hasForm, isWhole } = useStore(paneLooks)
  const [dialog, setDialog] = useState<'export' | 'import' | 'keys' | null>(null)
  const columns = view.all.flatMap((column) =>
    column.kind === 'data'
      ? [{ name: column.name, field: column.form?.field ?? column.name, rule: column.rule, target: column.target }]
      : [],
  )
  const isLocked = !view.isEditable
  const why = readOnly ?? (state.keyed === 'none' ? t.data.readOnly : null)
  const marked = markedWords(view, cursor)
  const rows = t.data.rows(state.total, state.isCounted)
  return (
    <div className={styles['bar']}>
      {trail.length > 0 && (
        <nav className={styles['trail']} aria-label={t.data.back}>
          <IconButton small label={t.data.back} keys="Alt+Left" icon={<ArrowLeft />} onClick={() => store.back()} />
          <code>{trail.at(-1)?.table}</code>
          <span aria-hidden>›</span>
        </nav>
      )}
      <h2 className={styles['title']} title={spot.table}>
        <code>{spot.table}</code>
      </h2>
      <FilterBar
        columns={columns}
        form={form}
        filters={spot.filters}
        current={view.columns[cursor.at.column]?.name ?? null}
        draft={draft}
        onDraft={onDraft}
        onChange={(filters) => store.look({ filters })}
      />
      <span className={cx(styles['facts'], styles['count'])} role="status">
        {rows}
      </span>
      {tools}
      <span className={columnStyles['marked']} title={marked ?? undefined}>
        {marked}
      </span>
      {why !== null && (
        <span className={styles['facts']} title={why}>
          {why}
        </span>
      )}
      {onShowQuery !== null && (
        <IconButton
          small
          className={styles['spare']}
          label={t.data.showQuery}
          icon={<Terminal />}
          onClick={onShowQuery}
        />
      )}
      {!isLocked && (
        <Button small icon={<Plus />} data-icon onClick={onNew}>
          {t.data.newRow}
        </Button>
      )}
      <DropMenu trigger={<IconButton small label={t.data.more} icon={<Ellipsis />} />}>
        {COPY_FORMATS.map((format) => (
          <MenuItem
            key={format}
            label={t.data.copyAs[format]}
            onClick={() => void copyAs(context, cursor, format).catch(report)}
          />
        ))}
        <MenuRule />
        <MenuItem label={t.data.exportRows} onClick={() => setDialog('export')} />
        <MenuItem label={t.data.importRows} disabled={isLocked} onClick={() => setDialog('import')} />
        <MenuRule />
        {/* In the bar, too, where it has room for them. */}
        <MenuItem
          label={t.columns.row.show}
          icon={<PanelRight />}
          keys="Alt+R"
          isOn={hasForm}
          onClick={() => toggleLook('hasForm')}
        />
        <MenuItem
          label={t.columns.whole}
          icon={<Maximize2 />}
          keys="Alt+M"
          isOn={isWhole}
          onClick={() => toggleLook('isWhole')}
        />
        {onShowQuery !== null && <MenuItem label={t.data.showQuery} icon={<Terminal />} onClick={onShowQuery} />}
        <MenuRule />
        <MenuItem label={t.data.keys.title} icon={<Keyboard />} onClick={() => setDialog('keys')} />
      </DropMenu>
      {dialog === 'export' && <ExportDialog spot={spot} rows={rows} onClose={() => setDialog(null)} />}
      {dialog === 'import' && <ImportDialog table={spot.table} view={view} onClose={() => setDialog(null)} />}
      <Dialog open={dialog === 'keys'} onClose={() => setDialog(null)} title={t.data.keys.title}>
        <dl className={styles['keys']}>
          {t.data.keys.list.map(([keys, text]) => (
            <div key={keys}>
              <dt>{keys}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </div>
  )
}
