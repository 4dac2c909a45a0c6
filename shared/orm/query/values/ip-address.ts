/** IP addresses as Python's `ipaddress` reads and writes them. Source: django/utils/ipv6.py (5.2). */

/** An IPv4 part has no leading zero. */
const IPV4 = /^(?:(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/
/** Longer texts are refused before they are read. */
const LONGEST = 39
const GROUPS = 8

export function isIpv4(text: string): boolean {
  return IPV4.test(text)
}

/** The eight groups of an IPv6 address; null: it is none. */
function groupsOf(text: string): readonly number[] | null {
  const dotted = /^(.*:)([^:]+\.[^:]+)$/.exec(text)
  if (dotted !== null) {
    const [, head = '', v4 = ''] = dotted
    if (!isIpv4(v4)) return null
    const [a = 0, b = 0, c = 0, d = 0] = v4.split('.').map(Number)
    return groupsOf(`${head}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`)
  }
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (![...left, ...right].every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null
  const missing = GROUPS - left.length - right.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right].map((group) => Number.parseInt(group, 16))
}

/** Where the longest run of at least two zero groups begins, and its length. */
function longestZeros(groups: readonly number[]): readonly [at: number, length: number] {
  let best: readonly [number, number] = [-1, 1]
  for (let at = 0; at < groups.length; at++) {
    let end = at
    while (groups[end] === 0) end += 1
    if (end - at > best[1]) best = [at, end - at]
  }
  return best
}

/**
 * An IPv6 address in its one short form; an IPv4-mapped one with its IPv4 part in dots.
 *
 * @param unpackIpv4 whether a mapped one becomes the IPv4 address alone
 * @returns null: the text is no IPv6 address
 */
export function cleanIpv6(text: string, unpackIpv4: boolean): string | null {
  const groups = text.length > LONGEST || text.includes('%') ? null : groupsOf(text)
  if (groups === null) return null
  const [high = 0, low = 0] = groups.slice(6)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const v4 = [high >> 8, high & 255, low >> 8, low & 255].join('.')
    return unpackIpv4 ? v4 : `::ffff:${v4}`
  }
  const words = groups.map((group) => group.toString(16))
  const [at, length] = longestZeros(groups)
  return at < 0 ? words.join(':') : `${words.slice(0, at).join(':')}::${words.slice(at + length).join(':')}`
}
