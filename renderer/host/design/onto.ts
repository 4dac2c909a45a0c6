/** Saving onto Python files, as the page sees it: what it changes is shown first, and places go beside them. */
import type { PrefsStore } from '../../app/prefs.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { SourceChanges } from '../../../shared/protocol/methods/doc.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'
import { writeDocument } from './document-text.ts'
import type { FilesStore } from '../files-store.ts'
import { askToKeep, drawingOf, isSameDrawing } from './keep-places.ts'

interface OntoParts {
  readonly client: Client
  readonly editor: EditorStore
  readonly store: FilesStore
  readonly prefs: PrefsStore
}

export function createOnto({ client, editor, store, prefs }: OntoParts) {
  const { getState, setState } = store
  /** The design whose changes of Python files the user has seen and agreed to. */
  let agreed: Handle<'doc'> | null = null
  /** The drawing as it is kept; a save asks about it only when it is another one now. */
  let drawing = drawingOf(editor.getState().doc)

  const changesOf = (doc: Handle<'doc'>): Promise<SourceChanges> =>
    client.call('doc.review', { doc, text: writeDocument(editor.getState().doc) })

  function show(changes: SourceChanges, asks: boolean): Promise<boolean> {
    getState().review?.answer(false)
    return new Promise((resolve) => {
      const answer = (yes: boolean): void => {
        setState({ review: null })
        resolve(yes)
      }
      setState({ review: { changes, asks, answer } })
    })
  }

  function setKeepPlaces(keep: boolean): void {
    prefs.set({ keepPlaces: keep })
    setState((s) => (s.places === null ? s : { places: { ...s.places, keep } }))
  }

  return {
    setKeepPlaces,

    /** The design as it is on disk now. */
    follow(doc: ErDocument): void {
      drawing = drawingOf(doc)
    },

    /** Before the first save the user sees what it changes. */
    async mayWrite(doc: Handle<'doc'>): Promise<boolean> {
      if (getState().onto === null || agreed === doc) return true
      const changes = await changesOf(doc)
      if (changes.files.length > 0 && !(await show(changes, true))) return false
      agreed = doc
      return true
    },

    /** Whether a save writes the places too: asked the first time that there is something to keep. */
    async keepsPlaces(): Promise<boolean> {
      const { places } = getState()
      if (places === null || !places.isOurs) return false
      if (places.keep !== null || isSameDrawing(drawing, drawingOf(editor.getState().doc))) return places.keep === true
      const keep = await askToKeep(places.file)
      if (keep !== null) setKeepPlaces(keep)
      return keep === true
    },

    /** Shows what a save would change. True: save it. */
    async review(): Promise<boolean> {
      const { doc, onto } = getState()
      if (doc === null || onto === null) return false
      editor.seal()
      if (!(await show(await changesOf(doc), false))) return false
      agreed = doc
      return true
    },

    /** Says what a save has changed, or could not. */
    tell({ files, diagnostics, views }: SourceChanges): void {
      const title =
        files.length === 0 && views !== undefined ? t.files.placesKept(views) : t.files.savedOnto(files.length)
      if (diagnostics.length > 0)
        setState({ report: { title, text: t.files.ontoNotes, diagnostics: diagnostics as never } })
      else notify({ title, text: files.map((f) => `${f.path} ${t.files.changedLines(f.added, f.removed)}`).join(', ') })
    },
  }
}
