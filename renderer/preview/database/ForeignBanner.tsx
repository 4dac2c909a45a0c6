import { Database, LockKeyhole, PencilLine } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './ForeignBanner.module.css'
import type { ForeignFile } from './foreign-file.ts'
import type { DatabaseState } from '../preview-state.ts'

/** What the preview runs on where that is a file that others made, and whether it can be changed. */
export function ForeignBanner() {
  const { preview } = useApp()
  const foreign = useStore(preview, (s) => s.foreign)
  const kind = useStore(preview, (s) => s.database.kind)
  const isOpen = useStore(preview, (s) => s.session !== null)
  const isRunning = useStore(preview, (s) => s.running !== null)
  const self = useRef<HTMLElement>(null)
  if (foreign === null) return null
  const { label, isUsed, mode, onDisk, isCopying, problem } = foreign
  const isBusy = isCopying || isRunning
  const look = !isUsed ? 'standIn' : mode
  const Icon = ICONS[look]
  async function allow(): Promise<void> {
    await preview.allowChanges()
    // The button is gone where that went well; the keyboard is not to start again at the top of the page. The
    // question gives the focus back first; where this takes long, the focus was put on the pane or
    // the canvas meanwhile, so as not to be nowhere.
    requestAnimationFrame(() => {
      const { activeElement: now } = document
      if (now === document.body || now?.matches('[role="tab"], [role="application"]') === true) self.current?.focus()
    })
  }
  return (
    <section ref={self} tabIndex={-1} className={styles['banner']} data-look={look} aria-label={t.foreign.title}>
      <Icon size={14} aria-hidden />
      <span className={styles['text']} role="status">
        {wordsOf(foreign, kind, isOpen)}
        {isUsed && !onDisk && ` ${t.foreign.dropped}`}
      </span>
      {problem !== null && (
        <span className={styles['problem']} role="alert">
          {problem}
        </span>
      )}
      <span className={styles['buttons']}>
        {isUsed && onDisk && mode === 'read' && (
          <Button small disabled={isBusy || !isOpen} onClick={() => void allow().catch(report)}>
            {isCopying ? t.foreign.copying : t.foreign.allow}
          </Button>
        )}
        <Button small look="quiet" disabled={isBusy} onClick={() => void preview.runOnFile(!isUsed)}>
          {isUsed ? t.foreign.toSample : t.foreign.toFile(label)}
        </Button>
      </span>
    </section>
  )
}

const ICONS = { read: LockKeyhole, write: PencilLine, standIn: Database } as const

function wordsOf({ label, isUsed, mode, backup }: ForeignFile, kind: DatabaseState['kind'], isOpen: boolean): string {
  if (!isUsed) return t.foreign.standIn(label)
  if (!isOpen) return kind === 'failed' || kind === 'blocked' ? t.foreign.closed(label) : t.foreign.opening(label)
  return mode === 'read' ? t.foreign.readOnly(label) : t.foreign.writing(label, backup ?? '')
}
