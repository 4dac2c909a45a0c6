/**
 * The words of the page in the language of the user. Another language is one folder of the type `Texts`
 * and one line here.
 */
import { EN } from './en/index.ts'
import type { Texts } from './en/index.ts'

const LANGUAGES: { readonly [code: string]: Texts } = { en: EN }

/** Fixed for the life of the page: a switch reloads it. */
export const t: Texts = LANGUAGES[languageCode()] ?? EN

function languageCode(): string {
  const chosen = typeof document === 'undefined' ? '' : (document.documentElement.dataset['language'] ?? '')
  if (chosen !== '') return chosen
  return typeof navigator === 'undefined' ? 'en' : navigator.language.slice(0, 2)
}
