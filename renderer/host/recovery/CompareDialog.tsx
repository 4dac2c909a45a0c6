import { useState } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../../app/app-context.tsx'
import { report } from '../../actions/run-action.ts'
import { useEditor } from '../../state/use-editor.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { t } from '../../texts/texts.ts'
import { compareDocuments } from './compare-documents.ts'
import { readDocument } from '../design/document-text.ts'
import styles from '../FileNotices.module.css'

/** Someone else changed the file: nothing is overwritten before the user has chosen. */
export function CompareDialog() {
  const { files } = useApp()
  const conflict = useStore(files, (s) => s.conflict)
  const label = useStore(files, (s) => s.label)
  const [comparing, setComparing] = useState(false)
  if (conflict === null) return null
  const close = (): void => files.setState({ conflict: null })
  const act = (run: () => Promise<unknown>) => () => void run().catch(report)
  return (
    <Dialog
      open
      wide={comparing}
      onClose={close}
      title={t.files.conflictTitle(label)}
      text={t.files.conflictText}
      footer={
        <>
          <Button
            onClick={() => setComparing(!comparing)}
            disabled={conflict.theirs === null}
            aria-expanded={comparing}
          >
            {t.files.compare}
          </Button>
          <Button onClick={act(files.takeTheirs)} disabled={conflict.theirs === null}>
            {t.files.takeTheirs}
          </Button>
          <Button look="danger" onClick={act(files.overwrite)}>
            {t.files.overwrite}
          </Button>
          <Button look="primary" onClick={act(files.saveAs)}>
            {t.actions.saveAs.label}
          </Button>
        </>
      }
    >
      {comparing && conflict.theirs !== null && <Differences theirs={conflict.theirs} />}
    </Dialog>
  )
}

function Differences({ theirs }: { readonly theirs: string }) {
  const mine = useEditor((s) => s.doc)
  const { doc } = readDocument(theirs)
  if (doc === null) return <p>{t.files.theirsUnreadable}</p>
  const differences = compareDocuments(mine, doc)
  if (differences.length === 0) return <p>{t.files.noDifference}</p>
  return (
    <ul>
      {differences.map(({ label, where }) => (
        <li key={`${where} ${label}`} className={styles['difference']}>
          <strong>{t.files.differs[where]}</strong>
          <span>{label}</span>
        </li>
      ))}
    </ul>
  )
}
