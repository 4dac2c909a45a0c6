/** A design that was read from models.py goes back onto it: only the lines that an edit touches change. */
import type { Diagnostic } from '../../../shared/diagnostics/diagnostic.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { isFailure } from '../../../shared/protocol/errors.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import { t } from '../../texts/texts.ts'
import { ask } from '../ask.tsx'
import type { PythonFile, PythonSource } from '../files-store.ts'
import { pickToSave } from '../picker/pick-file.tsx'
import type { PickedFile } from '../picker/pick-file.tsx'

/** `import.run` gives this label to sources that have none. */
const APP = 'app'

/** What writing back needs to know; null where the design does not come from Python alone. */
export async function readPythonSource(
  client: Client,
  picked: readonly PickedFile[],
  original: ErDocument,
): Promise<PythonSource | null> {
  if (!picked.every(({ label }) => label.endsWith('.py'))) return null
  const files = await Promise.all(
    picked.map(async ({ file, label }) => {
      const { text } = await client.call('file.readText', { file })
      return { path: label, text, onDisk: text, target: null }
    }),
  )
  return { files, original }
}

interface WrittenOnto {
  readonly source: PythonSource
  readonly changed: number
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Edits are always computed from what was first read, so that renames stay renames; the files on disk
 * have to be as we left them. null: the user kept someone else's change.
 */
export async function writeOnto(client: Client, source: PythonSource, edited: ErDocument): Promise<WrittenOnto | null> {
  const { exportOnto } = await import('../../../shared/exporters/django-onto.ts')
  const files = source.files.map(({ path, text }) => ({ path, text }))
  const result = exportOnto({ files, original: source.original, edited, app: APP })
  let changed = 0
  const written: PythonFile[] = []
  for (const one of source.files) {
    const next = result.files.find(({ path }) => path === one.path)?.text ?? one.onDisk
    const kept = next === one.onDisk ? one : await write(client, one, next)
    if (kept === null) return null
    if (kept !== one) changed += 1
    written.push(kept)
  }
  return { source: { ...source, files: written }, changed, diagnostics: result.diagnostics }
}

/** A file that was only opened may not be written: the user says where, once. null: rather not. */
async function write(client: Client, file: PythonFile, text: string): Promise<PythonFile | null> {
  const target = file.target ?? (await pickToSave(client, file.path))?.file ?? null
  if (target === null) return null
  const now = await client.call('file.readText', { file: target }).catch((thrown: unknown) => {
    if (isFailure(thrown, 'NOT_FOUND')) return null
    throw thrown
  })
  if (now !== null && now.text !== file.onDisk && !(await mayReplace(file.path))) return null
  await client.call('file.saveText', { file: target, text })
  return { ...file, onDisk: text, target }
}

async function mayReplace(path: string): Promise<boolean> {
  const choice = await ask({
    title: t.files.conflictTitle(path),
    text: t.files.ontoConflict,
    buttons: [
      { value: 'cancel', label: t.ui.cancel },
      { value: 'replace', label: t.files.overwrite, look: 'danger' },
    ],
  })
  return choice === 'replace'
}
