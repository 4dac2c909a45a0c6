/**
 * What follows from the document: resolved models, schema, problems. Recompiled incrementally after
 * each change, on the page's thread. In very large designs the problems follow a moment later: a name that is
 * typed costs 1 ms of checks at 5,000 models, but a model that comes or goes has all of them looked at (20 ms).
 */
import { createStore } from 'zustand/vanilla'
import type { ErDocument } from '../../shared/document/records.ts'
import { checkModels } from '../../shared/relations/checks/check-models.ts'
import { resolveDocument } from '../../shared/relations/resolve.ts'
import type { Checked, Resolution } from '../../shared/relations/types.ts'
import { compileSchema } from '../../shared/schema/compile-schema.ts'
import type { Schema } from '../../shared/schema/types.ts'
import type { EditorStore } from './editor-store.ts'

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

/** Up to here the problems are found within the keystroke (3 ms at 1,000 models for a model added, 0.5 for a name). */
const CHECKED_AT_ONCE = 1_000
/** After the last of a burst of edits, ms. */
const CHECK_DELAY_MS = 120

/** Follows the editor; a moved box or a selection recompiles nothing. */
export function createCompiledStore(editor: EditorStore) {
  const store = createStore<Compiled>(() => compileDocument(editor.getState().doc))
  let waiting: ReturnType<typeof setTimeout> | undefined
  editor.subscribe((state, before) => {
    if (state.doc === before.doc || sameMeaning(state.doc, before.doc)) return
    clearTimeout(waiting)
    const previous = store.getState()
    if (state.size.models <= CHECKED_AT_ONCE) {
      store.setState(compileDocument(state.doc, previous), true)
      return
    }
    store.setState({ ...compileTables(state.doc, previous), checked: previous.checked }, true)
    waiting = setTimeout(() => {
      const now = store.getState()
      store.setState({ checked: checkModels(now.doc, now.resolution, now) })
    }, CHECK_DELAY_MS)
  })
  return store
}

export type CompiledStore = ReturnType<typeof createCompiledStore>

/** Only the tables that carry meaning decide; views, placements, notes and rows do not. */
function sameMeaning(a: ErDocument, b: ErDocument): boolean {
  return a.models === b.models && a.enums === b.enums && a.apps === b.apps && a.root === b.root
}
