const LONGEST = 70

/** A query's text in a line of a list. */
export function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n')
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}
