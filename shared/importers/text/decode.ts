/** Text of a file whose encoding nobody says: dumps come in UTF-8, from Windows in UTF-16, from old servers in Latin-1. */
interface Decoder {
  decode(bytes: Uint8Array, options?: { readonly stream: boolean }): string
}
type DecoderClass = new (label: string, options?: { readonly fatal: boolean }) => Decoder

const BOMS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/** Of a file without a mark: so many bytes tell UTF-16, in which every other byte of plain text is 0. */
const LOOKED_AT = 200

/** Lines that end as on an old Macintosh end as everywhere else. */
export function decodeText(bytes: Uint8Array): string {
  const text = decoded(bytes)
  return text.includes('\r') && !text.includes('\n') ? text.replaceAll('\r', '\n') : text
}

function decoded(bytes: Uint8Array): string {
  const { TextDecoder } = globalThis as unknown as { readonly TextDecoder: DecoderClass }
  const marked = BOMS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))?.[1]
  const label = marked ?? unmarked(bytes)
  if (label !== 'utf-8') return new TextDecoder(label).decode(bytes)
  try {
    // A stream may end within a letter: only the beginning of a file is given to recognise it.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    // A mark or most of the text in UTF-8 says that only something in it is damaged.
    return marked === undefined && !hasUtf8(bytes)
      ? new TextDecoder('windows-1252').decode(bytes)
      : new TextDecoder('utf-8').decode(bytes)
  }
}

function unmarked(bytes: Uint8Array): string {
  const head = bytes.subarray(0, LOOKED_AT)
  const zeros = (from: number) => head.filter((byte, i) => i % 2 === from && byte === 0).length
  if (head.length < 8) return 'utf-8'
  if (zeros(1) > head.length / 3) return 'utf-16le'
  return zeros(0) > head.length / 3 ? 'utf-16be' : 'utf-8'
}

/** Whether letters beyond ASCII are mostly whole ones of UTF-8. */
function hasUtf8(bytes: Uint8Array): boolean {
  let whole = 0
  let broken = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (byte < 0x80) continue
    const more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : -1
    const isWhole =
      more > 0 && Array.from({ length: more }, (_, k) => bytes[i + 1 + k] ?? 0).every((b) => b >= 0x80 && b < 0xc0)
    if (isWhole) {
      whole++
      i += more
    } else broken++
  }
  return whole > broken
}
