/**
 * A table, or what a filter leaves of it, into a CSV or JSON file. The lines are put together inside SQLite,
 * thousands at a time: a million rows never become JavaScript objects.
 *
 * CSV: UTF-8, a header, `,` and `\n`; its lines: `csv-line.ts`. Looking whether a text needs its quotes took twice as
 * long as writing them (`rows.bench.ts`).
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { quote } from '../../../../shared/evolve/plan-sqlite.ts'
import type { PlainCall } from '../../../../shared/protocol/dispatcher.ts'
import type { TableColumn } from '../../../../shared/protocol/methods/rows.ts'
import type { StoredValue } from '../../../../shared/protocol/scalars.ts'
import type { Connection } from '../../database/open-database.ts'
import { giveBack } from '../../session/give-back.ts'
import { sqlFailure } from '../../statements/sql-failure.ts'
import { countQuotes } from './count-quotes.ts'
import { countedLine, csvLine } from './csv-line.ts'
import type { CountedLine } from './csv-line.ts'
import { listedView, roughTotal } from '../reading/read-page.ts'
import type { ExportRequest } from '../rows-methods.ts'
import type { TableFacts } from '../table-facts.ts'

type Sink = (text: string | Uint8Array) => void

/** Text of one statement, bytes; SQLite refuses a text of a thousand million. */
const BATCH_BYTES = 2 * 1024 * 1024
const MOST_ROWS = 16_384
const FIRST_ROWS = 256

/** @returns what was written; the file is incomplete when this throws */
export async function exportRows(
  db: Connection,
  { path, format, ...view }: ExportRequest,
  call: Pick<PlainCall, 'signal' | 'progress'>,
): Promise<{ rows: number; bytes: number; ms: number }> {
  const since = performance.now()
  const file = openSync(path, 'w')
  let bytes = 0
  const write: Sink = (text) => {
    const all = typeof text === 'string' ? Buffer.from(text, 'utf8') : text
    // A system may take less than all at once.
    for (let at = 0; at < all.length;) at += writeSync(file, all, at)
    bytes += all.length
  }
  const own = !db.inTransaction
  try {
    // One moment of the database, whoever else writes meanwhile.
    if (own) db.exec('BEGIN')
    const total = roughTotal(db, view)
    let rows = 0
    const { facts } = listedView(db, { ...view, filters: [], sort: [] })
    const form = FORMATS[format](db, facts)
    const { head, between, tail } = form
    write(head)
    for (const batch of batches(db, view, form)) {
      if (rows > 0) write(between)
      write(batch.text)
      if (typeof batch.text !== 'string') giveBack(batch.text)
      rows += batch.rows
      call.progress(rows, Math.max(total, rows), view.table)
      await nextTurn()
      if (call.signal.aborted) throw call.signal.reason
    }
    write(rows === 0 ? tail.replace(/^\n/, '') : tail)
    fsyncSync(file)
    return { rows, bytes, ms: performance.now() - since }
  } catch (thrown) {
    if (call.signal.aborted) throw call.signal.reason
    throw isOfFile(thrown) ? thrown : sqlFailure(thrown)
  } finally {
    if (own && db.inTransaction) db.exec('COMMIT')
    closeSync(file)
  }
}

function isOfFile(thrown: unknown): boolean {
  return thrown instanceof Error && 'syscall' in thrown
}

interface Format {
  readonly head: string
  /** The SQL expression of one row's text. */
  readonly line: string
  /** The same for most rows, quicker; null: there is no such. */
  readonly counted: CountedLine | null
  readonly between: string
  readonly tail: string
}

const FORMATS: Record<ExportRequest['format'], (db: Connection, facts: TableFacts) => Format> = {
  csv: (db, facts) => ({
    head: `${facts.columns.map(({ name }) => csvText(name)).join(',')}\n`,
    line: csvLine(db, facts),
    counted: countedLine(db, facts),
    between: '\n',
    tail: '\n',
  }),
  json: (_db, { columns }) => ({
    head: '[\n',
    line: `'{' || ${columns.map((column, i) => `${text(`${i === 0 ? '' : ', '}${JSON.stringify(column.name)}: `)} || ${jsonSql(column)}`).join(' || ')} || '}'`,
    counted: null,
    between: ',\n',
    tail: '\n]\n',
  }),
}

function csvText(value: string): string {
  return value === '' || /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

const isBoolean = ({ type }: TableColumn): boolean => /^bool/i.test(type)

function jsonSql(column: TableColumn): string {
  const c = `relata_t.${quote(column.name)}`
  const whole = isBoolean(column) ? `CASE ${c} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE ${c} END` : c
  const written = /^json/i.test(column.type)
    ? `CASE WHEN json_valid(${c}) THEN json(${c}) ELSE json_quote(${c}) END`
    : `json_quote(${c})`
  return `CASE typeof(${c}) WHEN 'null' THEN 'null' WHEN 'integer' THEN ${whole} WHEN 'text' THEN ${written} WHEN 'real' THEN quote(${c}) ELSE '"\\\\x' || hex(${c}) || '"' END`
}

interface Batch {
  /** As bytes where they come from SQLite so: they need not become a string in between. */
  readonly text: string | Uint8Array
  readonly rows: number
}

/** After so many batches that the quick line did not fit it is not tried any more. */
const MOST_MISSES = 3

/** The view's lines in order, joined; each batch about two megabytes. */
function* batches(
  db: Connection,
  view: Pick<ExportRequest, 'table' | 'filters' | 'sort'>,
  { line, counted, between }: Format,
): Generator<Batch> {
  const { facts, list, where } = listedView(db, view)
  const table = `${facts.sql} AS relata_t`
  if (facts.keyed !== 'rowid') {
    yield* oneByOne(db, `SELECT ${line} FROM ${table}${where.sql}`, where.params, between)
    return
  }
  const [rowid] = facts.keys
  const source =
    list === null
      ? `${rowid} AS relata_n FROM ${table} WHERE ${rowid} > ? ORDER BY ${rowid} LIMIT ?`
      : `relata_v.relata_n FROM temp.${list} AS relata_v CROSS JOIN ${table} ON relata_t.${rowid} = relata_v.relata_k WHERE relata_v.relata_n > ? ORDER BY relata_v.relata_n LIMIT ?`
  const next = joinedRows(db, { sql: line, quotes: 0, texts: null }, between, source)
  const quick = counted === null ? null : joinedRows(db, counted, between, source)
  let misses = 0
  let last: bigint = list === null ? -9_223_372_036_854_775_808n : 0n
  let most = FIRST_ROWS
  for (;;) {
    let batch = quick === null || misses === MOST_MISSES ? next(last, most) : quick(last, most)
    if (quick !== null && misses < MOST_MISSES && !isAsCounted(batch)) {
      misses++
      batch = next(last, most)
    }
    const { joined, reached, rows } = batch
    if (reached === null) return
    yield { text: joined ?? '', rows }
    last = reached
    most = Math.max(1, Math.min(MOST_ROWS, Math.floor((BATCH_BYTES * rows) / Math.max(1, joined?.length ?? 0))))
  }
}

interface JoinedRows {
  readonly joined: Uint8Array | null
  /** The last row's number; null: there was none. */
  readonly reached: bigint | null
  readonly rows: number
  /** Of these how many were written. */
  readonly written: number
  /** Quotes there are where no text has one in it. */
  readonly quotes: number
}

/** @returns what gives the rows behind a number, at most so many */
function joinedRows(
  db: Connection,
  { sql, quotes, texts }: CountedLine,
  between: string,
  source: string,
): (last: bigint, most: number) => JoinedRows {
  const statement = db
    .prepare(
      `SELECT CAST(group_concat(relata_l, ${text(between)}) AS BLOB), max(relata_n), count(*), count(relata_l), ${texts === null ? '0' : 'sum(relata_q)'}
       FROM (SELECT ${sql} AS relata_l, ${texts === null ? '' : `${texts} AS relata_q, `}${source})`,
    )
    .raw()
  return (last, most) => {
    const [joined, reached, rows, written, others] = statement.get(last, BigInt(most)) as [
      Uint8Array | null,
      bigint | null,
      bigint,
      bigint,
      bigint | null,
    ]
    return {
      joined,
      reached,
      rows: Number(rows),
      written: Number(written),
      quotes: quotes * Number(rows) + 2 * Number(others ?? 0),
    }
  }
}

function isAsCounted({ joined, rows, written, quotes }: JoinedRows): boolean {
  return written === rows && (joined === null ? 0 : countQuotes(joined)) === quotes
}

function* oneByOne(db: Connection, sql: string, params: readonly StoredValue[], between: string): Generator<Batch> {
  let lines: string[] = []
  let length = 0
  for (const [one] of db
    .prepare(sql)
    .raw()
    .iterate(...params) as Iterable<[string]>) {
    lines.push(one)
    length += one.length
    if (length < BATCH_BYTES && lines.length < MOST_ROWS) continue
    yield { text: lines.join(between), rows: lines.length }
    lines = []
    length = 0
  }
  if (lines.length > 0) yield { text: lines.join(between), rows: lines.length }
}
