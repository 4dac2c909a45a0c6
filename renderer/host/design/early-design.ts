/**
 * The design that the first picture shows, read without looking for damage. The page opens the same text a moment later:
 * what was read is taken over then, and what was not looked for is.
 */
import { readWritten, recheck } from '../../../shared/document/file/read.ts'
import type { ReadDocument } from '../../../shared/document/file/read.ts'
import type { ErDocument } from '../../../shared/document/records.ts'

let early: { readonly text: string; readonly read: ReadDocument } | null = null

/** @returns null: nothing of it can be shown */
export function readEarly(text: string): ErDocument | null {
  const read = readWritten(text)
  if (read.doc !== null) early = { text, read }
  return read.doc
}

/** What `readDocument` would give for this text, where it was read early; once. */
export function takeEarly(text: string): ReadDocument | null {
  const found = early?.text === text ? early.read : null
  early = null
  return found === null ? null : recheck(text, found)
}
