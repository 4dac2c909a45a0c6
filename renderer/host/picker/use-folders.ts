import { useEffect, useState } from 'react'
import type { Client } from '../../../shared/protocol/client.ts'
import { isFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'

export interface FolderPlace {
  readonly dir: Handle<'dir'>
  readonly label: string
}

export interface FolderEntry {
  readonly name: string
  readonly kind: 'dir' | 'file'
  readonly bytes: number
  readonly modified: number
}

/** The host's folders as one walks them: the way from a root to here, and what lies here. */
export function useFolders(client: Client) {
  const [trail, setTrail] = useState<readonly FolderPlace[]>([])
  const [roots, setRoots] = useState<readonly FolderPlace[]>([])
  const [listed, setListed] = useState<{ readonly dir: string; readonly entries: readonly FolderEntry[] } | null>(null)
  const [problem, setProblem] = useState('')
  const here = trail.at(-1)

  useEffect(() => {
    client
      .call('dir.roots', {})
      .then((found) => {
        setRoots(found)
        setTrail(found.slice(0, 1))
      })
      .catch((thrown: unknown) => setProblem(wordsOf(thrown)))
  }, [client])

  useEffect(() => {
    if (here === undefined) return
    client
      .call('dir.list', { dir: here.dir })
      .then(({ entries: found }) => setListed({ dir: here.dir, entries: found }))
      .catch((thrown: unknown) => setProblem(wordsOf(thrown)))
  }, [client, here])

  return {
    here,
    trail,
    setTrail,
    roots,
    // The folder before stays to be seen until the next one is read: a list that goes takes the focus with it.
    entries: listed === null ? null : listed.entries,
    isBusy: listed !== null && listed.dir !== here?.dir,
    problem,
    /** Does it, and says what went wrong where it fails. */
    async attempt(work: () => Promise<void>): Promise<void> {
      setProblem('')
      await work().catch((thrown: unknown) => setProblem(wordsOf(thrown)))
    },
  }
}

function wordsOf(thrown: unknown): string {
  return isFailure(thrown) ? thrown.message : String(thrown)
}
