/** Colours as the document has them: CSS, or a place in the theme's palette. */
export const PALETTE_SIZE = 8

export function paletteColor(index: number): string {
  return `palette:${index}`
}

/** A number into the palette, or the CSS colour itself. */
export function readColor(color: string): string | number {
  const match = /^palette:(\d+)$/.exec(color)
  return match === null ? color : Number(match[1]) % PALETTE_SIZE
}
