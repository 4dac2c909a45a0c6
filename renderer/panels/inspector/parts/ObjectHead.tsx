import { Crosshair, Trash2 } from 'lucide-react'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { IconButton } from '../../../ui/Button.tsx'
import { longOnly } from '../../../ui/long-only.ts'
import { t } from '../../../texts/texts.ts'
import styles from '../Inspector.module.css'

interface ObjectHeadProps {
  readonly icon?: ReactNode
  /** The owner, to go back to. */
  readonly crumb?: { readonly label: string; readonly onClick: () => void }
  readonly what: string
  readonly onShow?: () => void
  readonly onDelete?: () => void
  readonly deleteLabel?: string
}

/** The line at the top of the inspector: what is shown, where it belongs, and what to do with it whole. */
export function ObjectHead({ icon, crumb, what, onShow, onDelete, deleteLabel = t.ui.delete }: ObjectHeadProps) {
  return (
    <header className={styles['head']}>
      {icon}
      {crumb !== undefined && (
        <button type="button" className={styles['crumb']} title={longOnly(crumb.label)} onClick={crumb.onClick}>
          {crumb.label}
        </button>
      )}
      <h2 className={styles['what']}>{what}</h2>
      <Tools onShow={onShow} onDelete={onDelete} deleteLabel={deleteLabel} />
    </header>
  )
}

interface ToolsProps {
  readonly onShow: (() => void) | undefined
  readonly onDelete: (() => void) | undefined
  readonly deleteLabel: string
}

/** Two buttons with their tips: not rendered with each letter of a name where the calls stay the same. */
const Tools = memo(function Tools({ onShow, onDelete, deleteLabel }: ToolsProps) {
  return (
    <>
      {onShow !== undefined && <IconButton small label={t.inspector.show} icon={<Crosshair />} onClick={onShow} />}
      {onDelete !== undefined && <IconButton small label={deleteLabel} icon={<Trash2 />} onClick={onDelete} />}
    </>
  )
})
