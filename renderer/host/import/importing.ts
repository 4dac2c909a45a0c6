/** Files of other programs become a design, and edits go back onto the models.py that one was read from. */
import { canvasStore } from '../../canvas/canvas-store.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import type { EditorStore } from '../../state/editor-store.ts'
import { notify } from '../../ui/Toasts.tsx'
import { t } from '../../texts/texts.ts'
import { readWritten } from '../design/document-text.ts'
import type { FilesStore } from '../files-store.ts'
import type { PickedFile } from '../picker/pick-file.tsx'
import { readPythonSource, writeOnto } from './python-source.ts'
import { runImport } from './run-import.ts'
import type { createShowing } from '../design/showing.ts'

const nextTask = (): Promise<void> => new Promise((go) => setTimeout(go))

interface ImportingContext {
  readonly client: Client
  readonly editor: EditorStore
  readonly store: FilesStore
  readonly leaveFor: ReturnType<typeof createShowing>['leaveFor']
  markUnsaved(): void
}

export function createImporting({ client, editor, store, leaveFor, markUnsaved }: ImportingContext) {
  const { getState, setState } = store

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

  return { importFiles, saveOnto }
}
