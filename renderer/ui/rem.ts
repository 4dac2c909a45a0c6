/** px of so many rem now: rows that a list places by itself grow with the text like everything else. */
export function remPx(rem: number): number {
  return rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}
