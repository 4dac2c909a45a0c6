/**
 * The short language of cells: `char 200 unique`, `int default 12`, `char 3 choices A, B, AB`, `fk User cascade null`,
 * `m2m Tag as posts`, `fk +Author` for a model that is not there yet; Python's calls and SQL's phrases, too. In a name
 * cell the name comes first: `title char 200`. What a cell shows is what it understands.
 */
import { startOptions } from '../../../shared/document/fields/field-types.ts'
import { snakeCase } from '../../../shared/document/names.ts'
import { RELATION_CLASS, takesOption } from '../../../shared/document/fields/field-options.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import type { Choices, OnDeleteName, Options, RelationKind, ScalarType } from '../../../shared/document/records.ts'
import { GENERIC_WORDS, RELATION_WORDS, TYPE_WORDS } from '../../../shared/layout/box/type-text.ts'
import { printValue } from '../../../shared/python/literal.ts'
import { readClauses, unknown } from './clauses.ts'
import { computedOptions, computedParts } from './computed.ts'
import { usualWords } from './openings.ts'
import { inOurWords } from './other-tools.ts'
import { findTarget } from './targets.ts'
import type { NewTarget, QuickNames } from './targets.ts'
import { insideOf, listed, partsOf, unquoted, wordsOf } from './tokens.ts'
import { CLASS_WORDS, OTHER_SIDE, RELATIONS, SCALARS } from './words.ts'

export type QuickType =
  | {
      readonly kind: 'scalar'
      readonly type: ScalarType
      readonly options: Options
      /** Absent: not said. */
      readonly choices?: Choices
    }
  | {
      readonly kind: 'relation'
      readonly relation: RelationKind
      /** `make`: a model of that name is to be made. */
      readonly to: ModelId | NewTarget
      /** null: not said. */
      readonly onDelete: OnDeleteName | null
      readonly relatedName: string | null
      readonly through: ModelId | null
      readonly options: Options
    }
  | {
      /** Said from the other side: that model holds the key. */
      readonly kind: 'reverse'
      readonly relation: 'foreignKey' | 'oneToOne'
      readonly from: ModelId | NewTarget
      readonly onDelete: OnDeleteName | null
      /** What the key is called there; null: not said. */
      readonly keyName: string | null
      readonly options: Options
    }
  | { readonly kind: 'custom'; readonly className: string; readonly args?: string; readonly column?: boolean }

type QuickResult =
  | {
      readonly ok: true
      readonly value: QuickType
      /** What is to be known of it, such as what was left out. Absent: nothing. */
      readonly notes?: readonly string[]
    }
  | { readonly ok: false; readonly message: string }

/**
 * Reads a type. Lower and upper case are alike; models are found by name, else by the start of it.
 *
 * @param name of the field: a relation without a target is one to the model of that name
 */
export function parseQuickType(text: string, names: QuickNames, name = ''): QuickResult {
  const computed = computedParts(text)
  if (computed !== null) return readComputed(computed, names)
  const [said = '', ...others] = wordsOf(text.replace(/^\s*=\s*/, '').replace(/^character varying/i, 'varchar'))
  const ours = inOurWords([said.replace(/^models\./, ''), ...others], names)
  if ('problem' in ours) return failed(ours.problem)
  const read = readWords(usualWords(ours.words, names), names, name)
  const notes = [...(ours.notes ?? []), ...(read.ok ? (read.notes ?? []) : [])]
  return read.ok && notes.length > 0 ? { ...read, notes } : read
}

function readWords([first = '', ...rest]: readonly string[], names: QuickNames, name: string): QuickResult {
  if (first === '') return failed('Write a type, such as “char 200” or “fk User”.')
  const relation = RELATIONS.get(first.toLowerCase())
  if (relation !== undefined) return readRelation(relation, withName(withArguments(rest), names, name), names)
  if (first === 'array' && rest[0] !== undefined) return readArray(rest[0], rest.slice(1), names)
  const type = SCALARS.get(first.toLowerCase())
  if (type !== undefined) return readScalar(type, rest, names, SERIAL.test(first))
  const other = OTHER_SIDE.get(first.toLowerCase())
  if (other !== undefined) return readReverse(other, withName(rest, names, name), names)
  const generic = readGeneric(first, rest)
  if (generic !== null) return generic
  if (/^[A-Za-z_][\w.]*Field$/.test(first)) return custom(first, rest)
  return failed(`“${first}” is not a type. Try ${nearest(first).join(', ')}.`)
}

/** A project's own class, with the arguments that stand in its parentheses. */
function custom(className: string, [inside, next]: readonly string[]): QuickResult {
  if (next !== undefined) return failed(`“${next}” is not known here. Arguments stand in parentheses: ${className}(…).`)
  if (inside === undefined) return { ok: true, value: { kind: 'custom', className } }
  const args = insideOf(inside)
  if (args === null) return failed(`“${inside}” is not known here. Arguments stand in parentheses: ${className}(…).`)
  return { ok: true, value: { kind: 'custom', className, args } }
}

/** `gfk content_type, object_id` and `generic Tag`; null: neither. */
function readGeneric(word: string, rest: readonly string[]): QuickResult | null {
  const names = rest.flatMap(partsOf).map(unquoted)
  const made = (className: string, args: readonly string[]): QuickResult => ({
    ok: true,
    value: { kind: 'custom', className, args: args.join(', '), column: false },
  })
  switch (word.toLowerCase()) {
    case GENERIC_WORDS.key:
    case 'genericforeignkey': {
      const [type = 'content_type', object = 'object_id'] = names
      const isDefault = type === 'content_type' && object === 'object_id'
      return made('GenericForeignKey', isDefault ? [] : [`"${type}"`, `"${object}"`])
    }
    case GENERIC_WORDS.relation:
    case 'genericrelation':
      if (names[0] === undefined) return failed('Say which model it leads to: “generic Comment”.')
      return made('GenericRelation', [`"${names[0]}"`])
    default:
      return null
  }
}

/** Rails' `belongs_to :user`: the name is the target's. */
const MACRO = /^(belongs_to|has_many|has_one|has_and_belongs_to_many|belongsTo|hasMany|hasOne)\s+:?(\w+)((?:\s*,.*)?)$/s

function isWord(word: string): boolean {
  const lower = word.toLowerCase()
  return SCALARS.has(lower) || RELATIONS.has(lower) || OTHER_SIDE.has(lower)
}

/** `title char 200` → the name and the rest as typed; a lone name has no type. */
export function splitNameAndType(text: string): { readonly name: string; readonly type: string | null } {
  const [, macro, target, more = ''] = MACRO.exec(text.trim()) ?? []
  if (macro !== undefined && target !== undefined && !isWord(target))
    return { name: snakeCase(target), type: `${macro} ${target}${more}` }
  const clean = text
    .trimStart()
    // `name?: string`
    .replace(/^(\w+)\?\s*:\s*([^\s=]+)/, '$1 $2?')
    .replace(/^([^\s:=]+)\s*[:=]\s*/, '$1 ')
  const at = clean.search(/\s/)
  return at < 0 || clean.slice(at).trim() === ''
    ? { name: clean.trim(), type: null }
    : { name: clean.slice(0, at), type: clean.slice(at).trimStart() }
}

/** The words of a call's parentheses stand as others do: `CharField(max_length=200)`. */
function withArguments(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words
  const inside = first === undefined ? null : insideOf(first)
  return inside === null
    ? words
    : [...partsOf(inside.replaceAll('|', '\u0000')).map((part) => part.replaceAll('\u0000', '|')), ...rest]
}

/** `int unsigned`, `bigint autoincrement`: the class that these words make of the type, and what is left to read. */
function withClassWords(type: ScalarType, words: readonly string[]): readonly [ScalarType, readonly string[], Options] {
  let made = type
  const rest = words.filter((word) => {
    const other = CLASS_WORDS.get(word.toLowerCase())?.[made]
    made = other ?? made
    return other === undefined
  })
  const isAuto = made !== type && made.endsWith('AutoField')
  return [made, rest, isAuto ? { primary_key: true } : {}]
}

/** Between parentheses databases say how wide a number is shown: `int(11)`, `datetime(6)`. No class of Django takes it. */
function isWidth(type: ScalarType, [first = '']: readonly string[]): boolean {
  return /^\([\d,\s]+\)$/.test(first) && type !== 'DecimalField' && !takesOption(type, 'max_length')
}

/** Words that make a key by themselves: Django counts up in nothing else. */
const SERIAL = /^(?:big|small)?(?:serial|auto)(?:field)?$/i

function readScalar(declared: ScalarType, said: readonly string[], names: QuickNames, isKey = false): QuickResult {
  // `decimal(10,2), null`
  const given = said.flatMap((word, i) => (i === 0 && word.startsWith('(') ? listed(word) : [word]))
  const shown = isWidth(declared, given) ? given.slice(1) : withArguments(given)
  const [type, words, implied] = withClassWords(declared, shown)
  const clauses = readClauses(type, words, names)
  if (typeof clauses === 'string') return failed(clauses)
  const { options, numbers, choices } = clauses
  const [first, second] = numbers
  const sized: Options =
    first === undefined
      ? {}
      : type === 'DecimalField'
        ? { max_digits: first, decimal_places: second ?? 2 }
        : { max_length: first }
  if (first !== undefined && type !== 'DecimalField' && !takesOption(type, 'max_length'))
    return failed(`${type} has no length: leave ${first} out, or write “default ${first}”.`)
  const value = {
    kind: 'scalar' as const,
    type,
    options: { ...(isKey ? { primary_key: true } : {}), ...implied, ...sized, ...options },
  }
  return { ok: true, value: choices === undefined ? value : { ...value, choices } }
}

/** One to many stands in the model of the many, as a key that leads here. */
function readReverse(
  relation: 'foreignKey' | 'oneToOne',
  [said = '', ...more]: readonly string[],
  names: QuickNames,
): QuickResult {
  const [target, ...words] = [...listed(said), ...more]
  if (target === undefined) return failed('Which model does it come from?')
  const found = readTarget(target, names)
  if ('problem' in found) return failed(found.problem)
  if (words.some((word) => /^through:?$/i.test(word)))
    return failed(`Many to many is said from either side: “m2m ${unquoted(target).replace(/^:/, '')} through …”.`)
  const clauses = readClauses(RELATION_CLASS[relation], words, names)
  if (typeof clauses === 'string') return failed(clauses)
  const { onDelete = null, relatedName: keyName = null } = clauses
  const implied: Options = onDelete === 'SET_NULL' ? { null: true, blank: true } : {}
  return {
    ok: true,
    value: {
      kind: 'reverse',
      relation,
      from: found.to,
      onDelete,
      keyName,
      options: { ...implied, ...clauses.options },
    },
  }
}

/** What is said of a retyped field: its column cannot go over to another model. */
export function otherSide(value: Extract<QuickType, { kind: 'reverse' }>, { models, self }: QuickNames): string {
  const nameOf = (id: ModelId): string => models.find((one) => one.id === id)?.name ?? 'self'
  const [word, key] = value.relation === 'foreignKey' ? ['1:n', 'fk'] : ['has one', '1:1']
  const target = typeof value.from === 'string' ? nameOf(value.from) : value.from.make
  return `“${word}” is said by the other model: give ${target} a field “${key} ${nameOf(self)}”.`
}

type Target = { readonly to: ModelId | NewTarget; readonly field: string | null } | { readonly problem: string }

/** `users(id)`, `users.id`: SQL names the key, too. `:user` is Ruby's. */
function readTarget(word: string, names: QuickNames): Target {
  const plain = unquoted(word).replace(/^:/, '')
  const whole = findTarget(plain, names)
  if (typeof whole === 'string' || !('problem' in whole)) return { to: whole, field: null }
  const [, model, called, dotted] = /^([\w.]+?)(?:\((\w*)\)|\.(\w+))$/.exec(plain) ?? []
  if (model === undefined) return whole
  const to = findTarget(model, names)
  if (typeof to === 'object' && 'problem' in to) return to
  const field = called ?? dotted ?? ''
  return { to, field: /^(?:id|pk|)$/i.test(field) ? null : field }
}

/** `user references`: the field is called as the model is. */
function withName(words: readonly string[], names: QuickNames, name: string): readonly string[] {
  const isTarget = words.length === 0 && names.models.some((one) => one.name.toLowerCase() === name.toLowerCase())
  return isTarget ? [name] : words
}

function readRelation(relation: RelationKind, [said = '', ...more]: readonly string[], names: QuickNames): QuickResult {
  const [target, ...words] = [...listed(said), ...more]
  if (target === undefined) return failed('Which model does it point at?')
  const found = readTarget(target, names)
  if ('problem' in found) return failed(found.problem)
  const { to, field } = found
  const clauses = readClauses(RELATION_CLASS[relation], words, names)
  if (typeof clauses === 'string') return failed(clauses)
  const { onDelete = null, relatedName = null, through = null, numbers } = clauses
  if (numbers.length > 0) return failed(unknown(String(numbers[0]), RELATION_CLASS[relation]))
  // Django refuses SET_NULL where the column may not be empty (fields.E320).
  const implied: Options = onDelete === 'SET_NULL' ? { null: true, blank: true } : {}
  const options = {
    ...implied,
    ...(field === null || relation === 'manyToMany' ? {} : { to_field: field }),
    ...clauses.options,
  }
  return { ok: true, value: { kind: 'relation', relation, to, onDelete, relatedName, through, options } }
}

/** `int[]`: many values in one column, which PostgreSQL alone has. */
function readArray(type: string, words: readonly string[], names: QuickNames): QuickResult {
  const [, element = '', sizes = ''] = /^(.+?)((?:\[\d*\])*)$/s.exec(type) ?? []
  const inner = parseQuickType(element, names)
  if (!inner.ok) return inner
  if (inner.value.kind !== 'scalar') return failed(`An array holds plain values. Many of a model are “m2m”.`)
  const clauses = readClauses('JSONField', words, names)
  if (typeof clauses === 'string') return failed(clauses)
  const call = (args: string): string => `ArrayField(${args})`
  const { type: className, options: own } = inner.value
  const [size = '', ...outer] = sizes.match(/\d+|(?<=\[)(?=\])/g) ?? []
  let args = withSize(`models.${className}(${keywords({ ...startOptions(className), ...own })})`, size)
  for (const next of outer) args = withSize(call(args), next)
  const isObject = JSON.stringify(clauses.options['default']) === '{"expr":"dict"}'
  const options = isObject ? { ...clauses.options, default: { expr: 'list' } } : clauses.options
  const all = [args, keywords(options)].filter((one) => one !== '').join(', ')
  return { ok: true, value: { kind: 'custom', className: 'ArrayField', args: all }, notes: [ARRAY_NOTE] }
}

const ARRAY_NOTE = 'Arrays are PostgreSQL’s. For other databases take “json”, or “m2m” of a model of their own.'

function withSize(args: string, size: string): string {
  return size === '' ? args : `${args}, size=${size}`
}

function keywords(options: Options): string {
  return Object.entries(options)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${printValue(value)}`]))
    .join(', ')
}

function readComputed(parts: ReturnType<typeof computedParts> & object, names: QuickNames): QuickResult {
  const typed = parts.type === '' ? null : parseQuickType(parts.type, names)
  if (typed?.ok === false) return typed
  if (typed !== null && typed.value.kind !== 'scalar')
    return failed('A computed value has a plain type, such as “decimal 10,2”.')
  const output = typed?.value.kind === 'scalar' ? typed.value : null
  const options = computedOptions(parts, output, names.fields ?? [])
  return typeof options === 'string'
    ? failed(options)
    : { ok: true, value: { kind: 'scalar', type: 'GeneratedField', options } }
}

function failed(message: string): QuickResult {
  return { ok: false, message }
}

/** What people mean by words that are no types. */
const MEANT: { readonly [word: string]: readonly string[] } = {
  pk: ['bigauto', 'uuid pk'],
  id: ['bigauto', 'uuid pk'],
  vector: ['VectorField(dimensions=3)'],
  geography: ['PointField(geography=True)'],
  set: ['m2m', 'json'],
  attachment: ['file'],
  attachments: ['m2m', 'file'],
  rich_text: ['text'],
  polymorphic: ['gfk'],
  digest: ['char 128'],
  token: ['char 36 unique'],
  phone: ['char 30'],
  tel: ['char 30'],
  password: ['char 128'],
  color: ['char 7'],
  colour: ['char 7'],
  country: ['char 2', 'fk'],
  year: ['possmallint', 'date'],
  percent: ['decimal 5,2'],
  point: ['PointField'],
  geometry: ['GeometryField'],
  array: ['json', 'm2m'],
  list: ['json', 'm2m'],
  now: ['datetime now'],
  created: ['datetime created'],
  updated: ['datetime updated'],
  computed: ['generated'],
}

function nearest(word: string): readonly string[] {
  const lower = word.toLowerCase().replace(/\W.*$/, '')
  const known = [...Object.values(TYPE_WORDS), ...Object.values(RELATION_WORDS)]
  const meant = /^\d+$/.test(word)
    ? [`char ${word}`]
    : Object.hasOwn(MEANT, lower)
      ? (MEANT[lower] ?? [])
      : /^[A-Z]\w*[a-z]$/.test(word)
        ? [`fk +${word}`]
        : []
  const close = known
    .map((words) => ({ word: words[0], apart: Math.min(...words.map((one) => apart(lower, one))) }))
    .filter((one) => one.apart <= 2 && one.apart < lower.length / 2)
    .sort((a, b) => a.apart - b.apart)
  const alike = known.map((words) => words[0]).filter((one) => one.startsWith(lower.slice(0, 2)))
  return [...new Set([...meant, ...close.map((one) => one.word), ...alike, 'char', 'int', 'fk'])].slice(0, 4)
}

/** Letters to add, leave out or change until one word is the other (Levenshtein). */
function apart(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, sign] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (sign === b[j] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}
