/** Unsaved work goes to the host within a second of an edit, whatever becomes of the page. */
import type { Client } from '../../../shared/protocol/client.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import type { FilesStore } from '../files-store.ts'
import { createRecoveryCopy } from './recovery-copy.ts'

/** From the last keystroke to the recovery copy; with a write it stays below the promised 1.5 s. */
const RECOVERY_DELAY_MS = 700

export interface Copies {
  isDirty(): boolean
  /** @param isLast the page is going, nothing follows */
  keepCopy(isLast?: boolean): void
  /** What is shown is on no disk yet: closing asks, and a copy is kept. */
  markUnsaved(): void
}

export function keepCopies(client: Client, editor: EditorStore, files: FilesStore): Copies {
  const copy = createRecoveryCopy(client)
  let timer: ReturnType<typeof setTimeout> | null = null
  let since = 0

  const isDirty = (): boolean => editor.getState().revision !== editor.getState().savedRevision

  function keepCopy(isLast = false): void {
    timer = null
    since = 0
    const { doc, etag } = files.getState()
    if (doc === null || !isDirty()) return
    const kept = { doc, design: editor.getState().doc, etag }
    if (isLast) copy.keepNow(kept)
    else copy.keep(kept)
  }

  /** Edits came back to what is on the disk: a copy would offer what was given up. */
  function dropCopy(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    since = 0
    const { doc } = files.getState()
    if (doc !== null) copy.drop(doc)
  }

  editor.subscribe((state, before) => {
    if (state.doc === before.doc) return
    if (state.revision === state.savedRevision) {
      // Another design that was opened has no last patch; its copy is another story.
      if (state.lastPatch.length > 0) dropCopy()
      return
    }
    const now = Date.now()
    if (timer === null) since = now
    else clearTimeout(timer)
    // Typing on does not put it off for ever.
    const wait = Math.max(0, Math.min(RECOVERY_DELAY_MS, since + RECOVERY_DELAY_MS * 1.5 - now))
    timer = setTimeout(() => keepCopy(), wait)
  })

  return {
    isDirty,
    keepCopy,
    markUnsaved() {
      editor.markUnsaved()
      // Not in the moment that shows it: a large design takes a while to be sent.
      timer ??= setTimeout(() => keepCopy(), 0)
    },
  }
}
