/** The design onto the disk: in its place, in another one, and what is asked when that cannot be. */
import type { Client } from '../../../shared/protocol/client.ts'
import { isFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { lockOfFile, unlockFile } from '../../history/look-back.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { t } from '../../texts/texts.ts'
import { notify, settle } from '../../ui/Toasts.tsx'
import { ask } from '../ask.tsx'
import { writeDocument } from './document-text.ts'
import { FILE_ENDING } from '../files-store.ts'
import type { FilesStore } from '../files-store.ts'
import type { createOnto } from './onto.ts'
import { pickToSave } from '../picker/pick-file.tsx'

/** The file is gone; saving brings it back. */
export const DELETED = { title: t.files.deletedOutside, kind: 'error' } as const

interface SavingParts {
  readonly client: Client
  readonly editor: EditorStore
  readonly store: FilesStore
  readonly onto: ReturnType<typeof createOnto>
  readonly refreshRecent: () => Promise<void>
}

export function createSaving({ client, editor, store, onto, refreshRecent }: SavingParts) {
  const { getState, setState } = store

  /** True when the design is on disk as shown. */
  async function save(force = false): Promise<boolean> {
    const { doc, etag, saving } = getState()
    if (saving) return false
    const locked = lockOfFile({ editor })
    if (locked !== null) return offerCopyOf(locked)
    if (doc === null || etag === null) return saveAs()
    editor.seal()
    if (!force && !(await onto.mayWrite(doc))) return false
    const views = await onto.keepsPlaces()
    const { revision, doc: design } = editor.getState()
    setState({ saving: true })
    try {
      const saved = await client.call('doc.save', { doc, text: writeDocument(design), etag, force, views })
      onto.follow(design)
      setState({ etag: saved.etag, conflict: null })
      editor.markSaved(revision, design)
      settle(DELETED)
      if (saved.changes !== undefined) onto.tell(saved.changes)
      return true
    } catch (thrown) {
      if (isFailure(thrown, 'CONFLICT')) return onConflict(doc)
      if (isFailure(thrown, 'NOT_FOUND')) return saveAs()
      return offerCopy(thrown, () => save(force))
    } finally {
      setState({ saving: false })
    }
  }

  /** Shows what a save would change; from there it can be saved. */
  async function review(): Promise<void> {
    if (await onto.review()) await save()
  }

  async function saveAs(): Promise<boolean> {
    // The name of a copy is another one, so that Enter does not write over what must not be.
    const isCopy = lockOfFile({ editor }) !== null
    const label = getState()
      .label.replace(/\.py$/, '')
      .replace(/(?:\.relata\.json)?$/, (end) => `${isCopy ? t.files.copyEnding : ''}${end}`)
    const name = label.endsWith(FILE_ENDING) ? label : `${label === '' ? t.frame.untitled : label}${FILE_ENDING}`
    const picked = await pickToSave(client, name)
    if (picked === null) return false
    const { revision, doc: design } = editor.getState()
    const { doc } = getState()
    if (doc === null) return false
    setState({ saving: true })
    try {
      const saved = await client.call('doc.saveAs', { doc, text: writeDocument(design), file: picked.file })
      setState({ etag: saved.etag, label: saved.label, folder: saved.folder, onto: null, places: null, conflict: null })
      editor.markSaved(revision, design)
      settle(DELETED)
      // A copy is ours to change, whatever kept us from changing the original.
      unlockFile({ editor })
      await client.call('recent.add', { doc }).catch(() => {})
      void refreshRecent()
      notify({ title: t.files.saved(saved.label) })
      return true
    } catch (thrown) {
      return offerCopy(thrown, saveAs)
    } finally {
      setState({ saving: false })
    }
  }

  /** What is open for reading only is never written over; a copy is another file. */
  async function offerCopyOf(why: string): Promise<boolean> {
    const choice = await ask({
      title: t.files.forReading(getState().label),
      text: why,
      buttons: [
        { value: 'cancel', label: t.ui.cancel },
        { value: 'copy', label: t.files.saveCopy },
      ],
    })
    return choice === 'copy' ? saveAs() : false
  }

  /** The disk said no: the work stays in the page; the same again and another place are offered. */
  async function offerCopy(thrown: unknown, again: () => Promise<boolean>): Promise<boolean> {
    if (!isFailure(thrown)) throw thrown
    const choice = await ask({
      title: t.files.notSaved,
      text: `${thrown.message} ${t.files.notSavedText}`,
      buttons: [
        { value: 'cancel', label: t.ui.cancel },
        { value: 'again', label: t.errors.tryAgain },
        { value: 'copy', label: t.files.saveElsewhere },
      ],
    })
    if (choice === 'again') return again()
    return choice === 'copy' ? saveAs() : false
  }

  async function onConflict(doc: Handle<'doc'>): Promise<boolean> {
    const { etag } = getState()
    const theirs = await client.call('doc.read', { doc }).catch(() => null)
    // Another design, or saved meanwhile: there is nothing left to decide.
    if (getState().doc !== doc || getState().etag !== etag) return false
    setState({ conflict: { theirs: theirs?.text ?? null } })
    return false
  }

  return { save, saveAs, review, onConflict }
}
