/**
 * The same end as `planSqlite`, by way of copies: each changed table is set aside, dropped, made anew and
 * filled again. SQLite's ALTER … RENAME reads the whole schema (50 ms in 1,000 tables); this touches only
 * what changed, so it is the quicker way as long as there are few rows.
 */
import type { SchemaTable } from '../schema/types.ts'
import type { KeptTable, SchemaDiff } from './diff-schemas.ts'
import { fillerFor } from './fillers.ts'
import type { PlanStep, SqlitePlan, TableDdl } from './plan-sqlite.ts'
import { quote } from './plan-sqlite.ts'

/** @param isEmpty tables without rows, by their old name: nothing of them is set aside */
export function planByCopy(
  diff: SchemaDiff,
  ddlOf: (table: SchemaTable) => TableDdl,
  isEmpty: (table: string) => boolean = () => false,
): SqlitePlan {
  const changed = diff.kept.map((kept, i) => ({ kept, aside: `_relata_aside_${i}`, ddl: ddlOf(kept.after) }))
  const filled = changed.filter(({ kept }) => !isEmpty(kept.before.name))
  const notes = diff.dropped.map((table) => `The table ${table.name} and its rows are gone.`)
  const steps: PlanStep[] = [
    ...filled.map(
      ({ kept, aside }) => `CREATE TEMP TABLE ${quote(aside)} AS SELECT * FROM main.${quote(kept.before.name)}`,
    ),
    ...[...diff.dropped, ...diff.kept.map(({ before }) => before)].map(
      (table) => `DROP TABLE main.${quote(table.name)}`,
    ),
    ...changed.map(({ kept, ddl }) => ddl.create(kept.after.name)),
    ...diff.created.map((table) => ddlOf(table).create(table.name)),
  ].map((sql) => ({ sql, copy: null }))
  // A required key may be filled from a table that is itself being filled: from what was set aside.
  const asides = new Map(filled.map(({ kept, aside }) => [kept.after.name, { aside, kept }]))
  for (const { kept, aside } of changed) {
    const filling = fill(kept, aside, (name) => asides.get(name) ?? null)
    notes.push(...filling.notes)
    if (filling.sql !== null && asides.has(kept.after.name))
      steps.push({ sql: filling.sql, copy: { of: kept.after.name, from: aside, to: kept.after.name } })
  }
  const after = [
    ...filled.map(({ aside }) => `DROP TABLE temp.${quote(aside)}`),
    ...changed.flatMap(({ ddl }) => [...ddl.indexes.values()]),
    ...diff.created.flatMap((table) => [...ddlOf(table).indexes.values()]),
  ]
  return { steps: [...steps, ...after.map((sql) => ({ sql, copy: null }))], notes }
}

type FindAside = (table: string) => { readonly aside: string; readonly kept: KeptTable } | null

function fill(kept: KeptTable, aside: string, find: FindAside): { sql: string | null; notes: string[] } {
  const { before, after, columns, dropped } = kept
  const oldName = new Map(columns.map((c) => [c.after, c.before]))
  const notes = dropped.map((c) => `The column ${after.name}.${c.name} and its values are gone.`)
  const pairs: { into: string; from: string }[] = []
  for (const column of after.columns) {
    if (column.generated !== null) continue
    const filler = column.null ? null : fillerFor(column, after, (table, key) => setAside(find(table), table, key))
    const old = oldName.get(column.name)
    if (old !== undefined) {
      const wasNull = before.columns.find((c) => c.name === old)?.null === true
      const fills = wasNull && filler !== null
      pairs.push({ into: quote(column.name), from: fills ? `coalesce(${quote(old)}, ${filler.sql})` : quote(old) })
      if (fills) notes.push(`Empty ${after.name}.${column.name} became ${filler.words}.`)
    } else if (filler !== null) {
      pairs.push({ into: quote(column.name), from: filler.sql })
      notes.push(`Rows of ${after.name} got ${filler.words} as ${column.name}.`)
    }
  }
  if (pairs.length === 0) return { sql: null, notes }
  const into = pairs.map((p) => p.into).join(', ')
  const from = pairs.map((p) => p.from).join(', ')
  return {
    sql: `INSERT OR IGNORE INTO main.${quote(after.name)} (${into}) SELECT ${from} FROM temp.${quote(aside)}`,
    notes,
  }
}

function setAside(found: ReturnType<FindAside>, table: string, key: string): { table: string; key: string } {
  if (found === null) return { table, key }
  const old = found.kept.columns.find((c) => c.after === key)?.before
  return old === undefined ? { table, key } : { table: found.aside, key: old }
}
