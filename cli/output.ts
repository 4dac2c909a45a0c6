/** How the terminal shows diagnostics and tables. */
import type { Diagnostic } from '../shared/diagnostics/diagnostic.ts'
import type { SqlChanges } from '../shared/protocol/methods/sql.ts'
import type { Invocation } from './command.ts'

/** One line a diagnostic, with its hint and fixes below: `error fields.E304 blog.Post.author: …`. */
export function diagnosticLines(diagnostic: Diagnostic): readonly string[] {
  const { subject } = diagnostic
  // Places in a text often have their line in the label already.
  const isPlaced = subject.line === undefined || subject.label.endsWith(`:${subject.line}`)
  const place = isPlaced ? subject.label : `${subject.label}:${subject.line}`
  const lines = [`${diagnostic.severity} ${diagnostic.code} ${place}: ${diagnostic.message}`]
  if (diagnostic.hint !== null) lines.push(`    ${diagnostic.hint}`)
  if (diagnostic.fixes.length > 0) lines.push(`    fix: ${diagnostic.fixes.map((f) => f.label).join(' | ')}`)
  return lines
}

/** Diagnostics to stderr, where they do not mix with the output. */
export function reportDiagnostics(invocation: Invocation, diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) {
    for (const line of diagnosticLines(diagnostic)) invocation.progress(line)
  }
}

/** A table for people: columns padded, long cells cut, numbers to the right. */
export function textTable(columns: readonly string[], rows: readonly (readonly string[])[], maxWidth = 60): string {
  const cut = (text: string) => {
    const flat = text.replace(/[\r\n\t]+/g, ' ')
    return flat.length > maxWidth ? `${flat.slice(0, maxWidth - 1)}…` : flat
  }
  const cells = [columns, ...rows].map((row) => row.map(cut))
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)))
  const isNumber = columns.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^-?\d+(\.\d+)?$|^$/.test(row[i] ?? '')),
  )
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => (isNumber[i] === true ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  const [head = [], ...body] = cells
  return [line(head), widths.map((w) => '─'.repeat(w)).join('  '), ...body.map(line)].join('\n')
}

/** What a run did to the rows, in a line; '' where it wrote nothing. */
export function changesText(changes: readonly SqlChanges[], kept: boolean): string {
  const parts = changes.map(({ table, inserted, updated, deleted }) => {
    const counts = [
      ...(inserted > 0 ? [`${inserted} inserted`] : []),
      ...(updated > 0 ? [`${updated} updated`] : []),
      ...(deleted > 0 ? [`${deleted} deleted`] : []),
    ]
    return `${table} ${counts.join(', ')}`
  })
  if (parts.length === 0) return ''
  return kept ? `Kept: ${parts.join('; ')}` : `Rolled back: ${parts.join('; ')} (--write keeps changes)`
}
