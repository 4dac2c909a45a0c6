import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { HEAD_PX, isScaled, lastTop, rowPx, rowWindow, ROW_PX, scrollOf, topOf, topShowing } from './row-window.ts'

interface ShownWindow {
  readonly first: number
  readonly end: number
  readonly bodyPx: number
  /** Rows of a page. */
  readonly page: number
  yOf(row: number): number
  show(row: number): void
  /** The columns' part that is in view, px. */
  readonly left: number
  readonly width: number
}

interface Scrolled {
  readonly top: number
  readonly scrollPx: number
  readonly left: number
}

/** Follows the scroller, which takes the ref: the rows to draw for `count` rows of equal height. */
export function useRowWindow(count: number): readonly [RefObject<HTMLDivElement | null>, ShownWindow] {
  const scroller = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 800, height: 260 })
  const [at, setAt] = useState<Scrolled>({ top: 0, scrollPx: 0, left: 0 })
  const latest = useRef(at)
  const height = Math.max(ROW_PX, size.height - HEAD_PX)
  const view = { count, height, top: Math.min(at.top, lastTop({ count, height })) }

  const go = useCallback(
    (top: number) => {
      const element = scroller.current
      if (element === null) return
      const next = Math.max(0, Math.min(top, lastTop({ count, height })))
      const scrollPx = scrollOf({ count, height, top: next })
      // What the scroll event then tells is known: rounding must not move the rows.
      latest.current = { top: next, scrollPx, left: element.scrollLeft }
      element.scrollTop = scrollPx
      setAt(latest.current)
    },
    [count, height],
  )

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let frame = 0
    const onScroll = (): void => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        const { scrollTop, scrollLeft } = element
        const known = latest.current
        const isKnown = Math.abs(scrollTop - known.scrollPx) < 1.5
        if (isKnown && scrollLeft === known.left) return
        const top = isKnown ? known.top : topOf(scrollTop, { count, height })
        latest.current = { top, scrollPx: scrollTop, left: scrollLeft }
        setAt(latest.current)
      })
    }
    // A turn of the wheel is rows, not a share of a million.
    const onWheel = (event: WheelEvent): void => {
      if (!isScaled(count) || event.ctrlKey || event.deltaY === 0 || event.shiftKey) return
      event.preventDefault()
      const px = event.deltaMode === 1 ? event.deltaY * ROW_PX : event.deltaY
      go(latest.current.top + px / ROW_PX)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      cancelAnimationFrame(frame)
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('wheel', onWheel)
    }
  }, [count, height, go])

  const shown: ShownWindow = {
    ...rowWindow(view),
    page: Math.max(1, Math.floor(height / ROW_PX) - 1),
    yOf: (row) => rowPx(row, view, at.scrollPx),
    show(row) {
      const top = topShowing(row, view)
      if (top !== view.top) go(top)
    },
    left: at.left,
    width: size.width,
  }
  return [scroller, shown]
}
