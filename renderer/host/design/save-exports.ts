/** What a design is exported to: saved where a person says, or over the last export. */
import type { Client } from '../../../shared/protocol/client.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'
import { pickToSave } from '../picker/pick-file.tsx'
import type { PickedFile } from '../picker/pick-file.tsx'

export function createExportSaver(client: Client, openDesign: () => Handle<'doc'> | null) {
  /** Asks for a place and lets `write` put something there; nothing when the question is dismissed. */
  async function saveWith(name: string, write: (client: Client, file: Handle<'file'>) => Promise<unknown>) {
    const picked = await pickToSave(client, name)
    if (picked === null) return
    await write(client, picked.file)
    notify({ title: t.files.saved(picked.label) })
  }

  const saveText = (name: string, text: string): Promise<void> =>
    saveWith(name, (_, file) => client.call('file.saveText', { file, text }))

  /** Saves what an exporter made; where is remembered with the design. */
  const saveExport = ({ id, fileName }: { readonly id: string; readonly fileName: string }, text: string) =>
    saveWith(fileName, (_, file) => writeExport(id, file, text))

  /** Saves over the last export of that target, without asking again. */
  async function saveExportOnto(target: string, last: PickedFile, text: string): Promise<void> {
    await writeExport(target, last.file, text)
    notify({ title: t.files.saved(last.label) })
  }

  async function writeExport(target: string, file: Handle<'file'>, text: string): Promise<unknown> {
    const doc = openDesign()
    if (doc === null) return client.call('file.saveText', { file, text })
    return client.call('export.save', { doc, target, file, text })
  }

  return { saveText, saveWith, saveExport, saveExportOnto }
}
