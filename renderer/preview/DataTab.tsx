import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { toFailure } from '../../shared/protocol/errors.ts'
import { useApp } from '../app/app-context.tsx'
import { Empty } from '../ui/Empty.tsx'
import { t } from '../texts/texts.ts'
import { Grid } from './Grid.tsx'
import styles from './PreviewPanel.module.css'
import { createRows } from './rows.ts'
import type { Rows } from './rows.ts'

/** Rows of a table that the page holds at most; the shell can ask for any others. */
const TABLE_ROWS = 10_000

/** The tables of the sample database with their rows. */
export function DataTab() {
  const { preview } = useApp()
  const tables = useStore(preview, (s) => s.tables)
  const [chosen, setChosen] = useState<string | null>(null)
  const name = tables?.some((table) => table.name === chosen) === true ? chosen : (tables?.[0]?.name ?? null)
  if (tables === null) return <Empty title={t.preview.database(preview.getState().database)} />
  if (tables.length === 0) return <Empty title={t.preview.noTables} text={t.preview.noTablesText} />
  return (
    <div className={styles['data']}>
      <div className={styles['tables']} role="group" aria-label={t.preview.tables}>
        {tables.map((table) => (
          <button
            key={table.name}
            type="button"
            className={styles['table']}
            aria-pressed={table.name === name}
            onClick={() => setChosen(table.name)}
          >
            <code>{table.name}</code>
            <span className={styles['facts']}>{table.rows ?? '?'}</span>
          </button>
        ))}
      </div>
      {name !== null && <TableGrid key={name} name={name} />}
    </div>
  )
}

function TableGrid({ name }: { readonly name: string }) {
  const { preview, client } = useApp()
  const session = useStore(preview, (s) => s.session)
  const tables = useStore(preview, (s) => s.tables)
  const [rows, setRows] = useState<Rows | null>(null)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    if (session === null || tables === null) return
    const abort = new AbortController()
    let found: Rows | null = null
    client
      .call(
        'sql.query',
        { session, sql: `SELECT * FROM "${name.replaceAll('"', '""')}"`, limit: TABLE_ROWS },
        {
          signal: abort.signal,
          onHead({ columns }) {
            found = createRows(columns, [])
            setRows(found)
          },
          onItem: (item) => found?.append(item.rows),
        },
      )
      .then(({ summary }) => found?.finish(summary.truncated))
      .catch((thrown: unknown) => {
        const failure = toFailure(thrown)
        if (failure.code !== 'CANCELLED') setProblem(failure.message)
      })
    return () => abort.abort()
    // New counts of the tables mean that rows or columns changed.
  }, [client, session, name, tables])
  if (problem !== '') return <Empty title={problem} />
  return rows === null ? (
    <Empty title={t.ui.loading} />
  ) : (
    <Grid key={rows.columns.map((column) => column.name).join()} rows={rows} label={name} />
  )
}
