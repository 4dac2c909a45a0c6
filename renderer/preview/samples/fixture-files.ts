/** Django fixtures from and to files, for the rows of the open database. */
import type { App } from '../../app/app-context.tsx'
import { pickToSave } from '../../host/picker/pick-file.tsx'
import { t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'

export async function saveFixture({ client, preview }: App): Promise<void> {
  const { session } = preview.getState()
  if (session === null) return
  const picked = await pickToSave(client, 'fixture.json')
  if (picked === null) return
  const pieces: string[] = []
  await client.call('fixture.dump', { session }, { onItem: ({ text }) => void pieces.push(text) })
  await client.call('file.saveText', { file: picked.file, text: pieces.join('') })
  notify({ title: picked.label })
}

/** A file that the user chooses; all of its rows or none. */
export function loadFixture({ client, preview }: App): Promise<void> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json'
  return new Promise((resolve, reject) => {
    input.addEventListener('cancel', () => resolve())
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      const { session } = preview.getState()
      if (file === undefined || session === null) return resolve()
      const load = async (): Promise<void> => {
        const { rows } = await client.call('fixture.load', { session, text: await file.text() })
        await preview.countTables(session)
        notify({ title: t.samples.loaded(rows) })
      }
      load().then(resolve, reject)
    })
    input.click()
  })
}
