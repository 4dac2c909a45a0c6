/** A design inside a picture: the text of its file in a `metadata` element of the SVG. */

const OPEN = '<metadata><relata:design xmlns:relata="urn:relata:design">'
const CLOSE = '</relata:design></metadata>'

/** @param picture an SVG text @param design the text of a design file */
export function embedDesign(picture: string, design: string): string {
  const at = picture.indexOf('>', picture.indexOf('<svg')) + 1
  return `${picture.slice(0, at)}\n${OPEN}${escaped(design)}${CLOSE}${picture.slice(at)}`
}

/** The text of the design file; null: the picture holds none. */
export function embeddedDesign(picture: string): string | null {
  const start = picture.indexOf(OPEN)
  const end = picture.indexOf(CLOSE, start)
  return start < 0 || end < 0 ? null : unescaped(picture.slice(start + OPEN.length, end))
}

/** Characters that XML cannot hold stand as JSON's escapes; they occur in texts only. */
function escaped(design: string): string {
  return design
    .replaceAll(
      /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function unescaped(text: string): string {
  return text.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
