/** CSV from text that comes in pieces: RFC 4180, with the separators that spreadsheets write. */

interface CsvRow {
  /** 1-based line where the row starts. */
  readonly line: number
  /** null: nothing between the separators; `""` is an empty text. */
  readonly cells: readonly (string | null)[]
}

interface CsvReader {
  /** The rows that are complete now. */
  push(text: string): CsvRow[]
  /** The last row, where the text does not end with a line's end. */
  end(): CsvRow[]
}

/** The separator that the first line has most of outside quotes: `,`, `;` or a tab. */
export function guessSeparator(start: string): string {
  const [line = ''] = start.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r?\n/)
  const counts = [',', ';', '\t'].map((sign) => [sign, line.split(sign).length] as const)
  return counts.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ','
}

/** A reader that keeps what is not complete for the next piece. Nothing is an error: a quote that never ends is text. */
export function createCsvReader(separator: string): CsvReader {
  let cells: (string | null)[] = []
  let cell = ''
  let state: 'start' | 'plain' | 'quoted' | 'quote' = 'start'
  let wasQuoted = false
  let line = 1
  let startLine = 1
  let skipNewline = false
  let isFirst = true

  function endCell(): void {
    cells.push(cell === '' && !wasQuoted ? null : cell)
    cell = ''
    wasQuoted = false
    state = 'start'
  }
  function endRow(rows: CsvRow[]): void {
    const isBlank = cells.length === 0 && cell === '' && !wasQuoted
    if (!isBlank) {
      endCell()
      rows.push({ line: startLine, cells })
    }
    cells = []
    state = 'start'
    startLine = line
  }

  function push(given: string): CsvRow[] {
    const rows: CsvRow[] = []
    const text = isFirst && given.startsWith('\u{feff}') ? given.slice(1) : given
    if (text !== '') isFirst = false
    let at = 0
    while (at < text.length) {
      if (state === 'quoted') {
        const close = text.indexOf('"', at)
        const piece = close < 0 ? text.slice(at) : text.slice(at, close)
        for (let i = piece.indexOf('\n'); i >= 0; i = piece.indexOf('\n', i + 1)) line++
        cell += piece
        at = close < 0 ? text.length : close + 1
        if (close >= 0) state = 'quote'
        continue
      }
      const sign = text[at] ?? ''
      if (sign === '\n' || sign === '\r') {
        at++
        if (sign === '\n' && skipNewline) {
          skipNewline = false
          continue
        }
        skipNewline = sign === '\r'
        line++
        endRow(rows)
        continue
      }
      skipNewline = false
      if (sign === separator) {
        endCell()
        at++
      } else if (sign === '"' && state === 'start') {
        state = 'quoted'
        wasQuoted = true
        at++
      } else if (sign === '"' && state === 'quote') {
        cell += '"'
        state = 'quoted'
        at++
      } else {
        // What stands after a closing quote belongs to the text, as spreadsheets read it.
        const from = at
        at++
        while (at < text.length) {
          const next = text[at]
          if (next === separator || next === '\n' || next === '\r') break
          at++
        }
        cell += text.slice(from, at)
        state = 'plain'
      }
    }
    return rows
  }

  return {
    push,
    end() {
      const rows: CsvRow[] = []
      if (cells.length > 0 || cell !== '' || wasQuoted) endRow(rows)
      return rows
    },
  }
}
