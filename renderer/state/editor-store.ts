/**
 * What the page knows: the document with its history, what is selected, which view is open.
 * One vanilla store; components subscribe with selectors that return records or primitives, so that
 * an edit re-renders what it touches. Camera and hover are not here: they never reach React.
 */
import { createStore } from 'zustand/vanilla'
import { applyCommand, COMMANDS_BY_TYPE } from '../../shared/commands/registry.ts'
import type { CommandType, ParamsOf } from '../../shared/commands/registry.ts'
import type { FieldId, ModelId, NoteId, AreaId, ViewId } from '../../shared/document/ids.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { throughsAfter } from '../../shared/document/throughs.ts'
import { EMPTY_HISTORY, pushStep, redo, sealStep, undo } from '../../shared/history/history.ts'
import type { History } from '../../shared/history/history.ts'
import { applyPatch, squashPatches } from '../../shared/history/patch.ts'
import type { Patch } from '../../shared/history/patch.ts'
import { sizeAfter, sizeOf } from './design-size.ts'
import type { DesignSize } from './design-size.ts'
import { createUnsaved } from './unsaved.ts'

export interface FieldPlace {
  readonly model: ModelId
  readonly field: FieldId
}

export interface Selection {
  readonly models: ReadonlySet<ModelId>
  /** The field or relation in the inspector; its model is in `models` or is the only one shown. */
  readonly field: FieldPlace | null
  /** Several fields, of one model or of some, to be edited together; [] where one or none is. */
  readonly fields: readonly FieldPlace[]
  readonly areas: ReadonlySet<AreaId>
  readonly notes: ReadonlySet<NoteId>
}

const NOTHING_SELECTED: Selection = {
  models: new Set(),
  field: null,
  fields: [],
  areas: new Set(),
  notes: new Set(),
}

export interface EditorState {
  readonly doc: ErDocument
  readonly size: DesignSize
  readonly history: History
  readonly view: ViewId
  readonly selection: Selection
  /** Counts document changes since start; equal numbers mean the same document. */
  readonly revision: number
  /** `revision` of the last state known to be on disk; that of now, when edits came back to it. */
  readonly savedRevision: number
  /** Why the document cannot be changed (a newer format, a file opened read-only); null: it can. */
  readonly readOnly: string | null
  /** The last patch, for readers that update incrementally (canvas index, compile, recovery). */
  readonly lastPatch: Patch
}

/** No revision. */
const NOT_SAVED = -1

interface DispatchOptions {
  /** Successive dispatches with the same key are one undo step. Overrides the command's own. */
  readonly mergeKey?: string
}

export function createEditorStore(doc: ErDocument) {
  const store = createStore<EditorState>(() => openedState(doc))
  const { getState, setState } = store
  const unsaved = createUnsaved()

  /** What a change of the document makes of the count of changes. */
  function counted({ revision, savedRevision }: EditorState, patch: Patch): Partial<EditorState> {
    const now = revision + 1
    return { revision: now, savedRevision: unsaved.edit(patch) ? now : savedRevision, lastPatch: patch }
  }

  function commit(label: string, patch: Patch, mergeKey: string | null): void {
    if (patch.length === 0) return
    setState((s) => ({
      doc: patched(s.doc, patch),
      size: sizeAfter(s.size, patch),
      history: pushStep(s.history, { label, patch, mergeKey, at: Date.now() }),
      ...counted(s, patch),
    }))
    dropVanished()
  }

  /** Runs a command as one undo step. Throws CommandError for what the design no longer has. */
  function dispatch<T extends CommandType>(type: T, params: ParamsOf<T>, options: DispatchOptions = {}): void {
    if (getState().readOnly !== null) return
    const command = COMMANDS_BY_TYPE[type]
    const mergeKey = options.mergeKey ?? command.mergeKey?.(params as never) ?? null
    commit(command.label, applyCommand(getState().doc, type, params), mergeKey)
  }

  /** Several commands as one undo step, each seeing the document as the one before left it. `mergeKey` as for one. */
  function dispatchAll(
    label: string,
    commands: readonly { readonly type: CommandType; readonly params: unknown }[],
    mergeKey: string | null = null,
  ): void {
    if (getState().readOnly !== null) return
    let doc = getState().doc
    const patches = commands.map(({ type, params }) => {
      const patch = applyCommand(doc, type, params as never)
      doc = applyPatch(doc, patch)
      return patch
    })
    commit(label, squashPatches(patches), mergeKey)
  }

  function travel(step: typeof undo): string | null {
    const { history, doc, readOnly } = getState()
    const taken = readOnly === null ? step(history) : null
    if (taken === null) return null
    setState((s) => ({
      doc: patched(doc, taken.patch),
      size: sizeAfter(s.size, taken.patch),
      history: taken.history,
      ...counted(s, taken.patch),
    }))
    dropVanished()
    return taken.label
  }

  /** Keeps the selection and the open view to what exists. */
  function dropVanished(): void {
    const { doc, selection, view } = getState()
    const models = new Set([...selection.models].filter((id) => doc.models[id] !== undefined))
    const areas = new Set([...selection.areas].filter((id) => doc.areas[id] !== undefined))
    const notes = new Set([...selection.notes].filter((id) => doc.notes[id] !== undefined))
    const owner = selection.field === null ? undefined : doc.models[selection.field.model]
    const field = owner?.fields.some((f) => f.id === selection.field?.field) ? selection.field : null
    const fields = selection.fields.filter((place) => doc.models[place.model]?.fields.some((f) => f.id === place.field))
    const same =
      models.size === selection.models.size &&
      areas.size === selection.areas.size &&
      notes.size === selection.notes.size &&
      field === selection.field &&
      fields.length === selection.fields.length
    if (!same) setState({ selection: { models, field, fields, areas, notes } })
    if (doc.views[view] === undefined) setState({ view: firstView(doc) })
  }

  return {
    ...store,
    dispatch,
    dispatchAll,
    /** The label of what was undone; null: nothing to undo. */
    undo: () => travel(undo),
    redo: () => travel(redo),
    /** Ends a gesture: what follows is a new undo step even under the same merge key. */
    seal: () => setState((s) => ({ history: sealStep(s.history) })),
    select: (selection: Partial<Selection>) => setState({ selection: { ...NOTHING_SELECTED, ...selection } }),
    showView: (view: ViewId) => setState({ view, selection: NOTHING_SELECTED }),
    /** Another document: history and selection start anew. */
    open(next: ErDocument, readOnly: string | null = null) {
      unsaved.save(next, next)
      setState((s) => ({ ...openedState(next), revision: s.revision + 1, savedRevision: s.revision + 1, readOnly }))
    },
    /** The document went onto the disk as it was at that revision. */
    markSaved(revision: number, doc: ErDocument) {
      unsaved.save(doc, getState().doc)
      setState({ savedRevision: revision })
    },
    /** What is shown is on no disk. */
    markUnsaved() {
      unsaved.lose()
      setState({ savedRevision: NOT_SAVED })
    },
  }
}

export type EditorStore = ReturnType<typeof createEditorStore>

/** The document after the patch; what is known of the whole of it is not worked out anew. */
function patched(doc: ErDocument, patch: Patch): ErDocument {
  const next = applyPatch(doc, patch)
  const models = patch.flatMap((c) => (c.table === 'models' ? [[c.before, c.after] as [Model?, Model?]] : []))
  if (models.length > 0) throughsAfter(doc.models, next.models, models)
  return next
}

function openedState(doc: ErDocument): EditorState {
  return {
    doc,
    size: sizeOf(doc),
    history: EMPTY_HISTORY,
    view: firstView(doc),
    selection: NOTHING_SELECTED,
    revision: 0,
    savedRevision: 0,
    readOnly: null,
    lastPatch: [],
  }
}

function firstView(doc: ErDocument): ViewId {
  const view = rootOf(doc).viewOrder[0]
  if (view === undefined) throw new Error('Document without a view')
  return view
}
