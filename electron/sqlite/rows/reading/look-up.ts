/** Labels of rows, rows to choose from, and how many rows refer to one. */
import { HostFailure } from '../../../../shared/protocol/errors.ts'
import type { CallResult, HandlerParams } from '../../../../shared/protocol/methods.ts'
import { fromWire, toWire } from '../../../../shared/protocol/scalars.ts'
import type { StoredValue, WireScalar } from '../../../../shared/protocol/scalars.ts'
import type { Connection } from '../../database/open-database.ts'
import { sqlFailure } from '../../statements/sql-failure.ts'
import { bound, escaped } from './filter-sql.ts'
import { labelText } from './label-sql.ts'
import { columnSql, tableFacts } from '../table-facts.ts'
import type { TableFacts } from '../table-facts.ts'

type Of<M extends 'rows.labels' | 'rows.search' | 'rows.counts'> = Omit<HandlerParams<M>, 'session'>

function labelSql(facts: TableFacts, labels: readonly string[]): string {
  return `coalesce(${labelText(labels.map((one) => columnSql(facts, one)))}, '')`
}

type Key = ReturnType<typeof toWire>[]

function options(rows: Iterable<unknown>, width: number): { key: Key; label: string }[] {
  return Array.from(rows as Iterable<StoredValue[]>, (row) => {
    const label = row[width]
    return { key: row.slice(0, width).map(toWire), label: typeof label === 'string' ? label : '' }
  })
}

/** `a IN (…)`, or `(a, b) IN (VALUES …)`: both are looked up in an index that begins with the columns. */
function inTuples(columns: readonly string[], count: number): string {
  const [only] = columns
  if (columns.length === 1) return `${only} IN (${Array.from({ length: count }, () => '?').join(', ')})`
  const row = `(${columns.map(() => '?').join(', ')})`
  return `(${columns.join(', ')}) IN (VALUES ${Array.from({ length: count }, () => row).join(', ')})`
}

/** @throws INVALID where a tuple has not as many values as there are columns */
function boundTuples(columns: readonly string[], tuples: readonly (readonly WireScalar[])[]): StoredValue[] {
  if (tuples.some((tuple) => tuple.length !== columns.length)) {
    throw new HostFailure('INVALID', 'A key has a value for each of its columns.', { detail: 'values' })
  }
  return tuples.flat().map(bound)
}

/** What the rows of these keys are called; keys without a row are missing from the answer. */
export function readLabels(
  db: Connection,
  { table, keys, labels, values }: Of<'rows.labels'>,
): CallResult<'rows.labels'> {
  const facts = tableFacts(db, table)
  const columns = keys.map((key) => columnSql(facts, key))
  const params = boundTuples(columns, values)
  if (values.length === 0) return { labels: [] }
  const where = inTuples(columns, values.length)
  const sql = `SELECT ${columns.join(', ')}, ${labelSql(facts, labels)} FROM ${facts.sql} WHERE ${where}`
  return attempt(() => ({
    labels: options(
      db
        .prepare(sql)
        .raw()
        .iterate(...params),
      columns.length,
    ),
  }))
}

/** Rows whose label holds the text; one whose key it is comes first. */
export function searchRows(db: Connection, request: Of<'rows.search'>): CallResult<'rows.search'> {
  const { table, keys, labels, text, limit } = request
  const facts = tableFacts(db, table)
  const columns = keys.map((key) => columnSql(facts, key))
  const head = `SELECT ${columns.join(', ')}, ${labelSql(facts, labels)} FROM ${facts.sql}`
  const wanted = text.trim()
  const parts = keyParts(wanted, columns.length)
  return attempt(() => {
    const exact =
      parts === null
        ? []
        : options(
            db
              .prepare(`${head} WHERE ${columns.map((column) => `${column} = ?`).join(' AND ')} LIMIT 1`)
              .raw()
              .iterate(...parts),
            columns.length,
          )
    // Part of a key of several columns says which rows are meant, too.
    const whole = columns.length === 1 ? [] : columns.map((column) => `${column} = ?`)
    const called = `${labelSql(facts, labels)} LIKE ? ESCAPE '\\'`
    const where = wanted === '' ? '' : ` WHERE ${[called, ...whole].join(' OR ')}`
    const params = wanted === '' ? [] : [`%${escaped(wanted)}%`, ...whole.map(() => keyOf(wanted))]
    const found = options(
      db
        .prepare(`${head}${where} LIMIT ?`)
        .raw()
        .iterate(...params, BigInt(limit + 1)),
      columns.length,
    )
    const same = JSON.stringify(exact[0]?.key)
    const rest = found.filter(({ key }) => JSON.stringify(key) !== same)
    return { options: [...exact, ...rest].slice(0, limit), more: exact.length + rest.length > limit }
  })
}

/** The text as a key: `N, 2` for one of two columns; null: it is none. */
function keyParts(text: string, width: number): StoredValue[] | null {
  if (text === '') return null
  if (width === 1) return [keyOf(text)]
  const parts = text.split(/\s*[,·]\s*/)
  return parts.length === width ? parts.map(keyOf) : null
}

/** What the text would be as a key: a whole number where it looks like one. */
function keyOf(text: string): StoredValue {
  return /^-?\d{1,18}$/.test(text) ? (fromWire({ $i: text }) ?? text) : text
}

/** How many rows have each of the values; values that none has are missing from the answer. */
export function countGroups(db: Connection, { groups }: Of<'rows.counts'>): CallResult<'rows.counts'> {
  return attempt(() => ({
    groups: groups.map(({ table, columns: names, values }) => {
      const facts = tableFacts(db, table)
      const columns = names.map((name) => columnSql(facts, name))
      const params = boundTuples(columns, values)
      if (values.length === 0) return []
      const list = columns.join(', ')
      const rows = db
        .prepare(
          `SELECT ${list}, count(*) FROM ${facts.sql} WHERE ${inTuples(columns, values.length)} GROUP BY ${list}`,
        )
        .raw()
        .all(...params) as StoredValue[][]
      return rows.map((row) => ({ key: row.slice(0, -1).map(toWire), count: Number(row.at(-1)) }))
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
