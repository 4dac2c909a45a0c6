import type { Diagnostic } from '../../diagnostics/diagnostic.ts'

/** Something of a TypeScript schema that was left out, with its place. */
export function skippedSource(
  file: string,
  line: number,
  why: string,
  severity: Diagnostic['severity'] = 'warning',
): Diagnostic {
  const subject = { kind: 'text' as const, label: `${file}:${line}`, file, line }
  return { code: 'relata.6035', severity, message: `Line ${line}: ${why}.`, hint: null, subject, fixes: [] }
}
