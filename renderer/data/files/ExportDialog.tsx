import { useState } from 'react'
import { useStore } from 'zustand'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { pickToSave } from '../../host/picker/pick-file.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/Toasts.tsx'
import styles from '../DataTab.module.css'
import type { Spot } from '../data-store.ts'
import { Progress } from './Progress.tsx'

const FORMATS = ['csv', 'json'] as const
type Format = (typeof FORMATS)[number]

interface ExportDialogProps {
  readonly spot: Spot
  /** How many, in words. */
  readonly rows: string
  readonly onClose: () => void
}

/** The view's rows into a file, with progress; cancelling leaves no file behind. */
export function ExportDialog({ spot, rows, onClose }: ExportDialogProps) {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  const [format, setFormat] = useState<Format>('csv')
  const [running, setRunning] = useState<{
    readonly done: number
    readonly total: number | null
    readonly abort: AbortController
  } | null>(null)
  const isAll = spot.filters.length === 0 && spot.sort.length === 0

  async function start(): Promise<void> {
    if (session === null) return
    const file = await pickToSave(client, `${spot.table}.${format}`)
    if (file === null) return
    const abort = new AbortController()
    setRunning({ done: 0, total: null, abort })
    try {
      const done = await client.call(
        'rows.export',
        { session, table: spot.table, filters: [...spot.filters], sort: [...spot.sort], file: file.file, format },
        { signal: abort.signal, onProgress: (count, total) => setRunning({ done: count, total, abort }) },
      )
      notify({ title: t.data.exporting.done(done.rows, done.label) })
      onClose()
    } finally {
      setRunning(null)
    }
  }
  return (
    <Dialog
      open
      onClose={() => {
        running?.abort.abort()
        onClose()
      }}
      title={t.data.exporting.title(spot.table)}
      text={t.data.exporting.text(rows, isAll)}
      footer={
        running === null ? (
          <>
            <Button onClick={onClose}>{t.ui.cancel}</Button>
            <Button look="primary" onClick={() => void start().catch(report)}>
              {t.data.exporting.start}
            </Button>
          </>
        ) : (
          <Button onClick={() => running.abort.abort()}>{t.ui.cancel}</Button>
        )
      }
    >
      {running === null ? (
        <fieldset className={styles['formats']}>
          <legend>{t.data.exporting.format}</legend>
          {FORMATS.map((one) => (
            <label key={one}>
              <input type="radio" name="format" checked={format === one} onChange={() => setFormat(one)} />
              <span>
                {t.data.exporting.formats[one]}
                <small>{t.data.exporting.formatTexts[one]}</small>
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        <Progress label={t.data.exporting.title(spot.table)} done={running.done} total={running.total} />
      )}
    </Dialog>
  )
}
