import type { ReactNode } from 'react'

interface ScrollTextProps {
  readonly label: string
  readonly className: string | undefined
  readonly children: ReactNode
}

/** Preformatted text that may be wider or longer than its place; the keyboard can scroll it. */
export function ScrollText({ label, className, children }: ScrollTextProps) {
  return (
    // A region that scrolls has to take the focus, or the keyboard cannot reach its end.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={className} tabIndex={0} role="region" aria-label={label}>
      {children}
    </pre>
  )
}
