/** What the last export of a design looks like on disk now. */
import { useEffect, useState } from 'react'
import type { CallResult } from '../../../shared/protocol/methods.ts'
import { useApp } from '../../app/app-context.tsx'

export type LastExport = NonNullable<CallResult<'export.last'>>

/** null: none, or not known yet. */
export function useLastExport(target: string): LastExport | null {
  const { client, files } = useApp()
  const [found, setFound] = useState<{ readonly target: string; readonly last: LastExport | null } | null>(null)
  useEffect(() => {
    const { doc } = files.getState()
    let wanted = true
    if (doc !== null) {
      client.call('export.last', { doc, target }).then(
        (last) => wanted && setFound({ target, last }),
        // Without an answer the dialog does what it does for a first export.
        () => wanted && setFound({ target, last: null }),
      )
    }
    return () => {
      wanted = false
    }
  }, [client, files, target])
  return found?.target === target ? found.last : null
}
