/** A column's new name inside of the texts that name it: checks, expressions and conditions of indexes, generated columns. */
import type { DraftTable } from '../../database/draft.ts'
import type { RawIndexTerm } from '../../database/raw.ts'
import { folded } from '../cursor.ts'
import { sqlTokens } from '../tokens.ts'
import type { Dialect, SqlToken } from '../tokens.ts'

export function renameInSql(table: DraftTable, from: string, to: string, dialect: Dialect): void {
  const text = (sql: string) => renamed(sql, from, to, dialect)
  const where = (sql: string | null) => (sql === null ? null : text(sql))
  const term = <T extends RawIndexTerm>(t: T): T => (t.sql === undefined ? t : { ...t, sql: text(t.sql) })
  const index = <T extends { columns: readonly RawIndexTerm[]; where: string | null }>(i: T): T => ({
    ...i,
    columns: i.columns.map(term),
    where: where(i.where),
  })
  table.checks = table.checks.map((check) => ({ ...check, sql: text(check.sql) }))
  table.uniques = table.uniques.map(index)
  table.indexes = table.indexes.map(index)
  table.exclusions = table.exclusions.map((x) => ({ ...x, terms: x.terms.map(term), where: where(x.where) }))
  for (const column of table.columns)
    if (column.generated !== null) column.generated = { ...column.generated, sql: text(column.generated.sql) }
}

function renamed(sql: string, from: string, to: string, dialect: Dialect): string {
  const parts: string[] = []
  let kept = 0
  const tokens = sqlTokens(sql, dialect)
  for (const [i, token] of tokens.entries()) {
    if (!isColumn(token, from, dialect) || tokens[i + 1]?.value === '(') continue
    parts.push(sql.slice(kept, token.start), quoted(to, dialect))
    kept = token.end
  }
  return parts.length === 0 ? sql : parts.join('') + sql.slice(kept)
}

function isColumn({ kind, value }: SqlToken, name: string, dialect: Dialect): boolean {
  if (kind === 'name') return value === name
  if (kind !== 'word') return false
  return dialect === 'postgresql' ? folded(value) === name : value.toLowerCase() === name.toLowerCase()
}

/** Quotes always do, whatever the name is. */
function quoted(name: string, dialect: Dialect): string {
  const sign = dialect === 'mysql' ? '`' : '"'
  return `${sign}${name.replaceAll(sign, sign + sign)}${sign}`
}
