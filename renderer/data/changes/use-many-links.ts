/** The rows that a many-to-many of one row leads to: as they are stored, as they are staged, and changed. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Client } from '../../../shared/protocol/client.ts'
import { keyedRows } from '../../../shared/protocol/column-batch.ts'
import type { NewValue } from '../../../shared/protocol/methods/rows.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import type { RowsContext } from '../rows/row-actions.ts'
import { isNew, linksOf, stageLinks } from './staged.ts'
import type { ManyColumn } from '../rows/table-view.ts'

/** A row at the other end. */
export interface LinkedRow {
  readonly value: WireScalar
  /** '': it says nothing of itself. */
  readonly label: string
}

interface ManyLinks {
  /** null: not read yet. */
  readonly chosen: readonly LinkedRow[] | null
  /** Stages what differs from the rows that are stored. */
  readonly change: (next: readonly LinkedRow[]) => void
}

export const valueKey = (value: WireScalar): string => JSON.stringify(value)

/** Of the row whose value is `own`, for as long as the caller is there. */
export function useManyLinks({ store }: RowsContext, { many }: ManyColumn, own: NewValue): ManyLinks {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  const [before, setBefore] = useState<readonly LinkedRow[] | null>(null)
  const [chosen, setChosen] = useState<readonly LinkedRow[] | null>(null)

  useEffect(() => {
    if (session === null) return
    const abort = new AbortController()
    const at = { client, session, many, signal: abort.signal }
    readLinked(at, own)
      .then((linked) => {
        setBefore(linked)
        const links = linksOf(store.getState().staged, many.through, many.source, own)
        const removed = new Set(links.filter(({ isAdded }) => !isAdded).map(({ targetValue }) => valueKey(targetValue)))
        const added = links.filter(({ isAdded }) => isAdded).map(({ targetValue }) => targetValue)
        return readLabels(at, added).then((fresh) =>
          setChosen([...linked.filter(({ value }) => !removed.has(valueKey(value))), ...fresh]),
        )
      })
      .catch(report)
    return () => abort.abort()
    // The caller is about one row and one relation for as long as it is open.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  return {
    chosen,
    change(next) {
      setChosen(next)
      const { added, removed } = difference(before ?? [], next)
      const { through: table, source, target, isSymmetrical } = many
      store.stage((staged) =>
        stageLinks(staged, { table, source, sourceValue: own, target, isSymmetrical }, added, removed),
      )
    },
  }
}

interface Difference {
  readonly added: readonly WireScalar[]
  readonly removed: readonly WireScalar[]
}

function difference(before: readonly LinkedRow[], after: readonly LinkedRow[]): Difference {
  const was = new Set(before.map(({ value }) => valueKey(value)))
  const now = new Set(after.map(({ value }) => valueKey(value)))
  return {
    added: after.filter(({ value }) => !was.has(valueKey(value))).map(({ value }) => value),
    removed: before.filter(({ value }) => !now.has(valueKey(value))).map(({ value }) => value),
  }
}

interface Reading {
  readonly client: Client
  readonly session: string
  readonly many: ManyColumn['many']
  readonly signal: AbortSignal
}

/** Rows that are linked in the database; of a row that is not there yet, none. */
async function readLinked(at: Reading, own: NewValue): Promise<readonly LinkedRow[]> {
  if (isNew(own)) return []
  const { client, session, many, signal } = at
  const { through, source, target, other } = many
  const found = await client.call(
    'rows.page',
    {
      session,
      table: other.table,
      filters: [{ op: 'linked', column: other.key, through, source, target, value: own }],
      limit: 500,
    },
    { signal },
  )
  const index = found.columns.findIndex(({ name }) => name === other.key)
  const { rows } = keyedRows(found.batch, found.keyWidth)
  return readLabels(
    at,
    rows.map((cells) => cells[index] as WireScalar),
  )
}

async function readLabels(
  { client, session, many, signal }: Reading,
  values: readonly WireScalar[],
): Promise<readonly LinkedRow[]> {
  if (values.length === 0) return []
  const { table, key, labels } = many.other
  const answer = await client.call(
    'rows.labels',
    { session, table, keys: [key], labels: [...labels], values: values.map((value) => [value]) },
    { signal },
  )
  const known = new Map(answer.labels.map(({ key: [value = null], label: said }) => [valueKey(value), said]))
  return values.map((value) => ({ value, label: known.get(valueKey(value)) ?? '' }))
}
