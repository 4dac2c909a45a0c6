/** What SQLite refuses, said about the column it concerns, in Django's words where there is a model. */
import { isSqliteError } from '../../../../shared/orm/database.ts'
import type { RowChange, RowProblem } from '../../../../shared/protocol/methods/rows.ts'
import type { Connection } from '../../database/open-database.ts'
import { bound } from '../reading/filter-sql.ts'
import { fieldOfColumn } from './model-rows.ts'
import type { FieldProblem, ModelRows } from './model-rows.ts'

/** `columns`: `table.column, table.column`, as SQLite names them. */
const KINDS: readonly (readonly [RegExp, (columns: string, words: Words) => string])[] = [
  [/^UNIQUE constraint failed: (.*)$/s, (_, { model, fields }) => `${model} with this ${fields} already exists.`],
  [/^NOT NULL constraint failed: (.*)$/s, () => 'This field cannot be null.'],
  [/^CHECK constraint failed: (.*)$/s, (name) => `Constraint “${name}” is violated.`],
  [
    /^FOREIGN KEY constraint failed()$/s,
    () => 'It refers to a row that does not exist, or another row still refers to it.',
  ],
]

interface Words {
  readonly model: string
  readonly fields: string
}

/** What SQLite refused in Django's words, at the column that it is about where it is about one. */
export function constraintMessage(
  { models }: { readonly models: ModelRows | null },
  table: string,
  thrown: unknown,
): FieldProblem {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  if (!isSqliteError(thrown)) return { column: null, message: text }
  const cls = models?.classOf(table) ?? null
  for (const [pattern, say] of KINDS) {
    const found = pattern.exec(text)?.[1]
    if (found === undefined) continue
    const prefix = `${table}.`
    const columns = found.split(', ').map((one) => (one.startsWith(prefix) ? one.slice(prefix.length) : one))
    const labels = columns.map(
      (column) => (cls === null ? undefined : fieldOfColumn(cls, column)?.verboseName) ?? column,
    )
    const words = { model: title(cls?.model.verboseName ?? table), fields: labels.map(title).join(' and ') }
    const isOne = columns.length === 1 && found.startsWith(prefix)
    return { column: isOne ? (columns[0] ?? null) : null, message: say(found, words) }
  }
  return { column: null, message: title(text) }
}

function title(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Rows more than this are looked through only when the transaction could not end otherwise. */
export function danglingProblems(db: Connection, changes: readonly RowChange[]): RowProblem[] {
  const problems: RowProblem[] = []
  for (const [index, change] of changes.entries()) {
    if (change.kind === 'delete') problems.push(...stillReferred(db, change, index))
    else if (change.kind !== 'unlink') problems.push(...missingTargets(db, change, index))
  }
  return problems
}

interface ForeignKey {
  readonly table: string
  readonly from: string
  readonly to: string
}

function foreignKeysOf(db: Connection, table: string): ForeignKey[] {
  const rows = db.prepare('SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?)').raw().all(table) as [
    bigint,
    string,
    string,
    string | null,
  ][]
  const parts = new Map<bigint, number>()
  for (const [id] of rows) parts.set(id, (parts.get(id) ?? 0) + 1)
  // Keys of several columns are left to the end of the transaction.
  return rows
    .filter(([id]) => parts.get(id) === 1)
    .map(([, target, from, to]) => ({ table: target, from, to: to ?? primaryOf(db, target) }))
}

function primaryOf(db: Connection, table: string): string {
  const row = db.prepare('SELECT name FROM pragma_table_info(?) WHERE pk = 1').raw().get(table) as [string] | undefined
  return row?.[0] ?? 'rowid'
}

const id = (name: string): string => `"${name.replaceAll('"', '""')}"`

function missingTargets(db: Connection, change: Exclude<RowChange, { kind: 'delete' }>, index: number): RowProblem[] {
  const given = change.kind === 'update' ? change.set : change.values
  const keys = foreignKeysOf(db, change.table)
  return given.flatMap(({ column, value }) => {
    const key = keys.find(({ from }) => from === column)
    if (key === undefined || value === null || (typeof value === 'object' && '$new' in value)) return []
    const found = db
      .prepare(`SELECT 1 FROM ${id(key.table)} WHERE ${id(key.to)} = ?`)
      .raw()
      .get(bound(value))
    if (found !== undefined) return []
    // A delete of the same call may have taken the row along.
    const isThere = db
      .prepare(`SELECT 1 FROM ${id(change.table)} WHERE ${id(column)} = ? LIMIT 1`)
      .raw()
      .get(bound(value))
    return isThere === undefined ? [] : [{ change: index, column, message: `There is no such row in ${key.table}.` }]
  })
}

/** A deleted row that others refer to, where nothing says what is to become of them. */
function stillReferred(db: Connection, change: Extract<RowChange, { kind: 'delete' }>, index: number): RowProblem[] {
  const [rowid] = change.key
  if (change.key.length !== 1 || rowid === undefined) return []
  const tables = db
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
    .raw()
    .all() as [string][]
  for (const [table] of tables) {
    for (const key of foreignKeysOf(db, table)) {
      if (key.table.toLowerCase() !== change.table.toLowerCase() || key.to !== primaryOf(db, change.table)) continue
      const found = db
        .prepare(`SELECT 1 FROM ${id(table)} WHERE ${id(key.from)} = ? LIMIT 1`)
        .raw()
        .get(bound(rowid))
      if (found !== undefined) return [{ change: index, column: null, message: `Rows of ${table} still refer to it.` }]
    }
  }
  return []
}
