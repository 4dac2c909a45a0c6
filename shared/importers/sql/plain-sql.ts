/** Expressions of a script as any place takes them: in one piece, without what only the script's reader understands. */
import { sqlTokens } from './tokens.ts'
import type { Dialect, SqlToken } from './tokens.ts'

/** What may begin a comment, or PostgreSQL's text with escapes. */
const MAY_DIFFER = /--|\/\*|\*\/|#|\be'/i

/** Comments are blanks; `E'\\d'` is `'\d'`. */
export function plainSql(sql: string, dialect: Dialect): string {
  if (!MAY_DIFFER.test(sql)) return sql
  const parts: string[] = []
  let end = 0
  for (const token of sqlTokens(sql, dialect)) {
    const between = sql.slice(end, token.start)
    parts.push(between.trim() === '' ? between : blank(between), textOf(token, sql, dialect))
    end = token.end
  }
  return parts.join('')
}

function blank(comment: string): string {
  return comment.includes('\n') ? '\n' : ' '
}

function textOf({ kind, value, start, end }: SqlToken, sql: string, dialect: Dialect): string {
  const text = sql.slice(start, end)
  return dialect === 'postgresql' && kind === 'string' && /^e'/i.test(text) ? `'${value.replaceAll("'", "''")}'` : text
}
