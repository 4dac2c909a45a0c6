/** An import in the host: said how far it is, stopped when asked. */
import { isFailure } from '../../../shared/protocol/errors.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import { inWords, t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'
import type { FilesStore } from '../files-store.ts'
import type { PickedFile } from '../picker/pick-file.tsx'

/** null: it was stopped or cannot be read, which was said; what is open stays. */
export async function runImport(client: Client, { getState, setState }: FilesStore, picked: readonly PickedFile[]) {
  const aborter = new AbortController()
  const label = picked[0]?.label ?? ''
  setState({ importing: { label, since: Date.now(), done: 0, total: null, stop: () => aborter.abort() } })
  const onProgress = (done: number, total: number | null): void => {
    const { importing } = getState()
    if (importing !== null) setState({ importing: { ...importing, done, total } })
  }
  try {
    const { signal } = aborter
    return await client.call('import.run', { files: picked.map(({ file }) => file) }, { signal, onProgress })
  } catch (thrown) {
    if (isFailure(thrown, 'CANCELLED')) notify({ title: t.files.importStopped(label) })
    else if (isFailure(thrown, 'PARSE') && label !== '')
      notify({ title: t.files.notImported(label), text: inWords(thrown.message), kind: 'error' })
    else if (isFailure(thrown, 'CRASHED') && label !== '')
      notify({ title: t.files.importBroke(label), text: inWords(thrown.message), kind: 'error' })
    else throw thrown
    return null
  } finally {
    setState({ importing: null })
  }
}
