/**
 * The answer to the page's very first question, before it has a connection: its preferences, and the text of the
 * design that it is started with. A line of JSON, then the text as it is. What cannot be read is left out here; the
 * page hears why when it opens the file.
 */
import { readText } from './documents/documents.ts'
import type { HostServices } from './host-services.ts'

export const FIRST_TYPE = 'text/plain; charset=utf-8'
/** Of a design of its own; other files are imported first. */
const DESIGN = /\.relata\.json$/i
/** A larger one is not sent twice. */
const MOST_CHARACTERS = 32 * 1024 * 1024

/** @param path of the file that the page will be told to open */
export async function firstAnswer({ preferences }: HostServices, path: string | null): Promise<string> {
  const [prefs, text] = await Promise.all([
    preferences.get().catch(() => ({})),
    path !== null && DESIGN.test(path)
      ? readText(path).then(
          (read) => read.text,
          () => '',
        )
      : '',
  ])
  return `${JSON.stringify({ prefs })}\n${text.length > MOST_CHARACTERS ? '' : text}`
}
