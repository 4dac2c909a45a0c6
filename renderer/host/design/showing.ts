/** A design takes the place of another one: what is unsaved is asked about first, what cannot be read changes nothing. */
import type { PrefsStore } from '../../app/prefs.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import type { Diagnostic } from '../../../shared/diagnostics/diagnostic.ts'
import type { OpenedDocument } from '../../../shared/protocol/methods/doc.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { notify } from '../../ui/Toasts.tsx'
import { t } from '../../texts/texts.ts'
import { ask } from '../ask.tsx'
import { readDocument } from './document-text.ts'
import type { FileReport, FilesStore } from '../files-store.ts'
import { placesOf } from './keep-places.ts'

type Read = ReturnType<typeof readDocument>

interface ShowingContext {
  readonly client: Client
  readonly editor: EditorStore
  readonly store: FilesStore
  readonly prefs: PrefsStore
  isDirty(): boolean
  /** @returns false: nothing was saved */
  save(): Promise<boolean>
  /** A design is there now. */
  onShown(): void
}

export function createShowing({ client, editor, store, prefs, isDirty, save, onShown }: ShowingContext) {
  const { getState, setState } = store
  /** Other rooms that hold unwritten work, asked before the design goes. */
  const guards: (() => Promise<boolean>)[] = []

  /** Says why nothing of a file can be shown; what is open stays. */
  function refuse(opened: OpenedDocument, diagnostics: readonly Diagnostic[]): false {
    setState({ report: { title: t.files.unreadable(opened.label), text: t.files.unreadableText, diagnostics } })
    void client.call('doc.close', { doc: opened.doc }).catch(() => {})
    return false
  }

  /** The same, once what was open may be left: asked only when there is something to go to. */
  async function leaveFor(opened: OpenedDocument, read: Read = readDocument(opened.text)): Promise<boolean> {
    if (read.doc === null) return refuse(opened, read.diagnostics)
    const wasDirty = isDirty()
    if (await mayLeave()) {
      // What was saved just now may be the very file.
      if (!wasDirty || opened.etag === null) return show(opened, read)
      return show({ ...opened, ...(await client.call('doc.read', { doc: opened.doc })) })
    }
    void client.call('doc.close', { doc: opened.doc }).catch(() => {})
    return false
  }

  /** Shows what the host opened. Problems of the file are listed; a file without any design keeps the old one. */
  function show(opened: OpenedDocument, read: Read = readDocument(opened.text)): boolean {
    const { doc } = read
    if (doc === null) return refuse(opened, read.diagnostics)
    const { doc: before, database } = getState()
    if (before !== null) void client.call('doc.close', { doc: before }).catch(() => {})
    if (database !== null) void client.call('file.close', { file: database.file }).catch(() => {})
    editor.open(doc, read.readOnly ?? (opened.readOnly ? t.files.readOnlyFile : null))
    setState({
      doc: opened.doc,
      label: opened.label,
      folder: opened.folder,
      etag: opened.etag,
      source: null,
      onto: opened.source ?? null,
      places: placesOf(opened.source, prefs.getState().keepPlaces),
      database: opened.database === undefined ? null : { ...opened.database, onDisk: true },
      review: null,
      conflict: null,
      report: reportOf(opened.label, read),
    })
    onShown()
    return true
  }

  /** Asks what to do with unsaved changes. False: stay. */
  async function mayLeave(): Promise<boolean> {
    for (const guard of guards) if (!(await guard())) return false
    if (!isDirty()) return true
    const choice = await ask({
      title: t.files.leaveTitle(getState().label),
      text: t.files.leaveText,
      buttons: [
        { value: 'stay', label: t.ui.cancel },
        { value: 'drop', label: t.files.dontSave, look: 'danger' },
        { value: 'save', label: t.ui.save },
      ],
    })
    if (choice === 'save') return save()
    return choice === 'drop'
  }

  /** Shows what was opened from the disk, with the import's notes and the copy that a crash left. */
  async function shown(opened: OpenedDocument): Promise<void> {
    if (!(await leaveFor(opened))) return
    const notes = opened.source?.diagnostics ?? []
    if (notes.length > 0) {
      const title = t.files.imported(opened.label, Object.keys(editor.getState().doc.models).length)
      const report = { title, text: t.files.importNotes, diagnostics: notes as never }
      // What was only kept as written is no reason to stop anybody who opens the file every day.
      if (notes.some(({ severity }) => severity !== 'info')) setState({ report })
      else
        notify({
          title,
          text: t.files.kept(notes.length),
          action: { label: t.files.showNotes, run: () => setState({ report }) },
        })
    }
    await client.call('recent.add', { doc: opened.doc }).catch(() => {})
    if (opened.recovery !== null)
      setState({ recoveries: [{ ...opened.recovery, label: opened.label, folder: opened.folder, fileIsNewer: false }] })
  }

  return {
    show,
    leaveFor,
    shown,
    mayLeave,
    /** @param guard true: the design may go */
    onLeave: (guard: () => Promise<boolean>) => void guards.push(guard),
  }
}

/** What is said of a file that could be shown; null: it was as it should be. */
function reportOf(label: string, { diagnostics, readOnly }: Read): FileReport | null {
  if (diagnostics.length === 0) return null
  return readOnly !== null
    ? { title: t.files.forReading(label), text: t.files.forReadingText, diagnostics }
    : { title: t.files.repaired(label), text: t.files.repairedText, diagnostics }
}
