/** Lists of columns in parentheses, as indexes, keys and references have them. */
import type { RawIndexTerm } from '../../database/raw.ts'
import { SqlProblem } from '../cursor.ts'
import type { SqlCursor } from '../cursor.ts'

/** A list of columns in parentheses: names, `name(10) DESC`, expressions. */
export function readTerms(cursor: SqlCursor, mayBePeriod = false): readonly RawIndexTerm[] {
  cursor.expectSymbol('(')
  const terms: RawIndexTerm[] = []
  while (!cursor.takeSymbol(')')) {
    if (cursor.done) throw new SqlProblem('a list of columns is not closed')
    if (cursor.takeSymbol(',')) continue
    if (mayBePeriod && cursor.sees('PERIOD') && !cursor.seesSymbol(',', 1) && !cursor.seesSymbol(')', 1)) cursor.next()
    terms.push(...(hashedTerms(cursor) ?? [readTerm(cursor)]))
  }
  return terms
}

/** YugabyteDB's `(a, b) HASH`: plain columns, which decide together where a row lies. */
function hashedTerms(cursor: SqlCursor): readonly RawIndexTerm[] | null {
  if (cursor.dialect !== 'postgresql' || !cursor.seesSymbol('(')) return null
  const from = cursor.position
  const terms: RawIndexTerm[] = []
  cursor.next()
  while (/^(?:word|name)$/.test(cursor.peek().kind)) {
    terms.push({ name: cursor.name(), descending: false })
    cursor.takeSymbol(',')
  }
  if (cursor.takeSymbol(')') && cursor.take('HASH')) return terms
  cursor.goTo(from)
  return null
}

/** Another one than that of the column. */
const OTHER_COLLATION = /\bCOLLATE\s+(?!(?:"?pg_catalog"?\.)?"default")(?:"[^"]*"|[\w.]+)(?:\."[^"]*")?/i

function readTerm(cursor: SqlCursor): RawIndexTerm {
  const token = cursor.peek()
  const from = cursor.position
  const isPlain =
    token.kind === 'word' || token.kind === 'name' || (token.kind === 'string' && cursor.dialect !== 'postgresql')
  const isPrefix =
    cursor.dialect === 'mysql' &&
    cursor.seesSymbol('(', 1) &&
    cursor.peek(2).kind === 'number' &&
    cursor.seesSymbol(')', 3)
  const after = cursor.peek(isPrefix ? 4 : 1)
  const isName = isPlain && (after.kind === 'word' || after.kind === 'name' || /^[,).]?$/.test(after.value))
  if (!isName || cursor.seesSymbol('.', 1)) {
    const sql = cursor.textUntil((word) => word === 'ASC' || word === 'DESC')
    const descending = cursor.peek().upper === 'DESC'
    cursor.textUntil(() => false)
    if (cursor.position === from) cursor.next()
    return cursor.dialect === 'postgresql' ? { ...withoutClass(sql), descending } : { name: null, descending, sql }
  }
  const name = cursor.name()
  if (isPrefix) cursor.losses.push(`the length of ${name}(${cursor.group()}) in an index`)
  const rest = cursor.textUntil(() => false)
  const opclass = cursor.dialect === 'postgresql' ? operatorClass(rest) : null
  const collation = cursor.dialect === 'postgresql' ? OTHER_COLLATION.exec(rest)?.[0] : undefined
  if (collation !== undefined) cursor.losses.push(`${collation} of ${name} in an index`)
  return { name, descending: /\bDESC\b/i.test(rest), ...(opclass === null ? {} : { opclass }) }
}

/** `lower(name) text_pattern_ops`: what stands behind an expression, which ends with a parenthesis, is no part of it. */
function withoutClass(sql: string): { readonly name: null; readonly sql: string; readonly opclass?: string } {
  const plain = sql.trim().replace(/\s+NULLS\s+(?:FIRST|LAST)$/i, '')
  const found =
    /^(.*\))\s*((?:COLLATE\s+(?:"[^"]*"|[\w.]+)\s*)?(?:(?:"?\w+"?\.)?"?\w+_ops"?)(?:\s*\([^()]*\))?)$/is.exec(plain)
  const [, expression, rest] = found ?? []
  const opclass = rest === undefined ? null : operatorClass(rest)
  return expression === undefined || opclass === null
    ? { name: null, sql: plain }
    : { name: null, sql: expression, opclass }
}

/** `public.gin_trgm_ops` before ASC, DESC or NULLS; options of it are left out. */
function operatorClass(rest: string): string | null {
  const words = rest.replace(/\bCOLLATE\s+(?:"[^"]*"|[\w.]+)/i, ' ').trim()
  const found = /^(?:"?\w+"?\.)?"?(\w+)"?/.exec(words)?.[1] ?? null
  return found === null || /^(ASC|DESC|NULLS|WITH)$/i.test(found) ? null : found
}
