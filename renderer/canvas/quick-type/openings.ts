/**
 * How a cell may begin: people glue (`char200`, `>User`), reorder (`unsigned int`), name a model or a choices class alone,
 * and bring SQL's `int references users(id)`. All of it becomes the usual words: a type or a relation first.
 */
import { findModel } from './targets.ts'
import type { QuickNames } from './targets.ts'
import { partsOf } from './tokens.ts'
import { CLASS_WORDS, FLAGS, KEYWORDS, PROSE, RELATIONS, SCALARS } from './words.ts'

/** Tried in this order; null: it does not begin so. */
type Opening = (words: readonly string[], names: QuickNames) => readonly string[] | null

const OPENINGS: readonly Opening[] = [
  // Oracle's words for numbers and texts.
  function oracle([first = '', size = '', ...rest]) {
    if (/^num(?:ber)?$/i.test(first) && /^\(\d+\s*,\s*\d+\)$/.test(size)) return ['decimal', size, ...rest]
    const [, length] = /^\((\d+)\s+(?:char|byte)\)$/i.exec(size) ?? []
    return length === undefined ? null : [first, `(${length})`, ...rest]
  },
  function reference([first = '', ...rest]) {
    if (!SCALARS.has(first.toLowerCase())) return null
    const prose = rest.findIndex((word) => PROSE.has(KEYWORDS.get(word.toLowerCase()) ?? word.toLowerCase()))
    const at = rest.findIndex((word) => /^(?:references|fk)$/i.test(word))
    if (at < 0 || (prose >= 0 && prose < at)) return null
    // The column's type follows from the target.
    const flags = rest.slice(0, at).filter((word) => !/^\(?\d/.test(word))
    const [target = '', ...others] = rest.slice(at + 1)
    return ['fk', target, ...flags, ...others]
  },
  function known([first = '']) {
    return SCALARS.has(first.toLowerCase()) || RELATIONS.has(first.toLowerCase()) ? [] : null
  },
  function glued([first = '', ...rest]) {
    const [, sign, target] = /^(->|→|>|<>)(\w.*)$/.exec(first) ?? []
    if (sign !== undefined && target !== undefined) return [sign, target, ...rest]
    const [, word, size] = /^([a-z]+)(\d+(?:,\d+)?)$/i.exec(first) ?? []
    return word !== undefined && size !== undefined && SCALARS.has(word.toLowerCase()) ? [word, size, ...rest] : null
  },
  // `unique int`, `not null int`, `optional User`
  function flagsFirst(words, names) {
    const at = words.findIndex((word) => !FLAGS.has(word.toLowerCase()))
    const [first = ''] = words.slice(Math.max(at, 0))
    const isType = SCALARS.has(first.toLowerCase()) || RELATIONS.has(first.toLowerCase()) || isNameOf(first, names)
    return at <= 0 || !isType ? null : usualWords([...words.slice(at), ...words.slice(0, at)], names)
  },
  // `User fk`
  function targetFirst([first = '', second = '', ...rest], names) {
    const isRelation = RELATIONS.has(second.toLowerCase()) && second !== '>' && second !== '-'
    return isRelation && (isNameOf(first, names) || first === 'self') ? [second, first, ...rest] : null
  },
  function classFirst([first = '', second = '', ...rest]) {
    const isOne = CLASS_WORDS.has(first.toLowerCase()) && SCALARS.has(second.toLowerCase())
    return isOne ? [second, first, ...rest] : null
  },
  function choices([first = '', ...rest]) {
    const [, glued] = /^(?:enum|choices?)(\(.*\))$/is.exec(first) ?? []
    if (glued === undefined && !/^(?:enum|choices?|oneof)$/i.test(first)) return null
    return ['char', 'choices', ...(glued === undefined ? [] : [partsOf(glued).join(', ')]), ...rest]
  },
  function choicesClass([first = '', ...rest], { enums }) {
    const isOne = enums.some(({ name }) => name === first || name.endsWith(`.${first}`))
    return isOne ? ['char', 'choices', first, ...rest] : null
  },
  function model([first = '', ...rest], names) {
    const [, listed] = /^\[(\w+)\]$|^$/.exec(first) ?? /^(\w+)(?:\[\]|\*)$/.exec(first) ?? []
    if (listed !== undefined) return findModel(listed, names) === null ? null : ['m2m', listed, ...rest]
    if (first.toLowerCase() === 'self') return ['fk', 'self', ...rest]
    const isWhole = /^[A-Z][\w.]*$|^\w+\.\w+$/.test(first) && isNameOf(first, names)
    return isWhole ? ['fk', first, ...rest] : null
  },
]

/** The name itself: the start of one is a word that may mean anything. */
function isNameOf(word: string, { models }: QuickNames): boolean {
  const lower = word.toLowerCase()
  return models.some(({ name, app = '' }) => name.toLowerCase() === lower || `${app}.${name}`.toLowerCase() === lower)
}

export function usualWords(words: readonly string[], names: QuickNames): readonly string[] {
  for (const opening of OPENINGS) {
    const usual = opening(words, names)
    if (usual !== null) return usual.length === 0 ? words : usual
  }
  return words
}
