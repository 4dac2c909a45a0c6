/**
 * The preview: the design's own database behind the host, the shell's code, what ran and what came
 * back. The database follows the drawing: after each change a moment later, and before each run at once.
 */
import { createStore } from 'zustand/vanilla'
import type { Client } from '../../shared/protocol/client.ts'
import { isFailure, toFailure } from '../../shared/protocol/errors.ts'
import type { HostError } from '../../shared/protocol/errors.ts'
import type { SqlChanges } from '../../shared/protocol/methods/sql.ts'
import type { Handle } from '../../shared/protocol/handles.ts'
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import type { CompiledStore } from '../state/compiled-store.ts'
import type { EditorStore } from '../state/editor-store.ts'
import type { FilesStore } from '../host/files-store.ts'
import type { PrefsStore } from '../app/prefs.ts'
import { writeDocument } from '../host/design/document-text.ts'
import { createDesignSync } from './design-sync.ts'
import { allowChanges, foreignFile, isReadOnly, usedFile } from './foreign-file.ts'
import type { ForeignFile } from './foreign-file.ts'
import { runOrm, runSql } from './run-code.ts'
import type { ShownStatement } from './read-item.ts'
import { releaseAnswer } from './release-answer.ts'

export type Language = 'orm' | 'sql'

export interface DatabaseState {
  readonly kind: 'closed' | 'opening' | 'ready' | 'syncing' | 'blocked' | 'failed' | 'unavailable'
  readonly message: string
  /** Name of the database file; null: the sample database. */
  readonly file: string | null
}

/** It does not follow the design, and says why. */
export function isStuck({ kind }: DatabaseState): boolean {
  return kind === 'failed' || kind === 'blocked'
}

export interface Answer {
  readonly language: Language
  readonly code: string
  /** One entry a statement; SQL has one. */
  readonly statements: readonly ShownStatement[]
  readonly error: HostError | null
  /** Wall clock, ms; null while it runs. */
  readonly ms: number | null
  readonly committed: boolean
  /** What the run did to the rows, by table; where it was not `committed`, they are as before. */
  readonly changes: readonly SqlChanges[]
  /** The run was kept and can be taken back. */
  readonly undo: boolean
  /** Other code waited for its end, and was dropped when this one was stopped. */
  readonly dropped: boolean
  /** Lines of the code that a prompt had printed, and that were left out. */
  readonly echoed: number
  /** 1-based line of the editor that the code begins on; null: it did not come from there. */
  readonly firstLine: number | null
  /** Models that the last query went through. */
  readonly travelled: readonly ModelId[]
  /** The relations it went over. */
  readonly relations: readonly FieldId[]
}

interface Waiting {
  readonly language: Language
  readonly text: string
  readonly firstLine: number | null
}

export interface TableInfo {
  readonly name: string
  readonly rows: number | null
}

export interface PreviewState {
  readonly database: DatabaseState
  readonly session: Handle<'sql'> | null
  /** Goes up when another database takes the place of the one in use; one that is opened again is the same. */
  readonly place: number
  /** The database that others made and the design was drawn from; null: none. */
  readonly foreign: ForeignFile | null
  readonly language: Language
  readonly code: Readonly<Record<Language, string>>
  /** Set by others than the editor itself; counts, so that the editor takes it over. */
  readonly codeVersion: number
  readonly write: boolean
  readonly running: { readonly since: number } | null
  /** Asked for while other code ran: it runs after it. */
  readonly waiting: Waiting | null
  readonly answer: Answer | null
  readonly tables: readonly TableInfo[] | null
  readonly notes: readonly string[]
  /** Sample rows are being made: so many of so many. */
  readonly filling: { readonly done: number; readonly total: number } | null
}

const SYNC_DELAY_MS = 300

/** What SQLite says of a file that has gone, been replaced, or damaged under the open session. */
const GONE_WRONG = /^SQLITE_(READONLY_DBMOVED|NOTADB|CORRUPT|CANTOPEN|IOERR)/

interface PreviewParts {
  readonly client: Client
  readonly editor: EditorStore
  readonly compiled: CompiledStore
  readonly files: Pick<FilesStore, 'getState' | 'subscribe'>
  readonly prefs: PrefsStore
}

export interface FillOptions {
  readonly onProgress?: (done: number, total: number | null, phase?: string) => void
}

export function createPreview({ client, editor, compiled, files, prefs }: PreviewParts) {
  const store = createStore<PreviewState>(() => ({
    database: { kind: 'closed', message: '', file: null },
    session: null,
    place: 0,
    foreign: null,
    language: 'orm',
    code: { orm: '', sql: '' },
    codeVersion: 0,
    write: false,
    running: null,
    waiting: null,
    answer: null,
    tables: null,
    notes: [],
    filling: null,
  }))
  const { getState, setState } = store
  store.subscribe((now, before) => releaseAnswer(before.answer, now.answer))
  const design = createDesignSync(writeDocument)
  let isWanted = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let working: Promise<void> = Promise.resolve()
  let abort: AbortController | null = null
  let fillAbort: AbortController | null = null

  const say = (kind: DatabaseState['kind'], message = ''): void =>
    setState((s) => ({ database: { kind, message, file: usedFile(s)?.label ?? null } }))

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

  /** Opens the database anew: it may be another file by now, or free. What is staged in the rows stays. */
  function tryAgain(): Promise<void> {
    const { session } = getState()
    if (session !== null) {
      void client.call('sql.close', { session }).catch(() => {})
      drop()
    }
    return sync()
  }

  function drop(): void {
    setState({ session: null, tables: null })
    design.forget()
  }

  async function open(): Promise<Handle<'sql'>> {
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
      void client.call('sql.close', { session: opened.session }).catch(() => {})
      return open()
    }
    setState({ session: opened.session })
    return opened.session
  }

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

  async function send(session: Handle<'sql'>): Promise<void> {
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

  async function countTables(session: Handle<'sql'>): Promise<void> {
    const { tables } = await client.call('sql.tables', { session, columns: false })
    if (getState().session === session) setState({ tables: tables.map(({ name, rows }) => ({ name, rows })) })
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

  editor.subscribe((state, before) => {
    if (state.doc === before.doc) return
    // Another document comes without a patch: what the session knows is of no use.
    if (state.lastPatch.length === 0) {
      design.forget()
      return later()
    }
    if (design.note(state.lastPatch)) later()
  })

  /** Closes what is open; the next sync opens what is wanted now. */
  function leave(foreign: ForeignFile | null): void {
    const { session } = getState()
    if (session !== null) void client.call('sql.close', { session }).catch(() => {})
    setState(({ place }) => ({ foreign, answer: null, waiting: null, place: place + 1 }))
    drop()
    say('closed')
  }

  files.subscribe((state, before) => {
    if (state.doc === before.doc && state.database === before.database) return
    leave(state.database === null ? null : foreignFile(state.database))
    // What was chosen for sample rows is not meant for somebody's file.
    if (state.database !== null) setState({ write: false })
    later()
  })

  /** From here on the other session is the one in use. Rows and place in the tables stay. */
  function take(session: Handle<'sql'>, foreign: ForeignFile): Promise<void> {
    working = working.then(() => {
      const { session: before } = getState()
      if (before !== null) void client.call('sql.close', { session: before }).catch(() => {})
      design.forget()
      setState({ session, foreign })
    })
    return sync()
  }

  client.on('sql.reset', ({ session }) => {
    if (session === getState().session) design.forget()
  })
  client.on('sql.lost', ({ session, message }) => {
    if (session !== getState().session) return
    drop()
    say('failed', message)
  })

  function remember(code: string): void {
    const history = prefs.getState().shellHistory.filter((one) => one !== code)
    prefs.set({ shellHistory: [...history, code].slice(-100) })
  }

  /**
   * `firstLine`: where in the editor the given text begins; null: elsewhere. While something runs, other code waits for
   * its end, the last one asked for; the same code asked for again was a second press of the key.
   */
  async function run(given?: string, firstLine: number | null = given === undefined ? 1 : null): Promise<void> {
    const { language, code, running, answer } = getState()
    const text = given ?? code[language]
    if (text.trim() === '') return
    if (running === null) return runNow({ language, text, firstLine })
    const isAgain = answer?.code === text && answer.language === language
    setState({ waiting: isAgain ? null : { language, text, firstLine } })
  }

  async function runNow({ language, text, firstLine }: Waiting): Promise<void> {
    const { write } = getState()
    remember(text)
    abort = new AbortController()
    const since = performance.now()
    const start: Answer = {
      language,
      code: text,
      statements: [],
      error: null,
      ms: null,
      committed: false,
      changes: [],
      undo: false,
      dropped: false,
      echoed: 0,
      firstLine,
      travelled: [],
      relations: [],
    }
    setState({ running: { since }, answer: start })
    const patch = (part: Partial<Answer>): void =>
      setState((s) => (s.answer === null ? s : { answer: { ...s.answer, ...part } }))
    try {
      await sync()
      const { session, database } = getState()
      if (session === null || database.kind !== 'ready') {
        return patch({ error: { code: 'SQL', message: database.message, retryable: true, ref: '' } })
      }
      // Reading goes on where nothing may be written; what writes is refused there.
      const isKept = write && !isReadOnly(getState())
      const codeRun = { client, session, firstLine: firstLine ?? 1, write: isKept, signal: abort.signal, patch }
      if (language === 'sql') await runSql(codeRun, text)
      else await runOrm(codeRun, text, () => compiled.getState().resolution)
      if (write) await countTables(session)
    } catch (thrown) {
      patch({ error: toFailure(thrown).error })
      noteTrouble(thrown)
    } finally {
      abort = null
      patch({ ms: performance.now() - since })
      setState({ running: null })
    }
    const { waiting } = getState()
    setState({ waiting: null })
    if (waiting !== null) await runNow(waiting)
  }

  /** Ends what runs; what waits for its end was meant to follow it, and is dropped. */
  function cancel(): void {
    setState(({ waiting, answer }) => ({
      waiting: null,
      answer: answer === null || waiting === null ? answer : { ...answer, dropped: true },
    }))
    abort?.abort()
  }

  return {
    ...store,
    sync,
    tryAgain,
    noteTrouble,
    run,
    cancel,
    setLanguage: (language: Language) => setState({ language }),
    /** What the user typed. */
    typed: (language: Language, text: string) => setState((s) => ({ code: { ...s.code, [language]: text } })),
    /** Puts code into the shell from outside. */
    setCode: (language: Language, text: string) =>
      setState((s) => ({ language, code: { ...s.code, [language]: text }, codeVersion: s.codeVersion + 1 })),
    setWrite: (write: boolean) => setState({ write }),
    /** Takes the last kept run back, as long as no other row has changed since. */
    async undoRun(): Promise<readonly SqlChanges[]> {
      const { session } = getState()
      if (session === null) return []
      const { changes } = await client.call('sql.undo', { session })
      setState((s) => (s.answer === null ? s : { answer: { ...s.answer, committed: false, undo: false } }))
      await countTables(session)
      return changes
    },
    /** Fills every table with that many rows that fit together; null: as the design says. */
    async fill(rows: number | null, options: FillOptions = {}): Promise<number> {
      await sync()
      const { session, filling } = getState()
      if (session === null || filling !== null) return 0
      setState({ filling: { done: 0, total: 0 } })
      fillAbort = new AbortController()
      const onProgress = (done: number, total: number | null, phase?: string): void => {
        setState({ filling: { done, total: total ?? 0 } })
        options.onProgress?.(done, total, phase)
      }
      try {
        const filled = await client.call('sample.fill', { session, rows }, { signal: fillAbort.signal, onProgress })
        setState({ notes: filled.notes })
        await countTables(session)
        return filled.tables.reduce((sum, table) => sum + table.rows, 0)
      } finally {
        fillAbort = null
        setState({ filling: null })
      }
    },
    /** The tables are then as they were before. */
    stopFilling: () => fillAbort?.abort(),
    /** Asks, copies the file, and opens it for writing. */
    allowChanges: () => allowChanges({ client, store, take }),
    /** The sample database in place of the file, or the file again. */
    runOnFile(isUsed: boolean): Promise<void> {
      const { foreign } = getState()
      if (foreign === null || foreign.isUsed === isUsed) return working
      leave({ ...foreign, isUsed, problem: null })
      return sync()
    },
    /** Other parts of the page have changed rows. */
    countTables,
    async reset(): Promise<void> {
      const { session } = getState()
      if (session === null) return
      await client.call('sql.reset', { session })
      await countTables(session)
    },
  }
}

export type Preview = ReturnType<typeof createPreview>
