/**
 * What follows from the document: resolved models, schema, problems. Recompiled incrementally after
 * each change, on the page's thread (an edit in 5,000 models costs what it touches).
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
  const resolution = resolveDocument(doc, previous)
  const schema = compileSchema(doc, resolution, previous)
  const checked = checkModels(doc, resolution, previous)
  return { doc, resolution, schema, checked }
}

/** Follows the editor; a moved box or a selection recompiles nothing. */
export function createCompiledStore(editor: EditorStore) {
  const store = createStore<Compiled>(() => compileDocument(editor.getState().doc))
  editor.subscribe((state, before) => {
    if (state.doc === before.doc || sameMeaning(state.doc, before.doc)) return
    store.setState(compileDocument(state.doc, store.getState()), true)
  })
  return store
}

export type CompiledStore = ReturnType<typeof createCompiledStore>

/** Only the tables that carry meaning decide; views, placements, notes and rows do not. */
function sameMeaning(a: ErDocument, b: ErDocument): boolean {
  return a.models === b.models && a.enums === b.enums && a.apps === b.apps && a.root === b.root
}
