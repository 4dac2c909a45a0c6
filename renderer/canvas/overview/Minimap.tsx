import { useEffect, useRef } from 'react'
import type { PointerEvent } from 'react'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import { t } from '../../texts/texts.ts'
import type { Engine } from '../engine.ts'
import { createMinimapPicture } from './minimap-picture.ts'
import type { MinimapPicture } from './minimap-picture.ts'
import { readTheme } from '../painting/theme.ts'

const WIDTH_PX = 168
const HEIGHT_PX = 112
const PAD_PX = 6
/** Least side of a box. */
const LEAST_PX = 2

/** The whole drawing, small. Fed from the same index, at most ten times a second; React renders it once. */
export function Minimap({ engine }: { readonly engine: Engine }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const view = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const map = useRef({ scale: 1, x: 0, y: 0 })

  useEffect(() => {
    const picture = createMinimapPicture()
    let drawn = -1
    let shape = ''
    let theme = ''
    const update = (): void => {
      const bounds = engine.scene.bounds()
      const box = view.current
      if (bounds === null || box === null) {
        if (frame.current !== null) frame.current.hidden = true
        if (drawn !== engine.scene.version) clear(canvas.current)
        drawn = engine.scene.version
        return
      }
      const seen = engine.camera.visible()
      // All in view: nothing to find, and the corner is the drawing's.
      if (frame.current !== null) frame.current.hidden = contains(seen, bounds)
      const fit = fitted(bounds)
      map.current = fit
      const name = document.documentElement.dataset['theme'] ?? ''
      const key = `${fit.scale} ${fit.x} ${fit.y}`
      if (drawn !== engine.scene.version || key !== shape || name !== theme) {
        draw(engine, canvas.current, fit, picture, key !== shape || name !== theme)
        drawn = engine.scene.version
        shape = key
        theme = name
      }
      box.hidden = false
      const left = Math.max(-2, (seen.x - fit.x) * fit.scale)
      const top = Math.max(-2, (seen.y - fit.y) * fit.scale)
      const right = Math.min(WIDTH_PX + 2, (seen.x + seen.width - fit.x) * fit.scale)
      const bottom = Math.min(HEIGHT_PX + 2, (seen.y + seen.height - fit.y) * fit.scale)
      box.style.transform = `translate(${left}px, ${top}px)`
      box.style.width = `${Math.max(4, right - left)}px`
      box.style.height = `${Math.max(4, bottom - top)}px`
    }
    update()
    return engine.onSlow(update)
  }, [engine])

  function go(event: PointerEvent<HTMLDivElement>): void {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    const { scale, x, y } = map.current
    const at = { x: (event.clientX - box.left) / scale + x, y: (event.clientY - box.top) / scale + y }
    engine.camera.centerAt(at, engine.camera.view().zoom)
  }

  return (
    <div
      ref={frame}
      className="minimap"
      title={t.canvas.zoom.minimap}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={go}
    >
      <canvas ref={canvas} aria-hidden />
      <div ref={view} className="minimap-view" />
    </div>
  )
}

function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

function fitted(bounds: Rect): { scale: number; x: number; y: number } {
  const scale = Math.min((WIDTH_PX - 2 * PAD_PX) / bounds.width, (HEIGHT_PX - 2 * PAD_PX) / bounds.height, 0.12)
  return {
    scale,
    x: bounds.x + bounds.width / 2 - WIDTH_PX / 2 / scale,
    y: bounds.y + bounds.height / 2 - HEIGHT_PX / 2 / scale,
  }
}

function clear(canvas: HTMLCanvasElement | null): void {
  canvas?.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height)
}

function draw(
  engine: Engine,
  canvas: HTMLCanvasElement | null,
  fit: { scale: number; x: number; y: number },
  picture: MinimapPicture,
  isAnew: boolean,
): void {
  const g = canvas?.getContext('2d')
  if (canvas === null || g === null || g === undefined) return
  const dpr = devicePixelRatio || 1
  const isSized = canvas.width === WIDTH_PX * dpr && canvas.height === HEIGHT_PX * dpr
  if (!isSized) {
    canvas.width = WIDTH_PX * dpr
    canvas.height = HEIGHT_PX * dpr
  }
  g.setTransform(fit.scale * dpr, 0, 0, fit.scale * dpr, -fit.x * fit.scale * dpr, -fit.y * fit.scale * dpr)
  picture.paint(g, engine.scene, readTheme(engine.root), LEAST_PX / fit.scale, isAnew || !isSized)
}
