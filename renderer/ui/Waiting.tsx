import { t } from '../texts/texts.ts'
import styles from './Empty.module.css'

export function Waiting() {
  return (
    <p className={styles['waiting']} role="status">
      {t.ui.loading}
    </p>
  )
}
