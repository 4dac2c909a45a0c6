import type { ReactNode } from 'react'
import styles from './Empty.module.css'

interface EmptyProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly text?: string
  /** Buttons for the next step. */
  readonly children?: ReactNode
}

/** What stands where there is nothing yet: says why, and offers the next step. */
export function Empty({ icon, title, text, children }: EmptyProps) {
  return (
    <div className={styles['empty']}>
      {icon}
      <p className={styles['title']}>{title}</p>
      {text !== undefined && <p>{text}</p>}
      {children !== undefined && <div className={styles['actions']}>{children}</div>}
    </div>
  )
}
