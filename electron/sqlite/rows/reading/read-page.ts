/**
 * Pages of a table, anywhere in a million rows, without walking over the rows before them.
 *
 * Without filter and sort a page is found by rowid: at once where the rowids have no gaps, else from signposts
 * (every thousandth rowid), set up once as far as needed, 20 ms for a million rows. With filter or sort the first
 * pages are read as they come; going further down makes a list of rowids in their order, in SQLite's own memory,
 * and every later page is read by it. OFFSET alone walks over all rows before, for each page anew.
 */
import { performance } from 'node:perf_hooks'

import { quote } from '../../../../shared/evolve/plan-sqlite.ts'
import type { CallResult } from '../../../../shared/protocol/methods.ts'
import type { RowFilter, RowSort } from '../../../../shared/protocol/methods/rows.ts'
import { encodeBatch } from '../../../../shared/protocol/encode-batch.ts'
import type { StoredValue } from '../../../../shared/protocol/scalars.ts'
import type { Connection } from '../../database/open-database.ts'
import { sqlFailure } from '../../statements/sql-failure.ts'
import { leavingRows } from '../../statements/undo-run.ts'
import { orderSql, whereSql } from './filter-sql.ts'
import { stampOf } from '../stamp.ts'
import { tableFacts } from '../table-facts.ts'
import type { TableFacts } from '../table-facts.ts'

export interface ViewRequest {
  readonly table: string
  readonly filters: readonly RowFilter[]
  readonly sort: readonly RowSort[]
}

/** Rows between two signposts. */
const STEP = 1_000
/** Up to here a sorted or filtered page is read without the list of rowids. */
const DIRECT_ROWS = 1_000
/** Lists kept; a million rowids take about 12 MB. */
const MAX_LISTS = 3
/** Longer cells come as their beginning: a page of the grid shows a line of each, bytes. */
const CELL_BYTES = 2_048

interface Index {
  readonly facts: TableFacts
  readonly where: ReturnType<typeof whereSql>
  readonly order: string
  readonly isPlain: boolean
  /** Without gaps: rowid of row 0. */
  dense: bigint | null | undefined
  readonly posts: bigint[]
  /** Name of the temporary list of rowids. */
  list: string | null
  total: number | null
}

interface Views {
  stamp: string
  readonly byKey: Map<string, Index>
  lists: number
}

const known = new WeakMap<Connection, Views>()

/** The view's index as long as nothing changes in the database. */
function indexOf(db: Connection, request: ViewRequest): Index {
  let views = known.get(db)
  const stamp = stampOf(db)
  if (views !== undefined && views.stamp !== stamp) {
    for (const index of views.byKey.values()) dropList(db, index)
    views.byKey.clear()
    views.stamp = stampOf(db)
  }
  if (views === undefined) {
    views = { stamp, byKey: new Map(), lists: 0 }
    known.set(db, views)
  }
  const { table, filters, sort } = request
  const key = JSON.stringify([table, filters, sort])
  const found = views.byKey.get(key)
  if (found !== undefined) {
    views.byKey.delete(key)
    views.byKey.set(key, found)
    return found
  }
  const facts = tableFacts(db, table)
  const index: Index = {
    facts,
    where: whereSql(db, facts, filters),
    order: orderSql(db, facts, sort),
    isPlain: filters.length === 0 && sort.length === 0,
    dense: undefined,
    posts: [],
    list: null,
    total: null,
  }
  views.byKey.set(key, index)
  forgetOld(db, views)
  return index
}

function forgetOld(db: Connection, views: Views): void {
  const listed = [...views.byKey].filter(([, index]) => index.list !== null)
  for (const [, index] of listed.slice(0, Math.max(0, listed.length - MAX_LISTS))) dropList(db, index)
  for (const [key, index] of [...views.byKey].slice(0, Math.max(0, views.byKey.size - 40))) {
    dropList(db, index)
    views.byKey.delete(key)
  }
}

function dropList(db: Connection, index: Index): void {
  if (index.list === null) return
  quietly(db, () => db.exec(`DROP TABLE IF EXISTS temp.${index.list}`))
  index.list = null
}

/** Work in temporary tables counts as a change of the connection, but changes nothing that anyone reads. */
function quietly(db: Connection, work: () => void): void {
  const left = leavingRows(db)
  work()
  left()
  const views = known.get(db)
  if (views !== undefined) views.stamp = stampOf(db)
}

/** Rows `start`… of the view, at most `limit`, the columns of the key before the others. */
export function readPage(db: Connection, request: ViewRequest, start: number, limit: number): CallResult<'rows.page'> {
  const since = performance.now()
  try {
    const index = indexOf(db, request)
    const { facts } = index
    const source = sourceOf(db, index, start, limit)
    const selected = [...facts.keys, ...facts.columns.map((column) => quote(column.name))]
    // Qualified: the list of rowids has a rowid of its own.
    const names = selected.map((one) => `relata_t.${one}`).join(', ')
    const statement = db.prepare(`SELECT ${names} FROM ${source.sql}`).raw()
    const keyWidth = facts.keys.length
    // At most 500 rows: all at once costs half of one after the other.
    const rows = statement.all(...source.params) as StoredValue[][]
    const batch = encodeBatch(rows, selected.length, { cellBytes: CELL_BYTES, whole: keyWidth })
    return { columns: [...facts.columns], keyed: facts.keyed, keyWidth, batch, ms: performance.now() - since }
  } catch (thrown) {
    throw sqlFailure(thrown)
  }
}

interface Source {
  readonly sql: string
  readonly params: readonly StoredValue[]
}

function sourceOf(db: Connection, index: Index, start: number, limit: number): Source {
  const { facts, where, order, isPlain } = index
  const table = `${facts.sql} AS relata_t`
  const direct = (): Source => ({
    sql: `${table}${where.sql}${order} LIMIT ? OFFSET ?`,
    params: [...where.params, BigInt(limit), BigInt(start)],
  })
  if (start === 0 || facts.keyed !== 'rowid') return direct()
  const [rowid] = facts.keys
  if (isPlain) {
    const post = signpost(db, index, start)
    if (post === null) return { sql: `${table} LIMIT 0`, params: [] }
    return {
      sql: `${table} WHERE ${rowid} >= ? ORDER BY ${rowid} LIMIT ? OFFSET ?`,
      params: [post.rowid, BigInt(limit), BigInt(post.skip)],
    }
  }
  if (index.list === null && start + limit <= DIRECT_ROWS) return direct()
  const list = listOf(db, index)
  return {
    sql: `temp.${list} AS relata_v CROSS JOIN ${table} ON relata_t.${rowid} = relata_v.relata_k WHERE relata_v.relata_n > ? AND relata_v.relata_n <= ? ORDER BY relata_v.relata_n`,
    params: [BigInt(start), BigInt(start + limit)],
  }
}

/** Where to start reading for row `start`; null: there are fewer rows. */
function signpost(db: Connection, index: Index, start: number): { rowid: bigint; skip: number } | null {
  const { facts, posts } = index
  const [rowid] = facts.keys
  if (index.dense === undefined) {
    // Counting walks over the smallest index.
    const [min, max] = endsOf(db, facts)
    const total = countOf(db, index)
    index.dense = min != null && max != null && max - min + 1n === BigInt(total) ? min : null
  }
  if (index.dense !== null) return { rowid: index.dense + BigInt(start), skip: 0 }
  const wanted = Math.floor(start / STEP)
  const first = db.prepare(`SELECT min(${rowid}) FROM ${facts.sql}`).raw()
  const next = db
    .prepare(`SELECT ${rowid} FROM ${facts.sql} WHERE ${rowid} >= ? ORDER BY ${rowid} LIMIT 1 OFFSET ?`)
    .raw()
  while (posts.length <= wanted) {
    const last = posts.at(-1)
    const row = (last === undefined ? first.get() : next.get(last, BigInt(STEP))) as [bigint | null] | undefined
    if (row?.[0] == null) return null
    posts.push(row[0])
  }
  return { rowid: posts[wanted] ?? 0n, skip: start % STEP }
}

/** The rowids of a filtered or sorted view in their order, numbered from 1. */
function listOf(db: Connection, index: Index): string {
  if (index.list !== null) return index.list
  const views = known.get(db)
  const name = `relata_rows_${views === undefined ? 0 : ++views.lists}`
  const { facts, where, order } = index
  quietly(db, () => {
    db.exec(`CREATE TEMP TABLE ${name} (relata_n INTEGER PRIMARY KEY, relata_k INTEGER)`)
    db.prepare(
      `INSERT INTO temp.${name} (relata_k) SELECT ${facts.keys[0]} FROM ${facts.sql} AS relata_t${where.sql}${order}`,
    ).run(...where.params)
  })
  index.list = name
  if (views !== undefined) forgetOld(db, views)
  return name
}

/** For exports: the list's name and the table's facts, so that any view can be walked by number. */
export function listedView(
  db: Connection,
  request: ViewRequest,
): { facts: TableFacts; list: string | null; where: Source } {
  const index = indexOf(db, request)
  const isListed = !index.isPlain && index.facts.keyed === 'rowid'
  return {
    facts: index.facts,
    list: isListed ? listOf(db, index) : null,
    where: { sql: `${index.where.sql}${index.order}`, params: index.where.params },
  }
}

/** All rows of the view. */
export function countRows(db: Connection, request: Omit<ViewRequest, 'sort'>): CallResult<'rows.count'> {
  const since = performance.now()
  try {
    return { total: countOf(db, indexOf(db, { ...request, sort: [] })), ms: performance.now() - since }
  } catch (thrown) {
    throw sqlFailure(thrown)
  }
}

/** For telling how far something is: the number of rows where it is known or quickly found, else the most there can be. */
export function roughTotal(db: Connection, request: ViewRequest): number {
  const index = indexOf(db, { ...request, sort: [] })
  const { facts, isPlain } = index
  if (index.total !== null || !isPlain || facts.keyed !== 'rowid') return countOf(db, index)
  const [min, max] = endsOf(db, facts)
  return min == null || max == null ? 0 : Number(max - min) + 1
}

/** The first and the last rowid: read off the table's edges. */
function endsOf(db: Connection, { keys: [rowid], sql }: TableFacts): readonly [bigint | null, bigint | null] {
  // Both in one aggregate would walk over all rows.
  const ends = db.prepare(`SELECT (SELECT min(${rowid}) FROM ${sql}), (SELECT max(${rowid}) FROM ${sql})`).raw()
  return ends.get() as [bigint | null, bigint | null]
}

function countOf(db: Connection, index: Index): number {
  if (index.total !== null) return index.total
  const { facts, where } = index
  const [total] = db
    .prepare(`SELECT count(*) FROM ${facts.sql}${where.sql}`)
    .raw()
    .get(...where.params) as [bigint]
  index.total = Number(total)
  return index.total
}
