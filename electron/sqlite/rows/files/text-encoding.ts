/** In which letters a file is written: spreadsheets save UTF-16 and Windows-1252 as well as UTF-8. */

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type TextEncoding = (typeof ENCODINGS)[number]

/** Bytes looked at for the zeros of UTF-16 without a mark. */
const LOOKED_AT = 4096
/** Of the letters in Latin text nearly all have a zero byte; text of other scripts has its separators and digits so. */
const FEWEST_ZEROS = 0.2

/**
 * By the mark at its beginning, else by its zeros, else UTF-8 where all of it is that. What is left is taken for
 * Windows-1252, which has a letter for nearly every byte.
 */
export async function encodingOf(pieces: AsyncIterable<Uint8Array>): Promise<TextEncoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  try {
    for await (const piece of pieces) {
      const wide = isFirst ? wideEncoding(piece) : null
      if (wide !== null) return wide
      isFirst = false
      utf8.decode(piece, { stream: true })
    }
    utf8.decode()
    return 'utf-8'
  } catch (thrown) {
    if (thrown instanceof TypeError) return 'windows-1252'
    throw thrown
  }
}

function wideEncoding(bytes: Uint8Array): TextEncoding | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const seen = Math.min(bytes.length, LOOKED_AT)
  const zeros = [0, 0]
  for (let i = 0; i < seen; i++) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = Math.max(2, (seen / 2) * FEWEST_ZEROS)
  if (odd > many && even === 0) return 'utf-16le'
  return even > many && odd === 0 ? 'utf-16be' : null
}
