/**
 * The preview: the design's own database behind the host, the shell's code, what ran and what came
 * back. The database follows the drawing: after each change a moment later, and before each run at once.
 */
import { createStore } from 'zustand/vanilla'
import type { Client } from '../../shared/protocol/client.ts'
import { isFailure, toFailure } from '../../shared/protocol/errors.ts'
import type { HostError } from '../../shared/protocol/errors.ts'
import type { WireScalar } from '../../shared/protocol/scalars.ts'
import type { SqlChanges } from '../../shared/protocol/methods/sql.ts'
import type { Handle } from '../../shared/protocol/handles.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import type { CompiledStore } from '../state/compiled-store.ts'
import type { EditorStore } from '../state/editor-store.ts'
import type { FilesStore } from '../host/files-store.ts'
import type { PrefsStore } from '../app/prefs.ts'
import { writeDocument } from '../host/document-text.ts'
import { createDesignSync } from './design-sync.ts'
import { createRows } from '../data/rows.ts'
import type { Rows } from '../data/rows.ts'
import { travelledModels } from './travelled-models.ts'
import { readItem } from './read-item.ts'
import type { ShownStatement } from './read-item.ts'

export type Language = 'orm' | 'sql'

export interface DatabaseState {
  readonly kind: 'closed' | 'opening' | 'ready' | 'syncing' | 'blocked' | 'failed' | 'unavailable'
  readonly message: string
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
  /** What a run that kept its changes did, by table. */
  readonly changes?: readonly SqlChanges[]
  /** Models that the last query went through. */
  readonly travelled: readonly ModelId[]
}

export interface TableInfo {
  readonly name: string
  readonly rows: number | null
}

export interface PreviewState {
  readonly database: DatabaseState
  readonly session: Handle<'sql'> | null
  readonly language: Language
  readonly code: Readonly<Record<Language, string>>
  /** Set by others than the editor itself; counts, so that the editor takes it over. */
  readonly codeVersion: number
  readonly write: boolean
  readonly running: { readonly since: number } | null
  readonly answer: Answer | null
  readonly tables: readonly TableInfo[] | null
  readonly notes: readonly string[]
  /** Sample rows are being made. */
  readonly filling: boolean
}

const SYNC_DELAY_MS = 300
const ROW_LIMIT = 10_000

interface PreviewParts {
  readonly client: Client
  readonly editor: EditorStore
  readonly compiled: CompiledStore
  readonly files: Pick<FilesStore, 'getState' | 'subscribe'>
  readonly prefs: PrefsStore
}

export function createPreview({ client, editor, compiled, files, prefs }: PreviewParts) {
  const store = createStore<PreviewState>(() => ({
    database: { kind: 'closed', message: '' },
    session: null,
    language: 'orm',
    code: { orm: '', sql: '' },
    codeVersion: 0,
    write: false,
    running: null,
    answer: null,
    tables: null,
    notes: [],
    filling: false,
  }))
  const { getState, setState } = store
  const design = createDesignSync(writeDocument)
  let isWanted = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let working: Promise<void> = Promise.resolve()
  let abort: AbortController | null = null

  const say = (kind: DatabaseState['kind'], message = ''): void => setState({ database: { kind, message } })

  function onFailure(thrown: unknown): void {
    const failure = toFailure(thrown)
    if (failure.code === 'UNSUPPORTED') return say('unavailable', failure.message)
    if (failure.code === 'CRASHED' || failure.code === 'NOT_FOUND') drop()
    say('failed', failure.message)
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
    const opened = await client.call('sql.open', { source: { kind: 'sample', doc }, mode: 'write' })
    setState({ session: opened.session })
    return opened.session
  }

  async function follow(): Promise<void> {
    const { resolution, doc } = compiled.getState()
    if (resolution.importError !== null) return say('blocked', resolution.importError.message)
    const session = await open()
    if (!design.isPending) return say('ready')
    say('syncing')
    const { revision } = editor.getState()
    const sent = design.patch
    try {
      const synced = await client.call('sql.sync', { session, design: design.input(doc, revision) })
      design.done(revision, sent)
      setState({ notes: synced.notes })
    } catch (thrown) {
      if (!isFailure(thrown, 'CONFLICT')) throw thrown
      design.forget()
      const synced = await client.call('sql.sync', { session, design: design.input(doc, revision) })
      design.done(revision, sent)
      setState({ notes: synced.notes })
    }
    await countTables(session)
    say('ready')
  }

  async function countTables(session: Handle<'sql'>): Promise<void> {
    const { tables } = await client.call('sql.tables', { session })
    setState({ tables: tables.map(({ name, rows }) => ({ name, rows })) })
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

  files.subscribe((state, before) => {
    if (state.doc === before.doc) return
    const { session } = getState()
    if (session !== null) void client.call('sql.close', { session }).catch(() => {})
    drop()
    say('closed')
    setState({ answer: null })
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

  function remember(code: string): void {
    const history = prefs.getState().shellHistory.filter((one) => one !== code)
    prefs.set({ shellHistory: [...history, code].slice(-100) })
  }

  async function run(given?: string): Promise<void> {
    const { language, code, write, running } = getState()
    const text = given ?? code[language]
    if (running !== null || text.trim() === '') return
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
      travelled: [],
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
      if (language === 'sql') await runSql(session, text, write, abort.signal, patch)
      else await runOrm(session, text, write, abort.signal, patch)
      if (write) await countTables(session)
    } catch (thrown) {
      patch({ error: toFailure(thrown).error })
    } finally {
      abort = null
      patch({ ms: performance.now() - since })
      setState({ running: null })
    }
  }

  type PatchAnswer = (part: Partial<Answer>) => void

  async function runSql(
    session: Handle<'sql'>,
    sql: string,
    write: boolean,
    signal: AbortSignal,
    patch: PatchAnswer,
  ): Promise<void> {
    if (write) {
      const { statements } = await client.call('sql.exec', { session, sql }, { signal })
      return patch({
        statements: statements.map((one, index): ShownStatement => ({
          line: index + 1,
          ms: null,
          sql: [{ text: one.sql, params: [] }],
          path: [],
          result:
            one.columns.length > 0
              ? { kind: 'rows', rows: createRows(one.columns, one.rows) }
              : { kind: 'changes', changes: one.changes },
        })),
        committed: true,
      })
    }
    let rows: Rows | null = null
    const { summary } = await client.call(
      'sql.query',
      { session, sql, limit: ROW_LIMIT },
      {
        signal,
        onHead({ columns }) {
          rows = createRows(columns, [])
          patch({ statements: [{ line: 1, ms: null, sql: [], path: [], result: { kind: 'rows', rows } }] })
        },
        onItem: (item) => rows?.append(item.rows),
      },
    )
    rows = rows as Rows | null
    rows?.finish(summary.truncated)
    if (rows !== null)
      patch({ statements: [{ line: 1, ms: summary.ms, sql: [], path: [], result: { kind: 'rows', rows } }] })
  }

  async function runOrm(
    session: Handle<'sql'>,
    code: string,
    write: boolean,
    signal: AbortSignal,
    patch: PatchAnswer,
  ): Promise<void> {
    const statements: ShownStatement[] = []
    const { summary } = await client.call(
      'orm.run',
      { session, code, write, limit: ROW_LIMIT },
      {
        signal,
        onItem(item) {
          statements.push(readItem(item))
          patch({ statements: [...statements] })
        },
      },
    )
    const { resolution } = compiled.getState()
    patch({
      committed: summary.committed,
      changes: summary.changes,
      travelled: travelledModels(statements.at(-1)?.path ?? [], resolution),
    })
    await showObjects(session, statements, signal, patch)
  }

  /**
   * A queryset answers with primary keys. Its rows are read by its own SQL again, which is exact as long
   * as the script only read; after a write that was rolled back the keys stay.
   */
  async function showObjects(
    session: Handle<'sql'>,
    statements: ShownStatement[],
    signal: AbortSignal,
    patch: PatchAnswer,
  ): Promise<void> {
    if (statements.some(({ sql }) => sql.some(({ text }) => !isSelect(text)))) return
    for (const [index, statement] of statements.entries()) {
      const ran = statement.sql.at(-1)
      if (statement.result.kind !== 'rows' || !statement.result.rows.isKeysOnly || ran === undefined) continue
      const params = wireParams(ran.params)
      if (params === null) continue
      const rows = await readRows(session, ran.text, params, signal)
      if (rows === null) continue
      statements[index] = { ...statement, result: { kind: 'rows', rows } }
      patch({ statements: [...statements] })
    }
  }

  async function readRows(
    session: Handle<'sql'>,
    sql: string,
    params: WireScalar[],
    signal: AbortSignal,
  ): Promise<Rows | null> {
    let rows: Rows | null = null
    try {
      const { summary } = await client.call(
        'sql.query',
        { session, sql, params, limit: ROW_LIMIT },
        {
          signal,
          onHead: ({ columns }) => void (rows = createRows(columns, [])),
          onItem: (item) => rows?.append(item.rows),
        },
      )
      rows = rows as Rows | null
      rows?.finish(summary.truncated)
      return rows
    } catch (thrown) {
      if (isFailure(thrown, 'SQL') || isFailure(thrown, 'INVALID')) return null
      throw thrown
    }
  }

  return {
    ...store,
    sync,
    run,
    cancel: () => abort?.abort(),
    setLanguage: (language: Language) => setState({ language }),
    /** What the user typed. */
    typed: (language: Language, text: string) => setState((s) => ({ code: { ...s.code, [language]: text } })),
    /** Puts code into the shell from outside. */
    setCode: (language: Language, text: string) =>
      setState((s) => ({ language, code: { ...s.code, [language]: text }, codeVersion: s.codeVersion + 1 })),
    setWrite: (write: boolean) => setState({ write }),
    /** Fills every table with that many rows that fit together. */
    async fill(rows: number): Promise<void> {
      const { session } = getState()
      if (session === null) return
      setState({ filling: true })
      try {
        const filled = await client.call('sample.fill', { session, rows })
        setState({ notes: filled.notes })
        await countTables(session)
      } finally {
        setState({ filling: false })
      }
    },
    async reset(): Promise<void> {
      const { session } = getState()
      if (session === null) return
      await client.call('sql.reset', { session })
      await countTables(session)
    },
  }
}

function isSelect(sql: string): boolean {
  return /^\s*(SELECT|WITH|SAVEPOINT|RELEASE)\b/i.test(sql)
}

/** The values of a statement as they were sent; null where one is of a kind that cannot be sent again. */
function wireParams(params: readonly unknown[]): WireScalar[] | null {
  const isWire = (value: unknown): boolean =>
    value === null || typeof value !== 'object' || '$i' in value || '$b' in value || '$f' in value
  return params.every(isWire) ? (params as WireScalar[]) : null
}

export type Preview = ReturnType<typeof createPreview>
