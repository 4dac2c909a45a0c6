import { useStore } from 'zustand'
import { useApp } from '../../app/app-context.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DiffText } from '../../ui/DiffText.tsx'
import { diagnosticWords } from '../../texts/diagnostic-words.ts'
import { t } from '../../texts/texts.ts'
import styles from './ReviewDialog.module.css'

/** What a save would change in the Python files, line by line. */
export function ReviewDialog() {
  const { files } = useApp()
  const review = useStore(files, (s) => s.review)
  if (review === null) return null
  const { changes, answer, asks } = review
  return (
    <Dialog
      open
      wide
      onClose={() => answer(false)}
      title={t.files.reviewTitle(changes.files.length)}
      text={changes.files.length === 0 ? t.files.reviewNothing : t.files.reviewText}
      footer={
        <>
          <Button onClick={() => answer(false)}>{asks ? t.ui.cancel : t.ui.close}</Button>
          {changes.files.length > 0 && (
            <Button look="primary" onClick={() => answer(true)}>
              {t.ui.save}
            </Button>
          )}
        </>
      }
    >
      {changes.diagnostics.length > 0 && (
        <ul className={styles['notes']}>
          {changes.diagnostics.map(diagnosticWords).map(({ message, hint }, index) => (
            <li key={index}>
              {message} {hint}
            </li>
          ))}
        </ul>
      )}
      {changes.files.map((file) => (
        <section key={file.path} className={styles['file']} aria-label={file.path}>
          <h3 className={styles['path']}>
            {file.path} <span>{t.files.changedLines(file.added, file.removed)}</span>
          </h3>
          <DiffText text={file.diff} label={file.path} />
        </section>
      ))}
    </Dialog>
  )
}
