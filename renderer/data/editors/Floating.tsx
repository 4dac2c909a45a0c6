import { useLayoutEffect, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { createPortal } from 'react-dom'
import styles from './CellEditor.module.css'

interface FloatingProps {
  /** An element that stands before this one, not around it: it must be there first. */
  readonly anchor: RefObject<HTMLElement | null>
  /** Over the anchor itself rather than beside it. */
  readonly covers?: boolean
  /** What the content may need, px. */
  readonly height?: number
  readonly children: ReactNode
}

const WIDTH_PX = 290

/** Below the input, or above it where there is more room; outside the grid, which would cut it off. */
export function Floating({ anchor, covers = false, height = 220, children }: FloatingProps) {
  const [box, setBox] = useState<DOMRect | null>(null)
  useLayoutEffect(() => {
    const measure = (): void => setBox(anchor.current?.getBoundingClientRect() ?? null)
    measure()
    addEventListener('scroll', measure, true)
    addEventListener('resize', measure)
    return () => {
      removeEventListener('scroll', measure, true)
      removeEventListener('resize', measure)
    }
  }, [anchor])
  if (box === null) return null
  const below = innerHeight - box.bottom
  const isAbove = below < height && box.top > below
  const left = Math.max(4, Math.min(box.left, innerWidth - WIDTH_PX))
  const place = isAbove
    ? { left, bottom: innerHeight - (covers ? box.bottom : box.top - 2), maxHeight: box.top - 12 }
    : { left, top: covers ? box.top : box.bottom + 2, maxHeight: below - 12 }
  return createPortal(
    <div className={styles['floating']} style={place}>
      {children}
    </div>,
    document.body,
  )
}
