/**
 * The preview's database follows the drawing: after each change a moment later, and before each run at once. Another
 * design, or another database, takes its place.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { Client } from '../../../shared/protocol/client.ts'
import { isFailure } from '../../../shared/protocol/errors.ts'
import type { FilesStore } from '../../host/files-store.ts'
import { writeDocument } from '../../host/design/document-text.ts'
import type { CompiledStore } from '../../state/compiled-store.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { createDesignSync } from './design-sync.ts'
import { foreignFile, usedFile } from './foreign-file.ts'
import type { ForeignFile } from './foreign-file.ts'
import { createPreviewSession } from './preview-session.ts'
import type { Session } from './preview-session.ts'
import type { PreviewState } from '../preview-state.ts'

const SYNC_DELAY_MS = 300

interface Parts {
  readonly store: StoreApi<PreviewState>
  readonly client: Client
  readonly editor: EditorStore
  readonly compiled: CompiledStore
  readonly files: Pick<FilesStore, 'getState' | 'subscribe'>
}

export type PreviewDatabase = ReturnType<typeof createPreviewDatabase>

export function createPreviewDatabase({ store, client, editor, compiled, files }: Parts) {
  const { getState, setState } = store
  const design = createDesignSync(writeDocument)
  const { say, drop, closeAtHost, open, onFailure, noteTrouble, countTables } = createPreviewSession({
    store,
    client,
    files,
    design,
  })
  let isWanted = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let working: Promise<void> = Promise.resolve()

  async function follow(): Promise<void> {
    const { resolution } = await compiled.whenReady()
    if (resolution.importError !== null) return say('blocked', resolution.importError.message)
    const session = await open()
    if (!design.isPending) return say('ready')
    say('syncing')
    try {
      await send(session)
      // Tables of a file do not follow the design; counting them may take a while.
      if (usedFile(getState()) === null || getState().tables === null) await countTables(session)
      if (getState().session === session) say('ready')
    } catch (thrown) {
      // One that was left meanwhile ends its calls; the sync that follows opens what is wanted now.
      if (getState().session === session) throw thrown
    }
  }

  async function send(session: Session): Promise<void> {
    // Of one moment: what is compiled may be a step behind.
    const { doc, revision } = editor.getState()
    const tell = async (): Promise<void> => {
      const { sending } = design
      const synced = await client.call('sql.sync', { session, design: design.input(doc, revision) })
      design.done(revision, sending)
      if (getState().session === session) setState({ notes: synced.notes })
    }
    await tell().catch((thrown: unknown) => {
      if (!isFailure(thrown, 'CONFLICT')) throw thrown
      design.forget()
      return tell()
    })
  }

  /** Brings the database up to date; calls one after the other never overlap. */
  function sync(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    isWanted = true
    working = working.then(follow).catch(onFailure)
    return working
  }

  function later(): void {
    if (!isWanted) return
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => void sync(), SYNC_DELAY_MS)
  }

  /** Opens the database anew: it may be another file by now, or free. What is staged in the rows stays. */
  function tryAgain(): Promise<void> {
    const { session } = getState()
    if (session !== null) {
      closeAtHost(session)
      drop()
    }
    return sync()
  }

  /** Closes what is open; the next sync opens what is wanted now. */
  function leave(foreign: ForeignFile | null): void {
    closeAtHost(getState().session)
    setState(({ place }) => ({ foreign, answer: null, waiting: null, place: place + 1 }))
    drop()
    say('closed')
  }

  /** From here on the other session is the one in use. Rows and place in the tables stay. */
  function take(session: Session, foreign: ForeignFile): Promise<void> {
    working = working.then(() => {
      closeAtHost(getState().session)
      design.forget()
      setState({ session, foreign })
    })
    return sync()
  }

  editor.subscribe((state, before) => {
    if (state.doc === before.doc) return
    // Another document comes without a patch: what the session knows is of no use.
    if (state.lastPatch.length === 0) {
      design.forget()
      return later()
    }
    if (design.note(state.lastPatch)) later()
  })
  files.subscribe((state, before) => {
    if (state.doc === before.doc && state.database === before.database) return
    leave(state.database === null ? null : foreignFile(state.database))
    // What was chosen for sample rows is not meant for somebody's file.
    if (state.database !== null) setState({ write: false })
    later()
  })
  client.on('sql.reset', ({ session }) => {
    if (session === getState().session) design.forget()
  })
  client.on('sql.lost', ({ session, message }) => {
    if (session !== getState().session) return
    drop()
    say('failed', message)
  })

  /** The sample database in place of the file, or the file again. */
  function runOnFile(isUsed: boolean): Promise<void> {
    const { foreign } = getState()
    if (foreign === null || foreign.isUsed === isUsed) return working
    leave({ ...foreign, isUsed, problem: null })
    return sync()
  }

  return { sync, tryAgain, noteTrouble, countTables, take, runOnFile }
}
