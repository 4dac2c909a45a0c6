/** Names of models and fields from those of tables and columns. */
import { freeName, nameProblem, pascalCase, singular, snakeCase } from '../../document/names.ts'

/** Prefixes that whole schemas of some shops share; they say nothing about the model. */
const PREFIX = /^(tbl|tb|t)_(?=[a-z])/i

/**
 * The words of a name as its author set them: those of `OrderLine` cannot be told in `orderline`. What was renamed
 * since has no author.
 */
export function wordsOf({ name, written = name }: { readonly name: string; readonly written?: string }): string {
  return written !== written.toUpperCase() && written.toLowerCase() === name ? written : name
}

/** The table's own name as a class may bear it: neither made singular nor without a prefix. */
export function plainModelName(table: string): string {
  const words = table.split(/[^\p{L}\p{N}]+/u).filter((w) => w !== '')
  return valid(words.map((word) => pascalCase(cased(word, table))).join('') || 'Table', 'Table')
}

/**
 * `blog_posts` → `BlogPost`, `Employee` → `Employee`, `order lines` → `OrderLine`.
 *
 * @param exact the source names the model itself: only what Python refuses is changed
 */
export function modelName(table: string, taken: ReadonlySet<string>, exact = false): string {
  if (exact && nameProblem(table) === null) return freeName(table, taken)
  const words = table
    .replace(PREFIX, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((w) => w !== '')
  const last = words.length - 1
  const parts = words.map((word, i) => pascalCase(cased(i === last ? singular(word) : word, table)))
  return freeName(valid(parts.join('') || 'Table', 'Table'), taken)
}

/** `IN_SERIAL` would stay in capitals as `INSERIAL`; mixed case is kept, and so are short words that stand alone or in it. */
function cased(word: string, table: string): string {
  const isShouted = table.includes('_') && table === table.toUpperCase()
  return word === word.toUpperCase() && (word.length > 3 || isShouted) ? word.toLowerCase() : word
}

/** `FirstName` → `first_name`; what Python or Django refuse is changed (`class` → `class_field`). */
export function fieldName(column: string, taken: ReadonlySet<string>): string {
  const snake = snakeCase(column.normalize('NFC').replace(/[^\p{L}\p{N}_]+/gu, '_'))
  const plain = snake.replace(/_{2,}/g, '_').replace(/^_+|_+$/g, '')
  return freeName(valid(plain, 'field'), taken, '_')
}

/** The name of a key without what says that it is one: `author_id`, `AuthorId`, `fk_author` → `author`. */
export function keyFieldName(column: string, taken: ReadonlySet<string>): string {
  const plain = column.replace(/(?<=.)(_id|Id|_ID|_fk|_uuid|_key|ID)$/, '').replace(/^(fk|id)_(?=.)/i, '')
  return fieldName(plain, taken)
}

function valid(name: string, fallback: string): string {
  const letters = /^\p{L}/u.test(name) ? name : `${fallback}_${name}`.replace(/_+$/, '')
  const cut = letters.slice(0, 90)
  return nameProblem(cut) === null && cut !== 'pk' ? cut : `${cut}_${fallback === 'Table' ? 'Model' : 'field'}`
}
