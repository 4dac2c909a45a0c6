/**
 * The design inside a PDF that Relata wrote: a file attachment that is not compressed, so that it is found
 * without a PDF reader; any reader lists it as an attachment too.
 */
import { decodeUtf8 } from '../../util/utf8.ts'

/** Name of the attachment. */
export const PDF_ATTACHMENT = 'design.relata.json'

export function isPdf(bytes: Uint8Array): boolean {
  return [0x25, 0x50, 0x44, 0x46].every((byte, i) => bytes[i] === byte)
}

/** The text of the design file; null: the PDF holds none. */
export function designInPdf(bytes: Uint8Array): string | null {
  if (!isPdf(bytes)) return null
  const opens = ascii('/EmbeddedFile')
  for (let at = indexOf(bytes, opens, 0); at >= 0; at = indexOf(bytes, opens, at + 1)) {
    const start = indexOf(bytes, ascii('stream\n'), at)
    const end = start < 0 ? -1 : indexOf(bytes, ascii('\nendstream'), start)
    if (end < 0) return null
    const text = decodeUtf8(bytes.subarray(start + 'stream\n'.length, end))
    if (text.startsWith('{') && text.includes('"relata"')) return text
  }
  return null
}

function ascii(text: string): readonly number[] {
  return Array.from(text, (c) => c.charCodeAt(0))
}

function indexOf(bytes: Uint8Array, wanted: readonly number[], from: number): number {
  const [first = 0] = wanted
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at
  }
  return -1
}
