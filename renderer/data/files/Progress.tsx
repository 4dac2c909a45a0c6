import { t } from '../../texts/texts.ts'
import styles from '../DataTab.module.css'

interface ProgressProps {
  readonly label: string
  readonly done: number
  readonly total: number | null
}

export function Progress({ label, done, total }: ProgressProps) {
  return (
    <div className={styles['progress']}>
      <progress aria-label={label} max={total ?? undefined} value={total === null ? undefined : done} />
      <span>{t.data.progress(done, total)}</span>
    </div>
  )
}
