import { ComparePart } from './ComparePart.tsx'
import { SideBySide } from './SideBySide.tsx'
import { StepsPart } from './StepsPart.tsx'
import styles from './HistoryPanel.module.css'

/** Every step of this design, to go back to; and what differs between two versions of it. */
export function HistoryPanel() {
  return (
    <div className={styles['frame']}>
      <div className={styles['parts']}>
        <StepsPart />
        <ComparePart />
        <SideBySide />
      </div>
    </div>
  )
}
