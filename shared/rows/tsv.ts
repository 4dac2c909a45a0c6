/**
 * Cells as spreadsheets put them on the clipboard: tabs between cells, lines between rows, and in quotes what holds a
 * tab, a line's end or a quote at its beginning. Nothing is lost on the way there and back.
 */

/** A cell on the clipboard. */
export function tsvCell(text: string): string {
  return /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One cell in quotes, up to the tab or line's end behind it. */
const QUOTED = /"((?:[^"]|"")*)"(?=\t|\r?\n|\r|$)/y
/** Anything else up to there; a quote that does not hold a whole cell is a sign like others. */
const PLAIN = /[^\t\r\n]*/y
const LINE_END = /\r\n|\n|\r/y

/** The rows of a text; a line's end at its very end begins no row. */
export function parseTsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  for (;;) {
    const quoted = take(QUOTED)
    rows.at(-1)?.push(quoted?.[1]?.replaceAll('""', '"') ?? take(PLAIN)?.[0] ?? '')
    if (text[at] === '\t') at++
    else if (take(LINE_END) === null || at === text.length) return rows
    else rows.push([])
  }
}
