/** Names that a script has given to values before the caret. */

const GIVEN: readonly RegExp[] = [
  /^([A-Za-z_]\w*(?:[ \t]*,[ \t]*[A-Za-z_]\w*)*)[ \t]*=(?!=)/gm,
  // Without blanks it is a keyword of a call over several lines.
  /^[ \t]+([A-Za-z_]\w*(?:[ \t]*,[ \t]*[A-Za-z_]\w*)*)[ \t]+=[ \t]/gm,
  /\bfor\s+([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s+in\b/g,
  /\bas\s+([A-Za-z_]\w*)/g,
  /^[ \t]*(?:async\s+)?(?:def|class)\s+([A-Za-z_]\w*)/gm,
]

/** The latest first: what was named last is wanted most. */
export function namesBefore(before: string): readonly string[] {
  const found = GIVEN.flatMap((pattern) =>
    [...before.matchAll(pattern)].map((match) => ({ names: (match[1] ?? '').split(/\s*,\s*/), at: match.index })),
  )
  const latest = found.toSorted((a, b) => b.at - a.at).flatMap(({ names }) => names)
  return [...new Set(latest)]
}
