/** A database file that others made, in the preview: for reading, until changes are allowed and a copy is there. */
import type { Client } from '../../../shared/protocol/client.ts'
import { toFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { ask } from '../../host/ask.tsx'
import type { DatabaseFile } from '../../host/files-store.ts'
import { t } from '../../texts/texts.ts'

export interface ForeignFile extends DatabaseFile {
  readonly mode: 'read' | 'write'
  /** Name of the copy that was made before anything could be changed; null: nothing can be yet. */
  readonly backup: string | null
  /** false: the sample database stands in for it. */
  readonly isUsed: boolean
  /** The copy is being made. */
  readonly isCopying: boolean
  /** Why changes could not be allowed. */
  readonly problem: string | null
}

interface State {
  readonly session: Handle<'sql'> | null
  readonly foreign: ForeignFile | null
}

export function foreignFile(database: DatabaseFile): ForeignFile {
  return { ...database, mode: 'read', backup: null, isUsed: true, isCopying: false, problem: null }
}

/** null: the sample database is what the preview runs on. */
export function usedFile({ foreign }: Pick<State, 'foreign'>): ForeignFile | null {
  return foreign?.isUsed === true ? foreign : null
}

export function isReadOnly(state: Pick<State, 'foreign'>): boolean {
  return usedFile(state)?.mode === 'read'
}

interface Parts {
  readonly client: Client
  readonly store: { getState(): State; setState(part: { foreign: ForeignFile }): void }
  take(session: Handle<'sql'>, foreign: ForeignFile): Promise<void>
}

/** Asks, copies the file beside itself, and opens it for writing. What goes wrong is told in `problem`. */
export async function allowChanges({ client, store, take }: Parts): Promise<void> {
  const { session, foreign } = store.getState()
  if (session === null || foreign === null || !foreign.onDisk || foreign.mode === 'write' || foreign.isCopying) return
  const { label, file } = foreign
  const choice = await ask({
    title: t.foreign.allowTitle(label),
    text: t.foreign.allowText(label),
    buttons: [
      { value: 'cancel', label: t.ui.cancel },
      { value: 'allow', label: t.foreign.copyAndAllow },
    ],
  })
  if (choice !== 'allow') return
  // The design, and with it the file, may have been left while the question stood or the copy was made.
  const isLeft = (): boolean => store.getState().session !== session
  if (isLeft()) return
  store.setState({ foreign: { ...foreign, isCopying: true, problem: null } })
  try {
    const { label: backup } = await client.call('sql.backup', { session })
    if (isLeft()) return
    const opened = await client.call('sql.open', { source: { kind: 'file', file }, mode: 'write' })
    if (isLeft()) return void client.call('sql.close', { session: opened.session }).catch(() => {})
    await take(opened.session, { ...foreign, mode: 'write', backup, problem: null })
  } catch (thrown) {
    if (!isLeft()) store.setState({ foreign: { ...foreign, problem: toFailure(thrown).message } })
  } finally {
    const { foreign: now } = store.getState()
    if (now?.file === file && now.isCopying) store.setState({ foreign: { ...now, isCopying: false } })
  }
}
