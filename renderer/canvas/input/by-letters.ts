/** Choosing among names by typing, as lists do: letters typed in one go begin the name, a letter again goes on to the next. */

/** Letters that come sooner belong to the same name, ms. */
export const SAME_NAME_MS = 1000

/**
 * @param now index of what is chosen
 * @returns index of the name that is meant; one that only contains the letters where none begins with them; -1: none
 */
export function byLetters(names: readonly string[], typed: string, now: number): number {
  const letters = typed.toLowerCase()
  const again = letters.length > 1 && [...letters].every((letter) => letter === letters[0])
  const lower = names.map((name) => name.toLowerCase())
  // A letter alone goes on from what is chosen; more letters may mean that one still.
  const order = names.map((_, i) => (now + (letters.length === 1 || again ? 1 : 0) + i + names.length) % names.length)
  const find = (text: string): number => order.find((i) => lower[i]?.startsWith(text)) ?? -1
  const begins = find(letters)
  if (begins >= 0 && !again) return begins
  if (again) return begins >= 0 ? begins : find(letters.slice(0, 1))
  return order.find((i) => lower[i]?.includes(letters)) ?? -1
}
