/** Comparisons that are more than an operator: patterns of texts, and what stands inside JSON. */
import type { PyExpr } from '../../python/ast.ts'
import { literalValue, stringOf } from '../../python/literal.ts'
import { Unsayable, isTrue } from './arguments.ts'
import { COMPARISONS, PATTERNS, escapeLike } from './functions.ts'
import type { Place, Term, Writer } from './terms.ts'
import { jsonEquals, jsonHas, jsonOperand, jsonType, jsonValue } from './transforms.ts'
import { valueOf } from './values.ts'

/** Source: django/db/models/fields/json.py (5.2). */
export function jsonLookup(writer: Writer, { column, keys, lookup }: Place, value: PyExpr): string {
  const dialect = writer.dialect
  const { sql } = column
  if (lookup === 'has_key') {
    const key = stringOf(value)
    if (key === null) throw new Unsayable()
    return jsonHas(sql, [...keys, key], dialect)
  }
  if (lookup === 'isnull') {
    const found = dialect.id === 'sqlite' ? jsonType(sql, keys, dialect) : jsonValue(sql, keys, dialect)
    return `${found} IS ${isTrue(value) ? '' : 'NOT '}NULL`
  }
  const operator = COMPARISONS[lookup]
  const plain = literalValue(value)
  if (operator === undefined || plain === undefined) throw new Unsayable()
  if (lookup !== 'exact') return `${jsonValue(sql, keys, dialect)} ${operator} ${jsonOperand(plain, true, dialect)}`
  const equals = jsonEquals(sql, keys, plain, dialect)
  if (equals === null) throw new Unsayable()
  return equals
}

export function textLookup(writer: Writer, left: Term, lookup: string, value: PyExpr): string {
  const plain = valueOf(value)
  const given = typeof plain === 'number' ? String(plain) : plain
  if (lookup === 'regex' || lookup === 'iregex') {
    if (typeof given !== 'string') throw new Unsayable()
    const sql = writer.dialect.regex(left.sql, writer.dialect.literal(given), lookup === 'iregex')
    if (sql === null) throw new Unsayable()
    return sql
  }
  const pattern = PATTERNS[lookup]
  if (pattern === undefined || (given !== undefined && typeof given !== 'string')) throw new Unsayable()
  const { literal } = writer.dialect
  const like =
    given === undefined
      ? matching(writer, writer.term(value).sql, lookup, pattern)
      : literal(`${pattern.before}${escapeLike(given)}${pattern.after}`)
  return writer.dialect.like(left.sql, like, pattern.fold)
}

/** A pattern around what another column holds, whose own signs mean themselves. */
function matching(
  writer: Writer,
  sql: string,
  lookup: string,
  { before, after }: { readonly before: string; readonly after: string },
): string {
  // As Django has it, a pattern of its own where the database compares with LIKE.
  if (lookup === 'iexact' && writer.dialect.id !== 'postgresql') return `(${sql})`
  const { literal, id } = writer.dialect
  const replaced = ['\\', '%', '_'].reduce(
    (text, sign) => `REPLACE(${text}, ${literal(sign)}, ${literal(`\\${sign}`)})`,
    `(${sql})`,
  )
  const parts = [before, null, after].flatMap((sign) =>
    sign === null ? [replaced] : sign === '' ? [] : [literal(sign)],
  )
  return id === 'mysql' && parts.length > 1 ? `CONCAT(${parts.join(', ')})` : `(${parts.join(' || ')})`
}
