import { ArrowRight } from 'lucide-react'
import type { MouseEvent, PointerEvent, ReactNode } from 'react'
import { cx } from '../../ui/cx.ts'
import styles from './Grid.module.css'
import type { GridCell } from './Grid.tsx'

interface CellProps {
  readonly id: string
  readonly column: number
  /** Of a column that stays in view: from the left, px. */
  readonly stickyPx: number | undefined
  readonly value: GridCell
  readonly isActive: boolean
  readonly isMarked: boolean
  readonly editor: ReactNode
  /** A press, and the pointer coming in: a drag marks. */
  readonly onPress: (event: PointerEvent) => void
  readonly onEnter: (event: PointerEvent) => void
  readonly onPick: (event: MouseEvent) => void
  readonly onOpen: () => void
  readonly onLink: () => void
}

/** Longer texts are for the editor. */
const SHOWN = 300

/** A cell's text, or its editor. */
export function Cell(props: CellProps) {
  const { id, column, stickyPx, value, isActive, isMarked, editor, onPress, onEnter, onPick, onOpen, onLink } = props
  const { text, note, look, problem } = value
  const isEditing = editor !== undefined && editor !== null
  return (
    // The grid element has the keyboard; a cell only takes the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <span
      id={id}
      role="gridcell"
      tabIndex={-1}
      aria-colindex={column + 1}
      aria-selected={isActive || isMarked}
      aria-invalid={problem !== undefined || undefined}
      data-look={look}
      style={{ gridColumn: column + 2, left: stickyPx }}
      className={cx(
        styles['cell'],
        stickyPx !== undefined && styles['pinned'],
        isActive && styles['active'],
        isMarked && styles['marked'],
        value.isFound === true && styles['found'],
        value.isChanged === true && styles['changed'],
        problem !== undefined && styles['wrong'],
        isEditing && styles['editing'],
      )}
      title={problem ?? (text.length > 24 ? text.slice(0, 500) : undefined)}
      onPointerDown={isEditing ? undefined : onPress}
      onPointerEnter={onEnter}
      onClick={isEditing ? undefined : onPick}
      onDoubleClick={isEditing ? undefined : onOpen}
      // The menu is about the cell under the pointer, or all that are marked.
      onContextMenu={isEditing || isMarked ? undefined : onPick}
    >
      {isEditing ? (
        editor
      ) : (
        <>
          {look === 'link' ? (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <span
              role="presentation"
              className={styles['link']}
              onClick={(event) => {
                onPick(event)
                onLink()
              }}
            >
              {text}
            </span>
          ) : (
            text.slice(0, SHOWN)
          )}
          {note !== undefined && <span className={styles['note']}> {note}</span>}
          {problem !== undefined && <span className="visually-hidden"> {problem}</span>}
          {value.canFollow === true && isActive && (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <span role="presentation" className={styles['follow']} onClick={onLink}>
              <ArrowRight size={14} aria-hidden />
            </span>
          )}
        </>
      )}
    </span>
  )
}
