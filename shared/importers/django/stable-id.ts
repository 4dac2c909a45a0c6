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
  // 64 bits divided by 36, half by half: exact in numbers, and quicker than with BigInt.
  let upper = high >>> 0
  let lower = low >>> 0
  let id = ''
  for (let i = 0; i < LENGTH; i++) {
    const carried = (upper % 36) * 0x1_0000_0000 + lower
    id += ALPHABET.charAt(carried % 36)
    upper = Math.floor(upper / 36)
    lower = Math.floor(carried / 36)
  }
  return `${kind}:${id}`
}
