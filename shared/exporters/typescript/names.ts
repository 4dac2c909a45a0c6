/** Names that TypeScript takes: for models a type name, for columns a property. */
import type { ModelKey, Resolution, ResolvedModel } from '../../relations/types.ts'
import { isPlainIdentifier } from '../../util/plain-identifier.ts'
import { withReplaced } from '../../util/replaced-map.ts'

/** Type names that the generated text itself uses, or that TypeScript refuses for an interface. */
const TAKEN = new Set(
  'any unknown never void null undefined string number bigint boolean symbol object Partial Omit Record Date Array Uint8Array Promise Generated GeneratedAlways Insertable Selectable Updateable Database Relation'.split(
    ' ',
  ),
)

/**
 * One type name a model: its own where that is a free identifier, else with the app in front, else
 * numbered. Join tables come last. Names that nothing can clash with are given first, so that one odd model renames no other.
 */
export function typeNames(resolution: Resolution): ReadonlyMap<ModelKey, string> {
  return givenNames(resolution).names
}

export interface GivenNames {
  readonly names: ReadonlyMap<ModelKey, string>
  /** How many models want a name. */
  readonly wanted: ReadonlyMap<string, number>
  /** All have the name they want: none clashes with another, and none could. */
  readonly isPlain: boolean
}

export function givenNames(resolution: Resolution): GivenNames {
  const wanted = new Map<string, number>()
  const names = new Map<ModelKey, string>()
  for (const key of resolution.order) {
    const model = resolution.models.get(key)
    if (model === undefined) continue
    const plain = plainName(model)
    names.set(key, plain)
    wanted.set(plain, (wanted.get(plain) ?? 0) + 1)
  }
  const isSafe = (plain: string) => wanted.get(plain) === 1 && canBeSafe(plain)
  const used = new Set(TAKEN)
  const isFree = (name: string) =>
    SUFFIXES.every((suffix) => !used.has(`${name}${suffix}`) && !isSafe(`${name}${suffix}`)) &&
    !isSafe(name.replace(CONTINUED, ''))
  const isJoin = (key: ModelKey) => Number(resolution.models.get(key)?.autoCreatedFor !== null)
  // A drawn model keeps the name that a join table would have, too.
  const odd: ModelKey[] = []
  names.forEach((plain, key) => {
    if (!isSafe(plain)) odd.push(key)
  })
  odd.sort((a, b) => isJoin(a) - isJoin(b))
  for (const key of odd) {
    const plain = names.get(key) ?? ''
    let name = [plain, `${pascal(resolution.models.get(key)?.app ?? '')}${plain}`].find(isFree)
    for (let i = 2; name === undefined; i++) if (isFree(`${plain}${i}`)) name = `${plain}${i}`
    for (const suffix of SUFFIXES) used.add(`${name}${suffix}`)
    names.set(key, name)
  }
  return { names, wanted, isPlain: odd.length === 0 }
}

function canBeSafe(plain: string): boolean {
  return !TAKEN.has(plain) && !isContinued(plain)
}

/** The names after these models were renamed, where still nothing clashes; null: that has to be looked into. */
export function renamed(given: GivenNames, models: readonly ResolvedModel[]): GivenNames | null {
  if (!given.isPlain) return null
  const wanted = new Map<string, number>()
  const names = new Map<ModelKey, string>()
  const count = (name: string): number => wanted.get(name) ?? given.wanted.get(name) ?? 0
  for (const model of models) {
    const before = given.names.get(model.key)
    const plain = plainName(model)
    if (before === undefined || !canBeSafe(plain)) return null
    wanted.set(before, count(before) - 1)
    wanted.set(plain, count(plain) + 1)
    names.set(model.key, plain)
  }
  for (const number of wanted.values()) if (number > 1) return null
  const all = given.wanted as Map<string, number>
  // Names that nobody wants any more go: there is one for each state of a name that is typed.
  for (const [name, number] of wanted) {
    if (number === 0) all.delete(name)
    else all.set(name, number)
  }
  return { names: withReplaced(given.names, names), wanted: all, isPlain: true }
}

function plainName(model: ResolvedModel): string {
  return identifier(ownName(model))
}

/** The class of a join table, `Post_tags` to Django, is called as people call classes: `PostTags`. */
function ownName({ name, autoCreatedFor }: ResolvedModel): string {
  if (autoCreatedFor === null) return name
  return name.replace(/_+([\p{L}\p{N}])/gu, (_, first: string) => first.toUpperCase())
}

/** What a model's name is continued with in the generated text: none of these may clash either. */
const SUFFIXES = ['', 'Insert', 'Update', 'Relations', 'WithRelations'] as const

/** A name that ends like one of them may be another model's continued name. */
const CONTINUED = /(Insert|Update|WithRelations|Relations)$/

function isContinued(name: string): boolean {
  return name.endsWith('Insert') || name.endsWith('Update') || name.endsWith('Relations')
}

function identifier(text: string): string {
  if (isPlainIdentifier(text) && !RESERVED.has(text)) return text
  const cleaned = text.replace(/[^\p{ID_Continue}$]/gu, '_')
  if (cleaned === '') return 'Model'
  return /^[\p{ID_Start}_$]/u.test(cleaned) && !RESERVED.has(cleaned) ? cleaned : `_${cleaned}`
}

function pascal(text: string): string {
  return identifier(text.replace(/(^|[^\p{L}\p{N}]+)(\p{L})/gu, (_, __, letter: string) => letter.toUpperCase()))
}

/** Words that name nothing in a module, whatever is declared; `import()` calls an export that is named `then`. */
export const RESERVED_WORDS =
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with as implements interface let package private protected public static yield await async type arguments eval undefined NaN Infinity any unknown never string number bigint boolean symbol object then'

const RESERVED = new Set(RESERVED_WORDS.split(' '))

/** `title`, or quoted where it is no identifier. Reserved words are fine as property names. */
export function propertyName(name: string): string {
  return isPlainIdentifier(name) || /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : textLiteral(name)
}

/** A single-quoted TypeScript text, safe for every character. */
export function textLiteral(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}

/** Text for a block comment: it cannot end it. */
export function commentText(text: string): string {
  return !isPlainIdentifier(text) && /[\s/]/.test(text) ? text.replaceAll('*/', '*\\/').replace(/\s+/g, ' ') : text
}
