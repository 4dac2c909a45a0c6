import { GripVertical, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { useApp } from '../../../app/app-context.tsx'
import { t } from '../../../texts/texts.ts'
import { IconButton } from '../../../ui/Button.tsx'
import styles from './Rows.module.css'

interface RowsProps<T> {
  /** Names the list for the screen reader. */
  readonly label: string
  readonly items: readonly T[]
  /** What a row is called by its buttons. */
  readonly nameOf: (item: T, index: number) => string
  readonly render: (item: T, index: number) => ReactNode
  readonly onChange: (items: readonly T[]) => void
  readonly disabled: boolean
  /** At least so many stay. */
  readonly least?: number
  /** The order means nothing: rows cannot be moved. */
  readonly fixed?: boolean
}

/** A list whose rows are put in order by dragging or with the arrow keys on their grip, and removed. */
export function Rows<T>({ label, items, nameOf, render, onChange, disabled, least = 0, fixed = false }: RowsProps<T>) {
  const { ui } = useApp()
  const list = useRef<HTMLUListElement>(null)
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const focusAt = useRef<number | null>(null)
  useEffect(() => {
    if (focusAt.current === null) return
    grips(list.current)[focusAt.current]?.focus()
    focusAt.current = null
  })

  function move(from: number, to: number): void {
    const item = items[from]
    if (item === undefined || to < 0 || to >= items.length || to === from) return
    const rest = items.filter((_, index) => index !== from)
    focusAt.current = to
    onChange([...rest.slice(0, to), item, ...rest.slice(to)])
    ui.announce(t.inspector.movedTo(nameOf(item, from), to + 1, items.length))
  }

  function onKeyDown(event: KeyboardEvent, index: number): void {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    move(index, index + step)
  }

  function onPointerMove(event: PointerEvent): void {
    if (drag === null || list.current === null) return
    const rows = [...list.current.children].map((row) => row.getBoundingClientRect())
    const to = rows.findIndex((row) => event.clientY < row.top + row.height)
    setDrag({ from: drag.from, to: to === -1 ? rows.length - 1 : to })
  }

  if (items.length === 0) return null
  return (
    <ul ref={list} className={styles['rows']} aria-label={label}>
      {items.map((item, index) => (
        <li
          key={index}
          className={styles['row']}
          data-dragged={drag?.from === index ? '' : undefined}
          data-drop={
            drag !== null && drag.to === index && drag.from !== index
              ? drag.to > drag.from
                ? 'after'
                : 'before'
              : undefined
          }
        >
          {!fixed && items.length > 1 && (
            <button
              type="button"
              className={styles['grip']}
              disabled={disabled}
              aria-label={t.inspector.moveNamed(nameOf(item, index))}
              title={t.inspector.moveHint}
              onKeyDown={(event) => onKeyDown(event, index)}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId)
                setDrag({ from: index, to: index })
              }}
              onPointerMove={onPointerMove}
              onPointerUp={() => {
                if (drag !== null) move(drag.from, drag.to)
                setDrag(null)
              }}
              onPointerCancel={() => setDrag(null)}
            >
              <GripVertical size={14} aria-hidden />
            </button>
          )}
          <div className={styles['content']}>{render(item, index)}</div>
          <IconButton
            small
            label={t.inspector.removeNamed(nameOf(item, index))}
            icon={<X />}
            disabled={disabled || items.length <= least}
            onClick={() => onChange(items.filter((_, at) => at !== index))}
          />
        </li>
      ))}
    </ul>
  )
}

function grips(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>(`:scope > li > .${styles['grip']}`) ?? [])]
}
