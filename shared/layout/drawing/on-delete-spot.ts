import { endOf } from './notation.ts'
import { textWidth } from '../box/text-metrics.ts'

/** Where the on_delete words of an edge stand: on its first run, behind the crow's foot. */
export function onDeleteSpot(
  text: string,
  route: readonly number[],
): { readonly x: number; readonly y: number; readonly width: number } {
  const at = endOf(route, 'from')
  const width = textWidth(text, 'regular', 9) + 6
  const run = Math.abs((route[2] as number) - at.x) + Math.abs((route[3] as number) - at.y)
  // On a short run the words reach over its corner rather than over the mark.
  const offset = Math.max(22, Math.min(28, run - width))
  return { x: at.dx >= 0 ? at.x + offset : at.x - offset - width, y: at.y, width }
}
