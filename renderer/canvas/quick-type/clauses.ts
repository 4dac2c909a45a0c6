/** What stands behind a type or a target: flags, keywords with their values, numbers. */
import { fieldOption, RELATION_CLASS, takesOption } from '../../../shared/document/fields/field-options.ts'
import type { FieldClass } from '../../../shared/document/fields/field-options.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import type { Choices, OnDeleteName, Options, Value } from '../../../shared/document/records.ts'
import { findModel } from './targets.ts'
import type { QuickNames } from './targets.ts'
import { isQuoted, listed, partsOf, unquoted } from './tokens.ts'
import { asBoolean, asInteger, choicesFor, valueFor } from './values.ts'
import { FLAGS, KEYWORDS, ON_DELETE, PROSE } from './words.ts'

/** What the words behind a type or target say. */
export interface Said {
  readonly options: Options
  readonly numbers: readonly number[]
  readonly choices?: Choices
  readonly onDelete?: OnDeleteName
  readonly relatedName?: string
  readonly through?: ModelId
}

type Part = Partial<Said>
/** What is said by a keyword and its value; a text: what is wrong with it. */
type Clause = (value: string, fieldClass: FieldClass, names: QuickNames) => Part | string

/** Keywords that are more than an option; all others are Django's own and taken by their class. */
const CLAUSES: { readonly [keyword: string]: Clause } = {
  choices(value, fieldClass, { enums }) {
    const choices = choicesFor(fieldClass, value, enums)
    return typeof choices === 'string' ? notOfClass(choices, fieldClass) : { choices }
  },
  on_delete(value) {
    const name = value.replace(/^models\./, '').toLowerCase()
    const onDelete = ON_DELETE.get(name)
    return onDelete === undefined
      ? `“${value}” is nothing that happens on delete. Try cascade, protect or set null.`
      : { onDelete }
  },
  related_name: (value) => ({ relatedName: unquoted(value) }),
  through(value, _fieldClass, names) {
    const through = findModel(unquoted(value), names)
    return through === null ? `No model is called “${value}”.` : { through }
  },
}
const ONLY_ON: { readonly [keyword: string]: (fieldClass: FieldClass) => boolean } = {
  choices: (fieldClass) => !isRelationClass(fieldClass),
  on_delete: (fieldClass) => fieldClass === 'ForeignKey' || fieldClass === 'OneToOneField',
  related_name: isRelationClass,
  through: (fieldClass) => fieldClass === 'ManyToManyField',
}

function isRelationClass(fieldClass: FieldClass): boolean {
  return Object.values(RELATION_CLASS).some((one) => one === fieldClass)
}

interface Context {
  readonly fieldClass: FieldClass
  readonly names: QuickNames
}

/** Reads the first of the words, and those that belong to it; null: it is of another kind. */
type Reader = (
  words: readonly string[],
  context: Context,
) => { readonly part: Part | string; readonly used: number } | null

const one = (part: Part | string) => ({ part, used: 1 })

/** Tried in this order. */
const READERS: readonly Reader[] = [
  function size([word = ''], { fieldClass }) {
    const isSize = /^\d+(?:,\s*\d+)?$/.test(word) && !isRelationClass(fieldClass)
    return isSize ? one({ numbers: word.split(',').map(Number) }) : null
  },
  function assigned([word = ''], context) {
    const keyword = keywordOf(word)
    return keyword === null || keyword.value === null ? null : one(readClause(keyword.name, keyword.value, context))
  },
  function onDelete([word = ''], context) {
    const isOne = ON_DELETE.has(word.toLowerCase()) && isKeywordOf('on_delete', context.fieldClass)
    return isOne ? one(readClause('on_delete', word, context)) : null
  },
  function flag([word = ''], { fieldClass }) {
    const known = FLAGS.get(word.toLowerCase())
    return known === undefined ? null : one(readFlag(word, known, fieldClass))
  },
  function keyword([word = '', ...rest], context) {
    const name = keywordOf(word)?.name
    if (name === undefined || !isKeywordOf(name, context.fieldClass)) return null
    if (fieldOption(name)?.type === 'boolean' && asBoolean(rest[0] ?? '') === undefined)
      return one({ options: { [name]: true } })
    if (name === 'choices') return choicesWithoutCommas(rest, context)
    const isToTheEnd = PROSE.has(name) && !isQuoted(rest[0] ?? '')
    const value = isToTheEnd ? rest.join(' ').replaceAll(' ?', '?') : (rest[0] ?? '')
    if (value === '') return one(`Say what follows “${word}”.`)
    return { part: readClause(name, value, context), used: isToTheEnd ? 1 + rest.length : 2 }
  },
  // `bool true`
  function truth([word = ''], { fieldClass }) {
    const value = fieldClass === 'BooleanField' && /[a-z]/i.test(word) ? asBoolean(word) : undefined
    return value === undefined ? null : one({ options: { default: value } })
  },
  // `image photos/`
  function folder([word = ''], { fieldClass }) {
    const isFolder = /^[\w%.-]+\/[\w%./-]*$/.test(word) && takesOption(fieldClass, 'upload_to')
    return isFolder ? one({ options: { upload_to: word } }) : null
  },
  // The first argument of Django's plain fields.
  function label([word = '']) {
    return isQuoted(word) ? one({ options: { verbose_name: unquoted(word) } }) : null
  },
]

/** Reads them all. A text: what is wrong. */
export function readClauses(fieldClass: FieldClass, words: readonly string[], names: QuickNames): Said | string {
  const context = { fieldClass, names }
  let said: Said = { options: {}, numbers: [] }
  for (let rest = words; rest.length > 0;) {
    const read = firstOf(READERS, (reader) => reader(rest, context))
    const parts = read === null ? listed(rest[0] as string) : []
    if (parts.length > 1) {
      rest = [...parts, ...rest.slice(1)]
      continue
    }
    if (read === null) return unknown(rest[0] as string, fieldClass)
    const { part, used } = read
    if (typeof part === 'string') return part
    const numbers = [...said.numbers, ...(part.numbers ?? [])]
    said = { ...said, ...part, numbers, options: { ...said.options, ...part.options } }
    rest = rest.slice(used)
  }
  return said
}

/** `choices a b c`: what follows up to the next word that means something here. */
function choicesWithoutCommas(
  rest: readonly string[],
  context: Context,
): { readonly part: Part | string; readonly used: number } {
  const isPlain = (word: string): boolean =>
    /^\w+$/.test(word) && !FLAGS.has(word.toLowerCase()) && !isKeywordOf(fullKeyword(word), context.fieldClass)
  const end = rest.findIndex((word) => !isPlain(word))
  const used = Math.max(1, end < 0 ? rest.length : end)
  const value = rest.slice(0, used).join(', ')
  if (value === '') return one('Say what follows “choices”.')
  return { part: readClause('choices', value, context), used: 1 + used }
}

function firstOf<T, R>(list: readonly T[], read: (item: T) => R | null): R | null {
  for (const item of list) {
    const found = read(item)
    if (found !== null) return found
  }
  return null
}

/** `default`, `default=12` or `=12`: Django's keyword, and the value where it stands behind a sign. */
function keywordOf(word: string): { readonly name: string; readonly value: string | null } | null {
  const [, said, value] = /^([A-Za-z_]*)=(.+)$/s.exec(word) ?? []
  if (said !== undefined && value !== undefined) return { name: fullKeyword(said === '' ? 'default' : said), value }
  if (word === '=') return { name: 'default', value: null }
  return /^(?:[A-Za-z_]+|#|--)$/.test(word) ? { name: fullKeyword(word), value: null } : null
}

function fullKeyword(word: string): string {
  return KEYWORDS.get(word.toLowerCase()) ?? word.toLowerCase()
}

function isKeywordOf(keyword: string, fieldClass: FieldClass): boolean {
  return Object.hasOwn(ONLY_ON, keyword) ? ONLY_ON[keyword]?.(fieldClass) === true : takesOption(fieldClass, keyword)
}

function readClause(keyword: string, value: string, { fieldClass, names }: Context): Part | string {
  if (!isKeywordOf(keyword, fieldClass)) return unknown(keyword, fieldClass)
  const clause = Object.hasOwn(CLAUSES, keyword) ? CLAUSES[keyword] : undefined
  if (clause !== undefined) return clause(value, fieldClass, names)
  const read = readOption(keyword, value, fieldClass)
  return read === undefined ? notOfClass(value, fieldClass, keyword) : { options: { [keyword]: read } }
}

/** undefined: the option holds no such value. */
function readOption(keyword: string, value: string, fieldClass: FieldClass): Value | undefined {
  if (keyword === 'default' || keyword === 'db_default') return valueFor(fieldClass, value)
  switch (fieldOption(keyword)?.type) {
    case 'boolean':
      return asBoolean(value)
    case 'integer':
      return asInteger(value)
    case 'fieldRefs':
      return partsOf(value).map(unquoted)
    case 'expr':
      return { expr: value }
    case 'value':
      if (keyword === 'upload_to' && /^[\w%./-]+$/.test(value) && !/\w\.\w/.test(value)) return value
      return isQuoted(value) ? unquoted(value) : (asInteger(value) ?? { expr: value })
    default:
      return unquoted(value)
  }
}

/** Of a flag what the class takes; a many-to-many may be blank, and knows no NULL. */
function readFlag(
  word: string,
  flag: { readonly [keyword: string]: Value | undefined },
  fieldClass: FieldClass,
): Part | string {
  const taken = Object.entries(flag).filter(([keyword]) => takesOption(fieldClass, keyword))
  return taken.length === 0 ? unknown(word, fieldClass) : { options: Object.fromEntries(taken) }
}

function notOfClass(value: string, fieldClass: FieldClass, keyword = 'default'): string {
  return keyword === 'default' || keyword === 'db_default'
    ? `“${value}” is no value of ${fieldClass}.`
    : `“${value}” cannot be the ${keyword} of a field.`
}

export function unknown(word: string, fieldClass: FieldClass): string {
  if (!isRelationClass(fieldClass) && /^(?:check|min|max|between|validators?)$|^[<>]/i.test(word))
    return 'A cell holds no checks. Constraints are added in the model’s inspector.'
  if (fieldClass === 'ManyToManyField')
    return ON_DELETE.has(word.toLowerCase())
      ? 'A many-to-many has no on_delete: Django deletes the rows between with either end.'
      : `“${word}” is not known here. Try blank, through or “as posts”.`
  return isRelationClass(fieldClass)
    ? `“${word}” is not known here. Try cascade, protect, set null, null or “as posts”.`
    : `“${word}” is not known here. Try null, unique, pk, index, default or choices.`
}
