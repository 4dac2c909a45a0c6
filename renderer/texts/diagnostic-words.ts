import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import { inWords } from './texts.ts'

/** What a diagnostic says, in the language of the page. Django's own checks speak Django's words. */
export function diagnosticWords({ code, message, hint }: Pick<Diagnostic, 'code' | 'message' | 'hint'>) {
  if (!code.startsWith('relata.')) return { message, hint }
  return { message: inWords(message), hint: hint === null ? null : inWords(hint) }
}
