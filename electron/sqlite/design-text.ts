/** A design's text as the session process reads it. */
import type { ErDocument } from '../../shared/document/records.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'

/** @throws PARSE for a text that is no design */
export function readDesign(text: string): ErDocument {
  try {
    const value = JSON.parse(text) as ErDocument
    if (typeof value.root === 'object') return value
  } catch (cause) {
    throw new HostFailure('PARSE', 'This is not a design.', { cause })
  }
  throw new HostFailure('PARSE', 'This is not a design.')
}
