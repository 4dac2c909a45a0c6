/**
 * The design's life on disk, as the page sees it: open, save, recover, import. It never loses work: what
 * would replace unsaved changes asks first, and a copy goes to the host within a second of an edit.
 */
import type { PrefsStore } from '../app/prefs.ts'
import { canvasStore } from '../canvas/canvas-store.ts'
import type { Client } from '../../shared/protocol/client.ts'
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import type { Handle } from '../../shared/protocol/handles.ts'
import type { OpenedDocument } from '../../shared/protocol/methods/doc.ts'
import type { EditorStore } from '../state/editor-store.ts'
import { notify } from '../ui/Toasts.tsx'
import { t } from '../texts/texts.ts'
import { ask } from './ask.tsx'
import { createDocument, readDocument, readWritten, writeDocument } from './document-text.ts'
import { createFilesStore, FILE_ENDING } from './files-store.ts'
import { placesOf } from './keep-places.ts'
import { createOnto } from './onto.ts'
import { pickFolder, pickToOpen } from './pick-file.tsx'
import type { PickedFile } from './pick-file.tsx'
import { readPythonSource, writeOnto } from './python-source.ts'
import { keepCopies } from './keep-copies.ts'
import { runImport } from './run-import.ts'
import { createExportSaver } from './save-exports.ts'
import { report } from '../actions/run-action.ts'
import { createSaving, DELETED } from './saving.ts'
import { uploadFile } from './upload-file.ts'

const nextTask = (): Promise<void> => new Promise((go) => setTimeout(go))

export function createFiles(client: Client, editor: EditorStore, prefs: PrefsStore) {
  const store = createFilesStore()
  const { getState, setState } = store
  const onto = createOnto({ client, editor, store, prefs })
  const { isDirty, keepCopy, markUnsaved } = keepCopies(client, editor, store)
  const { save, saveAs, review, onConflict } = createSaving({ client, editor, store, onto, refreshRecent })
  const exports = createExportSaver(client, () => getState().doc)
  /** Other rooms that hold unwritten work, asked before the design goes. */
  const guards: (() => Promise<boolean>)[] = []

  /** Says why nothing of a file can be shown; what is open stays. */
  function refuse(opened: OpenedDocument, diagnostics: readonly Diagnostic[]): false {
    setState({ report: { title: t.files.unreadable(opened.label), text: t.files.unreadableText, diagnostics } })
    void client.call('doc.close', { doc: opened.doc }).catch(() => {})
    return false
  }

  /** The same, once what was open may be left: asked only when there is something to go to. */
  async function leaveFor(opened: OpenedDocument, read = readDocument(opened.text)): Promise<boolean> {
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
  function show(opened: OpenedDocument, read = readDocument(opened.text)): boolean {
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
      report:
        read.diagnostics.length === 0
          ? null
          : read.readOnly !== null
            ? { title: t.files.forReading(opened.label), text: t.files.forReadingText, diagnostics: read.diagnostics }
            : { title: t.files.repaired(opened.label), text: t.files.repairedText, diagnostics: read.diagnostics },
    })
    onto.follow(editor.getState().doc)
    void refreshRecent()
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

  async function create(): Promise<void> {
    if (!(await mayLeave())) return
    const text = writeDocument(createDocument({ name: t.frame.untitled }))
    show(await client.call('doc.new', { name: t.frame.untitled, text }))
  }

  async function openFile({ file }: PickedFile): Promise<void> {
    await shown(await client.call('doc.open', { file }))
  }

  /** All models.py of a Django project as one design. */
  async function openFolder(dir: Handle<'dir'>): Promise<void> {
    await shown(await client.call('doc.openFolder', { dir }))
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

  async function chooseAndOpen(): Promise<void> {
    const chosen: { dir: Handle<'dir'> | null } = { dir: null }
    const picked = await pickToOpen(client, 'design', (dir) => {
      chosen.dir = dir
    })
    if (chosen.dir !== null) return openFolder(chosen.dir)
    if (picked?.[0] !== undefined) await openOrImport(picked)
  }

  async function chooseFolder(): Promise<void> {
    const dir = await pickFolder(client)
    if (dir !== null) await openFolder(dir)
  }

  /** A design opens, and so does a models.py that lies on the disk; anything else is imported. */
  async function openOrImport(picked: readonly PickedFile[], from: 'disk' | 'page' = 'disk'): Promise<void> {
    const [first] = picked
    if (first === undefined) return
    if (from === 'disk' && picked.length === 1 && first.label.endsWith('.py')) return openFile(first)
    const info = await client.call('file.info', { file: first.file })
    if (info.kind === 'design' || first.label.endsWith(FILE_ENDING)) return openFile(first)
    return importFiles(picked, from)
  }

  async function openExample(name: string): Promise<void> {
    if (!(await mayLeave())) return
    show(await client.call('examples.open', { name }))
  }

  async function openRecent(id: string): Promise<void> {
    await openFile(await client.call('recent.open', { id }))
  }

  /** Takes the file as it is on disk, dropping what is here. */
  async function takeTheirs(): Promise<void> {
    const { doc, label, folder } = getState()
    if (doc === null) return
    const { text, etag } = await client.call('doc.read', { doc })
    const read = readDocument(text)
    if (read.doc === null) return void show({ doc, label, folder, text, etag, readOnly: false, recovery: null })
    editor.open(read.doc, read.readOnly)
    setState({ etag, conflict: null })
  }

  async function importFiles(picked: readonly PickedFile[], from: 'disk' | 'page' = 'disk'): Promise<void> {
    const [first] = picked
    if (first === undefined) return
    // What cannot be read is no reason to ask about what is open.
    const imported = await runImport(client, store, picked)
    if (imported === null) return
    const isDatabase = picked.length === 1 && (await client.call('file.info', { file: first.file })).kind === 'sqlite'
    const name = first.label.replace(/\.[^.]+$/, '')
    // The host gets no text that it has just sent; reading it and showing it do not stop the page in one go.
    const opened = { ...(await client.call('doc.new', { name, text: '' })), text: imported.text }
    const read = readWritten(imported.text)
    await nextTask()
    if (!(await leaveFor(opened, read))) return
    // Before anything else: the preview is not to make a sample database meanwhile.
    if (isDatabase) {
      setState({ database: { ...first, onDisk: from === 'disk' } })
      const { doc } = getState()
      // A reload of the page finds the file again.
      if (doc !== null) void client.call('doc.link', { doc, file: first.file }).catch(() => {})
    }
    markUnsaved()
    // What was imported stands in a grid; a person wants to see what belongs together.
    if (!imported.placed) await canvasStore.getState().handle?.arrange()
    setState({ source: await readPythonSource(client, picked, editor.getState().doc).catch(() => null) })
    const models = Object.keys(editor.getState().doc.models).length
    // First the drawing, then what is said of it: a dialog has the page's layout worked out at once.
    await nextTask()
    if (imported.diagnostics.length === 0) return notify({ title: t.files.imported(first.label, models) })
    setState({
      report: {
        title: t.files.imported(first.label, models),
        text: t.files.importNotes,
        diagnostics: imported.diagnostics as never,
      },
    })
  }

  /** Writes the edits back onto the models.py that the design was read from: only the lines they touch. */
  async function saveOnto(): Promise<void> {
    const { source } = getState()
    if (source === null) return
    const written = await writeOnto(client, source, editor.getState().doc)
    if (written === null) return
    setState({ source: written.source })
    if (written.diagnostics.length > 0) {
      setState({
        report: {
          title: t.files.savedOnto(written.changed),
          text: t.files.ontoNotes,
          diagnostics: written.diagnostics,
        },
      })
    } else notify({ title: t.files.savedOnto(written.changed) })
  }

  async function chooseAndImport(): Promise<void> {
    const picked = await pickToOpen(client, 'import')
    if (picked !== null) await importFiles(picked)
  }

  async function dropFiles(dropped: readonly File[]): Promise<void> {
    const picked: PickedFile[] = []
    for (const file of dropped) picked.push(await uploadFile(client, file))
    await openOrImport(picked, 'page')
  }

  async function refreshRecent(): Promise<void> {
    const recent = await client.call('recent.list', {}).catch(() => [])
    setState({ recent })
  }

  async function takeRecovery(id: string): Promise<void> {
    setState((s) => ({ recoveries: s.recoveries.filter((one) => one.id !== id) }))
    if (show(await client.call('recovery.take', { id }))) markUnsaved()
  }

  async function discardRecovery(id: string): Promise<void> {
    setState((s) => ({ recoveries: s.recoveries.filter((one) => one.id !== id) }))
    await client.call('recovery.discard', { id })
  }

  client.on('doc.changed', ({ doc, change }) => {
    if (doc !== getState().doc || getState().saving) return
    if (change === 'deleted') {
      // What is nowhere on the disk is unsaved, edited or not: a copy is kept, and leaving asks.
      markUnsaved()
      const run = (): void => void save(true).catch(report)
      return notify({ ...DELETED, action: { label: t.ui.save, run } })
    }
    if (isDirty()) void onConflict(doc)
    else void takeTheirs().then(() => notify({ title: t.files.reloaded }))
  })

  return {
    ...store,
    isDirty,
    show,
    create,
    openFile,
    chooseAndOpen,
    chooseFolder,
    openExample,
    openRecent,
    openOrImport,
    save: () => save(),
    overwrite: () => save(true),
    saveAs,
    takeTheirs,
    chooseAndImport,
    saveOnto,
    review,
    setKeepPlaces: onto.setKeepPlaces,
    dropFiles,
    /** @param guard true: the design may go */
    onLeave: (guard: () => Promise<boolean>) => void guards.push(guard),
    ...exports,
    refreshRecent,
    takeRecovery,
    discardRecovery,
    keepCopy,
    mayLeave,
  }
}

export type Files = ReturnType<typeof createFiles>
