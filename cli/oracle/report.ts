/** Hears of a section, or of one item of it, that failed in us; the others are answered all the same. */
export type Report = (section: string, error: unknown) => void
