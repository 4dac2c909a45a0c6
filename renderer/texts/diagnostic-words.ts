import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import { inWords } from './texts.ts'

type Said = Pick<Diagnostic, 'code' | 'message' | 'hint'> & { readonly subject?: Pick<Diagnostic['subject'], 'label'> }

/** What a diagnostic says, in the language of the page. Django's own checks speak Django's words. */
export function diagnosticWords({ code, message, hint, subject }: Said) {
  if (!code.startsWith('relata.')) return { message, hint }
  return { message: worded(message, subject?.label ?? ''), hint: hint === null ? null : inWords(hint) }
}

/** Of a table's note the name before the colon is no part of the sentence. */
function worded(message: string, label: string): string {
  const prefix = `${label}: `
  if (label === '' || !message.startsWith(prefix)) return inWords(message)
  return `${prefix}${inWords(message.slice(prefix.length))}`
}
