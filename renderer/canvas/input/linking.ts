/** Drawing a relation with the keyboard: arrows or letters choose the target box, Enter opens the card. */
import type { ModelId } from '../../../shared/document/ids.ts'
import type { RelationKind } from '../../../shared/document/records.ts'
import type { SceneNode } from '../../../shared/layout/scene/scene.ts'
import { canvasStore, isFrozen, say } from '../canvas-store.ts'
import type { Engine } from '../engine.ts'
import { byLetters, SAME_NAME_MS } from './by-letters.ts'
import { ghost } from './gestures.ts'
import { t } from '../../texts/texts.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** From the given model, the focused or the one selected; without any, the first. */
export function startLinking(engine: Engine, kind: RelationKind | null, from?: ModelId): void {
  const { editor, scene } = engine
  if (isFrozen(editor)) return
  const { focused } = canvasStore.getState()
  const selected = [...editor.getState().selection.models][0]
  const start = from ?? selected ?? (focused as ModelId | null) ?? [...scene.nodes.keys()][0]
  const node = start === undefined ? undefined : scene.nodes.get(start)
  if (node === undefined) return
  const others = [...scene.nodes.values()].filter((other) => other !== node)
  const nearest = others.reduce<SceneNode | null>(
    (best, other) => (best === null || gap(node, other) < gap(node, best) ? other : best),
    null,
  )
  linkTo(engine, node.id, (nearest ?? node).id, kind)
  engine.root.focus({ preventScroll: true })
  say(t.spoken.linking(node.box.title, (nearest ?? node).box.title))
}

/** So much of a box says which it is, px. */
const HEAD_PX = 40

/** What is chosen is seen, wherever it stands. */
function linkTo(engine: Engine, from: ModelId, to: ModelId, kind: RelationKind | null): void {
  const a = engine.scene.nodes.get(from)
  const b = engine.scene.nodes.get(to)
  if (a === undefined || b === undefined) return
  canvasStore.setState({ linking: { from, to, kind }, editing: null, relation: null, menu: null })
  engine.overlay.setGhost(ghost(a, b, b))
  engine.setTarget(to)
  const view = engine.camera.visible()
  const isSeen =
    b.x >= view.x && b.y >= view.y && b.x + b.width <= view.x + view.width && b.y + HEAD_PX <= view.y + view.height
  if (!isSeen) canvasStore.getState().handle?.centerOnAll([to])
}

/** Keys while a target is being chosen. Whether the key was one of them. */
export function linkingKey(engine: Engine, event: KeyboardEvent): boolean {
  const { linking } = canvasStore.getState()
  if (linking === null) return false
  const chosen = byKey(engine, linking.to, event)
  if (chosen !== undefined) {
    if (chosen === null) return true
    linkTo(engine, linking.from, chosen.id, linking.kind)
    say(chosen.id === linking.from ? t.spoken.itself(chosen.box.title) : chosen.box.title)
    return true
  }
  if (event.key === 'Enter') {
    const { from, to, kind } = linking
    engine.setTarget(null)
    canvasStore.setState({ linking: null, relation: { from, to, kind: kind ?? 'foreignKey' } })
    return true
  }
  if (event.key === 'Escape') {
    cancelLinking(engine)
    return true
  }
  return false
}

let typed = ''
let typedAt = -Infinity

/** The box that a key means, null: none; undefined: the key chooses nothing. */
function byKey(engine: Engine, now: ModelId, event: KeyboardEvent): SceneNode | null | undefined {
  const here = engine.scene.nodes.get(now)
  const directions: { readonly [key: string]: Direction } = {
    ArrowLeft: 'left',
    ArrowRight: 'right',
    ArrowUp: 'up',
    ArrowDown: 'down',
  }
  const direction = directions[event.key]
  if (direction !== undefined) return here === undefined ? null : nearestIn(engine, here, direction)
  if (!/^[\p{L}\p{N}_]$/u.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return undefined
  typed = event.timeStamp - typedAt < SAME_NAME_MS ? typed + event.key : event.key
  typedAt = event.timeStamp
  const nodes = [...engine.scene.nodes.values()]
  const names = nodes.map(({ box }) => box.title)
  return nodes[byLetters(names, typed, here === undefined ? -1 : nodes.indexOf(here))] ?? null
}

function cancelLinking(engine: Engine): void {
  engine.setTarget(null)
  engine.overlay.setGhost(null)
  canvasStore.setState({ linking: null })
  say(t.canvas.say.cancelled)
}

/** A dialog that closes gives the focus back a moment after it began. */
const AWAY_MS = 250

/** Who goes on elsewhere has given up: the line to the target must not stay, nor wait for the keys that come back. */
export function cancelLinkingOnLeave(engine: Engine, signal: AbortSignal): void {
  const { root } = engine
  root.addEventListener(
    'focusout',
    () => {
      if (canvasStore.getState().linking === null) return
      setTimeout(() => {
        const isAway = document.hasFocus() && !root.contains(document.activeElement)
        if (isAway && canvasStore.getState().linking !== null && !signal.aborted) cancelLinking(engine)
      }, AWAY_MS)
    },
    { signal },
  )
}

/** The nearest box in that direction: along it counts once, across it twice. */
export function nearestIn(engine: Engine, from: SceneNode, direction: Direction): SceneNode | null {
  const cx = from.x + from.width / 2
  const cy = from.y + from.height / 2
  let best: SceneNode | null = null
  let least = Infinity
  for (const node of engine.scene.nodes.values()) {
    if (node === from) continue
    const dx = node.x + node.width / 2 - cx
    const dy = node.y + node.height / 2 - cy
    const along = { left: -dx, right: dx, up: -dy, down: dy }[direction]
    const across = direction === 'left' || direction === 'right' ? Math.abs(dy) : Math.abs(dx)
    if (along <= 8 || across > along * 2.5 + 200) continue
    const far = along + 2 * across
    if (far < least) {
      least = far
      best = node
    }
  }
  return best
}

function gap(a: SceneNode, b: SceneNode): number {
  return Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2)
}
