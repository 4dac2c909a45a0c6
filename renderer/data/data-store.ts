/**
 * Where one is among the rows, and what has been changed there and not yet written. It outlives the pane: a
 * look at the shell loses nothing.
 */
import { createStore } from 'zustand/vanilla'
import type { App } from '../app/app-context.tsx'
import { toFailure } from '../../shared/protocol/errors.ts'
import type { CallResult } from '../../shared/protocol/methods.ts'
import type { RowFilter, RowSort } from '../../shared/protocol/methods/rows.ts'
import type { SqlChanges } from '../../shared/protocol/methods/sql.ts'
import { inSqliteNames } from '../../shared/exporters/sqlite-names.ts'
import { tableForm } from '../../shared/rows/table-form.ts'
import type { TableForm } from '../../shared/rows/table-form.ts'
import { ask } from '../host/ask.tsx'
import { t } from '../texts/texts.ts'
import { notify } from '../ui/Toasts.tsx'
import type { Place } from './grid/grid-moves.ts'
import { changesOf, isEmpty, NOTHING, stagedCount, withProblems } from './changes/staged.ts'
import type { Staged } from './changes/staged.ts'

/** One view of one table, as it can be gone back to. */
export interface Spot {
  readonly table: string
  readonly filters: readonly RowFilter[]
  readonly sort: readonly RowSort[]
  readonly at: Place
}

export interface DataState {
  readonly spot: Spot | null
  /** Where one came from, the last one last. */
  readonly trail: readonly Spot[]
  readonly staged: Staged
  /** What was staged before each step, and what was before it was taken back: the last one last. */
  readonly past: readonly Staged[]
  readonly future: readonly Staged[]
  readonly isApplying: boolean
  /** Why the last apply did not even begin; what is staged stays so. */
  readonly failure: string | null
  /** What the last apply did; null: nothing to tell. */
  readonly applied: {
    readonly changes: readonly SqlChanges[]
    readonly undo: boolean
    readonly isUndone: boolean
  } | null
  /** What was discarded last, until something else is done: one may have meant the other button. */
  readonly discarded: Staged | null
  /** Goes up when rows have to be read again. */
  readonly generation: number
  /** Names of foreign rows that were picked here, for cells that hold them before they are written. */
  readonly picked: ReadonlyMap<string, string>
}

export function startOf(table: string): Spot {
  return { table, filters: [], sort: [], at: { row: 0, column: 0 } }
}

const MAX_TRAIL = 30
/** Steps of staging that can be taken back. */
const MAX_STEPS = 300
const NO_STEPS = { past: [], future: [] }

type Parts = Pick<App, 'client' | 'preview' | 'compiled' | 'files'>

export function createDataStore({ client, preview, compiled, files }: Parts) {
  const store = createStore<DataState>(() => ({
    spot: null,
    trail: [],
    staged: NOTHING,
    ...NO_STEPS,
    isApplying: false,
    failure: null,
    applied: null,
    discarded: null,
    generation: 0,
    picked: new Map(),
  }))
  const { getState, setState } = store

  files.onLeave(async () => {
    const { staged } = getState()
    if (isEmpty(staged)) return true
    const choice = await ask({
      title: t.data.leaveTitle(stagedCount(staged)),
      text: t.data.leaveText,
      buttons: [
        { value: 'stay', label: t.ui.cancel },
        { value: 'drop', label: t.data.discard, look: 'danger' },
      ],
    })
    return choice === 'drop'
  })

  // Another design or database: what was staged is about rows that are not there. One that could not be reached for a
  // while is the same when it is opened again.
  preview.subscribe((state, before) => {
    if (before.session === null && state.session !== null) setState({ failure: null })
    if (before.place === state.place) return
    const { staged } = getState()
    if (!isEmpty(staged)) notify({ title: t.data.discarded(stagedCount(staged)) })
    setState({ spot: null, trail: [], staged: NOTHING, ...NO_STEPS, failure: null, applied: null, discarded: null })
  })

  function goTo(spot: Spot, keepTrail = true): void {
    const { spot: from, trail } = getState()
    const kept = !keepTrail || from === null ? [] : [...trail, from].slice(-MAX_TRAIL)
    setState({ spot, trail: kept })
  }

  function stage(change: (staged: Staged) => Staged): void {
    setState((s) => ({
      staged: change(s.staged),
      past: [...s.past, s.staged].slice(-MAX_STEPS),
      future: [],
      failure: null,
      applied: null,
      discarded: null,
    }))
  }

  async function apply(): Promise<boolean> {
    const { staged, isApplying } = getState()
    if (isApplying || isEmpty(staged)) return false
    setState({ isApplying: true, failure: null })
    try {
      if (preview.getState().session === null) await preview.sync()
      const { session, database } = preview.getState()
      if (session === null) {
        setState({ failure: database.message })
        return false
      }
      const { changes, names } = changesOf(staged)
      const done = await client.call('rows.apply', { session, changes: [...changes] })
      if (done.applied) took(done)
      else setState((s) => ({ staged: withProblems(s.staged, done.problems, names) }))
      if (done.applied) await preview.countTables(session)
      return done.applied
    } catch (thrown) {
      const failure = toFailure(thrown)
      // Our own mistakes are reported as such.
      if (failure.code === 'INTERNAL') throw thrown
      setState({ failure: failure.message })
      preview.noteTrouble(thrown)
      return false
    } finally {
      setState({ isApplying: false })
    }
  }

  function took({ changes, undo }: CallResult<'rows.apply'>): void {
    setState((s) => ({
      staged: NOTHING,
      ...NO_STEPS,
      applied: { changes, undo, isUndone: false },
      generation: s.generation + 1,
    }))
  }

  async function undo(): Promise<void> {
    const { session } = preview.getState()
    if (session === null) return
    const { changes } = await client.call('sql.undo', { session })
    setState((s) => ({ applied: { changes, undo: false, isUndone: true }, generation: s.generation + 1 }))
    await preview.countTables(session)
  }

  return {
    ...store,
    goTo,
    /** Another view of the same table, in the same place. */
    look: (part: Partial<Pick<Spot, 'filters' | 'sort'>>) =>
      setState((s) =>
        s.spot === null ? s : { spot: { ...s.spot, ...part, at: { row: 0, column: s.spot.at.column } } },
      ),
    moveTo: (at: Place) => setState((s) => (s.spot === null ? s : { spot: { ...s.spot, at } })),
    back(): void {
      const { trail } = getState()
      const spot = trail.at(-1)
      if (spot !== undefined) setState({ spot, trail: trail.slice(0, -1) })
    },
    stage,
    /** One step of staging back, or forward again. @returns false: there is none */
    step(isBack: boolean): boolean {
      const { past, future, staged } = getState()
      const to = (isBack ? past : future).at(-1)
      if (to === undefined) return false
      const [before, after] = isBack
        ? [past.slice(0, -1), [...future, staged]]
        : [[...past, staged], future.slice(0, -1)]
      setState({ staged: to, past: before, future: after, discarded: null })
      return true
    },
    discard: () =>
      setState((s) => ({ staged: NOTHING, ...NO_STEPS, failure: null, applied: null, discarded: s.staged })),
    /** Brings back what was discarded. */
    restore: () => setState((s) => ({ staged: s.discarded ?? s.staged, discarded: null })),
    apply,
    undo,
    dismiss: () => setState({ applied: null, discarded: null }),
    reread: () => setState((s) => ({ generation: s.generation + 1 })),
    noteApplied: (applied: NonNullable<DataState['applied']>) =>
      setState((s) => ({ applied, generation: s.generation + 1 })),
    notePicked: (name: string, label: string) => setState((s) => ({ picked: new Map(s.picked).set(name, label) })),
    form: (table: string): TableForm | null => tableForm(inSqliteNames(compiled.getState()), table),
  }
}

export type DataStore = ReturnType<typeof createDataStore>
