/** Staged changes of the page into the database: all of them, or none and the reasons. */
import { quote } from '../../../../shared/evolve/plan-sqlite.ts'
import { isSqliteError } from '../../../../shared/orm/database.ts'
import { HostFailure, isFailure } from '../../../../shared/protocol/errors.ts'
import type { CallResult } from '../../../../shared/protocol/methods.ts'
import type { NewValue, RowChange, RowProblem } from '../../../../shared/protocol/methods/rows.ts'
import { toWire } from '../../../../shared/protocol/scalars.ts'
import type { StoredValue } from '../../../../shared/protocol/scalars.ts'
import type { CompiledDesign } from '../../../../shared/schema/compile-design.ts'
import { countChanges } from '../../statements/count-changes.ts'
import type { Connection } from '../../database/open-database.ts'
import { isOfWorld, sqlFailure } from '../../statements/sql-failure.ts'
import { beginRun } from '../../statements/transaction.ts'
import { rememberRun } from '../../statements/undo-run.ts'
import { constraintMessage, danglingProblems } from './constraint-words.ts'
import { bound } from '../reading/filter-sql.ts'
import { cleanRow, defaultsOf, deleteModelRow, missingValues, modelRows, touchedBySaving } from './model-rows.ts'
import type { FieldProblem, ModelRows } from './model-rows.ts'
import { columnSql, keyCondition, tableFacts } from '../table-facts.ts'
import type { TableFacts } from '../table-facts.ts'

type Answer = CallResult<'rows.apply'>
type Change<K extends RowChange['kind']> = Extract<RowChange, { kind: K }>

/** `isFinal`: no; else not now: it may do once other changes have been made. */
class Refused extends Error {
  readonly problems: readonly FieldProblem[]
  readonly isFinal: boolean
  constructor(problems: readonly FieldProblem[], isFinal = false) {
    super('refused')
    this.problems = problems
    this.isFinal = isFinal
  }
}

interface Work {
  readonly db: Connection
  readonly models: ModelRows | null
  /** Primary keys of the rows inserted so far, by the page's number. */
  readonly made: Map<number, StoredValue>
  readonly inserted: { id: number; key: ReturnType<typeof toWire>[] }[]
  readonly facts: (table: string) => TableFacts
}

/**
 * Changes may depend on each other (a new row's key, a unique value that another row gives up), so those that are
 * refused are tried again after the others as long as that gets further. What is left then is reported, and nothing is kept.
 *
 * @param design null: the database of somebody else, without models; its own rules decide alone
 */
export function applyChanges(db: Connection, design: CompiledDesign | null, changes: readonly RowChange[]): Answer {
  const counting = countChanges(db, true)
  const known = new Map<string, TableFacts>()
  const work: Work = {
    db,
    models: design === null ? null : modelRows(db, design, counting.watch),
    made: new Map(),
    inserted: [],
    facts(table) {
      const facts = known.get(table) ?? tableFacts(db, table)
      known.set(table, facts)
      return facts
    },
  }
  const transaction = beginRun(db, true)
  try {
    // Rows may refer to each other in any order; the end is what counts.
    db.pragma('defer_foreign_keys = ON')
    counting.watch()
    const problems = runAll(work, changes)
    if (problems.length > 0) return refused(transaction, problems)
    const dangling = danglingProblems(db, changes)
    if (dangling.length > 0) return refused(transaction, dangling)
    const counted = counting.take()
    transaction.end(true)
    const inserted = work.inserted.toSorted((a, b) => a.id - b.id)
    return { applied: true, problems: [], changes: counted, inserted, undo: rememberRun(db, counted) }
  } catch (thrown) {
    transaction.end(false)
    throw sqlFailure(thrown)
  }
}

function refused(transaction: { end(keep: boolean): void }, problems: RowProblem[]): Answer {
  transaction.end(false)
  return { applied: false, problems, changes: [], inserted: [], undo: false }
}

/** Deletes last: what else changes may take their rows out of the way. */
const ORDER: Record<RowChange['kind'], number> = { unlink: 0, update: 1, insert: 2, link: 3, delete: 4 }

/** What refers to a new row comes after the new rows that refer to none. */
function rank(change: RowChange): number {
  const values = change.kind === 'update' ? change.set : change.kind === 'delete' ? [] : change.values
  const waits = values.some(({ value }) => typeof value === 'object' && value !== null && '$new' in value)
  return waits && change.kind !== 'link' ? ORDER.insert + 0.5 : ORDER[change.kind]
}

function runAll(work: Work, changes: readonly RowChange[]): RowProblem[] {
  let waiting = [...changes.entries()].toSorted(([, a], [, b]) => rank(a) - rank(b))
  const final: RowProblem[] = []
  for (;;) {
    const problems: RowProblem[] = []
    const again: typeof waiting = []
    for (const [index, change] of waiting) {
      const found = attempt(work, change)
      if (found === null) continue
      const named = found.problems.map(({ column, message }) => ({ change: index, column, message }))
      if (found.isFinal) final.push(...named)
      else {
        again.push([index, change])
        problems.push(...named)
      }
    }
    if (again.length === 0 || again.length === waiting.length) {
      return [...final, ...problems].toSorted((a, b) => a.change - b.change)
    }
    waiting = again
  }
}

function attempt(work: Work, change: RowChange): Pick<Refused, 'problems' | 'isFinal'> | null {
  const { db } = work
  db.exec('SAVEPOINT relata_change')
  try {
    run(work, change)
    db.exec('RELEASE relata_change')
    return null
  } catch (thrown) {
    // A full disk may have ended the whole transaction.
    if (isOfWorld(thrown) || !db.inTransaction) throw thrown
    db.exec('ROLLBACK TO relata_change')
    db.exec('RELEASE relata_change')
    if (thrown instanceof Refused) return thrown
    if (isSqliteError(thrown) || isFailure(thrown, 'SQL')) {
      return { problems: [constraintMessage(work, change.table, thrown)], isFinal: false }
    }
    throw thrown
  }
}

function run(work: Work, change: RowChange): void {
  switch (change.kind) {
    case 'update':
      return update(work, change)
    case 'insert':
      return insert(work, change)
    case 'delete':
      return remove(work, change)
    case 'link':
      return link(work, change)
    case 'unlink':
      return unlink(work, change)
    default:
      throw new HostFailure('INVALID', 'Unknown change.')
  }
}

function valueOf(work: Work, value: NewValue): StoredValue {
  if (typeof value !== 'object' || value === null || !('$new' in value)) return bound(value)
  const made = work.made.get(value.$new)
  if (made === undefined)
    throw new Refused([{ column: null, message: 'The new row that it refers to could not be added.' }])
  return made
}

function update(work: Work, { table, key, set }: Change<'update'>): void {
  const facts = work.facts(table)
  const cls = work.models?.classOf(table) ?? null
  const at = keyCondition(facts, key.map(bound))
  const values = new Map(set.map(({ column, value }) => [column, valueOf(work, value)]))
  const changed = new Set(values.keys())
  if (cls !== null && work.models !== null) {
    for (const [column, value] of touchedBySaving(cls, false, work.models.session)) {
      if (!values.has(column)) values.set(column, value)
    }
  }
  const seen = set.filter(({ was }) => was !== undefined)
  const assignments = [...values.keys()].map((column) => `${columnSql(facts, column)} = ?`)
  const same = seen.map(({ column }) => ` AND ${columnSql(facts, column)} IS ?`)
  const before = primaryKeyOf(work, facts, at)
  const done = work.db
    .prepare(`UPDATE ${facts.sql} SET ${assignments.join(', ')} WHERE ${at.sql}${same.join('')}`)
    .run(...values.values(), ...at.params, ...seen.map(({ was }) => bound(was ?? null)))
  if (done.changes === 0) throw new Refused([{ column: null, message: before.length === 0 ? GONE : MEANWHILE }], true)
  // The key itself may be what was changed.
  const [pk] = before.length === 1 ? [values.get(facts.columns.find((c) => c.pk > 0)?.name ?? '') ?? before[0]] : []
  check(work, table, pk, changed)
}

const GONE = 'This row is no longer there.'
const MEANWHILE = 'This row has been changed by somebody else meanwhile.'

function insert(work: Work, { table, id, values: given }: Change<'insert'>): void {
  const facts = work.facts(table)
  const cls = work.models?.classOf(table) ?? null
  const values = new Map(given.map(({ column, value }) => [column, valueOf(work, value)]))
  const checked = new Set(facts.columns.map(({ name }) => name))
  if (cls !== null && work.models !== null) {
    const { session } = work.models
    for (const [column, value] of [...touchedBySaving(cls, true, session), ...defaultsOf(cls, session)]) {
      if (!values.has(column)) values.set(column, value)
    }
    const missing = missingValues(cls, values)
    if (missing.length > 0) throw new Refused(missing)
  }
  const key = insertRow(work, facts, values)
  const [pk] = primaryKeyOf(work, facts, keyCondition(facts, key))
  check(work, table, pk, checked)
  if (pk !== undefined) work.made.set(id, pk)
  work.inserted.push({ id, key: key.map(toWire) })
}

/** @returns the key of the new row */
function insertRow(work: Work, facts: TableFacts, values: ReadonlyMap<string, StoredValue>): StoredValue[] {
  const columns = [...values.keys()].map((column) => columnSql(facts, column))
  const body =
    columns.length === 0 ? 'DEFAULT VALUES' : `(${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
  const { lastInsertRowid } = work.db.prepare(`INSERT INTO ${facts.sql} ${body}`).run(...values.values())
  if (facts.keyed === 'rowid') return [BigInt(lastInsertRowid)]
  return facts.columns
    .filter(({ pk }) => pk > 0)
    .toSorted((a, b) => a.pk - b.pk)
    .map(({ name }) => values.get(name) ?? null)
}

function keyColumns({ columns }: TableFacts): readonly string[] {
  return columns.filter(({ pk }) => pk > 0).map(({ name }) => name)
}

/** The row's primary key; [] where there is no such row or the table has no key. */
function primaryKeyOf(work: Work, facts: TableFacts, at: { sql: string; params: StoredValue[] }): StoredValue[] {
  const columns = keyColumns(facts).map(quote)
  const names = columns.length === 0 ? facts.keys : columns
  const row = work.db
    .prepare(`SELECT ${names.join(', ')} FROM ${facts.sql} WHERE ${at.sql}`)
    .raw()
    .get(...at.params)
  return (row as StoredValue[] | undefined) ?? []
}

/** Django's own checks of what was written. */
function check(work: Work, table: string, pk: StoredValue | undefined, columns: ReadonlySet<string>): void {
  const cls = work.models?.classOf(table) ?? null
  if (cls === null || work.models === null || pk === undefined || cls.model.autoCreatedFor !== null) return
  const problems = cleanRow(cls, pk, columns, work.models.session)
  if (problems.length > 0) throw new Refused(problems)
}

function remove(work: Work, { table, key }: Change<'delete'>): void {
  const facts = work.facts(table)
  const at = keyCondition(facts, key.map(bound))
  const pk = primaryKeyOf(work, facts, at)
  // Another delete has taken it along.
  if (pk.length === 0) return
  const cls = work.models?.classOf(table) ?? null
  const columns = keyColumns(facts)
  if (cls !== null && work.models !== null && columns.length > 0) {
    const held = new Map(columns.map((column, i) => [column, pk[i] ?? null]))
    const why = deleteModelRow(cls, held, work.models.session)
    if (why !== null) throw new Refused([{ column: null, message: why }])
    return
  }
  work.db.prepare(`DELETE FROM ${facts.sql} WHERE ${at.sql}`).run(...at.params)
}

function link(work: Work, { table, values }: Change<'link'>): void {
  insertRow(work, work.facts(table), new Map(values.map(({ column, value }) => [column, valueOf(work, value)])))
}

function unlink(work: Work, { table, values }: Change<'unlink'>): void {
  const facts = work.facts(table)
  const where = values.map(({ column }) => `${columnSql(facts, column)} IS ?`).join(' AND ')
  work.db.prepare(`DELETE FROM ${facts.sql} WHERE ${where}`).run(...values.map(({ value }) => valueOf(work, value)))
}
