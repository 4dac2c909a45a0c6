import { remPx } from '../../ui/rem.ts'
import type { RelationDraft } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'

const GAP_PX = 24
/** Below this height of the canvas the card says less, so that all it asks for is seen. */
const SHORT_REM = 27

/** Beside one of the two boxes, where it covers least of them; always whole inside the canvas. */
export function placeCard(engine: Engine, draft: RelationDraft, card: HTMLElement | null): void {
  const to = engine.scene.nodes.get(draft.to)
  const from = engine.scene.nodes.get(draft.from)
  if (card === null || to === undefined || from === undefined) return
  const { x, y, zoom } = engine.camera.view()
  const root = engine.root.getBoundingClientRect()
  card.toggleAttribute('data-short', root.height < SHORT_REM * remPx(1))
  const width = card.offsetWidth
  const height = card.offsetHeight
  const boxes = [to, from].map((b) => ({
    x: b.x * zoom + x,
    y: b.y * zoom + y,
    width: b.width * zoom,
    height: b.height * zoom,
  }))
  const best = leastCovering(boxes, { width, height }, root)
  card.style.transform = `translate(${Math.round(best.x)}px, ${Math.round(best.y)}px)`
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Of the places beside the boxes, the one where a card covers least of them. */
function leastCovering(
  boxes: readonly Box[],
  { width, height }: { readonly width: number; readonly height: number },
  root: DOMRect,
): { readonly x: number; readonly y: number } {
  const spots = boxes.flatMap((b) => [
    { x: b.x + b.width + GAP_PX, y: b.y },
    { x: b.x - width - GAP_PX, y: b.y },
    { x: b.x, y: b.y + b.height + GAP_PX },
    { x: b.x, y: b.y - height - GAP_PX },
  ])
  let best = { x: 8, y: 8 }
  let least = Infinity
  spots.forEach((spot, i) => {
    const cx = Math.max(8, Math.min(root.width - width - 8, spot.x))
    const cy = Math.max(8, Math.min(root.height - height - 8, spot.y))
    const covered = boxes.reduce(
      (sum, b) => sum + overlap(cx, width, b.x, b.width) * overlap(cy, height, b.y, b.height),
      0,
    )
    // Earlier places win unless a later one covers clearly less.
    const cost = covered + i * 400
    if (cost < least) {
      least = cost
      best = { x: cx, y: cy }
    }
  })
  return best
}

function overlap(a: number, aSize: number, b: number, bSize: number): number {
  return Math.max(0, Math.min(a + aSize, b + bSize) - Math.max(a, b))
}
