/** Changes to a text by offset, and the places around them. */
import type { Span } from '../../../python/ast.ts'

export interface TextEdit extends Span {
  readonly text: string
}

/**
 * The text after the edits. An edit inside the range of a larger one gives way to it; insertions at one
 * place come in the given order.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const ordered = edits
    .map((edit, i) => ({ ...edit, i }))
    // Insertions first: what follows them at the same place may be a removal.
    .toSorted((a, b) => a.from - b.from || Number(a.to > a.from) - Number(b.to > b.from) || b.to - a.to || a.i - b.i)
  let result = ''
  let at = 0
  for (const { from, to, text: inserted } of ordered) {
    if (from < at) {
      // Overlapping removals remove both.
      if (to > at && inserted === '') at = to
      continue
    }
    result += text.slice(at, from) + inserted.replaceAll(/\r?\n/g, newline)
    at = to
  }
  return result + text.slice(at)
}

export function insertion(at: number, text: string): TextEdit {
  return { from: at, to: at, text }
}

export function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1
}

/** Offset of the line end after `at` (before the newline itself). */
export function lineEnd(text: string, at: number): number {
  const match = /\r\n|\n|\r/.exec(text.slice(at, at + 1)) === null ? text.slice(at).search(/\r\n|\n|\r/) : 0
  return match === -1 ? text.length : at + match
}

/** Offset after the newline that ends the line of `at`. */
export function nextLine(text: string, at: number): number {
  const end = lineEnd(text, at)
  if (text.startsWith('\r\n', end)) return end + 2
  return Math.min(text.length, end + 1)
}

/** Blanks at the start of the line of `at`. */
export function indentOf(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? ''
}

/** Whether nothing but blanks stands before `at` on its line. */
export function beginsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === ''
}

/** Whether nothing but blanks and a comment stands after `at` on its line. */
export function endsLine(text: string, at: number): boolean {
  return /^[ \t]*(?:#.*)?$/.test(text.slice(at, lineEnd(text, at)))
}

/** Removes a statement: its whole lines, or what of its line belongs to it. */
export function removal(text: string, { from, to }: Span): TextEdit {
  if (beginsLine(text, from) && endsLine(text, to))
    return { from: lineStart(text, from), to: nextLine(text, to), text: '' }
  const after = /^[ \t]*;[ \t]*/.exec(text.slice(to))
  if (after !== null) return { from, to: to + after[0].length, text: '' }
  const before = /;[ \t]*$/.exec(text.slice(0, from))
  return { from: from - (before?.[0].length ?? 0), to, text: '' }
}
