/** Names that belong to every object or promise of JavaScript, which no property of a row may take. */
export const OBJECT_MEMBERS = 'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf then toJSON'

/** Keywords that a class may not have as an imported or local name, none of them hurt as a property. */
export function nameSet(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}
