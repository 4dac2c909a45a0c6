/** Labels of rows, rows to choose from, and how many rows refer to one. */
import type { CallResult, HandlerParams } from '../../../shared/protocol/methods.ts'
import { fromWire, toWire } from '../../../shared/protocol/scalars.ts'
import type { StoredValue } from '../../../shared/protocol/scalars.ts'
import type { Connection } from '../open-database.ts'
import { sqlFailure } from '../sql-failure.ts'
import { bound, escaped } from './filter-sql.ts'
import { columnSql, tableFacts } from './table-facts.ts'
import type { TableFacts } from './table-facts.ts'

type Of<M extends 'rows.labels' | 'rows.search' | 'rows.counts'> = Omit<HandlerParams<M>, 'session'>

/** A label is a line in a list, characters. */
const LABEL_LENGTH = 120

/** The first label column with something in it. */
function labelSql(facts: TableFacts, labels: readonly string[]): string {
  const parts = labels.map((one) => `nullif(substr(CAST(${columnSql(facts, one)} AS TEXT), 1, ${LABEL_LENGTH}), '')`)
  return `coalesce(${[...parts, "''"].join(', ')})`
}

function options(rows: Iterable<unknown>): { value: ReturnType<typeof toWire>; label: string }[] {
  return Array.from(rows as Iterable<[StoredValue, StoredValue]>, ([value, label]) => ({
    value: toWire(value),
    label: typeof label === 'string' ? label : '',
  }))
}

export function readLabels(
  db: Connection,
  { table, key, labels, values }: Of<'rows.labels'>,
): CallResult<'rows.labels'> {
  const facts = tableFacts(db, table)
  const column = columnSql(facts, key)
  const marks = values.map(() => '?').join(', ')
  const sql = `SELECT ${column}, ${labelSql(facts, labels)} FROM ${facts.sql} WHERE ${column} IN (${marks})`
  return attempt(() => ({
    labels: options(
      db
        .prepare(sql)
        .raw()
        .iterate(...values.map(bound)),
    ),
  }))
}

export function searchRows(db: Connection, request: Of<'rows.search'>): CallResult<'rows.search'> {
  const { table, key, labels, text, limit } = request
  const facts = tableFacts(db, table)
  const column = columnSql(facts, key)
  const head = `SELECT ${column}, ${labelSql(facts, labels)} FROM ${facts.sql}`
  const wanted = text.trim()
  return attempt(() => {
    const exact =
      wanted === '' ? [] : options(db.prepare(`${head} WHERE ${column} = ? LIMIT 1`).raw().iterate(keyOf(wanted)))
    const any = labels.map((one) => `${columnSql(facts, one)} LIKE ? ESCAPE '\\'`).join(' OR ')
    const where = wanted === '' ? '' : ` WHERE ${any}`
    const params = wanted === '' ? [] : labels.map(() => `%${escaped(wanted)}%`)
    const found = options(
      db
        .prepare(`${head}${where} LIMIT ?`)
        .raw()
        .iterate(...params, BigInt(limit + 1)),
    )
    const same = JSON.stringify(exact[0]?.value)
    const rest = found.filter(({ value }) => JSON.stringify(value) !== same)
    return { options: [...exact, ...rest].slice(0, limit), more: exact.length + rest.length > limit }
  })
}

/** What the text would be as a key: a whole number where it looks like one. */
function keyOf(text: string): StoredValue {
  return /^-?\d{1,18}$/.test(text) ? (fromWire({ $i: text }) ?? text) : text
}

export function countGroups(db: Connection, { groups }: Of<'rows.counts'>): CallResult<'rows.counts'> {
  return attempt(() => ({
    groups: groups.map(({ table, column: name, values }) => {
      const facts = tableFacts(db, table)
      const column = columnSql(facts, name)
      if (values.length === 0) return []
      const rows = db
        .prepare(
          `SELECT ${column}, count(*) FROM ${facts.sql} WHERE ${column} IN (${values.map(() => '?').join(', ')}) GROUP BY ${column}`,
        )
        .raw()
        .all(...values.map(bound)) as [StoredValue, bigint][]
      return rows.map(([value, count]) => ({ value: toWire(value), count: Number(count) }))
    }),
  }))
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw sqlFailure(thrown)
  }
}
