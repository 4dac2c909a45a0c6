/** A design as text and back, for the page. */
import type { ErDocument } from '../../../shared/document/records.ts'
import { readDocument as readAny, readWritten as read } from '../../../shared/document/file/read.ts'
import type { ReadDocument } from '../../../shared/document/file/read.ts'
import { writeDocument as write } from '../../../shared/document/file/write.ts'
import { takeEarly } from './early-design.ts'

export { createDocument } from '../../../shared/document/create.ts'

/** Texts that designs were read from and that writing them would make anew, until they are edited. */
const TEXTS = new WeakMap<ErDocument, string>()

/** A design as a file holds it; the one that the first picture was made of is not read again. */
export function readDocument(text: string): ReadDocument {
  return takeEarly(text) ?? readAny(text)
}

/** A design as the host has just written it: read without looking for damage, and its text is kept. */
export function readWritten(text: string): ReadDocument {
  const { doc, readOnly, diagnostics } = read(text)
  if (doc !== null && readOnly === null && diagnostics.length === 0) TEXTS.set(doc, text)
  return { doc, readOnly, diagnostics }
}

/** The text of that very design, where it is known. */
export function writtenText(doc: ErDocument): string | null {
  return TEXTS.get(doc) ?? null
}

export function writeDocument(doc: ErDocument): string {
  return writtenText(doc) ?? write(doc)
}
