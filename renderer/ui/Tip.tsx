import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import styles from './Tip.module.css'
import { Keys } from './Keys.tsx'

interface TipProps {
  readonly label: string
  readonly keys?: string | undefined
  readonly children: ReactElement
}

/** Whether the last input was a key that the focus walks with. */
const walked = { by: false }
const WALKING = /^(?:Tab|F6|Home|End|Arrow)/
if (typeof addEventListener === 'function') {
  addEventListener('keydown', ({ key }) => void (walked.by = WALKING.test(key)), true)
  addEventListener('pointerdown', () => void (walked.by = false), true)
}

/** A tooltip that repeats the name of an icon and shows its key. Never the only place of an information. */
export function Tip({ label, keys, children }: TipProps) {
  return (
    <Tooltip.Root
      onOpenChange={(isOpen, details) => {
        // The focus that comes back from a menu or a dialog was not looking for the button's name.
        if (isOpen && details.reason === 'trigger-focus' && !walked.by) details.cancel()
      }}
    >
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles['positioner']}>
          <Tooltip.Popup className={styles['popup']}>
            {label}
            {keys !== undefined && <Keys keys={keys} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
