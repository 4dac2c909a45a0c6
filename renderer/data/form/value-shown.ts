/** How a value is shown where there is room for all of it. */

/** JSON with its parts on lines of their own, numbers as they are written; null: it is none, or only a plain value. */
export function prettyJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null
  try {
    JSON.parse(text)
  } catch {
    return null
  }
  return indented(text)
}

/** Laid out by its signs: parsed and printed again, large numbers would lose digits and equal keys each other. */
function indented(text: string): string {
  const out: string[] = []
  let depth = 0
  let last = ''
  const line = (): string => `\n${'  '.repeat(depth)}`
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    const isClosing = token === '}' || token === ']'
    if (isClosing) depth--
    // What is empty stays on its line.
    if (isClosing ? last !== '{' && last !== '[' : last === '{' || last === '[' || last === ',') out.push(line())
    out.push(token === ':' ? ': ' : token)
    if (token === '{' || token === '[') depth++
    last = token
  }
  return out.join('')
}

interface BlobKind {
  readonly mime: string
  readonly extension: string
  readonly isPicture: boolean
}

const SIGNS: readonly (readonly [readonly number[], number, BlobKind])[] = [
  [[0x89, 0x50, 0x4e, 0x47], 0, { mime: 'image/png', extension: 'png', isPicture: true }],
  [[0xff, 0xd8, 0xff], 0, { mime: 'image/jpeg', extension: 'jpg', isPicture: true }],
  [[0x47, 0x49, 0x46, 0x38], 0, { mime: 'image/gif', extension: 'gif', isPicture: true }],
  [[0x57, 0x45, 0x42, 0x50], 8, { mime: 'image/webp', extension: 'webp', isPicture: true }],
  [[0x42, 0x4d], 0, { mime: 'image/bmp', extension: 'bmp', isPicture: true }],
  [[0x25, 0x50, 0x44, 0x46], 0, { mime: 'application/pdf', extension: 'pdf', isPicture: false }],
  [[0x50, 0x4b, 0x03, 0x04], 0, { mime: 'application/zip', extension: 'zip', isPicture: false }],
  [[0x1f, 0x8b], 0, { mime: 'application/gzip', extension: 'gz', isPicture: false }],
]

/** By its first bytes; what is not known is bytes. */
export function blobKind(bytes: Uint8Array): BlobKind {
  const found = SIGNS.find(([sign, at]) => sign.every((byte, i) => bytes[at + i] === byte))
  return found?.[2] ?? { mime: 'application/octet-stream', extension: 'bin', isPicture: false }
}

/** The first bytes as a reader of files shows them: place, hexadecimal, letters. */
export function hexLines(bytes: Uint8Array, most = 256): string {
  const lines: string[] = []
  for (let at = 0; at < Math.min(bytes.length, most); at += 16) {
    const row = [...bytes.subarray(at, Math.min(at + 16, most))]
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const letters = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCodePoint(byte) : '.')).join('')
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${letters}`)
  }
  if (bytes.length > most) lines.push('…')
  return lines.join('\n')
}
