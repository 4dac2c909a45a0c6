/** What a row is called: its label columns beside each other, the empty ones left out. */

/** A label is a line in a list, characters. */
const LABEL_LENGTH = 120

/** @param columns SQL of each; NULL where none of them has anything */
export function labelText(columns: readonly string[]): string {
  const texts = columns.map((column) => `nullif(substr(CAST(${column} AS TEXT), 1, ${LABEL_LENGTH}), '')`)
  const [only = 'NULL'] = texts
  if (texts.length < 2) return only
  return `nullif(trim(${texts.map((text) => `coalesce(${text} || ' ', '')`).join(' || ')}), '')`
}
