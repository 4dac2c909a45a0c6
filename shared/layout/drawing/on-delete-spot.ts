import { endOf } from './notation.ts'
import { textWidth } from '../box/text-metrics.ts'

/** Room around the words, of which the line behind them is freed, px. */
const PAD_PX = 3
/** Where they begin on the first run: behind the crow's foot, with some air where there is room for it. */
const LEAST_OFFSET_PX = 19
const OFFSET_PX = 28
/** What a run further on keeps of its line beside the words, so that its corners and the sign at the end are seen. */
const BESIDE_PX = 10
const SIGN_PX = 28
/** The mark that stands for them, from the box. */
const MARK_PX = 24

/** Left end and middle height. */
interface WordsSpot {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** There are eight words, asked for in every drawing of every line. */
const widths = new Map<string, number>()

function widthOf(text: string): number {
  const known = widths.get(text) ?? textWidth(text, 'regular', 9) + 2 * PAD_PX
  widths.set(text, known)
  return known
}

/**
 * Where the on_delete words of an edge stand: on its first run, behind the crow's foot; where that is too short for
 * them, on the first run further on that is not. null: on none, and a mark stands for them.
 */
export function onDeleteSpot(text: string, route: readonly number[]): WordsSpot | null {
  const width = widthOf(text)
  const at = endOf(route, 'from')
  const room = lengthOf(route, 0) - width
  if (at.dy === 0 && room >= LEAST_OFFSET_PX) {
    const offset = Math.min(OFFSET_PX, room)
    return { x: at.dx >= 0 ? at.x + offset : at.x - offset - width, y: at.y, width }
  }
  for (let i = 2; i + 3 < route.length; i += 2) {
    const [x = 0, y = 0, toX = 0, toY = 0] = route.slice(i, i + 4)
    const sign = i + 4 >= route.length ? SIGN_PX : BESIDE_PX
    if (y !== toY || lengthOf(route, i) < width + BESIDE_PX + sign) continue
    return { x: toX >= x ? x + BESIDE_PX : x - BESIDE_PX - width, y, width }
  }
  return null
}

/** The middle of the mark of on_delete: on the first run, at its corner where that is nearer. */
export function onDeleteMarkSpot(route: readonly number[]): { readonly x: number; readonly y: number } {
  const { x, y, dx, dy } = endOf(route, 'from')
  const along = Math.min(MARK_PX, lengthOf(route, 0))
  return { x: x + dx * along, y: y + dy * along }
}

function lengthOf(route: readonly number[], i: number): number {
  const [x = 0, y = 0, toX = 0, toY = 0] = route.slice(i, i + 4)
  return Math.abs(toX - x) + Math.abs(toY - y)
}
