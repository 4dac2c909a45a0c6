/** Filling the preview's tables with sample rows. */
import type { StoreApi } from 'zustand/vanilla'
import type { Client } from '../../../shared/protocol/client.ts'
import type { PreviewDatabase } from './preview-database.ts'
import type { PreviewState } from '../preview-state.ts'

interface Parts {
  readonly store: StoreApi<PreviewState>
  readonly client: Client
  readonly database: PreviewDatabase
}

interface FillOptions {
  readonly onProgress?: (done: number, total: number | null, phase?: string) => void
}

export function createFilling({ store, client, database }: Parts) {
  const { getState, setState } = store
  let abort: AbortController | null = null

  /** Fills every table with that many rows that fit together; null: as the design says. */
  async function fill(rows: number | null, options: FillOptions = {}): Promise<number> {
    await database.sync()
    const { session, filling } = getState()
    if (session === null || filling !== null) return 0
    setState({ filling: { done: 0, total: 0 } })
    abort = new AbortController()
    const onProgress = (done: number, total: number | null, phase?: string): void => {
      setState({ filling: { done, total: total ?? 0 } })
      options.onProgress?.(done, total, phase)
    }
    try {
      const filled = await client.call('sample.fill', { session, rows }, { signal: abort.signal, onProgress })
      setState({ notes: filled.notes })
      await database.countTables(session)
      return filled.tables.reduce((sum, table) => sum + table.rows, 0)
    } finally {
      abort = null
      setState({ filling: null })
    }
  }

  return {
    fill,
    /** The tables are then as they were before. */
    stopFilling: () => abort?.abort(),
  }
}
