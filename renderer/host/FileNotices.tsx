import { useStore } from 'zustand'
import { useApp } from '../app/app-context.tsx'
import { report } from '../actions/run-action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { t } from '../texts/texts.ts'
import { CompareDialog } from './recovery/CompareDialog.tsx'
import { ImportingDialog } from './import/ImportingDialog.tsx'
import { ReportDialog } from './import/ReportDialog.tsx'
import { ReviewDialog } from './recovery/ReviewDialog.tsx'

/** What opening, importing and saving have to say: reports, recovery copies, conflicts. */
export function FileNotices() {
  return (
    <>
      <ImportingDialog />
      <ReportDialog />
      <RecoveryDialog />
      <CompareDialog />
      <ReviewDialog />
    </>
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
