/**
 * SQL that brings a PostgreSQL database along, altered in place: what is in the way goes first, then names, columns,
 * new tables, and last what is to hold over them. One transaction.
 */
import type { KeptTable } from '../evolve/diff-schemas.ts'
import { columnLine } from '../exporters/sql/columns.ts'
import type { Context } from '../exporters/sql/context.ts'
import { dialectFor } from '../exporters/sql/dialect.ts'
import { identifier, tableIdentifier } from '../exporters/sql/names.ts'
import { POSTGRESQL_DIALECT as dialect, postgresql } from '../exporters/postgresql.ts'
import type { SchemaColumn, SchemaTable } from '../schema/types.ts'
import { isSame } from '../util/same.ts'
import { detours } from './detours.ts'
import type { MigrationTarget, MigrationText, Versions } from './migration.ts'
import { commented } from './notes.ts'
import { changesOf, factsOf } from './postgresql-facts.ts'
import { fillStatement, postgresqlFiller } from './postgresql-fillers.ts'

export const postgresqlMigration: MigrationTarget = {
  id: 'postgresql',
  label: 'SQL for PostgreSQL',
  language: 'sql',
  fileName: 'migration.postgresql.sql',
  write,
}

const OPTIONS = { onDelete: 'orm', extra: {} } as const
const quote = (name: string): string => identifier(dialect, name)
const place = (table: { readonly name: string }): string => tableIdentifier(dialect, table.name)
const alter = (table: { readonly name: string }, what: string): string => `ALTER TABLE ${place(table)} ${what}`

/** In the order in which they run, over all tables. */
interface Phases {
  readonly release: string[]
  readonly rename: string[]
  readonly columns: string[]
  readonly hold: string[]
  readonly notes: string[]
}

function write(versions: Versions): MigrationText {
  const { diff } = versions
  const created = new Set([...diff.kept.map(({ after }) => after.name), ...diff.created.map(({ name }) => name)])
  const context: Context = {
    dialect: dialectFor(dialect, versions.after.doc),
    options: OPTIONS,
    created,
    diagnostics: [],
  }
  const phases: Phases = { release: [], rename: renameTables(diff.kept), columns: [], hold: [], notes: [] }
  for (const kept of diff.kept) planTable(kept, context, phases)
  for (const { name } of diff.dropped) phases.notes.push(`The table ${name} and its rows are gone.`)
  const drops = diff.dropped.length === 0 ? [] : [`DROP TABLE ${diff.dropped.map(place).join(', ')}`]
  const statements = [...phases.release, ...drops, ...phases.rename, ...phases.columns].map((sql) => `${sql};`)
  const lines = [...statements, ...createdTables(versions), ...phases.hold.map((sql) => `${sql};`)]
  if (lines.length === 0) return { text: '', notes: [] }
  // With checks put off, PostgreSQL would refuse to alter a table whose rows were just filled in.
  const begin = ['BEGIN;', 'SET CONSTRAINTS ALL IMMEDIATE;']
  return { text: `${[...commented(phases.notes), ...begin, ...lines, 'COMMIT;'].join('\n')}\n`, notes: phases.notes }
}

function renameTables(kept: readonly KeptTable[]): string[] {
  const moving = kept.filter(({ before, after }) => before.name !== after.name)
  return renames(moving.map(({ before, after }) => ({ from: before.name, to: after.name }))).map(({ from, to }) =>
    alter({ name: from }, `RENAME TO ${quote(to)}`),
  )
}

const renames = (moves: readonly { readonly from: string; readonly to: string }[]) =>
  detours(moves, (i) => `_relata_move_${i}`)

function planTable(kept: KeptTable, context: Context, phases: Phases): void {
  const { before, renamed, after, columns, added, dropped } = kept
  const [old, now] = [factsOf(renamed, context), factsOf(after, context)]
  const keys = changesOf(old.foreignKeys, now.foreignKeys)
  const rules = changesOf(old.constraints, now.constraints)
  const indexes = changesOf(old.indexes, now.indexes)
  // Under their old names still: constraints go before tables and columns are renamed.
  for (const { name } of [...keys.dropped, ...rules.dropped])
    phases.release.push(alter(before, `DROP CONSTRAINT ${name}`))
  for (const { name } of indexes.dropped) phases.release.push(`DROP INDEX ${inNamespace(before, name)}`)
  if (!isSame(renamed.primaryKey, after.primaryKey)) phases.release.push(dropUnnamed(before, 'p', null))
  const was = new Map(columns.map((c) => [c.after, c.before]))
  const pairs = columns.flatMap((c) => {
    const [from, to] = [columnOf(renamed, c.after), columnOf(after, c.after)]
    return from === undefined || to === undefined ? [] : [[from, to] as const]
  })
  for (const [from, to] of pairs)
    if (isAloneUnique(from, renamed) && !isAloneUnique(to, after))
      phases.release.push(dropUnnamed(before, 'u', was.get(to.name) ?? to.name))
  phases.rename.push(
    ...renames(columns.flatMap((c) => (c.before === c.after ? [] : [{ from: c.before, to: c.after }]))).map(
      ({ from, to }) => alter(after, `RENAME COLUMN ${quote(from)} TO ${quote(to)}`),
    ),
    ...[...keys.renamed, ...rules.renamed].map(({ from, to }) => alter(after, `RENAME CONSTRAINT ${from} TO ${to}`)),
    ...indexes.renamed.map(({ from, to }) => `ALTER INDEX ${inNamespace(after, from)} RENAME TO ${to}`),
  )
  for (const column of dropped) {
    phases.columns.push(alter(after, `DROP COLUMN ${quote(column.name)}`))
    phases.notes.push(`The column ${after.name}.${column.name} and its values are gone.`)
  }
  for (const column of added) addColumn(column, after, context, phases)
  for (const [from, to] of pairs) alterColumn(from, to, kept, context, phases)
  if (!isSame(renamed.primaryKey, after.primaryKey) && !added.some((c) => hasOwnKey(c, after)))
    phases.hold.push(alter(after, `ADD PRIMARY KEY (${after.primaryKey.map(quote).join(', ')})`))
  phases.hold.push(
    ...rules.added
      .filter(({ text }) => !isInAdded(text, added, after, context))
      .map(({ text }) => alter(after, `ADD ${text}`)),
    ...indexes.added.map(({ text }) => text.replace(/;$/, '')),
    ...keys.added.map(({ text }) => alter(after, `ADD ${text}`)),
    ...comments(renamed, after),
  )
}

/** A column that is added brings its own checks. */
function isInAdded(text: string, added: readonly SchemaColumn[], table: SchemaTable, context: Context): boolean {
  return added.some((column) => columnLine(table, column, [], context).includes(text))
}

/** Indexes stand in the namespace of their table. */
function inNamespace(table: SchemaTable, quoted: string): string {
  const whole = place(table)
  const at = whole.lastIndexOf('.')
  return at < 0 || !whole.slice(0, at).endsWith('"') ? quoted : `${whole.slice(0, at)}.${quoted}`
}

const columnOf = (table: SchemaTable, name: string): SchemaColumn | undefined =>
  table.columns.find((column) => column.name === name)

const hasOwnKey = (column: SchemaColumn, table: SchemaTable): boolean =>
  table.primaryKey.length === 1 && table.primaryKey[0] === column.name

/** Unique by a word of its own, not as the key. */
const isAloneUnique = (column: SchemaColumn, table: SchemaTable): boolean => column.unique && !hasOwnKey(column, table)

function addColumn(column: SchemaColumn, table: SchemaTable, context: Context, { columns, notes }: Phases): void {
  const line = (one: SchemaColumn): string => alter(table, `ADD COLUMN ${columnLine(table, one, [], context)}`)
  const fillsItself = column.null || column.autoIncrement || column.generated !== null || column.dbDefault !== undefined
  if (fillsItself) return void columns.push(line(column))
  const filler = postgresqlFiller(column, table)
  // A key is NOT NULL by itself; it is declared once the rows have theirs.
  const bare = hasOwnKey(column, table) ? { ...table, primaryKey: [] } : table
  columns.push(
    alter(table, `ADD COLUMN ${columnLine(bare, { ...column, null: true }, [], context)}`),
    fillStatement(column, table, filler),
    alter(table, `ALTER COLUMN ${quote(column.name)} SET NOT NULL`),
  )
  if (hasOwnKey(column, table)) columns.push(alter(table, `ADD PRIMARY KEY (${quote(column.name)})`))
  notes.push(`Rows of ${table.name} get ${filler.words} as ${column.name}.`)
}

function alterColumn(
  from: SchemaColumn,
  to: SchemaColumn,
  { renamed, after }: KeptTable,
  context: Context,
  phases: Phases,
): void {
  const { columns, hold, notes } = phases
  const name = quote(to.name)
  const change = (what: string): void => void columns.push(alter(after, `ALTER COLUMN ${name} ${what}`))
  if (!isSame(from.generated, to.generated)) {
    columns.push(alter(after, `DROP COLUMN ${name}`))
    return addColumn(to, after, context, phases)
  }
  const [typeBefore, type] = [typeOf(from, context), typeOf(to, context)]
  const [defaultBefore, fallback] = [defaultOf(renamed, from, context), defaultOf(after, to, context)]
  if (from.autoIncrement && !to.autoIncrement) change('DROP IDENTITY IF EXISTS')
  if (typeBefore !== type) {
    if (defaultBefore !== null) change('DROP DEFAULT')
    change(`TYPE ${type} USING ${name}::${dialect.types[to.type.kind](to)}`)
  }
  if (to.autoIncrement && !from.autoIncrement) change('ADD GENERATED BY DEFAULT AS IDENTITY')
  if (fallback !== null && (defaultBefore !== fallback || typeBefore !== type)) change(`SET ${fallback}`)
  if (fallback === null && defaultBefore !== null && typeBefore === type) change('DROP DEFAULT')
  if (from.null && !to.null) {
    const filler = postgresqlFiller(to, after)
    columns.push(fillStatement(to, after, filler))
    change('SET NOT NULL')
    notes.push(`Empty ${after.name}.${to.name} become ${filler.words}.`)
  }
  if (!from.null && to.null) change('DROP NOT NULL')
  if (isAloneUnique(to, after) && !isAloneUnique(from, renamed)) hold.push(alter(after, `ADD UNIQUE (${name})`))
}

function typeOf(column: SchemaColumn, { dialect: { collation, types } }: Context): string {
  const known = column.collation === null ? null : collation(column.collation)
  return types[column.type.kind](column) + (known === null ? '' : ` COLLATE ${quote(known)}`)
}

/** `DEFAULT …`, the words by which the column's line is longer with it; null: none. */
function defaultOf(table: SchemaTable, column: SchemaColumn, context: Context): string | null {
  const [whole, without] = [column, { ...column, dbDefault: undefined }].map((c) => columnLine(table, c, [], context))
  if (whole === undefined || without === undefined || whole === without) return null
  let at = 0
  while (whole[at] === without[at]) at++
  return whole.slice(at, at + whole.length - without.length).trim()
}

/** A key or a UNIQUE of one column, whatever it is called: names depend on who made the table. */
function dropUnnamed(table: SchemaTable, type: 'p' | 'u', column: string | null): string {
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
  const relation = `${text(place(table))}::regclass`
  const number = `SELECT attnum FROM pg_attribute WHERE attrelid = ${relation} AND attname = ${text(column ?? '')}`
  const over = column === null ? '' : ` AND conkey = ARRAY(${number})`
  return `DO $$ DECLARE found name; BEGIN
  SELECT conname INTO found FROM pg_constraint WHERE conrelid = ${relation} AND contype = '${type}'${over} LIMIT 1;
  IF found IS NOT NULL THEN EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', ${text(place(table))}, found); END IF;
END $$`
}

function comments(renamed: SchemaTable, after: SchemaTable): readonly string[] {
  const known = new Set(dialect.comments(renamed))
  const gone = after.columns.filter((c) => c.comment === null && (columnOf(renamed, c.name)?.comment ?? null) !== null)
  return [
    ...dialect
      .comments(after)
      .filter((text) => !known.has(text))
      .map((text) => text.replace(/;$/, '')),
    ...(after.comment === null && renamed.comment !== null ? [`COMMENT ON TABLE ${place(after)} IS NULL`] : []),
    ...gone.map((c) => `COMMENT ON COLUMN ${place(after)}.${quote(c.name)} IS NULL`),
  ]
}

/** New tables as the exporter writes them, in their order, with keys to tables that are there. */
function createdTables({ diff, after }: Versions): readonly string[] {
  if (diff.created.length === 0) return []
  const tables = [...diff.created]
  const schema = {
    tables,
    byModel: new Map(tables.map((table) => [table.model, table])),
    external: [...after.schema.external, ...diff.kept.map((kept) => kept.after)],
  }
  const { pieces } = postgresql.export({ doc: after.doc, resolution: after.resolution, schema, options: OPTIONS })
  return pieces
    .flatMap(({ text }) => (text.startsWith('-- Referenced') ? [text.replace(/^--.*\n/, '')] : [text]))
    .map((text) => text.trim())
    .filter((text) => text !== '')
}
