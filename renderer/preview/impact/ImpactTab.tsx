import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { WirePlan } from '../../../shared/orm/delete/tree.ts'
import { toFailure } from '../../../shared/protocol/errors.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { readImpact } from './impact.ts'
import type { Impact } from './impact.ts'
import { ImpactTree } from './ImpactTree.tsx'
import styles from '../PreviewPanel.module.css'

/** What was found of which code. */
type Found = { readonly code: string } & (
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'found'; readonly impact: Impact }
)

/** What deleting the objects that the code gives would do. Asked anew for each code. */
export function ImpactTab({ code }: { readonly code: string }) {
  const { client, preview, compiled } = useApp()
  const session = useStore(preview, (s) => s.session)
  const [found, setFound] = useState<Found | null>(null)
  useEffect(() => {
    if (session === null) return
    const abort = new AbortController()
    client
      .call('impact.run', { session, code }, { signal: abort.signal })
      .then((plan) =>
        setFound({
          code,
          kind: 'found',
          impact: readImpact(plan as unknown as WirePlan, compiled.getState().resolution),
        }),
      )
      .catch((thrown: unknown) => {
        const failure = toFailure(thrown)
        if (failure.code === 'CANCELLED') return
        setFound({ code, kind: 'said', text: failure.code === 'INVALID' ? t.impact.none : failure.message })
      })
    return () => abort.abort()
  }, [client, compiled, session, code])
  const state = found?.code === code ? found : null
  if (state?.kind === 'found') return <ImpactTree impact={state.impact} />
  return (
    <p className={styles['value']} role="status">
      {state === null ? t.impact.working : state.text}
    </p>
  )
}
