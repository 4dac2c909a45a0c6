/** Small answers a scene is made with: colours of apps, heights where edges arrive, which changes go wide. */
import type { ViewId } from '../../document/ids.ts'
import type { ErDocument, Model } from '../../document/records.ts'
import type { Patch } from '../../history/patch.ts'
import { HEADER_PX } from '../box/box.ts'
import type { Route } from '../routing/route.ts'
import type { SceneNode } from './scene-types.ts'

/** Heights in the header at which edges arrive: far enough apart for their marks. Then down the side. */
const PORTS = [20, 32, 8]
/** What comes from above as the second passes over the first, which would have to cross it below. */
const PORTS_FROM_ABOVE = [20, 8, 32]
const PORT_GAP_PX = 12

/** Apps get the palette's colours in the order of their labels. */
export function appColor(doc: ErDocument, model: Model): number {
  return appOrder(doc).indexOf(model.app)
}

const orders = new WeakMap<ErDocument['apps'], readonly string[]>()
function appOrder(doc: ErDocument): readonly string[] {
  const known = orders.get(doc.apps)
  if (known !== undefined) return known
  const order = Object.values(doc.apps)
    .sort((a, b) => (a.label < b.label ? -1 : 1))
    .map((app) => app.id as string)
  orders.set(doc.apps, order)
  return order
}

/** @param fromY where the line comes from */
export function portsOf(node: SceneNode, upright: boolean, fromY: number): number[] {
  if (upright || node.box.collapsed) return PORTS
  const ports = fromY > node.y + node.height / 2 ? [...PORTS] : [...PORTS_FROM_ABOVE]
  for (let y = HEADER_PX + 4; y <= node.height - 8; y += PORT_GAP_PX) ports.push(y)
  // A hub has more edges than places: those in between, where only the marks touch.
  for (let y = 14; y <= node.height - 8; y += PORT_GAP_PX) ports.push(y)
  return ports
}

/** Other apps or settings change what every box says; another membership of the view, which boxes there are. */
export function isWide(change: Patch[number], view: ViewId): boolean {
  if (change.table === 'views') return change.id === view && everythingOf(change.before) !== everythingOf(change.after)
  return change.table === 'apps' || (change.table === 'root' && settingsDiffer(change))
}

function everythingOf(record: unknown): boolean | undefined {
  return (record as { everything?: boolean } | undefined)?.everything
}

function settingsDiffer(change: { readonly before: unknown; readonly after: unknown }): boolean {
  const settings = (record: unknown): string => JSON.stringify((record as { settings?: unknown } | undefined)?.settings)
  return settings(change.before) !== settings(change.after)
}

export function distanceTo(route: Route, x: number, y: number): number {
  let least = Infinity
  for (let i = 0; i + 3 < route.length; i += 2) {
    const [x0, y0, x1, y1] = [route[i], route[i + 1], route[i + 2], route[i + 3]] as [number, number, number, number]
    const px = Math.max(Math.min(x0, x1), Math.min(Math.max(x0, x1), x))
    const py = Math.max(Math.min(y0, y1), Math.min(Math.max(y0, y1), y))
    least = Math.min(least, Math.hypot(px - x, py - y))
  }
  return least
}

/** What is in one of the lists only. */
export function symmetricDifference<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return a === b ? [] : [...a.filter((one) => !b.includes(one)), ...b.filter((one) => !a.includes(one))]
}
