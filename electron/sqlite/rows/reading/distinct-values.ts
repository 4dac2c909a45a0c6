/** Which values a column has, and how often. */
import type { CallResult, HandlerParams } from '../../../../shared/protocol/methods.ts'
import { toWire } from '../../../../shared/protocol/scalars.ts'
import type { StoredValue } from '../../../../shared/protocol/scalars.ts'
import type { Connection } from '../../database/open-database.ts'
import { sqlFailure } from '../../statements/sql-failure.ts'
import { escaped, whereSql } from './filter-sql.ts'
import { columnSql, tableFacts } from '../table-facts.ts'

/** A longer text is nothing to choose from a list; of a blob the same many bytes. */
const LONGEST = 200

/** The most frequent values first, of those that hold `text`, within the view's filters. */
export function distinctValues(
  db: Connection,
  { table, filters, column: name, text, limit }: Omit<HandlerParams<'rows.distinct'>, 'session'>,
): CallResult<'rows.distinct'> {
  const facts = tableFacts(db, table)
  const column = columnSql(facts, name)
  const where = whereSql(db, facts, filters)
  const params: StoredValue[] = [...where.params]
  const isShort = `(typeof(${column}) NOT IN ('text', 'blob') OR length(${column}) <= ${LONGEST})`
  const terms = [where.sql.replace(/^ WHERE /, ''), isShort].filter((term) => term !== '')
  if (text !== '') {
    terms.push(`${column} LIKE ? ESCAPE '\\'`)
    params.push(`%${escaped(text)}%`)
  }
  try {
    const rows = db
      .prepare(
        `SELECT ${column}, count(*) AS relata_n FROM ${facts.sql} WHERE ${terms.join(' AND ')} GROUP BY ${column} ORDER BY relata_n DESC, ${column} LIMIT ?`,
      )
      .raw()
      .all(...params, BigInt(limit + 1)) as [StoredValue, bigint][]
    return {
      values: rows.slice(0, limit).map(([value, count]) => ({ value: toWire(value), count: Number(count) })),
      more: rows.length > limit,
    }
  } catch (thrown) {
    throw sqlFailure(thrown)
  }
}
