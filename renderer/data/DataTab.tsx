import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { toFailure } from '../../shared/protocol/errors.ts'
import { useApp, useCompiled } from '../app/app-context.tsx'
import { Empty } from '../ui/Empty.tsx'
import { t } from '../texts/texts.ts'
import { Grid } from './Grid.tsx'
import { FillMenu } from '../preview/FillMenu.tsx'
import { ImpactPane } from '../preview/ImpactPane.tsx'
import type { TableInfo } from '../preview/preview-store.ts'
import styles from '../preview/PreviewPanel.module.css'
import { createRows } from './rows.ts'
import type { Rows } from './rows.ts'

/** Rows of a table that the page holds at most; the shell can ask for any others. */
const TABLE_ROWS = 10_000

/** The tables of the sample database with their rows, and what deleting one would do. */
export function DataTab() {
  const { preview } = useApp()
  const tables = useStore(preview, (s) => s.tables)
  const [chosen, setChosen] = useState<string | null>(null)
  const ordered = useOwnFirst(tables)
  const name = tables?.some((table) => table.name === chosen) === true ? chosen : (firstFilled(ordered) ?? null)
  if (tables === null) return <Empty title={t.preview.database(preview.getState().database)} />
  if (tables.length === 0) return <Empty title={t.preview.noTables} text={t.preview.noTablesText} />
  return (
    <div className={styles['data']}>
      <div className={styles['tables']} role="group" aria-label={t.preview.tables}>
        <div className={styles['dataBar']}>
          <FillMenu />
        </div>
        {ordered.map((table) => (
          <button
            key={table.name}
            type="button"
            className={styles['table']}
            aria-pressed={table.name === name}
            onClick={() => setChosen(table.name)}
          >
            <code>{table.name}</code>
            <span className={styles['facts']}>{table.rows?.toLocaleString('en') ?? '?'}</span>
          </button>
        ))}
      </div>
      {name !== null && <TableGrid key={name} name={name} />}
    </div>
  )
}

const NO_TABLES: readonly TableInfo[] = []

/** The tables of the design before those that Django brings along. */
function useOwnFirst(tables: readonly TableInfo[] | null): readonly TableInfo[] {
  const schema = useCompiled((s) => s.schema)
  const models = useCompiled((s) => s.doc.models)
  return useMemo(() => {
    const own = new Set(schema.tables.map(({ name }) => name))
    const drawn = new Set(schema.external.filter(({ model }) => models[model] !== undefined).map(({ name }) => name))
    const rank = ({ name }: TableInfo): number => (own.has(name) ? 0 : drawn.has(name) ? 1 : 2)
    return tables?.toSorted((a, b) => rank(a) - rank(b)) ?? NO_TABLES
  }, [schema, models, tables])
}

/** Counts how often the value was another one. */
function useGeneration(value: unknown): number {
  const [seen, setSeen] = useState({ value, n: 0 })
  if (seen.value !== value) setSeen({ value, n: seen.n + 1 })
  return seen.n
}

/** The first table with rows: an empty grid teaches nothing. */
function firstFilled(tables: readonly { readonly name: string; readonly rows: number | null }[]): string | undefined {
  return (tables.find(({ rows }) => (rows ?? 0) > 0) ?? tables[0])?.name
}

function TableGrid({ name }: { readonly name: string }) {
  const { preview, client } = useApp()
  const session = useStore(preview, (s) => s.session)
  const tables = useStore(preview, (s) => s.tables)
  const [rows, setRows] = useState<Rows | null>(null)
  const [problem, setProblem] = useState('')
  const [row, setRow] = useState(0)
  // Other rows make what was said about one of them void.
  const generation = useGeneration(rows)
  const onRow = useCallback((index: number) => setRow(index), [])
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
  if (rows === null) return <Empty title={t.ui.loading} />
  return (
    <div className={styles['tableSide']}>
      <div className={styles['tableGrid']}>
        <Grid key={rows.columns.map((column) => column.name).join()} rows={rows} label={name} onRow={onRow} />
      </div>
      <ImpactPane key={generation} table={name} rows={rows} row={row} />
    </div>
  )
}
