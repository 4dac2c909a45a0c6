/**
 * Whether the text is a name of ASCII letters, digits, `_` and `$` that begins with no digit: what nearly every name
 * is. The classes of Unicode, which tell the others, are dear to ask, and so is an expression for a few letters.
 */
export function isPlainIdentifier(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36
    if (!isLetter && (i === 0 || code < 48 || code > 57)) return false
  }
  return text !== ''
}
