/**
 * Text widths without a browser, from the advance widths of the carried typefaces (Inter, JetBrains
 * Mono), so that page, worker and terminal make boxes of one size. Kerning is left out (< 1 %).
 */
export type FontFace = 'regular' | 'semibold' | 'mono'

/** Thousandths of an em for the characters U+0020 … U+007E. */
const INTER_400 = [
  281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620,
  566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903,
  753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612,
  583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
  333, 426, 662,
]
const INTER_600 = [
  252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623, 636, 666, 612, 640,
  576, 640, 640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277, 580, 703, 565, 922,
  759, 769, 645, 773, 652, 650, 660, 736, 728, 1020, 720, 713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624,
  591, 389, 625, 612, 262, 262, 569, 262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455,
  359, 455, 673,
]
const TABLES: Record<FontFace, readonly number[] | null> = { regular: INTER_400, semibold: INTER_600, mono: null }

const MONO = 600
/** Latin beyond ASCII, Greek, Cyrillic: about the mean of Inter's letters. */
const OTHER = 620
/** CJK, Hangul, emoji: a full square. */
const WIDE = 1000

/** Width of the text in px at the given font size. */
export function textWidth(text: string, face: FontFace, sizePx: number): number {
  const table = TABLES[face]
  let sum = 0
  // By code unit: five thousand boxes measure fifty thousand texts when a large design opens.
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0xdc00 && code <= 0xdfff) continue
    if (code >= 0x1100) sum += WIDE
    else if (table === null) sum += MONO
    else sum += table[code - 32] ?? OTHER
  }
  return (sum * sizePx) / 1000
}

/** The text, cut with an ellipsis so that it is no wider than asked. */
export function fitText(text: string, face: FontFace, sizePx: number, maxPx: number): string {
  if (textWidth(text, face, sizePx) <= maxPx) return text
  const chars = [...text]
  let low = 0
  let high = chars.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (textWidth(`${chars.slice(0, middle).join('')}…`, face, sizePx) <= maxPx) low = middle
    else high = middle - 1
  }
  return `${chars.slice(0, low).join('')}…`
}

/** The text in lines of at most that width; words that are longer stand alone and are cut. */
export function wrapText(text: string, face: FontFace, sizePx: number, maxPx: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer, face, sizePx) <= maxPx) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = fitText(word, face, sizePx, maxPx)
  }
  lines.push(line)
  return lines
}

/** All letters are in the tables: the width is exact, not an estimate. */
export function isMeasured(text: string): boolean {
  return MEASURED.test(text)
}

const MEASURED = /^[ -~]*$/
