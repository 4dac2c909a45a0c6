/**
 * Long messages over a wire that takes 8 MiB at a time: cut into pieces that say where they belong.
 * Text of one message: the JSON of a frame; of a piece: `#<message>/<index>/<count>:<text>`.
 */
import { MAX_FRAME_BYTES, MAX_MESSAGE_BYTES } from './limits.ts'

/** A character is at most 3 bytes in UTF-8. */
const PIECE_CHARS = Math.floor(MAX_FRAME_BYTES / 3) - 64
const MAX_PIECES = Math.ceil(MAX_MESSAGE_BYTES / PIECE_CHARS)

/** The texts to send for one message, in order. */
export function toParts(text: string, message: number): string[] {
  if (text.length <= PIECE_CHARS) return [text]
  const pieces: string[] = []
  for (let at = 0; at < text.length;) {
    const end = cutAt(text, at + PIECE_CHARS)
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces.map((piece, i) => `#${message}/${i}/${pieces.length}:${piece}`)
}

/** Not between the halves of a character: UTF-8 could not carry them apart. */
function cutAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code < 0xe000 ? at - 1 : at
}

interface PartReader {
  /** The whole message once it is complete; null: more to come. 'broken': close the connection. */
  read(text: string): string | null | 'broken'
}

/** Pieces of one message arrive in order and unmixed; anything else is broken. */
export function createPartReader(): PartReader {
  let message = ''
  let pieces: string[] = []
  return {
    read(text) {
      if (!text.startsWith('#')) return pieces.length === 0 ? text : 'broken'
      const head = /^#(\d{1,9})\/(\d{1,4})\/(\d{1,4}):/.exec(text)
      if (head === null) return 'broken'
      const [, id = '', index, count] = head
      if (pieces.length === 0) message = id
      if (id !== message || Number(index) !== pieces.length || Number(count) > MAX_PIECES) return 'broken'
      pieces.push(text.slice(head[0].length))
      if (pieces.length < Number(count)) return null
      const whole = pieces.join('')
      pieces = []
      return whole
    },
  }
}
