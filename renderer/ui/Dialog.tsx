import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef } from 'react'
import type { ReactNode } from 'react'
import { IconButton } from './Button.tsx'
import styles from './Dialog.module.css'
import { cx } from './cx.ts'
import { t } from '../texts/texts.ts'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly text?: ReactNode
  readonly children?: ReactNode
  /** Buttons, the primary one last. */
  readonly footer?: ReactNode
  readonly wide?: boolean
  /** As large as the window. */
  readonly full?: boolean
  /** Where the focus begins; null, or absent: at the first control. */
  readonly begin?: () => HTMLElement | null
}

export function Dialog({
  open,
  onClose,
  title,
  text,
  children,
  footer,
  wide = false,
  full = false,
  begin,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup
          ref={popup}
          data-modal
          initialFocus={() => begin?.() ?? firstControl(popup.current)}
          className={cx(styles['popup'], wide && styles['wide'], full && styles['full'])}
        >
          <header className={styles['header']}>
            <Base.Title className={styles['title']}>{title}</Base.Title>
          </header>
          {text !== undefined && <Base.Description className={styles['text']}>{text}</Base.Description>}
          {children !== undefined && <div className={styles['body']}>{children}</div>}
          {footer !== undefined && <footer className={styles['footer']}>{footer}</footer>}
          {/* Last, so that the focus starts in the content; it stands at the top all the same. */}
          <Base.Close className={styles['close']} render={<IconButton label={t.ui.close} icon={<X />} small />} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'

/**
 * Where the focus begins. A dialog that has nothing but its closing button has it itself: on that button a tooltip
 * would open, and take the first Escape.
 */
function firstControl(popup: HTMLElement | null): HTMLElement | true {
  const controls = popup?.querySelectorAll<HTMLElement>(
    `:is(.${styles['body']}, .${styles['footer']}) :is(${CONTROLS})`,
  )
  if (popup === null || controls === undefined) return true
  const [first] = controls
  if (first === undefined) return popup
  // Enter must not throw work away that is asked about: then the button to choose, the last one.
  return first.matches(`[data-look='danger']`) ? (controls[controls.length - 1] ?? true) : true
}
