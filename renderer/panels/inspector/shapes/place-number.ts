import { t } from '../../../texts/texts.ts'

/** As little as a drag on the canvas leaves of a note, px. */
const LEAST = { x: -Infinity, y: -Infinity, width: 96, height: 48 } as const

type NoteSide = keyof typeof LEAST

/** Why the text is no place or size of a note, in words; null: it is one. */
export function numberProblem(text: string, side: NoteSide): string | null {
  if (!/^\s*[-−]?\d{1,7}\s*$/.test(text)) return t.inspector.shapes.notNumber
  return readNumber(text) < LEAST[side] ? t.inspector.shapes.tooSmall(LEAST[side]) : null
}

export function readNumber(text: string): number {
  return Number(text.trim().replace('−', '-'))
}
