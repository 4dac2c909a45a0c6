/** Rows of a CSV or JSON file into a table: in one transaction, with every row that does not fit named. */
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'

import type { PlainCall } from '../../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../../shared/protocol/errors.ts'
import type { Json } from '../../../../shared/protocol/json.ts'
import type { CallResult } from '../../../../shared/protocol/methods.ts'
import type { StoredValue } from '../../../../shared/protocol/scalars.ts'
import { isSqliteError } from '../../../../shared/orm/database.ts'
import { withPoint } from '../../../../shared/rows/decimal-comma.ts'
import { parseCell } from '../../../../shared/rows/parse-cell.ts'
import type { CompiledDesign } from '../../../../shared/schema/compile-design.ts'
import { countChanges, MAX_UNDONE_ROWS } from '../../statements/count-changes.ts'
import type { Connection } from '../../database/open-database.ts'
import { isOfWorld, sqlFailure } from '../../statements/sql-failure.ts'
import { beginRun } from '../../statements/transaction.ts'
import { rememberRun } from '../../statements/undo-run.ts'
import { constraintMessage } from '../changes/constraint-words.ts'
import { bound } from '../reading/filter-sql.ts'
import { defaultsOf, modelRows, touchedBySaving } from '../changes/model-rows.ts'
import type { ModelRows } from '../changes/model-rows.ts'
import { labelOfFile, readRecords } from './read-records.ts'
import type { FileRow, Records } from './read-records.ts'
import type { ImportRequest, RowsFile } from '../rows-methods.ts'
import { columnSql, tableFacts } from '../table-facts.ts'
import type { TableFacts } from '../table-facts.ts'

type Answer = CallResult<'rows.import'>
type Problem = Answer['problems'][number]

/** Problems that are listed; the rest are counted. */
const MAX_PROBLEMS = 1_000
const SHOWN_ROWS = 8
const MEASURED_ROWS = 200
const ROWS_A_TURN = 500
/** Of a bad value, characters. */
const SHOWN_VALUE = 200

/** The columns and first rows of a file, and about how many it has, before anything is put anywhere. */
export async function inspectFile(file: RowsFile): Promise<CallResult<'rows.inspect'>> {
  const records = await readRecords(file)
  const rows: (string | null)[][] = []
  let count = 0
  let length = 0
  for await (const { cells } of records.rows) {
    count++
    length += cells.reduce((sum, { text }) => sum + (text?.length ?? 0) + 1, 0)
    if (rows.length < SHOWN_ROWS) rows.push(cells.map(({ text }) => text?.slice(0, SHOWN_VALUE) ?? null))
    // JSON is in memory as a whole, and is counted; of CSV the first rows say how long the others are.
    if (records.format === 'csv' && count >= MEASURED_ROWS) break
  }
  const estimate =
    count < MEASURED_ROWS || records.format === 'json' ? count : Math.round((records.bytes * count) / length)
  const { format, encoding } = records
  const base = { format, encoding, label: labelOfFile(file), columns: [...records.columns], rows }
  return { ...base, estimate, canUndo: estimate <= MAX_UNDONE_ROWS }
}

/** Puts the rows of a file into a table in one transaction; rows that are refused are told by line. */
export async function importRows(
  db: Connection,
  design: CompiledDesign | null,
  request: ImportRequest,
  call: Pick<PlainCall, 'signal' | 'progress'>,
): Promise<Answer> {
  const since = performance.now()
  const facts = tableFacts(db, request.table)
  const records = await readRecords(request.file)
  const counting = countChanges(db, true)
  const transaction = beginRun(db, true)
  const state: State = { problems: [], refused: 0, rows: 0, rowids: [], lines: [] }
  const answer = (applied: boolean, undo: boolean): Answer => ({
    applied,
    rows: applied ? state.rows : 0,
    refused: state.refused,
    problems: state.problems,
    undo,
    ms: performance.now() - since,
  })
  try {
    db.pragma('defer_foreign_keys = ON')
    counting.watch()
    const put = inserter(db, facts, request, design === null ? null : modelRows(db, design), state, records)
    let turn = 0
    for await (const row of records.rows) {
      put(row)
      if (++turn % ROWS_A_TURN !== 0) continue
      call.progress(row.read, records.bytes, request.table)
      await nextTurn()
      if (call.signal.aborted) throw call.signal.reason
    }
    leaveOutDangling(db, facts, state)
    const isKept = state.rows > 0 && (request.onError === 'skip' || state.refused === 0)
    const counted = isKept ? counting.take() : []
    transaction.end(isKept)
    return answer(isKept, isKept && rememberRun(db, counted))
  } catch (thrown) {
    transaction.end(false)
    if (call.signal.aborted) throw call.signal.reason
    throw sqlFailure(thrown)
  }
}

interface State {
  readonly problems: Problem[]
  refused: number
  rows: number
  /** Of the rows put in, in order. */
  readonly rowids: bigint[]
  readonly lines: number[]
}

function refuse(state: State, problem: Problem): void {
  state.refused++
  if (state.problems.length < MAX_PROBLEMS) state.problems.push(problem)
}

function inserter(
  db: Connection,
  facts: TableFacts,
  { columns, table }: ImportRequest,
  models: ModelRows | null,
  state: State,
  { hasDecimalCommas }: Pick<Records, 'hasDecimalCommas'>,
): (row: FileRow) => void {
  const cls = models?.classOf(table) ?? null
  const given = new Set(columns.map(({ column }) => column))
  if (given.size !== columns.length) throw new HostFailure('INVALID', 'A column is given twice.', { detail: 'columns' })
  const missing = (): [string, StoredValue][] => {
    if (cls === null || models === null) return []
    const all = new Map([...touchedBySaving(cls, true, models.session), ...defaultsOf(cls, models.session)])
    return [...all].filter(([name]) => !given.has(name))
  }
  const extra = missing()
  // A function of the models, such as uuid4, gives each row its own value.
  const isFresh = cls?.model.localFields.some((f) => f.default.kind === 'callable') === true
  const names = [...columns.map(({ column }) => column), ...extra.map(([name]) => name)]
  const statement = db.prepare(
    `INSERT INTO ${facts.sql} (${names.map((name) => columnSql(facts, name)).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
  return ({ line, cells }) => {
    const values: StoredValue[] = []
    for (const { from, column, rule } of columns) {
      const cell = cells[from]
      const text = (rule.kind === 'json' ? cell?.json : cell?.text) ?? null
      const isNumber = text !== null && (rule.kind === 'decimal' || rule.kind === 'real')
      const read = parseCell(isNumber ? withPoint(text, hasDecimalCommas) : text, rule)
      if ('problem' in read) {
        const problem = read.problem as unknown as Json
        return refuse(state, { line, column, value: text?.slice(0, SHOWN_VALUE) ?? null, problem })
      }
      values.push(bound(read.value))
    }
    const rest = isFresh ? missing() : extra
    try {
      const done = statement.run(...values, ...rest.map(([, value]) => value))
      state.rows++
      state.rowids.push(BigInt(done.lastInsertRowid))
      state.lines.push(line)
    } catch (thrown) {
      if (!isSqliteError(thrown) || isOfWorld(thrown)) throw thrown
      const { column, message } = constraintMessage({ models }, table, thrown)
      refuse(state, { line, column, value: null, problem: { code: 'database', message } })
    }
  }
}

/** Rows that refer to nothing, found when all are in: they may refer to each other. */
function leaveOutDangling(db: Connection, facts: TableFacts, state: State): void {
  if (facts.keyed !== 'rowid' || state.rows === 0) return
  const found = db.prepare('SELECT rowid, parent FROM pragma_foreign_key_check(?)').raw().all(facts.name) as [
    bigint | null,
    string,
  ][]
  if (found.length === 0) return
  const lineOf = new Map(state.rowids.map((rowid, i) => [rowid, state.lines[i] ?? 0]))
  const remove = db.prepare(`DELETE FROM ${facts.sql} WHERE ${facts.keys[0]} = ?`)
  for (const [rowid, parent] of found) {
    const line = rowid === null ? undefined : lineOf.get(rowid)
    if (rowid === null || line === undefined) continue
    lineOf.delete(rowid)
    remove.run(rowid)
    state.rows--
    refuse(state, {
      line,
      column: null,
      value: null,
      problem: { code: 'database', message: `There is no such row in ${parent}.` },
    })
  }
}
