import { useState } from 'react'
import { useStore } from 'zustand'
import type { Diagnostic, Fix } from '../../../shared/diagnostics/diagnostic.ts'
import { useApp } from '../../app/app-context.tsx'
import { applyFix, applyFixes } from '../../panels/problems/apply-fix.ts'
import { reportStore } from '../../state/report-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { diagnosticWords } from '../../texts/diagnostic-words.ts'
import { inWords, t } from '../../texts/texts.ts'
import { fixesOf, noteGroups, withoutLabel } from './report-groups.ts'
import type { NoteGroup } from './report-groups.ts'
import styles from '../FileNotices.module.css'

/** Up to so many notes all groups are open. */
const ALL_OPEN = 60
/** So many notes of a group are shown at once. */
const PAGE = 100

/** What the last open, import or paste has to say. */
export function ReportDialog() {
  const { files } = useApp()
  const ofFile = useStore(files, (s) => s.report)
  const ofPage = useStore(reportStore, (s) => s.report)
  const shown = ofFile ?? ofPage
  if (shown === null) return null
  const close = (): void => {
    files.setState({ report: null })
    reportStore.setState({ report: null })
  }
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
      <Notes key={shown.title} diagnostics={shown.diagnostics} />
    </Dialog>
  )
}

function Notes({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const app = useApp()
  const [done, setDone] = useState<ReadonlySet<Diagnostic>>(new Set())
  const groups = noteGroups(diagnostics)
  const take = (notes: readonly Diagnostic[]): void => setDone(new Set([...done, ...notes]))
  return groups.map((group, at) => (
    <Group
      key={group.kind}
      group={group}
      alone={groups.length === 1}
      open={at === 0 || diagnostics.length <= ALL_OPEN}
      done={done}
      onFix={(note, fix) => {
        applyFix(app, fix)
        take([note])
      }}
      onAll={() => {
        applyFixes(app, t.files.takeAllBack, fixesOf(group, done))
        take(group.notes)
      }}
    />
  ))
}

interface GroupProps {
  readonly group: NoteGroup
  /** There are no others: then it needs no heading. */
  readonly alone: boolean
  readonly open: boolean
  readonly done: ReadonlySet<Diagnostic>
  readonly onFix: (note: Diagnostic, fix: Fix) => void
  readonly onAll: () => void
}

function Group({ group, alone, open, done, onFix, onAll }: GroupProps) {
  const [limit, setLimit] = useState(PAGE)
  const { kind, notes } = group
  const left = fixesOf(group, done).length
  const list = (
    <>
      {left > 1 && (
        <Button small onClick={onAll}>
          {t.files.takeAllBack}
        </Button>
      )}
      <ul className={styles['list']}>
        {notes.slice(0, limit).map((note, index) => (
          <Note key={index} note={note} isDone={done.has(note)} onFix={(fix) => onFix(note, fix)} />
        ))}
      </ul>
      {notes.length > limit && (
        <Button small onClick={() => setLimit(limit + PAGE * 5)}>
          {t.files.moreNotes(notes.length - limit)}
        </Button>
      )}
    </>
  )
  if (alone) return list
  return (
    <details className={styles['group']} open={open}>
      <summary>{t.files.noteKinds[kind](notes.length)}</summary>
      {list}
    </details>
  )
}

/** One remark, with the commands that take a guess back; each is one undo step. */
function Note({
  note: d,
  isDone,
  onFix,
}: {
  readonly note: Diagnostic
  readonly isDone: boolean
  readonly onFix: (fix: Fix) => void
}) {
  const { line, file, label } = d.subject
  const { message, hint } = diagnosticWords(withoutLabel(d))
  return (
    <li className={styles['item']} data-severity={d.severity}>
      <span className={styles['place']}>
        {line === undefined || (file === undefined && / \d/.test(label)) ? label : `${file ?? label}:${line}`}
      </span>
      <span className={styles['words']}>
        <span>
          {message}
          {hint !== null && <span className={styles['hint']}> {hint}</span>}
        </span>
        {d.fixes.map((fix) => (
          <Button key={fix.label} small disabled={isDone} onClick={() => onFix(fix)}>
            {isDone ? t.files.guessTakenBack : inWords(fix.label)}
          </Button>
        ))}
      </span>
    </li>
  )
}
