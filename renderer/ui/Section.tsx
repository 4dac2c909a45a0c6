import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import styles from './Section.module.css'

interface SectionProps {
  readonly title: string
  /** At the right of the title: a count, a button. */
  readonly aside?: ReactNode
  readonly children: ReactNode
  /** A section that folds; open or not at first. */
  readonly open?: boolean
}

/** A part of the inspector. With `open` given it can be folded. */
export function Section({ title, aside, children, open }: SectionProps) {
  // Later values are no reason to fold what a person has open.
  const [atFirst] = useState(open)
  if (open === undefined) {
    return (
      <section className={styles['section']}>
        <header className={styles['header']}>
          <h3 className={styles['title']}>{title}</h3>
          {aside}
        </header>
        <div className={styles['body']}>{children}</div>
      </section>
    )
  }
  return (
    <Collapsible.Root className={styles['section']} defaultOpen={atFirst === true}>
      <header className={styles['header']}>
        <h3 className={styles['title']}>
          <Collapsible.Trigger className={styles['trigger']}>
            <ChevronRight size={14} aria-hidden />
            {title}
          </Collapsible.Trigger>
        </h3>
        {aside}
      </header>
      <Collapsible.Panel className={styles['body']}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  )
}
