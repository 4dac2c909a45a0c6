/** Puts a plan's rows into its table, many a statement; a row that the table refuses is left out and counted. */
import { quote } from '../../../shared/evolve/plan-sqlite.ts'
import { flatRows } from '../../../shared/sample/make-rows.ts'
import type { TablePlan } from '../../../shared/sample/plan/table-plan.ts'
import type { Connection } from '../database/open-database.ts'
import { storeOf } from '../database/stored-value.ts'

/** Rows a statement. With 64 the inserting alone takes a third less time than one by one (`sqlite.bench.ts`). */
const ROWS_AT_ONCE = 64
/**
 * Values a statement: arguments of a call, an eighth quicker than one list. SQLite copies texts into memory that it
 * keeps ready, about ninety at a time; a statement of 64 rows of four texts took a tenth longer than one of 24.
 */
const MOST_VALUES = 168
const FEWEST_ROWS = 8
/** The stack has room for more. */
const MOST_ARGUMENTS = 4_000
/** Rows between two looks at whether to stop. */
const ROWS_A_TURN = 2_000

export interface Filled {
  readonly rows: number
  readonly refused: number
  /** What SQLite said of the last row that was refused. */
  readonly why: string
}

/** @param wrote is told how many rows there are more, and may stop it by throwing */
export async function fillTable(
  db: Connection,
  plan: TablePlan,
  wrote: (rows: number) => Promise<void>,
): Promise<Filled> {
  const counted = numbersItself(db, plan)
  // Keys that SQLite gives by itself are a tenth of the cost: they are neither made nor bound.
  const columns = plan.columns.filter((column) => column !== counted)
  const width = columns.length
  const one = db.prepare(insertInto(plan, counted === null ? columns : [counted, ...columns], 1))
  const together = rowsTogether(Math.max(1, width))
  // What it answers is not looked at: numbers cost less than a bigint.
  const many = together > 1 ? db.prepare(insertInto(plan, columns, together)).safeIntegers(false) : one
  let rows = 0
  let refused = 0
  let why = ''
  let turn = 0
  /** Rows that were made so far. */
  let made = 0
  /** The key that SQLite gives next is that of the next row. */
  let inStep = true
  const insertEach = (values: readonly unknown[]): void => {
    for (let at = 0; at < values.length; at += width) {
      const row = values.slice(at, at + width)
      try {
        one.run(counted === null ? row : [counted.countsFrom + made + at / width, ...row])
        rows++
        inStep = true
      } catch (thrown) {
        if (!isRefused(thrown)) throw thrown
        refused++
        why = (thrown as Error).message
        inStep = false
      }
    }
  }
  const stores = columns.map((c) => storeOf(c.className))
  for (const { values, count } of flatRows({ ...plan, columns }, stores, together)) {
    const isWhole = count === together && together > 1
    if (!isWhole || (counted !== null && !inStep)) insertEach(values)
    else {
      try {
        many.run(...values)
        rows += count
      } catch (thrown) {
        // A statement leaves nothing behind when one of its rows is refused; which one, the rows say singly.
        if (!isRefused(thrown)) throw thrown
        insertEach(values)
      }
    }
    made += count
    turn += count
    if (turn < ROWS_A_TURN) continue
    await wrote(turn)
    turn = 0
  }
  await wrote(turn)
  return { rows, refused, why }
}

function rowsTogether(width: number): number {
  const wanted = Math.min(ROWS_AT_ONCE, Math.max(FEWEST_ROWS, Math.floor(MOST_VALUES / width)))
  return Math.max(1, Math.min(wanted, Math.floor(MOST_ARGUMENTS / width)))
}

function insertInto({ table }: TablePlan, columns: TablePlan['columns'], rows: number): string {
  const names = columns.map((c) => quote(c.name)).join(', ')
  const marks = `(${columns.map(() => '?').join(', ')})`
  return `INSERT INTO ${quote(table.name)} (${names}) VALUES ${Array.from({ length: rows }, () => marks).join(', ')}`
}

type Counted = TablePlan['columns'][number] & { readonly countsFrom: number }

/** The key that counts up, where SQLite would give its rows the same numbers; null: it would not, or nobody knows. */
function numbersItself(db: Connection, { table, columns, rules }: TablePlan): Counted | null {
  const [key, second] = table.primaryKey
  const counted = columns.find((column): column is Counted => column.name === key && column.countsFrom !== null)
  // Rules leave rows out before they come here.
  if (key === undefined || second !== undefined || counted === undefined || rules !== null) return null
  if (columns.length < 2) return null
  const [type] = db.prepare('SELECT lower(type) FROM pragma_table_info(?) WHERE pk > 0').raw().get(table.name) as [
    string,
  ]
  if (type !== 'integer') return null
  const [highest] = db
    .prepare(`SELECT coalesce(max(${quote(key)}), 0) FROM ${quote(table.name)}`)
    .raw()
    .get() as [bigint]
  const next = Math.max(Number(highest), lastGiven(db, table.name)) + 1
  return next === counted.countsFrom && highest >= 0n ? counted : null
}

/** Of AUTOINCREMENT, which gives no number twice. */
function lastGiven(db: Connection, table: string): number {
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").get() === undefined) return 0
  const given = db.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').raw().get(table) as [bigint] | undefined
  return Number(given?.[0] ?? 0)
}

function isRefused(thrown: unknown): boolean {
  // SQLITE_ERROR of a statement that was prepared: a function of a check or a generated column could not read a value.
  return /^SQLITE_(CONSTRAINT|MISMATCH|ERROR$)/.test(String((thrown as { code?: unknown }).code))
}
