/** Names that are free in a design, and names derived from others the way people write Django. */
import type { AppId, ModelId } from './ids.ts'
import { isExpr, isRelation } from './records.ts'
import type { ErDocument, Model } from './records.ts'

/** Whole model names of an app in lower case: Django's registry does not tell `Post` from `post`. */
export function takenModelNames(doc: ErDocument, app: AppId): Set<string> {
  const taken = new Set<string>()
  for (const model of Object.values(doc.models)) if (model.app === app) taken.add(model.name.toLowerCase())
  for (const one of Object.values(doc.enums))
    if (one.app === app && one.model === null) taken.add(one.name.toLowerCase())
  return taken
}

/** `wanted`, or `wanted2`, `wanted3` … : the first that no model of the app has. */
export function freeModelName(doc: ErDocument, app: AppId, wanted: string): string {
  return freeName(wanted, takenModelNames(doc, app))
}

/**
 * `wanted`, or `wanted2` …: the first name that no field of the model or of its bases has, neither as a
 * name nor as the column attribute of a foreign key (`author_id`).
 */
export function freeFieldName(doc: ErDocument, model: Model, wanted: string): string {
  return freeName(wanted, takenFieldNames(doc, model))
}

/** Names in lower case that a new field may not have: of this model, its bases and their keys' columns. */
export function takenFieldNames(doc: ErDocument, model: Model): Set<string> {
  const taken = new Set<string>()
  const seen = new Set<ModelId>()
  const queue = [model]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next.id)) continue
    seen.add(next.id)
    for (const field of next.fields) {
      taken.add(field.name.toLowerCase())
      if (isRelation(field) && field.kind !== 'manyToMany') taken.add(`${field.name.toLowerCase()}_id`)
    }
    for (const base of next.bases) {
      const parent = isExpr(base) ? undefined : doc.models[base.model]
      if (parent !== undefined) queue.push(parent)
    }
  }
  return taken
}

/**
 * `wanted`, or with 2, 3 … at its end: the first that is not taken. A number at the end counts on.
 *
 * @param tried where counting stopped, by stem: for callers that take many names, lest each counts anew
 */
export function freeName(
  wanted: string,
  taken: ReadonlySet<string>,
  separator = '',
  tried = new Map<string, number>(),
): string {
  if (!taken.has(wanted.toLowerCase())) return wanted
  const stem = `${wanted.replace(/_?\d{1,6}$/, '') || wanted}${separator}`
  for (let n = tried.get(stem) ?? 2; ; n += 1) {
    const name = `${stem}${n}`
    if (taken.has(name.toLowerCase())) continue
    tried.set(stem, n + 1)
    return name
  }
}

/** `BlogPost` → `blog_post`, `HTTPHeader` → `http_header`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toLowerCase()
}

/** `blog_post` → `BlogPost`. */
export function pascalCase(name: string): string {
  return name
    .split(/[\W_]+/)
    .filter((part) => part !== '')
    .map((part) => part[0]?.toUpperCase() + part.slice(1))
    .join('')
}

/** The English plural that is right for most nouns: `categories`, `boxes`, `tags`. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/i.test(noun)) return `${noun.slice(0, -1)}ies`
  if (/(s|x|z|ch|sh)$/i.test(noun)) return `${noun}es`
  return `${noun}s`
}

/** Undoes `plural`; a word that is no plural stays. */
export function singular(noun: string): string {
  const irregular = IRREGULAR.find(([plurals]) => plurals.test(noun))
  if (irregular !== undefined) return noun.replace(...irregular)
  if (/[^su]s$/i.test(noun)) return noun.slice(0, -1)
  return noun
}

/** Ends of nouns, the first that fits; what none fits loses its `s`. */
const IRREGULAR: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z])(children|people)$/i, '$1'],
  [/(?:series|species|news|lens|canvas|atlas|alias|bias|gas|sms|chaos|[sx]is)$/i, '$&'],
  [/(mov|cook|zomb|calor|self|rook|brown|hood|genr|(?<![a-z])[ptl])ies$/i, '$1ie'],
  [/([^aeiou])ies$/i, '$1y'],
  [/(quiz)zes$/i, '$1'],
  [/(her|potat|tomat|ech)oes$/i, '$1o'],
  [/(analy|synop|hypothe|parenthe|diagno|the|cri)ses$/i, '$1sis'],
  [/((?:ss|[^aeo]us|ias|nvas|tlas|gas)|x|zz|(?<!ca|psy|ni)ch|sh)es$/i, '$1'],
]

const PYTHON_KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
)

/**
 * Why a name cannot be used for a model, field or choices class, in words; null: it can. Names that
 * Django only warns about are not refused here, its checks report them.
 */
export function nameProblem(name: string): string | null {
  if (name.trim() === '') return 'A name is needed.'
  if (PYTHON_KEYWORDS.has(name)) return `“${name}” is a word of the Python language; choose another name.`
  if (!isPythonName(name)) {
    return 'A name consists of letters, digits and underscores, and does not begin with a digit.'
  }
  if (name.length > MOST_LETTERS) return `A name has at most ${MOST_LETTERS} characters; this one has ${name.length}.`
  return null
}

/** Of what is typed; what is imported may be longer, as Python and Django have no limit. */
const MOST_LETTERS = 100

/** Whether Python can write it. */
export function isPythonName(name: string): boolean {
  return !PYTHON_KEYWORDS.has(name) && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)
}

/** The nearest name that Python can write: `Two words` → `TwoWords`, a field's `two words` → `two_words`. */
export function pythonName(name: string, word: 'Model' | 'field'): string {
  const plain = identifier(name, word)
  if (word === 'field') return plain.toLowerCase()
  return /[_\s]/.test(plain) ? pascalCase(plain) : plain
}

/** What `nameProblem` still accepts, with room for a number at the end. */
const MAX_LENGTH = 90

/** Letters, digits and single underscores; words of Python get a word more. */
function identifier(name: string, word: string): string {
  const plain = name
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
    .replaceAll(/_+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, MAX_LENGTH)
  if (plain === '' || !/^[\p{L}_]/u.test(plain)) return `${word}_${plain || '1'}`.replace(/_+$/, '')
  return nameProblem(plain) === null ? plain : `${plain}_${word.toLowerCase()}`
}
