/** Where the names beside lines stand: in view, none over another, and off the boxes where there is room. Pure. */
import type { Rect } from '../../../shared/layout/grid-index.ts'

export interface WantedLabel {
  readonly text: string
  /** Baseline, at the start of the text or its end. */
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'end'
}

/** Of a letter of the mono font, as a share of its size. */
const LETTER = 0.6
const LINE = 1.25
/** Of a line, what lies above the baseline. */
const ABOVE = 0.8
const MARGIN = 4
/** Lines down that are tried before a label is left out; up first: its own line is below. */
const TRIES = [0, -1, 1, -2, 2, 3] as const
/** Beside a box near the edge of the view the free spot may be above or below all of it. */
const FAR_TRIES = [-3, 4, -4] as const

const MOST_SLID = 0.75

/**
 * @param visible what is in view, in the same units as the labels; a label whose own spot is outside it stays there
 * @param boxes what names had better not lie on; one that finds no other place does
 * @returns in the same order, without those that have no place
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  fontPx: number,
  visible: Rect,
  boxes: readonly Rect[] = [],
): readonly WantedLabel[] {
  const taken: Rect[] = []
  return wanted.flatMap((label) => {
    const spots = (tries: readonly number[]) =>
      tries.map((lines) => inView({ ...label, y: label.y + lines * fontPx * LINE }, fontPx, visible))
    const isFree = (spot: WantedLabel) => !taken.some((other) => overlaps(boxOf(spot, fontPx), other))
    const isClear = (spot: WantedLabel) => !boxes.some((box) => overlaps(boxOf(spot, fontPx), box))
    const near = spots(TRIES)
    const free = near.filter(isFree)
    const slid = (): readonly WantedLabel[] => near.flatMap((spot) => slide(spot, fontPx, boxes)).filter(isFree)
    const farther = near.every(isClear) ? [] : spots(FAR_TRIES).filter(isFree)
    const found = free.find(isClear) ?? slid().find(isClear) ?? farther.find(isClear) ?? free[0]
    if (found === undefined) return []
    taken.push(boxOf(found, fontPx))
    return [found]
  })
}

export function boxOf({ text, x, y, anchor }: WantedLabel, fontPx: number): Rect {
  const width = text.length * fontPx * LETTER
  const height = fontPx * LINE
  return { x: anchor === 'start' ? x : x - width, y: y - height * ABOVE, width, height }
}

/** Beside the boxes that it lies on, along its line, at most by most of its length: it has to be seen whose it is. */
function slide(label: WantedLabel, fontPx: number, boxes: readonly Rect[]): readonly WantedLabel[] {
  const own = boxOf(label, fontPx)
  return boxes
    .filter((box) => overlaps(own, box))
    .flatMap((box) => [box.x - MARGIN - (own.x + own.width), box.x + box.width + MARGIN - own.x])
    .filter((shift) => Math.abs(shift) < own.width * MOST_SLID)
    .sort((a, b) => Math.abs(a) - Math.abs(b))
    .map((shift) => ({ ...label, x: label.x + shift }))
}

function inView(label: WantedLabel, fontPx: number, visible: Rect): WantedLabel {
  const isThere =
    label.x >= visible.x &&
    label.x <= visible.x + visible.width &&
    label.y >= visible.y &&
    label.y <= visible.y + visible.height
  if (!isThere) return label
  const box = boxOf(label, fontPx)
  return {
    ...label,
    x: label.x + into(box.x, box.width, visible.x + MARGIN, visible.width - 2 * MARGIN),
    y: label.y + into(box.y, box.height, visible.y + MARGIN, visible.height - 2 * MARGIN),
  }
}

/** How far a span has to go to lie in another. */
function into(at: number, size: number, from: number, room: number): number {
  if (at < from) return from - at
  return Math.min(0, from + room - (at + size))
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
