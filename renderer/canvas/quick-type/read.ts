/**
 * The short language of cells: `char 200 unique`, `int default 12`, `char 3 choices A, B, AB`, `fk User cascade null`,
 * `m2m Tag as posts`, `fk +Author` for a model that is not there yet; Python's calls and SQL's phrases, too. In a name
 * cell the name comes first: `title char 200`. What a cell shows is what it understands.
 */
import { RELATION_CLASS, takesOption } from '../../../shared/document/field-options.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import type { Choices, OnDeleteName, Options, RelationKind, ScalarType } from '../../../shared/document/records.ts'
import { GENERIC_WORDS, RELATION_WORDS, TYPE_WORDS } from '../../../shared/layout/box/type-text.ts'
import { readClauses, unknown } from './clauses.ts'
import { findTarget } from './targets.ts'
import type { QuickNames } from './targets.ts'
import { insideOf, partsOf, unquoted, wordsOf } from './tokens.ts'
import { RELATIONS, SCALARS } from './words.ts'

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
      readonly to: ModelId | { readonly make: string }
      /** null: not said. */
      readonly onDelete: OnDeleteName | null
      readonly relatedName: string | null
      readonly through: ModelId | null
      readonly options: Options
    }
  | { readonly kind: 'custom'; readonly className: string; readonly args?: string; readonly column?: boolean }

export type QuickResult =
  | { readonly ok: true; readonly value: QuickType }
  | { readonly ok: false; readonly message: string }

/** Reads a type. Lower and upper case are alike; models are found by name, else by the start of it. */
export function parseQuickType(text: string, names: QuickNames): QuickResult {
  const words = wordsOf(text.replace(/^\s*=\s*/, ''))
  const [said = '', ...rest] = words
  const first = said.replace(/^models\./, '')
  if (first === '') return failed('Write a type, such as “char 200” or “fk User”.')
  const relation = RELATIONS.get(first.toLowerCase())
  if (relation !== undefined) return readRelation(relation, withArguments(rest), names)
  const type = SCALARS.get(first.toLowerCase())
  if (type !== undefined) return readScalar(type, withArguments(rest), names)
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

/** `title char 200` → the name and the rest as typed; a lone name has no type. */
export function splitNameAndType(text: string): { readonly name: string; readonly type: string | null } {
  const clean = text.trimStart().replace(/^([^\s:=]+)\s*[:=]\s*/, '$1 ')
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

function readScalar(type: ScalarType, words: readonly string[], names: QuickNames): QuickResult {
  const said = readClauses(type, words, names)
  if (typeof said === 'string') return failed(said)
  const { options, numbers, choices } = said
  const [first, second] = numbers
  const sized: Options =
    first === undefined
      ? {}
      : type === 'DecimalField'
        ? { max_digits: first, decimal_places: second ?? 2 }
        : { max_length: first }
  if (first !== undefined && type !== 'DecimalField' && !takesOption(type, 'max_length'))
    return failed(`${type} has no length: leave ${first} out, or write “default ${first}”.`)
  const value = { kind: 'scalar' as const, type, options: { ...sized, ...options } }
  return { ok: true, value: choices === undefined ? value : { ...value, choices } }
}

function readRelation(relation: RelationKind, [target, ...words]: readonly string[], names: QuickNames): QuickResult {
  if (target === undefined) return failed('Which model does it point at?')
  const to = findTarget(unquoted(target), names)
  if (typeof to === 'object' && 'problem' in to) return failed(to.problem)
  const said = readClauses(RELATION_CLASS[relation], words, names)
  if (typeof said === 'string') return failed(said)
  const { onDelete = null, relatedName = null, through = null, numbers } = said
  if (numbers.length > 0) return failed(unknown(String(numbers[0]), RELATION_CLASS[relation]))
  // Django refuses SET_NULL where the column may not be empty (fields.E320).
  const implied: Options = onDelete === 'SET_NULL' ? { null: true, blank: true } : {}
  const options = { ...implied, ...said.options }
  return { ok: true, value: { kind: 'relation', relation, to, onDelete, relatedName, through, options } }
}

function failed(message: string): QuickResult {
  return { ok: false, message }
}

function nearest(word: string): readonly string[] {
  const lower = word.toLowerCase()
  const all = [...Object.values(TYPE_WORDS), ...Object.values(RELATION_WORDS)].map((words) => words[0])
  const close = all.filter((w) => w.startsWith(lower.slice(0, 1)))
  return [...new Set([...close, 'char', 'int', 'fk'])].slice(0, 4)
}
