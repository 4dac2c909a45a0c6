/** Names that belong to every object or promise of JavaScript, which no property of a row may take. */
export const OBJECT_MEMBERS =
  'constructor prototype hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf then toJSON __proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__'

/** Words with blanks between, as a set. */
export function nameSet(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}
