/**
 * From a difference of schemas to the statements that bring a SQLite database there with its rows.
 * Names are changed and columns added or dropped in place where SQLite can; anything else is
 * create, copy, swap (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
 *
 * Run the statements in one transaction with `foreign_keys` off, then `PRAGMA foreign_key_check`.
 */
import type { SchemaColumn, SchemaTable } from '../schema/types.ts'
import type { KeptTable, SchemaDiff } from './diff-schemas.ts'
import { fillerFor } from './fillers.ts'

/** A table's CREATE statement in pieces, made by whoever writes the dialect. */
export interface TableDdl {
  /** Text of each column's line by name. */
  readonly columns: ReadonlyMap<string, string>
  /** Lines for the table as a whole: keys, constraints, checks. */
  readonly rest: readonly string[]
  /** The statement, for a table of the given name. */
  create(name: string): string
  /** CREATE INDEX statements by index name. */
  readonly indexes: ReadonlyMap<string, string>
}

export interface PlanStep {
  readonly sql: string
  /** Rows that the copy into a new table may lose; compare counts of the two. */
  readonly copy: { readonly of: string; readonly from: string; readonly to: string } | null
}

export interface SqlitePlan {
  readonly steps: readonly PlanStep[]
  /** What is guessed or given up, in words. */
  readonly notes: readonly string[]
}

/** The steps in the order in which they have to run, and what is lost or guessed on the way. */
export function planSqlite(diff: SchemaDiff, ddlOf: (table: SchemaTable) => TableDdl): SqlitePlan {
  const notes: string[] = []
  const changes = diff.kept.map((kept) => planTable(kept, ddlOf))
  const steps = [
    ...diff.dropped.map((table) => `DROP TABLE ${quote(table.name)}`),
    // An index keeps its name when its table is renamed, and names are shared by all tables.
    ...changes.flatMap((change) => change.staleIndexes.map((name) => `DROP INDEX IF EXISTS ${quote(name)}`)),
    ...renameTables(diff.kept),
    ...changes.flatMap((change) => change.renames),
  ].map(plainStep)
  for (const change of changes) {
    steps.push(...change.steps)
    notes.push(...change.notes)
  }
  for (const table of diff.created) {
    const ddl = ddlOf(table)
    steps.push(...[ddl.create(table.name), ...ddl.indexes.values()].map(plainStep))
  }
  for (const table of diff.dropped) notes.push(`The table ${table.name} and its rows are gone.`)
  return { steps: [...steps, ...changes.flatMap((change) => change.freshIndexes.map(plainStep))], notes }
}

function plainStep(sql: string): PlanStep {
  return { sql, copy: null }
}

/** Two tables may swap names, so whoever moves to a taken name goes by way of a temporary one. */
function renameTables(kept: readonly KeptTable[]): string[] {
  const moving = kept.filter(({ before, after }) => before.name !== after.name)
  const taken = new Set(kept.map(({ before }) => before.name.toLowerCase()))
  const rename = (from: string, to: string) => `ALTER TABLE ${quote(from)} RENAME TO ${quote(to)}`
  const detours = moving.filter(({ after }) => taken.has(after.name.toLowerCase()))
  const stop = new Map(detours.map(({ before }, i) => [before.name, `_relata_move_${i}`]))
  return [
    ...detours.map(({ before }) => rename(before.name, stop.get(before.name) ?? before.name)),
    ...moving.map(({ before, after }) => rename(stop.get(before.name) ?? before.name, after.name)),
  ]
}

interface TableChange {
  readonly staleIndexes: readonly string[]
  readonly renames: readonly string[]
  readonly steps: readonly PlanStep[]
  readonly freshIndexes: readonly string[]
  readonly notes: readonly string[]
}

function planTable(kept: KeptTable, ddlOf: (table: SchemaTable) => TableDdl): TableChange {
  const before = ddlOf(kept.before)
  const renamed = ddlOf(kept.renamed)
  const after = ddlOf(kept.after)
  const renames = renameColumns(kept)
  const dropped = kept.dropped.map((c) => `The column ${kept.after.name}.${c.name} and its values are gone.`)
  if (canAlter(kept, renamed, after)) {
    // An index over a renamed column says the same afterwards, but its text in the schema is another.
    const stale = [...renamed.indexes].filter(([name, sql]) => after.indexes.get(name) !== sql).map(([name]) => name)
    const fresh = [...after.indexes].filter(([name, sql]) => renamed.indexes.get(name) !== sql).map(([, sql]) => sql)
    return { staleIndexes: stale, renames, steps: alterSteps(kept, after), freshIndexes: fresh, notes: dropped }
  }
  const { steps, notes } = rebuildSteps(kept, after)
  return {
    staleIndexes: [...before.indexes.keys()],
    renames,
    steps,
    freshIndexes: [...after.indexes.values()],
    notes: [...dropped, ...notes],
  }
}

function renameColumns({ after, columns }: KeptTable): string[] {
  const moving = columns.filter((c) => c.before !== c.after)
  const taken = new Set(columns.map((c) => c.before.toLowerCase()))
  const rename = (from: string, to: string) =>
    `ALTER TABLE ${quote(after.name)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`
  const detours = moving.filter((c) => taken.has(c.after.toLowerCase()))
  const stop = new Map(detours.map((c, i) => [c.before, `_relata_move_${i}`]))
  return [
    ...detours.map((c) => rename(c.before, stop.get(c.before) ?? c.before)),
    ...moving.map((c) => rename(stop.get(c.before) ?? c.before, c.after)),
  ]
}

/** Whether columns only come and go, in ways that ALTER TABLE knows. */
function canAlter({ renamed, after, added, dropped, columns }: KeptTable, old: TableDdl, now: TableDdl): boolean {
  if (old.rest.join('\n') !== now.rest.join('\n')) return false
  if (columns.some((c) => old.columns.get(c.after) !== now.columns.get(c.after))) return false
  // ADD COLUMN appends; SELECT * is to give the columns in the design's order.
  const order = [...columns.map((c) => c.after), ...added.map((c) => c.name)]
  const kept = renamed.columns.map((c) => c.name).filter((name) => order.includes(name))
  if ([...kept, ...added.map((c) => c.name)].join('\n') !== after.columns.map((c) => c.name).join('\n')) return false
  return added.every((c) => canAdd(after, c)) && dropped.every((c) => canDrop(renamed, c))
}

function canAdd(table: SchemaTable, column: SchemaColumn): boolean {
  const isKey = column.unique || table.primaryKey.includes(column.name)
  return column.null && !isKey && column.dbDefault === undefined && column.generated === null && !column.autoIncrement
}

function canDrop(table: SchemaTable, { name, unique, generated }: SchemaColumn): boolean {
  const isUsed =
    table.primaryKey.includes(name) ||
    table.foreignKeys.some((fk) => fk.columns.includes(name)) ||
    table.uniques.some((u) => u.columns.includes(name) || u.condition !== null || u.expressions.length > 0) ||
    table.indexes.some(
      (i) => i.columns.some((c) => c.name === name) || i.condition !== null || i.expressions.length > 0,
    ) ||
    table.checks.length > 0 ||
    table.columns.some((c) => c.generated !== null)
  return !isUsed && !unique && generated === null
}

function alterSteps({ after, added, dropped }: KeptTable, ddl: TableDdl): PlanStep[] {
  const alter = `ALTER TABLE ${quote(after.name)}`
  return [
    ...dropped.map((c) => `${alter} DROP COLUMN ${quote(c.name)}`),
    ...added.map((c) => `${alter} ADD COLUMN ${ddl.columns.get(c.name) ?? quote(c.name)}`),
  ].map(plainStep)
}

/** Create, copy, swap. Old columns carry their new names by now. */
function rebuildSteps(kept: KeptTable, ddl: TableDdl): { steps: PlanStep[]; notes: string[] } {
  const { after, columns, renamed } = kept
  const temporary = `_relata_new_${after.name}`
  const stays = new Set(columns.map((c) => c.after))
  const notes: string[] = []
  const pairs: { into: string; from: string }[] = []
  for (const column of after.columns) {
    if (column.generated !== null) continue
    const filler = column.null ? null : fillerFor(column, after)
    if (stays.has(column.name)) {
      const wasNull = renamed.columns.find((c) => c.name === column.name)?.null === true
      const from = quote(column.name)
      pairs.push({ into: from, from: wasNull && filler !== null ? `coalesce(${from}, ${filler.sql})` : from })
      if (wasNull && filler !== null) notes.push(`Empty ${after.name}.${column.name} became ${filler.words}.`)
    } else if (filler !== null) {
      pairs.push({ into: quote(column.name), from: filler.sql })
      notes.push(`Rows of ${after.name} got ${filler.words} as ${column.name}.`)
    }
  }
  // A row that breaks a new constraint stays behind and is counted; the rest is kept.
  const copy =
    pairs.length === 0
      ? []
      : [
          {
            sql: `INSERT OR IGNORE INTO ${quote(temporary)} (${pairs.map((p) => p.into).join(', ')}) SELECT ${pairs.map((p) => p.from).join(', ')} FROM ${quote(after.name)}`,
            copy: { of: after.name, from: after.name, to: temporary },
          },
        ]
  const steps = [
    plainStep(ddl.create(temporary)),
    ...copy,
    plainStep(`DROP TABLE ${quote(after.name)}`),
    plainStep(`ALTER TABLE ${quote(temporary)} RENAME TO ${quote(after.name)}`),
  ]
  return { steps, notes }
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
