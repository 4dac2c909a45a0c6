import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { NewValue } from '../../../shared/protocol/methods/rows.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import type { RowsForm } from '../../../shared/rows/table-form.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { newRows } from '../changes/staged.ts'
import { useData } from '../use-data.ts'

export interface Found {
  readonly key: readonly WireScalar[]
  readonly label: string
}

export interface Lookup {
  readonly options: readonly Found[]
  /** Rows that are staged only; they fit the text too. */
  readonly fresh: readonly { readonly value: NewValue; readonly label: string; readonly note: string }[]
  readonly isBusy: boolean
  readonly more: boolean
}

/** Between two keystrokes of a quick typist, ms. */
const WAIT_MS = 90
const SHOWN = 50

/** Rows of the target that the text fits, a moment after the last keystroke. */
export function useLookup(target: RowsForm, text: string): Lookup {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  const staged = useData((s) => s.staged)
  const [found, setFound] = useState<{
    readonly options: readonly Found[]
    readonly more: boolean
    readonly text: string
  } | null>(null)
  useEffect(() => {
    if (session === null) return
    const abort = new AbortController()
    const { table, keys, labels } = target
    const ask = async (): Promise<void> => {
      const params = { session, table, keys: [...keys], labels: [...labels], text, limit: SHOWN }
      const answer = await client.call('rows.search', params, { signal: abort.signal })
      if (!abort.signal.aborted) setFound({ ...answer, text })
    }
    const timer = setTimeout(() => void ask().catch(report), text === '' ? 0 : WAIT_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, session, target, text])
  const fresh = newRows(staged, target.table)
    .map(({ id, cells }) => {
      const label = target.labels
        .map((one) => cells.get(one)?.value)
        .filter((one) => typeof one === 'string' && one !== '')
        .join(' ')
      return {
        value: { $new: id },
        label: label !== '' ? label : `${target.model} ${id}`,
        note: t.data.newRelated,
      }
    })
    .filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()))
  return { options: found?.options ?? [], fresh, isBusy: found?.text !== text, more: found?.more ?? false }
}
