/**
 * A canvas that shows a finished picture. A 2D canvas is handed over anew, all of its pixels, in every frame in which
 * the page changes anything: 0.4 to 0.8 ms for two of them, drawn on or not. A picture is handed over once.
 */
export interface Surface {
  /** An empty sheet to draw on; what is shown stays until `show`. Sizes in px of the page. */
  sheet(width: number, height: number, dpr: number): OffscreenCanvasRenderingContext2D
  show(): void
  /** Shows a picture that was drawn elsewhere; it belongs to the surface from then on. */
  take(picture: ImageBitmap, width: number, height: number): void
  /** Lets go of the picture. */
  clear(): void
  /** Where its corner is, and how much it is stretched. */
  place(x: number, y: number, scale: number): void
  setVisible(isVisible: boolean): void
  /** To be copied from. */
  readonly canvas: HTMLCanvasElement
}

/** What surfaces are drawn on, one after the other. */
export type Pad = OffscreenCanvasRenderingContext2D

export function createPad(): Pad {
  const pad = new OffscreenCanvas(1, 1).getContext('2d')
  if (pad === null) throw new Error('This browser draws no pictures')
  return pad
}

export function createSurface(canvas: HTMLCanvasElement, pad: Pad = createPad()): Surface {
  const shown = canvas.getContext('bitmaprenderer')
  let size = { width: 0, height: 0 }

  function take(picture: ImageBitmap, width: number, height: number): void {
    if (canvas.width !== picture.width) canvas.width = picture.width
    if (canvas.height !== picture.height) canvas.height = picture.height
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
    shown?.transferFromImageBitmap(picture)
  }

  return {
    canvas,
    sheet(width, height, dpr) {
      const w = Math.round(width * dpr)
      const h = Math.round(height * dpr)
      size = { width, height }
      // What was drawn last left with its picture: the pad is empty but for its pen's settings.
      if (pad.canvas.width === w && pad.canvas.height === h) pad.reset()
      else Object.assign(pad.canvas, { width: w, height: h })
      return pad
    },
    show: () => take(pad.canvas.transferToImageBitmap(), size.width, size.height),
    take,
    clear: () => shown?.transferFromImageBitmap(null),
    place(x, y, scale) {
      canvas.style.transform = scale === 1 ? `translate(${x}px, ${y}px)` : `translate(${x}px, ${y}px) scale(${scale})`
    },
    setVisible(isVisible) {
      const visibility = isVisible ? 'visible' : 'hidden'
      if (canvas.style.visibility !== visibility) canvas.style.visibility = visibility
    },
  }
}
