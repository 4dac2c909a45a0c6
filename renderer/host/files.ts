/**
 * The design's life on disk, as the page sees it: open, save, recover, import. It never loses work: what
 * would replace unsaved changes asks first, and a copy goes to the host within a second of an edit.
 */
import type { PrefsStore } from '../app/prefs.ts'
import type { Client } from '../../shared/protocol/client.ts'
import type { Handle } from '../../shared/protocol/handles.ts'
import type { EditorStore } from '../state/editor-store.ts'
import { notify } from '../ui/Toasts.tsx'
import { t } from '../texts/texts.ts'
import { createDocument, readDocument, writeDocument } from './design/document-text.ts'
import { createFilesStore, FILE_ENDING } from './files-store.ts'
import { createImporting } from './import/importing.ts'
import { createOnto } from './design/onto.ts'
import { pickFolder, pickToOpen } from './picker/pick-file.tsx'
import type { PickedFile } from './picker/pick-file.tsx'
import { keepCopies } from './recovery/keep-copies.ts'
import { createExportSaver } from './design/save-exports.ts'
import { report } from '../actions/run-action.ts'
import { createChangedElsewhere } from './design/changed-elsewhere.ts'
import { createSaving, DELETED } from './design/saving.ts'
import { createShowing } from './design/showing.ts'
import { uploadFile } from './picker/upload-file.ts'

export function createFiles(client: Client, editor: EditorStore, prefs: PrefsStore) {
  const store = createFilesStore()
  const { getState, setState } = store
  const onto = createOnto({ client, editor, store, prefs })
  const { isDirty, keepCopy, markUnsaved } = keepCopies(client, editor, store)
  const { save, saveAs, review, onConflict } = createSaving({ client, editor, store, onto, refreshRecent })
  const exports = createExportSaver(client, () => getState().doc)
  const { show, leaveFor, shown, mayLeave, onLeave } = createShowing({
    client,
    editor,
    store,
    prefs,
    isDirty,
    save: () => save(),
    onShown() {
      onto.follow(editor.getState().doc)
      void refreshRecent()
    },
  })
  const { importFiles, saveOnto } = createImporting({ client, editor, store, leaveFor, markUnsaved })

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

  const changedElsewhere = createChangedElsewhere({ store, isDirty, onConflict, takeTheirs })

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
    void changedElsewhere(doc).catch(report)
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
    onLeave,
    ...exports,
    refreshRecent,
    takeRecovery,
    discardRecovery,
    keepCopy,
    mayLeave,
  }
}

export type Files = ReturnType<typeof createFiles>
