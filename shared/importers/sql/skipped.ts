import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Statement } from './split.ts'

export interface SourceStatement extends Statement {
  readonly file: string
}

/** A statement that was left out, with its place and its first words. */
export function skippedStatement({ sql, line, file }: SourceStatement, why: string): Diagnostic {
  const words = sql.slice(0, 80).replace(/\s+/g, ' ').trim()
  return {
    code: 'relata.6030',
    severity: 'warning',
    message: `Line ${line} was skipped: ${why}. It begins: ${words}`,
    hint: null,
    subject: { kind: 'text', label: `${file}:${line}`, file, line },
    fixes: [],
  }
}
