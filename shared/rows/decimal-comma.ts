/** Numbers as people write them where the comma is the decimal sign. */

/** `1.234,50`, `1 234,50`, `1'234,50`, `,5`. */
const WITH_COMMA = /^\s*([+-]?(?:\d{1,3}(?:[. '’\u00a0\u202f]\d{3})+|\d*)),(\d+)\s*$/u
/** `1,234` may as well be a thousand and more. */
const MAY_BE_THOUSANDS = /^\s*[+-]?[1-9]\d{0,2},\d{3}\s*$/

/**
 * The number with a point where its comma can only be the decimal sign; else the text as it is.
 *
 * @param isSure the file writes all of its numbers so: then `1,234` is one and a bit
 */
export function withPoint(text: string, isSure: boolean): string {
  const found = WITH_COMMA.exec(text)
  if (found === null || (!isSure && MAY_BE_THOUSANDS.test(text))) return text
  return `${(found[1] ?? '').replaceAll(/[. '’\u00a0\u202f]/gu, '')}.${found[2]}`
}
