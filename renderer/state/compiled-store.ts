/**
 * What follows from the document: resolved models, schema, problems. Recompiled incrementally after
 * each change, on the page's thread. In very large designs the problems follow a moment later: a name that is
 * typed costs 1 ms of checks at 5,000 models, but a model that comes or goes has all of them looked at (20 ms).
 *
 * A large design that was just opened is compiled in slices while its drawing is there already. Who renders sees
 * what is known by then (`shown`); who asks for it (`getState`) gets all of it, finished on the spot.
 */
import { createStore } from 'zustand/vanilla'
import type { ErDocument } from '../../shared/document/records.ts'
import { checkModels, checkSteps } from '../../shared/relations/checks/check-models.ts'
import { resolveDocument, resolveSteps } from '../../shared/relations/resolve.ts'
import type { Checked, Resolution } from '../../shared/relations/types.ts'
import { compileSchema, schemaSteps } from '../../shared/schema/compile-schema.ts'
import type { Schema } from '../../shared/schema/types.ts'
import type { Steps } from '../../shared/util/steps.ts'
import type { EditorState, EditorStore } from './editor-store.ts'
import { createSliced } from './sliced.ts'

export interface Compiled {
  readonly doc: ErDocument
  readonly resolution: Resolution
  readonly schema: Schema
  readonly checked: Checked
}

export function compileDocument(doc: ErDocument, previous?: Compiled): Compiled {
  const compiled = compileTables(doc, previous)
  return { ...compiled, checked: checkModels(doc, compiled.resolution, previous) }
}

function compileTables(doc: ErDocument, previous: Compiled | undefined) {
  const resolution = resolveDocument(doc, previous)
  return { doc, resolution, schema: compileSchema(doc, resolution, previous) }
}

const NOTHING: Omit<Compiled, 'doc'> = {
  resolution: {
    models: new Map(),
    order: [],
    abstract: new Map(),
    byLabel: new Map(),
    reverse: new Map(),
    apps: [],
    importError: null,
    importErrors: [],
  },
  schema: { tables: [], byModel: new Map(), external: [] },
  checked: { byModel: new Map(), all: [] },
}

/** @param show is told the tables as soon as they are there: the checks take longer than all before */
function* compileSteps(doc: ErDocument, show: (compiled: Compiled) => void): Steps<Compiled> {
  const resolution = yield* resolveSteps(doc)
  const schema = yield* schemaSteps(resolution)
  const compiled = { doc, resolution, schema, checked: NOTHING.checked }
  show(compiled)
  return { ...compiled, checked: yield* checkSteps(doc, resolution) }
}

/** Up to here the problems are found within the keystroke (3 ms at 1,000 models for a model added, 0.5 for a name). */
const CHECKED_AT_ONCE = 1_000
/** After the last of a burst of edits, ms. */
const CHECK_DELAY_MS = 120
/** Up to here a design that is opened is compiled at once: some 20 ms. */
const COMPILED_AT_ONCE = 200

/** Follows the editor; a moved box or a selection recompiles nothing. */
export function createCompiledStore(editor: EditorStore) {
  const shown = createStore<Compiled>(() => ({ doc: editor.getState().doc, ...NOTHING }))
  let waiters: ((compiled: Compiled) => void)[] = []
  const opening = createSliced<Compiled>((compiled) => {
    shown.setState(compiled, true)
    // What was edited meanwhile.
    follow(editor.getState())
    tellWaiters()
  })
  let waiting: ReturnType<typeof setTimeout> | undefined

  function open({ doc, size }: EditorState): void {
    clearTimeout(waiting)
    opening.cancel()
    if (size.models <= COMPILED_AT_ONCE) {
      shown.setState(compileDocument(doc), true)
      tellWaiters()
      return
    }
    shown.setState({ doc, ...NOTHING }, true)
    opening.start(compileSteps(doc, (compiled) => shown.setState(compiled, true)))
  }

  function tellWaiters(): void {
    const told = waiters
    waiters = []
    for (const tell of told) tell(shown.getState())
  }

  function follow({ doc, size }: EditorState): void {
    const previous = shown.getState()
    if (previous.doc === doc || sameMeaning(previous.doc, doc)) return
    clearTimeout(waiting)
    if (size.models <= CHECKED_AT_ONCE) {
      shown.setState(compileDocument(doc, previous), true)
      return
    }
    shown.setState({ ...compileTables(doc, previous), checked: previous.checked }, true)
    waiting = setTimeout(() => {
      const now = shown.getState()
      shown.setState({ checked: checkModels(now.doc, now.resolution, now) })
    }, CHECK_DELAY_MS)
  }

  open(editor.getState())
  editor.subscribe((state, before) => {
    if (state.doc === before.doc) return
    if (state.lastPatch.length === 0) open(state)
    // While a design is being opened the edits follow its end.
    else if (!opening.isRunning()) follow(state)
  })
  return {
    /** What is known by now: for what renders it and renders again. */
    shown,
    subscribe: shown.subscribe,
    /** All that follows from the document; what is missing is found on the spot. */
    getState(): Compiled {
      opening.finish()
      return shown.getState()
    },
    /** The same, without hurry: once it is there. */
    whenReady: (): Promise<Compiled> =>
      opening.isRunning() ? new Promise((tell) => waiters.push(tell)) : Promise.resolve(shown.getState()),
  }
}

export type CompiledStore = ReturnType<typeof createCompiledStore>

/** Only the tables that carry meaning decide; views, placements, notes and rows do not. */
function sameMeaning(a: ErDocument, b: ErDocument): boolean {
  return a.models === b.models && a.enums === b.enums && a.apps === b.apps && a.root === b.root
}
