/**
 * What the host says before the page is there: preferences, and the text of the design that is to be shown. It is asked
 * by `public/boot.js` while the first scripts are still on their way, so that the drawing can be painted without waiting
 * for the connection. The connection opens the design all the same: this is a look at it, not a handle.
 */
import { asked } from './loopback-token.ts'

interface FirstAnswer {
  readonly prefs: { readonly [key: string]: unknown }
  /** Of the design that the page will open; '': none, or not one that can be read at once. */
  readonly text: string
}

/** @returns null: the host has no such answer (in memory), or could not give one in time */
export async function firstAnswer(patienceMs: number): Promise<FirstAnswer | null> {
  const late = new Promise<null>((done) => setTimeout(() => done(null), patienceMs))
  return Promise.race([late, read().catch(() => null)])
}

async function read(): Promise<FirstAnswer | null> {
  const response = (await asked()?.answer) ?? null
  if (response === null) return null
  const body = await response.text()
  const end = body.indexOf('\n')
  const head = JSON.parse(body.slice(0, end)) as { readonly prefs?: FirstAnswer['prefs'] }
  return { prefs: head.prefs ?? {}, text: body.slice(end + 1) }
}
