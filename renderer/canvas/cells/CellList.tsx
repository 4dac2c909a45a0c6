import './cell-list.css'
import { useLayoutEffect, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { createPortal } from 'react-dom'
import { canvasStore } from '../canvas-store.ts'

interface CellListProps {
  readonly id: string
  readonly label: string
  readonly input: RefObject<HTMLElement | null>
  readonly children: ReactNode
}

/** What the list may need; with less below the input it stands above it. */
const HEIGHT_PX = 220
const WIDTH_PX = 230
const GAP_PX = 3

/** Below a cell that is being edited, in the page's own size: the drawing's zoom would make it too small to read. */
export function CellList({ id, label, input, children }: CellListProps) {
  const [box, setBox] = useState<DOMRect | null>(null)
  useLayoutEffect(() => {
    const measure = (): void => setBox(input.current?.getBoundingClientRect() ?? null)
    measure()
    const stop = canvasStore.getState().handle?.onCamera(measure)
    addEventListener('resize', measure)
    return () => {
      stop?.()
      removeEventListener('resize', measure)
    }
  }, [input])
  if (box === null) return null
  const below = innerHeight - box.bottom
  const left = Math.max(4, Math.min(box.left, innerWidth - WIDTH_PX))
  const place =
    below < HEIGHT_PX && box.top > below
      ? { left, bottom: innerHeight - box.top + GAP_PX }
      : { left, top: box.bottom + GAP_PX }
  return createPortal(
    <div className="cell-list" id={id} role="listbox" aria-label={label} style={place}>
      {children}
    </div>,
    document.body,
  )
}
