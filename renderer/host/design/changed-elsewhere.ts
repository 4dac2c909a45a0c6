/**
 * What happens when the open file changes on the disk. Without edits it is read anew; with edits a bar says so and
 * waits: a question that opens by itself would take the focus from what is being typed. Saving asks in any case.
 */
import type { Handle } from '../../../shared/protocol/handles.ts'
import { isTyping } from '../../canvas/input/is-typing.ts'
import { t } from '../../texts/texts.ts'
import { notify, settle } from '../../ui/Toasts.tsx'
import { report } from '../../actions/run-action.ts'
import type { FilesStore } from '../files-store.ts'

interface ChangedElsewhereParts {
  readonly store: FilesStore
  isDirty(): boolean
  readonly onConflict: (doc: Handle<'doc'>) => Promise<boolean>
  readonly takeTheirs: () => Promise<void>
}

export function createChangedElsewhere({ store, isDirty, onConflict, takeTheirs }: ChangedElsewhereParts) {
  const { getState } = store
  const noticeOf = (label: string) => ({ title: t.files.conflictTitle(label), text: t.files.conflictBar, stays: true })

  async function decide(doc: Handle<'doc'>): Promise<void> {
    if (getState().doc !== doc) return
    if (isDirty()) return void (await onConflict(doc))
    await takeTheirs()
    notify({ title: t.files.reloaded })
  }

  // Saved, taken, asked about or left: there is nothing to decide by the bar any more.
  store.subscribe((now, before) => {
    const isSettled = now.etag !== before.etag || now.doc !== before.doc || now.conflict !== null
    if (isSettled) settle(noticeOf(before.label))
  })

  return async function changed(doc: Handle<'doc'>): Promise<void> {
    if (!isDirty()) await writingEnds()
    if (getState().doc !== doc) return
    // The question is open: what it compares with is the file as it is now.
    if (!isDirty() || getState().conflict !== null) return decide(doc)
    const run = (): void => void decide(doc).catch(report)
    notify({ ...noticeOf(getState().label), action: { label: t.files.decide, run } })
  }
}

/** What is being typed into the design is not in it yet: reading the file anew would take it away. */
function isWriting(): boolean {
  const at = document.activeElement
  return isTyping(at) && at?.closest('[data-pane="canvas"], [data-pane="inspector"]') != null
}

function writingEnds(): Promise<void> {
  if (!isWriting()) return Promise.resolve()
  return new Promise((resolve) => {
    function look(): void {
      // The focus is on its way, and what was typed is written when it leaves.
      setTimeout(() => {
        if (isWriting()) return
        document.removeEventListener('focusout', look)
        resolve()
      }, 0)
    }
    document.addEventListener('focusout', look)
  })
}
