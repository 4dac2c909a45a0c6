/** Names that PostgreSQL makes of a table, its columns and a kind. Source: makeObjectName of src/backend/commands/indexcmds.c. */

/** Its names have so many bytes. */
const MOST_BYTES = 63

/**
 * `<table>_<columns>_<kind>`; where that is too long the longer of the first two is cut.
 *
 * @param parts table, columns ('' for none), kind
 * @param at what tells equal names apart: 0 nothing, 1 the first number
 */
export function generatedName([table = '', columns = '', kind = '']: readonly string[], at: number): string {
  const label = at === 0 ? kind : `${kind}${at}`
  const room = MOST_BYTES - label.length - 1 - (columns === '' ? 0 : 1)
  let [first, second] = [byteLength(table), Math.min(byteLength(columns), MOST_BYTES)]
  while (first + second > room) {
    if (first > second) first--
    else second--
  }
  const cut = [clippedTo(table, first), ...(columns === '' ? [] : [clippedTo(columns, second)]), label]
  return cut.join('_')
}

function byteLength(text: string): number {
  let bytes = 0
  for (const char of text) bytes += bytesOf(char)
  return bytes
}

function bytesOf(char: string): number {
  const code = char.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

/** As many characters of the beginning as fit into so many bytes of UTF-8. */
export function clippedTo(text: string, most: number): string {
  let bytes = 0
  let end = 0
  for (const char of text) {
    bytes += bytesOf(char)
    if (bytes > most) return text.slice(0, end)
    end += char.length
  }
  return text
}
