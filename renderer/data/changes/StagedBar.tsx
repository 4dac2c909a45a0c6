import { Check, RotateCcw, X } from 'lucide-react'
import { useApp } from '../../app/app-context.tsx'
import { report } from '../../actions/run-action.ts'
import { inWords, t } from '../../texts/texts.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import styles from '../DataTab.module.css'
import { stagedCount } from './staged.ts'
import { useData, useDataStore } from '../use-data.ts'

/** What is not written yet, or what was just written, with the way back. */
export function StagedBar() {
  const store = useDataStore()
  const { ui } = useApp()
  const staged = useData((s) => s.staged)
  const applied = useData((s) => s.applied)
  const isApplying = useData((s) => s.isApplying)
  const failure = useData((s) => s.failure)
  const discarded = useData((s) => s.discarded)
  const count = stagedCount(staged)
  // The button that is pressed goes, or is off for a moment: one goes on in the rows.
  const goOn = (act: () => void) => (): void => {
    act()
    ui.focusOn('rows')
  }
  if (count === 0 && discarded !== null) {
    return (
      <div className={styles['staged']} role="status">
        <span className={styles['stagedText']}>{t.data.discarded(stagedCount(discarded))}</span>
        <Button small icon={<RotateCcw />} onClick={goOn(() => store.restore())}>
          {t.data.undo}
        </Button>
        <IconButton small label={t.ui.dismiss} icon={<X />} onClick={goOn(() => store.dismiss())} />
      </div>
    )
  }
  if (count === 0 && applied === null) return null
  if (count === 0 && applied !== null) {
    const { changes, undo, isUndone } = applied
    return (
      <div className={styles['staged']} role="status" data-look="done">
        <Check size={14} aria-hidden />
        <span className={styles['stagedText']}>
          {isUndone ? t.data.undone : t.data.applied}: {t.preview.changed(changes) || t.data.nothingChanged}
        </span>
        {undo && (
          <Button small icon={<RotateCcw />} onClick={goOn(() => void store.undo().catch(report))}>
            {t.data.undo}
          </Button>
        )}
        <IconButton small label={t.ui.dismiss} icon={<X />} onClick={goOn(() => store.dismiss())} />
      </div>
    )
  }
  const tables = [
    ...new Set([...[...staged.rows.values()].map(({ table }) => table), ...staged.links.map(({ table }) => table)]),
  ]
  const general = staged.problems.get('')
  return (
    <div
      className={styles['staged']}
      role="status"
      data-look={staged.problems.size > 0 || failure !== null ? 'wrong' : 'waiting'}
    >
      <span className={styles['stagedText']}>
        {failure !== null && <strong>{t.data.notWritten(inWords(failure))} </strong>}
        {staged.problems.size > 0 && <strong>{t.data.problemsFound(staged.problems.size)} </strong>}
        {general !== undefined && `${[...general.values()].join(' ')} `}
        {t.data.staged(count, tables)}
      </span>
      <Button small look="primary" disabled={isApplying} onClick={goOn(() => void store.apply().catch(report))}>
        {isApplying ? t.data.applying : t.data.apply}
      </Button>
      <Button small disabled={isApplying} onClick={goOn(() => store.discard())}>
        {t.data.discard}
      </Button>
    </div>
  )
}
