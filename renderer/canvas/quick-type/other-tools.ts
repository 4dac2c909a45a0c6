/**
 * A cell in the words of another tool, in ours: Prisma's attributes, DBML's brackets, Rails' colons, SQLAlchemy's calls,
 * the types of Python and TypeScript. What has no counterpart is told, never dropped.
 */
import { arrayWords, typeWords } from './type-words.ts'
import { settingsWords } from './settings-words.ts'
import { columnWords } from './column-calls.ts'
import type { QuickNames } from './targets.ts'
import { insideOf, isQuoted, partsOf, unquoted } from './tokens.ts'
import { KEYWORDS, PROSE, RELATIONS, SCALARS } from './words.ts'

export type Rewritten =
  | { readonly words: readonly string[]; readonly notes?: readonly string[] }
  | { readonly problem: string }

/** null: nothing of it is here. */
export type Rewrite = (words: readonly string[], names: QuickNames) => Rewritten | null

/** Each once, in this order. */
const REWRITES: readonly Rewrite[] = [
  columnWords,
  colons,
  settingsWords,
  attributes,
  pairs,
  onUpdate,
  alternatives,
  wrapped,
]

export function inOurWords(words: readonly string[], names: QuickNames): Rewritten {
  const prose = words.findIndex((word, i) => i > 0 && PROSE.has(KEYWORDS.get(word.toLowerCase()) ?? word.toLowerCase()))
  const [head, tail] = prose < 0 ? [words, []] : [words.slice(0, prose), words.slice(prose)]
  let [now, notes]: [readonly string[], readonly string[]] = [head, []]
  for (const rewrite of REWRITES) {
    const made = rewrite(now, names)
    if (made === null) continue
    if ('problem' in made) return made
    now = made.words
    notes = [...notes, ...(made.notes ?? [])]
  }
  return { words: [...now, ...tail], notes }
}

/** Rails' `string:index`, `decimal{10,2}`. */
function colons([first = '', ...rest]: readonly string[]): Rewritten | null {
  const [, type = '', sized, flags] = /^([a-z]\w*)(\{[\w,\s]+\})?((?::\w+)*)$/i.exec(first) ?? []
  const isType = SCALARS.has(type.toLowerCase()) || RELATIONS.has(type.toLowerCase())
  if (!isType || (sized === undefined && (flags ?? '') === '')) return null
  if (sized === '{polymorphic}') return { words: ['gfk', ...rest] }
  return {
    words: [
      type,
      ...(sized === undefined ? [] : [`(${sized.slice(1, -1)})`]),
      ...(flags ?? '').split(':').slice(1),
      ...rest,
    ],
  }
}

const MADE_VALUES: { readonly [call: string]: readonly string[] } = {
  'autoincrement()': ['autoincrement'],
  'sequence()': ['autoincrement'],
  'now()': ['default', 'now'],
  'uuid()': ['default', 'uuid'],
  'uuid(4)': ['default', 'uuid'],
}

/** Prisma's, by name; null: none of them. */
const ATTRIBUTES: { readonly [name: string]: (inside: string) => Rewritten } = {
  id: () => ({ words: ['pk'] }),
  unique: () => ({ words: ['unique'] }),
  updatedAt: () => ({ words: ['updated'] }),
  map: (inside) => ({ words: ['column', inside.replace(/^name:\s*/, '')] }),
  default(inside) {
    const value = inside.replace(/^value:\s*/, '')
    const made = Object.hasOwn(MADE_VALUES, value) ? MADE_VALUES[value] : undefined
    if (made !== undefined) return { words: made }
    return /^\w+\(.*\)$/s.test(value) ? { problem: noMadeValue(value) } : { words: ['default', value] }
  },
  relation: relationWords,
}

function noMadeValue(call: string): string {
  return `Django makes no ${call} by itself. Try “default uuid” of a uuid, or the name of a function of yours.`
}

function attributes(words: readonly string[]): Rewritten | null {
  if (!words.some((word) => word.startsWith('@'))) return null
  const out: string[] = []
  const notes: string[] = []
  for (const word of words) {
    const [, name = '', call] = /^@([\w.]+)(\(.*\))?$/s.exec(word) ?? []
    const inside = insideOf(call ?? '') ?? ''
    const native = /^db\.(\w+)$/.exec(name)?.[1]
    if (native !== undefined && SCALARS.has(native.toLowerCase())) {
      // The database's own type says more than Prisma's.
      out.splice(0, 1, native, ...(call === undefined ? [] : [call]))
      continue
    }
    const made = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name]?.(inside) : { words: [word] }
    if (made === undefined || 'problem' in made) return made ?? null
    // Prisma keeps a uuid in a text; Django has a class for it.
    if (made.words[1] === 'uuid' && /^(?:string|text)$/i.test(out[0] ?? '')) out[0] = 'uuid'
    out.push(...made.words)
    notes.push(...(made.notes ?? []))
  }
  return { words: out, notes }
}

/** `fields: [authorId], references: [id], onDelete: Cascade`. */
function relationWords(inside: string): Rewritten {
  const words: string[] = []
  const notes: string[] = []
  for (const part of partsOf(`(${inside})`)) {
    const [, key = 'name', value = ''] = /^(?:(\w+)\s*:\s*)?(.*)$/s.exec(part) ?? []
    const list = /^\[(.*)\]$/s.exec(value)?.[1]
    if (list?.includes(',') === true)
      return { problem: `A key over several columns (${list}) is none of a cell’s. Draw the relation instead.` }
    if (key === 'fields') words.push('column', list ?? value)
    else if (key === 'references') words.push(...(list === 'id' ? [] : ['to_field', list ?? value]))
    else if (key === 'onDelete') words.push(value.toLowerCase())
    else if (key === 'onUpdate') notes.push(noUpdate(value))
    else notes.push(`${unquoted(value)} is left out: relations have no names in Django.`)
  }
  return { words, notes }
}

function noUpdate(what: string): string {
  return `ON UPDATE ${what.toUpperCase()} is left out: Django has none, and the keys of rows do not change.`
}

/** Keys of other tools' pairs, and what `key: value` says in ours; undefined: nothing. */
const PAIRS: { readonly [key: string]: (value: string) => readonly string[] | undefined } = {
  null: (value) => (value === 'true' ? ['?'] : ['required']),
  nullable: (value) => (value === 'true' ? ['?'] : ['required']),
  optional: (value) => (value === 'true' ? ['?'] : ['required']),
  required: (value) => (value === 'true' ? ['required'] : ['?']),
  unique: (value) => [`unique=${value}`],
  index: (value) => [`index=${value}`],
  primary_key: (value) => [`primary_key=${value}`],
  default: (value) => ['default', value],
  limit: (value) => [value],
  length: (value) => [value],
  precision: (value) => [`max_digits=${value}`],
  scale: (value) => [`decimal_places=${value}`],
  comment: (value) => [`db_comment=${value}`],
  foreign_key: (value) => (value === 'true' ? [] : undefined),
  ondelete: (value) => [value],
  on_delete: (value) => [value],
  dependent: (value) => [
    { ':destroy': 'cascade', ':nullify': 'set_null', ':restrict_with_error': 'protect' }[value] ?? value,
  ],
  polymorphic: () => undefined,
}

/** Rails' `null: false, default: 0`. */
function pairs(words: readonly string[]): Rewritten | null {
  const spread = words.flatMap(beforeKey)
  const out: string[] = []
  for (let at = 0; at < spread.length; at++) {
    const value = spread[at + 1]
    const said = value === undefined ? undefined : pairWords(spread[at] as string, value)
    if (said === undefined) out.push(spread[at] as string)
    else {
      out.push(...said)
      at++
    }
  }
  return spread.some(isKey) ? { words: out } : null
}

/** `false, default:` is two words. */
function beforeKey(word: string): readonly string[] {
  const [, before = '', key = ''] = /^(.+),\s*(\w+:)$/s.exec(word) ?? []
  return isKey(key) ? [before, key] : [word]
}

function isKey(word: string): boolean {
  return word.endsWith(':') && Object.hasOwn(PAIRS, word.slice(0, -1).toLowerCase())
}

/** undefined: no pair of theirs. */
function pairWords(key: string, value: string): readonly string[] | undefined {
  return isKey(key) ? PAIRS[key.slice(0, -1).toLowerCase()]?.(value) : undefined
}

/** `on update current_timestamp` is a moment's; of a key Django has none. */
function onUpdate(words: readonly string[]): Rewritten | null {
  const at = words.findIndex((word, i) => /^on$/i.test(word) && /^update$/i.test(words[i + 1] ?? ''))
  if (at < 0) return null
  const what = words[at + 2] ?? ''
  const rest = [...words.slice(0, at), ...words.slice(at + 3)]
  if (/^(?:current_timestamp|now)(?:\(\d*\))?$/i.test(what))
    // Django sets it at the insert, too.
    return { words: [...withoutDefault(rest), 'updated'] }
  return { words: rest, notes: [noUpdate(what.replaceAll('_', ' '))] }
}

function withoutDefault(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => /^default$/i.test(word))
  return at < 0 ? words : [...words.slice(0, at), ...words.slice(at + 2)]
}

/** TypeScript's `"a" | "b"`. */
function alternatives(words: readonly string[]): Rewritten | null {
  if (!isQuoted(words[0] ?? '') || words[1] !== '|') return null
  const values: string[] = [words[0] as string]
  let at = 1
  for (; words[at] === '|' && isQuoted(words[at + 1] ?? ''); at += 2) values.push(words[at + 1] as string)
  return { words: ['char', 'choices', values.join(', '), ...words.slice(at)] }
}

/** `Optional[str]`, `List[Tag]`, `string!`. */
function wrapped(words: readonly string[], names: QuickNames): Rewritten | null {
  const [first = '', second = '', third = '', ...more] = words
  if (/^(?:\[\d*\])+\??$/.test(third) && second.startsWith('('))
    return {
      words: [
        ...arrayWords(`${first}${second}${third.replace('?', '')}`, names),
        ...(third.endsWith('?') ? ['?'] : []),
        ...more,
      ],
    }
  if (/^array$/i.test(second)) return { words: [...arrayWords(`${first}[]`, names), ...words.slice(2)] }
  if (/^!+$/.test(second) || (second.startsWith('(') && /^!+$/.test(third)))
    return { words: [...words.filter((word) => !/^!+$/.test(word)), 'required'] }
  const type = typeWords(first, names)
  return type === null ? null : { words: [...type, ...words.slice(1)] }
}
