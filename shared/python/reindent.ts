/** Moves the lines of a piece of Python; lines inside a string stay as they are, they are its value. */
import { tokenise } from './tokens.ts'

/** Lines (by index) that begin inside a string that started on an earlier line. */
function linesInStrings(text: string): ReadonlySet<number> {
  if (!text.includes('"""') && !text.includes("'''") && !text.includes('\\')) return new Set()
  const { tokens } = tokenise(text, { from: 0, to: text.length, expression: true, recover: false })
  const inside = new Set<number>()
  let line = 0
  let at = 0
  for (const token of tokens) {
    if (token.kind !== 'string') continue
    for (; at < token.from; at++) if (text[at] === '\n') line++
    for (; at < token.to; at++) {
      if (text[at] !== '\n') continue
      line++
      inside.add(line)
    }
  }
  return inside
}

/** Takes away the given indentation from all lines but the first, which begins at its first token. */
export function dedented(text: string, columns: number): string {
  const plain = text.replaceAll(/\r\n?/g, '\n')
  if (columns === 0 || !plain.includes('\n')) return plain
  const inside = linesInStrings(plain)
  return plain
    .split('\n')
    .map((line, i) => (i === 0 || inside.has(i) ? line : withoutIndent(line, columns)))
    .join('\n')
}

function withoutIndent(line: string, columns: number): string {
  let at = 0
  while (at < columns && (line[at] === ' ' || line[at] === '\t')) at += line[at] === '\t' ? columns : 1
  return line.trim() === '' ? '' : line.slice(Math.min(at, line.length - line.trimStart().length))
}

/** Puts the indentation before every line that is not empty and not inside a string. */
export function indented(text: string, indent: string): string {
  if (indent === '') return text
  const inside = linesInStrings(text)
  return text
    .split('\n')
    .map((line, i) => (line === '' || inside.has(i) ? line : indent + line))
    .join('\n')
}
