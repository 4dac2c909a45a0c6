import { useEffect, useState } from 'react'
import { report } from '../actions/run-action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { t } from '../texts/texts.ts'
import { useApp } from './app-context.tsx'
import styles from './ExamplesDialog.module.css'

export function ExamplesDialog() {
  const { client, files, ui } = useApp()
  const [examples, setExamples] = useState<readonly { readonly name: string; readonly title: string }[]>([])
  useEffect(() => {
    client.call('examples.list', {}).then(setExamples).catch(report)
  }, [client])
  const open = (name: string): void => {
    ui.closeDialog()
    files.openExample(name).catch(report)
  }
  return (
    <Dialog open onClose={() => ui.closeDialog()} title={t.examples.title} text={t.examples.text}>
      <ul className={styles['list']}>
        {examples.map(({ name, title }) => (
          <li key={name}>
            <Button className={styles['example']} onClick={() => open(name)}>
              {title}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
