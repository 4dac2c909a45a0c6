import { Maximize2, Minimize2, PanelRight } from 'lucide-react'
import { useStore } from 'zustand'
import type { RowFilter } from '../../../shared/protocol/methods/rows.ts'
import type { TableForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import { IconButton } from '../../ui/Button.tsx'
import { ColumnsMenu } from '../columns/ColumnsMenu.tsx'
import { FindBox } from '../filter/FindBox.tsx'
import styles from '../DataTab.module.css'
import { paneLooks, toggleLook } from '../pane-looks.ts'
import type { TableView, ViewColumn } from '../rows/table-view.ts'
import type { LayoutOf } from '../columns/use-column-layout.ts'

interface TableToolsProps {
  readonly view: TableView
  readonly form: TableForm | null
  readonly filters: readonly RowFilter[]
  readonly layout: LayoutOf
  /** Goes up when the keyboard asks for finding. */
  readonly finds: number
  readonly isColumnsOpen: boolean
  readonly onColumnsOpen: (isOpen: boolean) => void
  readonly onFilters: (filters: readonly RowFilter[]) => void
  readonly onLeave: () => void
  readonly onGo: (column: ViewColumn) => void
}

/** Finding, columns, the row as a form, the whole window: how the rows are looked at. */
export function TableTools(props: TableToolsProps) {
  const { view, form, filters, layout, finds, isColumnsOpen, onColumnsOpen, onFilters, onLeave, onGo } = props
  const { hasForm, isWhole } = useStore(paneLooks)
  return (
    <>
      <FindBox view={view} form={form} filters={filters} asked={finds} onFilters={onFilters} onLeave={onLeave} />
      <ColumnsMenu view={view} layout={layout} isOpen={isColumnsOpen} onOpen={onColumnsOpen} onGo={onGo} />
      <IconButton
        small
        className={styles['spare']}
        label={t.columns.row.show}
        keys="Alt+R"
        icon={<PanelRight />}
        pressed={hasForm}
        onClick={() => toggleLook('hasForm')}
      />
      <IconButton
        small
        className={styles['spare']}
        label={t.columns.whole}
        keys="Alt+M"
        icon={isWhole ? <Minimize2 /> : <Maximize2 />}
        pressed={isWhole}
        onClick={() => toggleLook('isWhole')}
      />
    </>
  )
}
