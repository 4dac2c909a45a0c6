/** The canvases below the boxes: what they show, where, and how it gets onto them. */
import type { Pen } from './paint.ts'

export interface Surface {
  /** To draw on, empty. Sizes in px of the page. */
  sheet(width: number, height: number, dpr: number): Pen
  /** Shows what was drawn. */
  show(): void
  /** Where its corner is, and how much it is stretched. */
  place(x: number, y: number, scale: number): void
  setVisible(isVisible: boolean): void
  /** To be copied from. */
  readonly canvas: HTMLCanvasElement
}

/**
 * One that shows finished pictures: each costs memory of its own (2 ms for a view), and then nothing however often it
 * is shifted.
 */
export interface PictureSurface extends Surface {
  /** Shows a picture that was drawn elsewhere; it belongs to the surface from then on. */
  take(picture: ImageBitmap, width: number, height: number): void
  /** Lets go of the picture. */
  clear(): void
}

/** What surfaces are drawn on, one after the other. */
export type Pad = OffscreenCanvasRenderingContext2D

export function createPad(): Pad {
  const pad = new OffscreenCanvas(1, 1).getContext('2d')
  if (pad === null) throw new Error('This browser draws no pictures')
  return pad
}

export function createPictureSurface(canvas: HTMLCanvasElement, given: Pad | null = null): PictureSurface {
  let pad = given
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
      pad ??= createPad()
      // What was drawn last left with its picture: the pad is empty but for its pen's settings.
      if (pad.canvas.width === w && pad.canvas.height === h) pad.reset()
      else Object.assign(pad.canvas, { width: w, height: h })
      return pad
    },
    show() {
      if (pad !== null) take(pad.canvas.transferToImageBitmap(), size.width, size.height)
    },
    take,
    clear: () => shown?.transferFromImageBitmap(null),
    place: (x, y, scale) => place(canvas, x, y, scale),
    setVisible: (isVisible) => setVisible(canvas, isVisible),
  }
}

/**
 * One that keeps its memory: drawing anew costs least. The browser copies all of it into each frame in which anything
 * on the page changes, drawn on or not (0.1 ms a million pixels), so it is taken out while it is not seen.
 */
export function createLiveSurface(canvas: HTMLCanvasElement): Surface {
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('This browser draws no pictures')
  return {
    canvas,
    sheet(width, height, dpr) {
      const w = Math.round(width * dpr)
      const h = Math.round(height * dpr)
      if (canvas.width === w && canvas.height === h) {
        pen.setTransform(1, 0, 0, 1, 0, 0)
        pen.clearRect(0, 0, w, h)
      } else Object.assign(canvas, { width: w, height: h })
      canvas.style.width = `${width}px`
      canvas.style.height = `${height}px`
      return pen
    },
    show: () => {},
    place: (x, y, scale) => place(canvas, x, y, scale),
    setVisible(isVisible) {
      canvas.style.display = isVisible ? '' : 'none'
      setVisible(canvas, isVisible)
    },
  }
}

/** A live surface that is shown as a finished picture while nothing is drawn on it. */
export interface RestingSurface extends Surface {
  /** Nothing will be drawn for a while: what is there is shown as a picture, which no frame copies again. */
  rest(): void
}

/** @param stillCanvas lies where the live one does */
export function createRestingSurface(liveCanvas: HTMLCanvasElement, stillCanvas: HTMLCanvasElement): RestingSurface {
  const live = createLiveSurface(liveCanvas)
  const still = createPictureSurface(stillCanvas)
  let shown: Surface = live
  let isVisible = false
  let at = { x: 0, y: 0, scale: 1 }
  let size = { width: 0, height: 0 }
  /** Counts what is drawn: a picture of an earlier sheet is not shown. */
  let sheets = 0
  still.setVisible(false)

  function change(next: Surface): void {
    if (shown === next) return
    const before = shown
    shown = next
    next.place(at.x, at.y, at.scale)
    next.setVisible(isVisible)
    before.setVisible(false)
    if (before === still) still.clear()
  }

  return {
    get canvas() {
      return shown.canvas
    },
    sheet(width, height, dpr) {
      sheets++
      size = { width, height }
      change(live)
      return live.sheet(width, height, dpr)
    },
    show: live.show,
    place(x, y, scale) {
      at = { x, y, scale }
      shown.place(x, y, scale)
    },
    setVisible(next) {
      isVisible = next
      if (!next) change(live)
      shown.setVisible(next)
    },
    rest() {
      const of = sheets
      if (shown === still || !isVisible) return
      void createImageBitmap(liveCanvas).then((picture) => {
        if (of !== sheets || shown === still || !isVisible) {
          picture.close()
          return
        }
        still.take(picture, size.width, size.height)
        change(still)
      })
    },
  }
}

function place({ style }: HTMLCanvasElement, x: number, y: number, scale: number): void {
  style.transform = scale === 1 ? `translate(${x}px, ${y}px)` : `translate(${x}px, ${y}px) scale(${scale})`
}

function setVisible({ style }: HTMLCanvasElement, isVisible: boolean): void {
  const visibility = isVisible ? 'visible' : 'hidden'
  if (style.visibility !== visibility) style.visibility = visibility
}
