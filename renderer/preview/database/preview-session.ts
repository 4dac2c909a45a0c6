/** The session of the database that the preview runs on: opened when it is wanted, dropped when it is gone. */
import type { StoreApi } from 'zustand/vanilla'
import type { Client } from '../../../shared/protocol/client.ts'
import { toFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { FilesStore } from '../../host/files-store.ts'
import type { DesignSync } from './design-sync.ts'
import { usedFile } from './foreign-file.ts'
import type { DatabaseState, PreviewState } from '../preview-state.ts'

export type Session = Handle<'sql'>

/** What SQLite says of a file that has gone, been replaced, or damaged under the open session. */
const GONE_WRONG = /^SQLITE_(READONLY_DBMOVED|NOTADB|CORRUPT|CANTOPEN|IOERR)/

interface Parts {
  readonly store: StoreApi<PreviewState>
  readonly client: Client
  readonly files: Pick<FilesStore, 'getState'>
  /** What the session knows of the design. */
  readonly design: DesignSync
}

export function createPreviewSession({ store, client, files, design }: Parts) {
  const { getState, setState } = store

  function say(kind: DatabaseState['kind'], message = ''): void {
    setState((s) => ({ database: { kind, message, file: usedFile(s)?.label ?? null } }))
  }

  function drop(): void {
    setState({ session: null, tables: null })
    design.forget()
  }

  function closeAtHost(session: Session | null): void {
    if (session !== null) void client.call('sql.close', { session }).catch(() => {})
  }

  async function open(): Promise<Session> {
    const { session } = getState()
    if (session !== null) return session
    const { doc } = files.getState()
    if (doc === null) throw new Error('No design is open')
    say('opening')
    const used = usedFile(getState())
    const opened = await client.call('sql.open', {
      source: used === null ? { kind: 'sample', doc } : { kind: 'file', file: used.file },
      mode: used?.mode ?? 'write',
    })
    if (files.getState().doc !== doc || usedFile(getState()) !== used) {
      // Another design was opened meanwhile, or another database chosen: this one went with it.
      closeAtHost(opened.session)
      return open()
    }
    setState({ session: opened.session })
    return opened.session
  }

  function onFailure(thrown: unknown): void {
    const failure = toFailure(thrown)
    if (failure.code === 'UNSUPPORTED') return say('unavailable', failure.message)
    if (failure.code === 'CRASHED' || failure.code === 'NOT_FOUND') drop()
    say('failed', failure.message)
  }

  /** Tells what a call ended in, where the file itself is the trouble and opening it again may be the way out. */
  function noteTrouble(thrown: unknown): void {
    const { error } = toFailure(thrown)
    if (GONE_WRONG.test(error.detail ?? '')) say('failed', error.message)
  }

  async function countTables(session: Session): Promise<void> {
    const { tables } = await client.call('sql.tables', { session, columns: false })
    if (getState().session === session) setState({ tables: tables.map(({ name, rows }) => ({ name, rows })) })
  }

  return { say, drop, closeAtHost, open, onFailure, noteTrouble, countTables }
}
