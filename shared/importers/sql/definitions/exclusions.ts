/** PostgreSQL's EXCLUDE: no two rows may answer yes to all of its operators at once. */
import { columnNamed } from '../../database/draft.ts'
import type { DraftTable } from '../../database/draft.ts'
import type { RawExclusion, RawExclusionTerm, RawIndexTerm } from '../../database/raw.ts'
import { SqlCursor, SqlProblem } from '../cursor.ts'
import { readTerms } from './terms.ts'

/** Access methods whose exclusion constraints Django can make. Source: django/contrib/postgres/constraints.py (5.2). */
const METHODS: ReadonlySet<string> = new Set(['gist', 'spgist'])

/** Types that are read as text, which has none of their operators. */
const GEOMETRIC = /^(?:pg_catalog\.)?(?:point|line|lseg|box|path|polygon|circle)\b/i

/**
 * After EXCLUDE.
 *
 * @returns null where Django has no counterpart; the cursor then has the problem
 */
export function readExclusion(cursor: SqlCursor, table: DraftTable, name: string | null): RawExclusion | null {
  const { start } = cursor.peek(-1)
  const method = cursor.take('USING') ? cursor.name().toLowerCase() : 'btree'
  const terms = readExclusionTerms(cursor)
  const include = cursor.take('INCLUDE') ? readTerms(cursor).flatMap((term) => term.name ?? []) : []
  let where: string | null = null
  let isDeferrable = false
  let isDeferred = false
  while (!cursor.done && !cursor.seesSymbol(',') && !cursor.seesSymbol(')')) {
    if (cursor.take('WHERE')) where = cursor.group()
    else if (cursor.take('NOT', 'DEFERRABLE')) isDeferrable = false
    else if (cursor.take('DEFERRABLE')) isDeferrable = true
    else if (cursor.take('INITIALLY', 'DEFERRED')) isDeferrable = isDeferred = true
    else if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
  const types = terms.map((term) => columnNamed(table, term.name ?? '')?.type ?? '')
  if (!METHODS.has(method) || types.some((type) => GEOMETRIC.test(type))) {
    const sql = cursor.sql.slice(start, cursor.peek(-1).end).replace(/\s+/g, ' ')
    cursor.problems.push(`the constraint ${name === null ? '' : `${name}, `}${sql}, has no counterpart`)
    return null
  }
  const when = isDeferrable ? ({ deferrable: isDeferred ? 'DEFERRED' : 'IMMEDIATE' } as const) : {}
  return { name, method, terms, where, include, ...when }
}

/** `(room WITH =, tsrange(a, b) WITH &&)`. */
function readExclusionTerms(cursor: SqlCursor): readonly RawExclusionTerm[] {
  cursor.expectSymbol('(')
  const terms: RawExclusionTerm[] = []
  while (!cursor.takeSymbol(')')) {
    if (cursor.takeSymbol(',')) continue
    const term = termOf(
      cursor.textUntil((word) => word === 'WITH'),
      cursor,
    )
    if (term === undefined || !cursor.take('WITH')) throw new SqlProblem('an EXCLUDE without operators')
    terms.push({ ...term, operator: readOperator(cursor) })
  }
  return terms
}

function termOf(text: string, { dialect }: SqlCursor): RawIndexTerm | undefined {
  return readTerms(new SqlCursor(`(${text})`, dialect))[0]
}

/** `&&`, `OPERATOR(pg_catalog.=)`. */
function readOperator(cursor: SqlCursor): string {
  if (cursor.take('OPERATOR')) return cursor.group().replace(/^.*\.\s*/s, '')
  return cursor.textUntil(() => false).trim()
}
