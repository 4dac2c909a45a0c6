/** Runs of the shell: one at a time, the last one asked for meanwhile after it. */
import type { StoreApi } from 'zustand/vanilla'
import type { Client } from '../../../shared/protocol/client.ts'
import { toFailure } from '../../../shared/protocol/errors.ts'
import type { SqlChanges } from '../../../shared/protocol/methods/sql.ts'
import type { PrefsStore } from '../../app/prefs.ts'
import type { CompiledStore } from '../../state/compiled-store.ts'
import { isReadOnly } from '../database/foreign-file.ts'
import type { PreviewDatabase } from '../database/preview-database.ts'
import { awaitedAnswer } from '../preview-state.ts'
import type { Answer, AskedCode, PreviewState } from '../preview-state.ts'
import { runOrm, runSql } from './run-code.ts'

interface Parts {
  readonly store: StoreApi<PreviewState>
  readonly client: Client
  readonly compiled: CompiledStore
  readonly prefs: PrefsStore
  readonly database: PreviewDatabase
}

export function createRuns({ store, client, compiled, prefs, database }: Parts) {
  const { getState, setState } = store
  let abort: AbortController | null = null

  function remember(code: string): void {
    const history = prefs.getState().shellHistory.filter((one) => one !== code)
    prefs.set({ shellHistory: [...history, code].slice(-100) })
  }

  function patch(part: Partial<Answer>): void {
    setState((s) => (s.answer === null ? s : { answer: { ...s.answer, ...part } }))
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

  async function runNow(asked: AskedCode): Promise<void> {
    const { write } = getState()
    remember(asked.text)
    abort = new AbortController()
    const since = performance.now()
    setState({ running: { since }, answer: awaitedAnswer(asked) })
    try {
      await runOn(asked, write, abort.signal)
    } catch (thrown) {
      patch({ error: toFailure(thrown).error })
      database.noteTrouble(thrown)
    } finally {
      abort = null
      patch({ ms: performance.now() - since })
      setState({ running: null })
    }
    const { waiting } = getState()
    setState({ waiting: null })
    if (waiting !== null) await runNow(waiting)
  }

  async function runOn({ language, text, firstLine }: AskedCode, write: boolean, signal: AbortSignal): Promise<void> {
    await database.sync()
    const { session, database: state } = getState()
    if (session === null || state.kind !== 'ready') {
      return patch({ error: { code: 'SQL', message: state.message, retryable: true, ref: '' } })
    }
    // Reading goes on where nothing may be written; what writes is refused there.
    const isKept = write && !isReadOnly(getState())
    const codeRun = { client, session, firstLine: firstLine ?? 1, write: isKept, signal, patch }
    if (language === 'sql') await runSql(codeRun, text)
    else await runOrm(codeRun, text, () => compiled.getState().resolution)
    if (write) await database.countTables(session)
  }

  /** Ends what runs; what waits for its end was meant to follow it, and is dropped. */
  function cancel(): void {
    setState(({ waiting, answer }) => ({
      waiting: null,
      answer: answer === null || waiting === null ? answer : { ...answer, dropped: true },
    }))
    abort?.abort()
  }

  /** Takes the last kept run back, as long as no other row has changed since. */
  async function undoRun(): Promise<readonly SqlChanges[]> {
    const { session } = getState()
    if (session === null) return []
    const { changes } = await client.call('sql.undo', { session })
    patch({ committed: false, undo: false })
    await database.countTables(session)
    return changes
  }

  return { run, cancel, undoRun }
}
