/**
 * The words of the page in the language of the user. Another language is one folder of the type `Texts`,
 * one line here and one in `frame.languages`.
 */
import { EN } from './en/index.ts'
import type { Texts } from './en/index.ts'
import { FR } from './fr/index.ts'
import { sayIn } from './sentences.ts'

export const LANGUAGES = ['en', 'fr'] as const
type LanguageCode = (typeof LANGUAGES)[number]

const TEXTS: Record<LanguageCode, Texts> = { en: EN, fr: FR }

/** What the boot script found: chosen before, else the system's. English where we have no such language. */
export const languageCode: LanguageCode = LANGUAGES.find((code) => code === wanted()) ?? 'en'

/** Fixed for the life of the page: a switch reloads it. */
export const t: Texts = TEXTS[languageCode]

/** A sentence of the core, which speaks English, in the language of the page. */
export function inWords(english: string): string {
  return t.core.words[english] ?? sayIn(t.sentences, english) ?? english
}

function wanted(): string {
  return typeof document === 'undefined' ? 'en' : (document.documentElement.dataset['language'] ?? 'en')
}
