/**
 * The names that Django makes up: tables, join tables, indexes, and the hashes that cut long ones.
 * Source: django/db/backends/utils.py, db/backends/base/schema.py, db/models/indexes.py (5.2).
 */
import { md5 } from '../util/md5.ts'

/** First `length` hex digits of the MD5 of the text: Django hashes the parts of a name one after the other. Rule R2. */
function namesDigest(text: string, length: number): string {
  return md5(text, length)
}

/** `schema"."table` → both parts without quotes; no schema → ''. */
export function splitIdentifier(identifier: string): { readonly namespace: string; readonly name: string } {
  if (!identifier.includes('"')) return { namespace: '', name: identifier }
  const parts = identifier.split('"."')
  const [namespace, name] = parts.length === 2 ? [parts[0] ?? '', parts[1] ?? ''] : ['', identifier]
  return { namespace: stripEnds(namespace), name: stripEnds(name) }
}

/** The name, or its beginning with a hash of four digits where it is longer than `length`. Rule R2. */
export function truncateName(identifier: string, length: number | null, hashLength = 4): string {
  const { namespace, name } = splitIdentifier(identifier)
  if (length === null || isWithin(name, length)) return identifier
  const cut = codePoints(name)
    .slice(0, length - hashLength)
    .join('')
  return `${namespace === '' ? '' : `${namespace}"."`}${cut}${namesDigest(name, hashLength)}`
}

/** Takes away the quotes around a whole name (`'"odd"'`), for use inside other names. */
function stripQuotes(name: string): string {
  return name.length > 1 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name
}

/**
 * What the database calls a column or table of this `db_column`, `db_table`: Django puts double quotes around a name that has
 * none, so that those within are SQL's own: `"double"` is double, `in""side` is in"side. A lone one, which Django stumbles
 * over, stays. Source: DatabaseOperations.quote_name of SQLite and PostgreSQL.
 */
export function nameInDatabase(name: string): string {
  if (!name.includes('"')) return name
  const inside = stripQuotes(name)
  return LONE_QUOTE.test(inside) ? inside : inside.replaceAll('""', '"')
}

const LONE_QUOTE = /(?<!")"(?:"")*(?!")/

/** The `db_column` or `db_table` by which Django finds what the database calls so. */
export function nameForDjango(name: string): string {
  return name.includes('"') ? `"${name.replaceAll('"', '""')}"` : name
}

/** Longest index name where a database sets no limit of its own. */
const DEFAULT_MAX_INDEX_NAME = 200

/**
 * Name of an index or constraint that Django makes by itself: `blog_post_author_id_87e1d289`. Rule R3.
 *
 * @param suffix `''` for a field's index, `_uniq`, `_fk_…`, `_like`
 * @param maxLength of the database; null: none (SQLite)
 */
export function createIndexName(
  table: string,
  columns: readonly string[],
  suffix: string,
  maxLength: number | null = null,
): string {
  const limit = maxLength ?? DEFAULT_MAX_INDEX_NAME
  const tableName = splitIdentifier(table).name
  const [first = ''] = columns
  const isOne = columns.length === 1
  let end = `${namesDigest(tableName + (isOne ? first : columns.join('')), 8)}${suffix}`
  const full = `${tableName}_${isOne ? first : columns.join('_')}_${end}`
  if (isWithin(full, limit)) return full
  if (end.length > limit / 3) end = end.slice(0, Math.floor(limit / 3))
  const rest = Math.floor((limit - end.length) / 2) - 1
  const cut = `${take(tableName, rest)}_${take(columns.join('_'), rest)}_${end}`
  return /^[_\d]/.test(cut) ? `D${cut.slice(0, -1)}` : cut
}

/**
 * Name of a `Meta.indexes` entry without one: `blog_post_title_2a8b5f_idx`. Rule R3.
 *
 * @param columns with '-' in front where descending
 */
export function metaIndexName(table: string, columns: readonly string[], suffix: string): string {
  const tableName = splitIdentifier(table).name
  const first = (columns[0] ?? '').replace(/^-/, '')
  const name = `${take(tableName, 11)}_${take(first, 7)}_${namesDigest(tableName + columns.join('') + suffix, 6)}_${suffix}`
  return /^[_\d]/.test(name) ? `D${name.slice(1)}` : name
}

/** `OrderItem` → `order item`: the verbose name of a model. */
export function camelCaseToSpaces(name: string): string {
  if (ONE_WORD.test(name)) return name.toLowerCase()
  return name
    .replace(/((?<=[a-z])[A-Z])|([A-Z](?![A-Z]|$))/g, ' $&')
    .trim()
    .toLowerCase()
}

const ONE_WORD = /^[A-Za-z][a-z\d_]*$/

/** Of the names in an enumeration's body those that become members: Python keeps `_a_` and `__a` to itself. */
export function isMemberName(name: string): boolean {
  return !/^(?:__|_.*_$)/s.test(name)
}

/** Python's `str.title()`: a capital after anything that is not a letter. */
export function titleCase(text: string): string {
  return text
    .toLowerCase()
    .replace(/(^|[^\p{L}])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

function take(text: string, count: number): string {
  if (text.length <= count) return text
  return codePoints(text).slice(0, count).join('')
}

/** No more characters than that; there are never more of them than units. */
function isWithin(text: string, limit: number): boolean {
  return text.length <= limit || codePoints(text).length <= limit
}

/** Python counts characters where JavaScript counts UTF-16 units. */
function codePoints(text: string): readonly string[] {
  return [...text]
}

function stripEnds(name: string): string {
  return name.replace(/^"+|"+$/g, '')
}
