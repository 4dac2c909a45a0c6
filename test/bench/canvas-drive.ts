/** Synthetic input, one event per frame: runs in the page. */
export type Drive = 'pan' | 'zoom' | 'drag'

/** Gives the time between frames, ms. */
export function driveInPage({ kind, ms }: { kind: Drive; ms: number }): Promise<number[]> {
  const pane = document.querySelector('.react-flow__pane') as HTMLElement
  const box = pane.getBoundingClientRect()
  const cx = box.left + box.width / 2
  const cy = box.top + box.height / 2
  const titles = [...document.querySelectorAll<HTMLElement>('.box .box-title')]
  // The box nearest to the middle: the whole way of the drag is on the page.
  const grabbed = kind === 'drag' ? (titles.toSorted((a, b) => off(a) - off(b))[0] ?? null) : null
  const start = grabbed?.getBoundingClientRect()
  const sx = start === undefined ? cx : start.left + 6
  const sy = start === undefined ? cy : start.top + 6
  function off(element: HTMLElement): number {
    const { left, top } = element.getBoundingClientRect()
    return Math.hypot(left - cx, top - cy)
  }
  const point = (type: string, x: number, y: number, target: EventTarget): void => {
    const init = {
      bubbles: true,
      cancelable: true,
      composed: true,
      view: window,
      clientX: x,
      clientY: y,
      button: 0,
      buttons: type === 'up' ? 0 : 1,
    }
    target.dispatchEvent(
      new PointerEvent(`pointer${type}`, { ...init, pointerId: 1, isPrimary: true, pointerType: 'mouse' }),
    )
    target.dispatchEvent(new MouseEvent(`mouse${type}`, init))
  }
  return new Promise((done) => {
    const deltas: number[] = []
    let began: number | null = null
    let last = 0
    if (kind === 'drag') point('down', sx, sy, grabbed ?? pane)
    const frame = (): void => {
      const now = performance.now()
      if (began === null) began = now
      else deltas.push(now - last)
      last = now
      const t = (now - began) / 1000
      if (now - began >= ms) {
        if (kind === 'drag') point('up', sx, sy, pane)
        done(deltas)
        return
      }
      if (kind === 'drag') point('move', sx + 160 * Math.sin(t * 2.1), sy + 120 * Math.sin(t * 1.3), pane)
      else {
        const zooming = kind === 'zoom'
        const back = Math.floor(t / 1.25) % 2 === 1
        pane.dispatchEvent(
          new WheelEvent('wheel', {
            bubbles: true,
            cancelable: true,
            composed: true,
            clientX: cx,
            clientY: cy,
            ctrlKey: zooming,
            deltaX: zooming ? 0 : 14 * Math.cos(t * 2.1),
            deltaY: zooming ? (back ? -12 : 12) : 10 * Math.cos(t * 1.3),
          }),
        )
      }
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}
