/**
 * Where a line of code may be broken when it is too long: before `.name` and `__lookup`, behind an opening bracket and
 * `=`. Browsers see one word from `Post` to the closing bracket and would break it in the middle of a name.
 * Matches the character behind each such place.
 */
export const JOINT = /(?<=[\w)\]])_(?=_\w)|(?<=[\w)\]])\.(?=[A-Za-z_])|(?<=[([{=,])[^\s=)\]},]/g

/** The text in the pieces that stay whole. */
export function piecesOf(text: string): readonly string[] {
  const cuts = [0, ...Array.from(text.matchAll(JOINT), ({ index }) => index), text.length]
  return cuts.slice(1).flatMap((end, i) => (end === cuts[i] ? [] : [text.slice(cuts[i], end)]))
}
