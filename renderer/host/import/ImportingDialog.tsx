import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../../app/app-context.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { t } from '../../texts/texts.ts'
import type { Importing } from '../files-store.ts'
import styles from '../FileNotices.module.css'

/** Most imports are over before anybody could read of them. */
const SHOWN_AFTER_MS = 400

/** How far a long import is; stopping it ends its process, whatever it hangs on. */
export function ImportingDialog() {
  const { files } = useApp()
  const running = useStore(files, (s) => s.importing)
  return running === null ? null : <Running key={running.since} {...running} />
}

function Running({ label, since, done, total, stop }: Importing) {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), Math.max(0, since + SHOWN_AFTER_MS - Date.now()))
    return () => clearTimeout(timer)
  }, [since])
  if (!isLong) return null
  const share = total === null || total === 0 ? undefined : done / total
  return (
    <Dialog
      open
      onClose={stop}
      title={t.files.importing(label)}
      footer={<Button onClick={stop}>{t.files.stopImport}</Button>}
    >
      <progress className={styles['progress']} aria-label={t.files.importing(label)} max={1} value={share} />
    </Dialog>
  )
}
