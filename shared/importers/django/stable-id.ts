/** Ids that come out the same when the same source is read again: a hash of where a thing stands. */

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
const LENGTH = 12

/** 12 characters of base 36, the length of a random id; the same text gives the same ones. */
export function stableId<Kind extends string>(kind: Kind, text: string): `${Kind}:${string}` {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    high = Math.imul(high ^ c, 2654435761)
    low = Math.imul(low ^ c, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  let rest = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)
  let id = ''
  for (let i = 0; i < LENGTH; i++) {
    id += ALPHABET[Number(rest % 36n)]
    rest /= 36n
  }
  return `${kind}:${id}`
}
