import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useApp, useCompiled } from '../app/app-context.tsx'
import { FillMenu } from '../preview/database/FillMenu.tsx'
import { isReadOnly } from '../preview/database/foreign-file.ts'
import { isStuck } from '../preview/preview-state.ts'
import type { TableInfo } from '../preview/preview-state.ts'
import { t } from '../texts/texts.ts'
import { Empty } from '../ui/Empty.tsx'
import styles from './DataTab.module.css'
import { startOf } from './data-store.ts'
import { paneLooks } from './pane-looks.ts'
import { selectedTable } from './selected-table.ts'
import { StagedBar } from './changes/StagedBar.tsx'
import { inSqliteNames } from '../../shared/exporters/sqlite-names.ts'
import { groupTables, tableToBeginWith } from './table-groups.ts'
import type { ListedTable } from './table-groups.ts'
import { TableView } from './table/TableView.tsx'
import { useData, useDataStore } from './use-data.ts'

/** The tables of the database with their rows: to look at, to search, to change. */
export function DataTab() {
  const { preview, editor, compiled } = useApp()
  const store = useDataStore()
  const tables = useStore(preview, (s) => s.tables)
  const isLocked = useStore(preview, isReadOnly)
  const spot = useData((s) => s.spot)
  const groups = useGroups(tables)
  const isThere = spot !== null && tables?.some(({ name }) => name === spot.table) === true
  const first = tableToBeginWith(groups)
  const isWhole = useStore(paneLooks, (s) => s.isWhole)
  useEffect(() => {
    if (tables === null || isThere || first === undefined) return
    // What is selected in the drawing is what one is about to look at.
    const wanted = selectedTable({ editor, compiled })
    const start = tables.some(({ name }) => name === wanted) ? wanted : first
    if (start !== null) store.goTo(startOf(start), false)
  }, [store, tables, isThere, first, editor, compiled])
  const { database } = preview.getState()
  if (tables === null)
    return <Empty title={isStuck(database) ? t.preview.stuck(database.file) : t.preview.database(database)} />
  if (tables.length === 0) return <Empty title={t.preview.noTables} text={t.preview.noTablesText} />
  return (
    <div className={styles['data']} data-whole={isWhole}>
      <div className={styles['tables']} role="group" aria-label={t.preview.tables}>
        <div className={styles['dataBar']}>
          <FillMenu />
        </div>
        {groups.map(({ title, tables: listed }) => (
          <div key={title} role="group" aria-label={title}>
            {groups.length > 1 && <p className={styles['group']}>{title}</p>}
            {listed.map((table) => (
              <TableButton
                key={table.name}
                table={table}
                isChosen={table.name === spot?.table}
                onClick={() => store.goTo(startOf(table.name), false)}
              />
            ))}
          </div>
        ))}
      </div>
      <div className={styles['side']}>
        {isThere && <TableView key={spot.table} spot={spot} readOnly={isLocked ? t.data.readOnlyFile : null} />}
        <StagedBar />
      </div>
    </div>
  )
}

interface TableButtonProps {
  readonly table: ListedTable
  readonly isChosen: boolean
  readonly onClick: () => void
}

function TableButton({ table, isChosen, onClick }: TableButtonProps) {
  return (
    <button type="button" className={styles['table']} aria-pressed={isChosen} title={table.note} onClick={onClick}>
      <code>{table.name}</code>
      <span className={styles['facts']}>{table.rows === null ? '?' : t.data.number(table.rows)}</span>
      {table.note !== '' && <span className={styles['note']}>{table.note}</span>}
    </button>
  )
}

const NO_TABLES: readonly TableInfo[] = []

function useGroups(tables: readonly TableInfo[] | null) {
  const schema = useCompiled((s) => s.schema)
  const resolution = useCompiled((s) => s.resolution)
  const models = useCompiled((s) => s.doc.models)
  return useMemo(
    () => groupTables(tables ?? NO_TABLES, inSqliteNames({ schema, resolution }), (key) => Object.hasOwn(models, key)),
    [schema, resolution, models, tables],
  )
}
