import { useState } from 'react'
import { useStore } from 'zustand'
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import { useApp } from '../app/app-context.tsx'
import { report } from '../actions/run-action.ts'
import { applyFix } from '../panels/problems/apply-fix.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { t } from '../texts/texts.ts'
import { CompareDialog } from './CompareDialog.tsx'
import { ReviewDialog } from './ReviewDialog.tsx'
import styles from './FileNotices.module.css'

/** What opening, importing and saving have to say: reports, recovery copies, conflicts. */
export function FileNotices() {
  return (
    <>
      <ReportDialog />
      <RecoveryDialog />
      <CompareDialog />
      <ReviewDialog />
    </>
  )
}

function ReportDialog() {
  const { files } = useApp()
  const shown = useStore(files, (s) => s.report)
  if (shown === null) return null
  const close = (): void => files.setState({ report: null })
  return (
    <Dialog
      open
      wide
      onClose={close}
      title={shown.title}
      text={shown.text}
      footer={
        <Button look="primary" onClick={close}>
          {t.ui.close}
        </Button>
      }
    >
      <ul className={styles['list']}>
        {worstFirst(shown.diagnostics)
          .slice(0, 200)
          .map((d, index) => (
            <Note key={index} diagnostic={d} />
          ))}
        {shown.diagnostics.length > 200 && (
          <li className={styles['item']}>{t.files.moreNotes(shown.diagnostics.length - 200)}</li>
        )}
      </ul>
    </Dialog>
  )
}

const RANK = { error: 0, warning: 1, info: 2 } as const

/** What was left out comes before what was guessed. */
function worstFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
}

/** One remark, with the commands that take a guess back; each is one undo step. */
function Note({ diagnostic: d }: { readonly diagnostic: Diagnostic }) {
  const app = useApp()
  const [isDone, setDone] = useState(false)
  const { line, file, label } = d.subject
  return (
    <li className={styles['item']} data-severity={d.severity}>
      <span className={styles['place']}>{line === undefined ? label : `${file ?? label}:${line}`}</span>
      <span>
        {d.message}
        {d.hint !== null && <span className={styles['hint']}> {d.hint}</span>}
        {d.fixes.map((fix) => (
          <Button
            key={fix.label}
            small
            disabled={isDone}
            onClick={() => {
              applyFix(app, fix)
              setDone(true)
            }}
          >
            {isDone ? t.files.guessTakenBack : fix.label}
          </Button>
        ))}
      </span>
    </li>
  )
}

function RecoveryDialog() {
  const { files } = useApp()
  const recoveries = useStore(files, (s) => s.recoveries)
  const [first] = recoveries
  if (first === undefined) return null
  const later = (): void => files.setState({ recoveries: recoveries.slice(1) })
  return (
    <Dialog
      open
      onClose={later}
      title={t.files.recoveryTitle(first.label)}
      text={t.files.recoveryText(first.at, first.fileIsNewer)}
      footer={
        <>
          <Button look="danger" onClick={() => void files.discardRecovery(first.id).catch(report)}>
            {t.files.discardCopy}
          </Button>
          <Button onClick={later}>{t.files.later}</Button>
          <Button look="primary" onClick={() => void files.takeRecovery(first.id).catch(report)}>
            {t.files.recover}
          </Button>
        </>
      }
    />
  )
}
