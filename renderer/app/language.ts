/**
 * The language of the page: chosen, or the system's. `public/boot.js` reads the choice before anything
 * is shown; the host keeps it too, since a loopback page has another origin each time.
 */
import { languageCode, LANGUAGES } from '../texts/texts.ts'
import type { App } from './app-context.tsx'

export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number]

const KEY = 'relata.language'
/** What is open when the page reloads, as its entry among the recent files. */
const REOPEN = 'relata.reopen'

function remember(choice: LanguageChoice): boolean {
  try {
    if (choice === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, choice)
    return true
  } catch {
    // Without storage the page would come back in the same language, for ever.
    return false
  }
}

function codeOf(choice: LanguageChoice): string {
  return choice === 'system' ? (/^fr\b/i.test(navigator.language) ? 'fr' : 'en') : choice
}

/** Takes over what the host knows; true: the page is loading again. */
export function followLanguage(choice: LanguageChoice): boolean {
  if (codeOf(choice) === languageCode || !remember(choice)) return false
  location.reload()
  return true
}

/** Asks about unsaved work, then loads the page again in that language with the same design. */
export async function switchLanguage({ files, prefs, editor }: App, choice: LanguageChoice): Promise<void> {
  if (codeOf(choice) === languageCode) {
    remember(choice)
    prefs.set({ language: choice })
    return
  }
  if (!(await files.mayLeave())) return
  if (!remember(choice)) return
  prefs.set({ language: choice })
  await prefs.flush()
  // What was to be dropped is not asked about twice.
  editor.markSaved(editor.getState().revision, editor.getState().doc)
  const { etag, label, recent } = files.getState()
  const open = recent.find((entry) => entry.label === label)
  if (etag !== null && open !== undefined) sessionStorage.setItem(REOPEN, open.id)
  location.reload()
}

/** The recent file to show again after the language was switched; null: none. */
export function takeReopened(): string | null {
  try {
    const id = sessionStorage.getItem(REOPEN)
    sessionStorage.removeItem(REOPEN)
    return id
  } catch {
    return null
  }
}
