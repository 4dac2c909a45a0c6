/** A design's text as the session process reads it. */
import { readDocument } from '../../../shared/document/file/read.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'

/** @throws PARSE for a text that is no design */
export function readDesign(text: string): ErDocument {
  const { doc, diagnostics } = readDocument(text)
  if (doc === null) throw new HostFailure('PARSE', diagnostics[0]?.message ?? 'This is not a design.')
  return doc
}
