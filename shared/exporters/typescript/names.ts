/** Names that TypeScript takes: for models a type name, for columns a property. */
import type { ModelKey, Resolution } from '../../relations/types.ts'

/** Type names that the generated text itself uses, or that TypeScript refuses for an interface. */
const TAKEN = new Set(
  'any unknown never void null undefined string number bigint boolean symbol object Partial Omit Record Date Array Uint8Array Promise'.split(
    ' ',
  ),
)

/**
 * One type name a model: its own where that is a free identifier, else with the app in front, else
 * numbered. Stable: models are named in registry order.
 */
export function typeNames(resolution: Resolution): ReadonlyMap<ModelKey, string> {
  const names = new Map<ModelKey, string>()
  const used = new Set(TAKEN)
  for (const key of resolution.order) {
    const model = resolution.models.get(key)
    if (model === undefined) continue
    const plain = identifier(model.name)
    const choices = [plain, `${pascal(model.app)}${plain}`]
    let name = choices.find((n) => !clashes(n, used))
    for (let i = 2; name === undefined; i++) if (!clashes(`${plain}${i}`, used)) name = `${plain}${i}`
    for (const suffix of SUFFIXES) used.add(`${name}${suffix}`)
    names.set(key, name)
  }
  return names
}

/** What a model's name is continued with in the generated text: none of these may clash either. */
const SUFFIXES = ['', 'Insert', 'Update', 'Relations', 'WithRelations'] as const

function clashes(name: string, used: ReadonlySet<string>): boolean {
  return SUFFIXES.some((suffix) => used.has(`${name}${suffix}`))
}

function identifier(text: string): string {
  const cleaned = text.replace(/[^\p{ID_Continue}$]/gu, '_')
  if (cleaned === '') return 'Model'
  return /^[\p{ID_Start}_$]/u.test(cleaned) && !RESERVED.has(cleaned) ? cleaned : `_${cleaned}`
}

function pascal(text: string): string {
  return identifier(text.replace(/(^|[^\p{L}\p{N}]+)(\p{L})/gu, (_, __, letter: string) => letter.toUpperCase()))
}

const RESERVED = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with as implements interface let package private protected public static yield type'.split(
    ' ',
  ),
)

/** `title`, or quoted where it is no identifier. Reserved words are fine as property names. */
export function propertyName(name: string): string {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : textLiteral(name)
}

/** A single-quoted TypeScript text, safe for every character. */
export function textLiteral(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}

/** Text for a block comment: it cannot end it. */
export function commentText(text: string): string {
  return text.replaceAll('*/', '*\\/').replace(/\s+/g, ' ')
}
