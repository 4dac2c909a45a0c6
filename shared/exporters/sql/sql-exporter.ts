/**
 * The one writer of SQL: turns schema tables into CREATE statements in the words of a dialect.
 * Many-to-many edges are tables already (`schema/`), so no dialect can forget them.
 *
 * Diagnostics: 4001 on_delete that SQL cannot say, 4002 expression that this dialect cannot say,
 * 4003 SET DEFAULT without a default, 4004 index form that this dialect has not.
 */
import type { Value } from '../../document/records.ts'
import { plainValue } from '../../relations/plain-value.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type {
  Schema,
  SchemaCheck,
  SchemaColumn,
  SchemaForeignKey,
  SchemaIndex,
  SchemaTable,
  SchemaUnique,
} from '../../schema/types.ts'
import type { ExportInput, ExportOptions, ExportPiece, Exported, Exporter } from '../exporter.ts'
import { isOrderedAlike } from '../../schema/order-tables.ts'
import { sameItems } from '../../util/changes.ts'
import { renderExpression, renderIndexTerm } from '../../schema/expressions.ts'
import type { ExpressionDialect } from '../../schema/expressions.ts'
import type { SqlDialect } from './dialect.ts'
import { identifier as name, namespaceOf, tableIdentifier } from './names.ts'
import { portableSql } from './raw-sql.ts'
import { sampleInserts } from './rows.ts'

export const SQL_OPTIONS = [
  { name: 'external', label: 'Include external tables (auth_user …)', default: false },
  { name: 'ifNotExists', label: 'IF NOT EXISTS', default: false },
  { name: 'drop', label: 'DROP the tables first', default: false },
  { name: 'rows', label: 'Sample rows as INSERTs', default: false },
] as const

export function sqlExporter<Id extends string>(dialect: SqlDialect<Id>, fileName: string): Exporter<Id> {
  return {
    id: dialect.id,
    label: dialect.label,
    group: 'SQL',
    language: 'sql',
    fileName,
    options: SQL_OPTIONS,
    export: (input) => exportSql(dialect, input),
  }
}

/** What the writer of one table needs to know besides the table. */
interface Context {
  readonly dialect: SqlDialect
  readonly options: ExportOptions
  /** Tables that exist when this one is created: foreign keys to them can stand inline. */
  readonly created: ReadonlySet<string>
  readonly diagnostics: Diagnostic[]
}

function exportSql(dialect: SqlDialect, input: ExportInput): Exported {
  const { schema, options } = input
  const wanted = options.extra['external'] === true ? [...schema.external, ...schema.tables] : schema.tables
  const { tables, changes } = dialect.prepare?.(wanted) ?? { tables: wanted, changes: null }
  const created = new Set<string>(options.extra['external'] === true ? [] : schema.external.map((t) => t.name))
  const pieces: ExportPiece[] = [frame([...head(schema, input), ...dialect.header, ...namespaces(dialect, tables)])]
  if (options.extra['drop'] === true) pieces.push(frame(dropStatements(dialect, tables)))
  const all = writeTables(tables, dialect, options, created)
  const diagnostics: Diagnostic[] = []
  tables.forEach((table, i) => {
    const one = all[i]
    if (one === undefined) return
    pieces.push(one.piece)
    diagnostics.push(...one.diagnostics)
    for (const what of changes?.get(table) ?? []) diagnostics.push(cannot(table, null, 'relata.4004', what, dialect))
  })
  for (const { later } of all) if (later.text !== '') pieces.push(later)
  if (options.extra['rows'] === true) pieces.push(...sampleInserts(dialect, input, tables))
  pieces.push(frame(dialect.footer))
  return { pieces: pieces.filter((p) => p.text !== ''), diagnostics }
}

interface WrittenTables {
  readonly key: string
  readonly existing: readonly string[]
  readonly tables: readonly SchemaTable[]
  readonly written: readonly WrittenTable[]
}

/** The last text of each dialect: of the tables of an edited design all but a few are in it, in the same places. */
const latest = new WeakMap<SqlDialect, WrittenTables>()

/** @param existing names of tables that are there before the first one is created */
function writeTables(
  tables: readonly SchemaTable[],
  dialect: SqlDialect,
  options: ExportOptions,
  existing: ReadonlySet<string>,
): readonly WrittenTable[] {
  const key = [dialect.id, options.onDelete, options.extra['ifNotExists'] === true].join(' ')
  const last = latest.get(dialect)
  const fits = last?.key === key && sameItems(last.existing, [...existing]) && standAlike(last.tables, tables)
  // Who stands before whom is the same, so only a table that is another one can read differently.
  const unchanged = fits ? last : undefined
  const created = new Set(existing)
  const all = tables.map((table, i) => {
    const known = unchanged?.tables[i] === table ? unchanged.written[i] : undefined
    if (known !== undefined) return known
    if (unchanged === undefined) created.add(table.name)
    const before =
      unchanged === undefined ? created : new Set([...existing, ...tables.slice(0, i + 1).map((t) => t.name)])
    return writeTable(table, dialect, options, before, key)
  })
  latest.set(dialect, { key, existing: [...existing], tables, written: all })
  return all
}

/** Above this many tables that differ, going through all of them is no dearer. */
const FEW = 20

/** The same names with the same references in the same places, and only few of them other tables. */
function standAlike(before: readonly SchemaTable[], after: readonly SchemaTable[]): boolean {
  if (before.length !== after.length) return false
  let replaced = 0
  for (let i = 0; i < before.length; i++) {
    const was = before[i]
    const now = after[i]
    if (was === now || was === undefined || now === undefined) continue
    if (++replaced > FEW || !isOrderedAlike(was, now)) return false
  }
  return true
}

function frame(lines: readonly string[]): ExportPiece {
  return { model: null, text: lines.length === 0 ? '' : `${lines.join('\n')}\n\n` }
}

function head(schema: Schema, { options }: ExportInput): readonly string[] {
  if (options.extra['external'] === true || schema.external.length === 0) return []
  const elsewhere = new Set(schema.external.map((t) => t.name))
  const found = new Set<string>()
  for (const { foreignKeys } of schema.tables) {
    for (const fk of foreignKeys) if (elsewhere.has(fk.table)) found.add(fk.table)
  }
  const names = [...found]
  return names.length === 0 ? [] : [`-- Referenced, created elsewhere: ${names.join(', ').replace(/[\r\n]+/g, ' ')}`]
}

function namespaces(dialect: SqlDialect, tables: readonly SchemaTable[]): readonly string[] {
  if (!dialect.namespaces) return []
  const used = new Set(tables.flatMap((t) => namespaceOf(t.name) ?? []))
  return [...used].map((schema) => `CREATE SCHEMA IF NOT EXISTS ${name(dialect, schema)};`)
}

function dropStatements(dialect: SqlDialect, tables: readonly SchemaTable[]): readonly string[] {
  const cascade = dialect.addConstraint && dialect.id === 'postgresql' ? ' CASCADE' : ''
  return tables.toReversed().map((t) => `DROP TABLE IF EXISTS ${tableIdentifier(dialect, t.name)}${cascade};`)
}

interface WrittenTable {
  readonly piece: ExportPiece
  /** Constraints to tables that come later, to be added when all exist. */
  readonly later: ExportPiece
  readonly diagnostics: readonly Diagnostic[]
}

/** Written tables by what decides their text; a table object never changes, so an edit rewrites few. */
const written = new WeakMap<SchemaTable, Map<string, WrittenTable>>()

function writeTable(
  table: SchemaTable,
  dialect: SqlDialect,
  options: ExportOptions,
  created: ReadonlySet<string>,
  common: string,
): WrittenTable {
  const forward = table.foreignKeys.map((fk) => (created.has(fk.table) ? '1' : '0')).join('')
  const key = `${common} ${forward}`
  const perTable = written.get(table) ?? new Map<string, WrittenTable>()
  written.set(table, perTable)
  const known = perTable.get(key)
  if (known !== undefined) return known
  const fresh = createTable(table, { dialect, options, created, diagnostics: [] })
  perTable.set(key, fresh)
  return fresh
}

function createTable(table: SchemaTable, context: Context): WrittenTable {
  const { dialect, options, created } = context
  const canInline = (fk: SchemaForeignKey) => created.has(fk.table) || dialect.forwardReferences
  const enforced = table.foreignKeys.filter((fk) => fk.enforced)
  const inline = enforced.filter(canInline)
  const uniques = table.uniques.filter((unique) => hasUnique(unique, table, context))
  const lines = [
    ...table.columns.map((column) => columnLine(table, column, inline, context)),
    ...keyLine(table, dialect),
    ...inline
      .filter((fk) => dialect.addConstraint || !isInColumn(fk, inline))
      .map((fk) => foreignKeyLine(fk, table, context)),
    ...uniques.filter((u) => u.form === 'constraint').map((u) => uniqueLine(u, dialect)),
    ...table.checks.filter((c) => c.column === null).flatMap((c) => checkLine(c, table, context)),
  ]
  const exists = options.extra['ifNotExists'] === true ? 'IF NOT EXISTS ' : ''
  const create = `CREATE TABLE ${exists}${tableIdentifier(dialect, table.name)} (\n${lines.map((l) => `  ${l}`).join(',\n')}\n)${dialect.tableSuffix(table)};`
  const after = [
    ...uniques.filter((u) => u.form === 'index').flatMap((u) => uniqueIndex(u, table, context)),
    ...table.indexes.flatMap((index) => indexStatement(index, table, context)),
    ...dialect.comments(table),
  ]
  const later = enforced
    .filter((fk) => !canInline(fk))
    .map((fk) => `ALTER TABLE ${tableIdentifier(dialect, table.name)} ADD ${foreignKeyLine(fk, table, context)};\n`)
  return {
    piece: { model: table.model, text: `${[create, ...after].join('\n')}\n\n` },
    later: { model: table.model, text: later.join('') },
    diagnostics: context.diagnostics,
  }
}

/** Django leaves out what the database has not; we say so. */
function hasUnique(unique: SchemaUnique, table: SchemaTable, context: Context): boolean {
  const { dialect } = context
  if (dialect.hasUnique === undefined || dialect.hasUnique(unique)) return true
  context.diagnostics.push(cannot(table, null, 'relata.4004', `the constraint ${unique.name}`, dialect))
  return false
}

/** The first key over a column alone stands with the column, in dialects that write keys there. */
function isInColumn(fk: SchemaForeignKey, inline: readonly SchemaForeignKey[]): boolean {
  return fk.columns.length === 1 && inline.find((k) => k.columns.length === 1 && k.columns[0] === fk.columns[0]) === fk
}

function columnLine(
  table: SchemaTable,
  column: SchemaColumn,
  inline: readonly SchemaForeignKey[],
  context: Context,
): string {
  const { dialect } = context
  const type = dialect.types[column.type.kind](column)
  const parts = [name(dialect, column.name), type]
  const isKey = table.primaryKey.length === 1 && table.primaryKey[0] === column.name
  if (column.collation !== null) parts.push(...collateClause(table, column, column.collation, context))
  const own = inline.find((fk) => fk.columns.length === 1 && fk.columns[0] === column.name)
  const fallback = defaultClause(table, column, own, context)
  if (fallback !== null) parts.push(fallback)
  if (column.generated !== null) parts.push(...generatedClause(table, column, context))
  // MySQL refuses NULL/NOT NULL before GENERATED, SQLite and PostgreSQL do not mind the order.
  const nullable = column.null ? 'NULL' : 'NOT NULL'
  parts.push(column.generated === null ? nullable : (dialect.nullOfGenerated ?? nullable))
  if (isKey) parts.push(column.autoIncrement ? dialect.identity(column).trim() : 'PRIMARY KEY')
  else if (column.unique) parts.push('UNIQUE')
  // MariaDB takes nothing after a column's CHECK.
  parts.push(dialect.inlineComment(column.comment).trim())
  for (const check of table.checks) {
    if (check.column === column.name) parts.push(...checkLine(check, table, context))
  }
  const typeCheck = dialect.typeCheck?.(column, name(dialect, column.name)) ?? null
  if (typeCheck !== null && column.generated === null) parts.push(`CHECK (${typeCheck})`)
  if (own !== undefined && !dialect.addConstraint) parts.push(references(own, table, context))
  return parts.filter((p) => p !== '').join(' ')
}

function collateClause(
  table: SchemaTable,
  column: SchemaColumn,
  collation: string,
  context: Context,
): readonly string[] {
  const { dialect } = context
  const known = dialect.collation(collation)
  if (known !== null) return [`COLLATE ${dialect.quote(known)}`]
  const what = `the collation ${collation} of ${column.name}`
  context.diagnostics.push(cannot(table, column.fieldName, 'relata.4004', what, dialect))
  return []
}

function defaultClause(
  table: SchemaTable,
  column: SchemaColumn,
  fk: SchemaForeignKey | undefined,
  context: Context,
): string | null {
  const { dialect, options } = context
  const setsDefault = options.onDelete === 'database' && fk?.onDelete === 'SET_DEFAULT'
  const value = column.dbDefault ?? (setsDefault ? column.default : undefined)
  if (value === undefined) return null
  const clause = (ready: string) => `DEFAULT ${dialect.defaultValue?.(column, ready) ?? ready}`
  if (typeof value !== 'object' || value === null) return clause(dialect.literal(plainDefault(column, value)))
  if (column.type.kind === 'json') return clause(dialect.literal(JSON.stringify(plainValue(value))))
  const source = 'expr' in value ? value.expr : null
  const sql = source === null ? null : expression(source, table, dialect)
  if (sql === null) {
    context.diagnostics.push(
      cannot(table, column.fieldName, 'relata.4002', `the default ${source ?? ''} of ${column.name}`, dialect),
    )
    return null
  }
  return `DEFAULT (${sql})`
}

/** PostgreSQL takes no number for true and false. */
function plainDefault(column: SchemaColumn, value: Value): Value {
  return column.type.kind === 'boolean' && typeof value === 'number' ? value !== 0 : value
}

function generatedClause(table: SchemaTable, column: SchemaColumn, context: Context): readonly string[] {
  const generated = column.generated
  if (generated === null) return []
  const sql = expression(generated.expression.expr, table, context.dialect)
  if (sql !== null) return [context.dialect.generated(column, sql)]
  context.diagnostics.push(
    cannot(
      table,
      column.fieldName,
      'relata.4002',
      `the expression of the generated column ${column.name}`,
      context.dialect,
    ),
  )
  return []
}

function keyLine(table: SchemaTable, dialect: SqlDialect): readonly string[] {
  if (table.primaryKey.length < 2) return []
  return [`PRIMARY KEY (${table.primaryKey.map((c) => name(dialect, c)).join(', ')})`]
}

function foreignKeyLine(fk: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const { dialect } = context
  const columns = fk.columns.map((c) => name(dialect, c)).join(', ')
  return `CONSTRAINT ${name(dialect, fk.name)} FOREIGN KEY (${columns}) ${references(fk, table, context)}`
}

/** SQL's nearest word for each of Django's; null: SQL has none. */
const SQL_ACTIONS: Readonly<Record<SchemaForeignKey['onDelete'], string | null>> = {
  CASCADE: 'CASCADE',
  PROTECT: 'RESTRICT',
  // A deferred NO ACTION refuses like RESTRICT, unless another path deletes the row too: as Django's.
  RESTRICT: 'NO ACTION',
  SET_NULL: 'SET NULL',
  SET_DEFAULT: 'SET DEFAULT',
  SET: null,
  DO_NOTHING: 'NO ACTION',
}

function references(fk: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const { dialect, options } = context
  const columns = fk.targetColumns.map((c) => name(dialect, c)).join(', ')
  const target = `REFERENCES ${tableIdentifier(dialect, fk.table)} (${columns})`
  const deferred = fk.deferrable ? dialect.deferred : ''
  if (options.onDelete === 'orm') return `${target}${deferred}`
  const action = SQL_ACTIONS[fk.onDelete]
  if (action === null) {
    context.diagnostics.push(
      cannot(table, fk.columns[0] ?? '', 'relata.4001', `on_delete SET(…) of ${fk.columns.join(', ')}`, dialect),
    )
    return `${target}${deferred}`
  }
  // PostgreSQL: RESTRICT cannot be deferred, which is its point; the clause is legal all the same.
  return action === 'NO ACTION' ? `${target}${deferred}` : `${target} ON DELETE ${action}${deferred}`
}

function uniqueLine(unique: SchemaUnique, dialect: SqlDialect): string {
  const columns = unique.columns.map((c) => name(dialect, c)).join(', ')
  const deferred =
    unique.deferrable === null || dialect.deferred === '' ? '' : ` DEFERRABLE INITIALLY ${unique.deferrable}`
  const nulls = unique.nullsDistinct === false ? ' NULLS NOT DISTINCT' : ''
  const include = unique.include.map((c) => name(dialect, c)).join(', ')
  const covering = include === '' ? '' : ` INCLUDE (${include})`
  return `CONSTRAINT ${name(dialect, unique.name)} UNIQUE${nulls} (${columns})${covering}${deferred}`
}

function checkLine(check: SchemaCheck, table: SchemaTable, context: Context): readonly string[] {
  const { dialect } = context
  const condition =
    check.raw === null
      ? expression(check.condition.expr, table, dialect)
      : portableSql(check.raw, table, dialect.raw, (column) => name(dialect, column))
  if (condition !== null) return [dialect.check(check, condition, name(dialect, check.name))]
  context.diagnostics.push(cannot(table, null, 'relata.4002', `the condition of ${check.name}`, dialect))
  return []
}

function uniqueIndex(unique: SchemaUnique, table: SchemaTable, context: Context): readonly string[] {
  const columns = unique.columns.map((column) => ({ name: column, descending: false, opclass: null }))
  const index = { ...unique, columns, method: 'btree' }
  return indexSql(index, true, table, context)
}

function indexStatement(index: SchemaIndex, table: SchemaTable, context: Context): readonly string[] {
  return indexSql(index, false, table, context)
}

type IndexLike = Pick<SchemaIndex, 'name' | 'columns' | 'expressions' | 'condition' | 'include' | 'method'> & {
  readonly nullsDistinct?: boolean | null
}

function indexSql(index: IndexLike, unique: boolean, table: SchemaTable, context: Context): readonly string[] {
  const { dialect } = context
  const expressions = index.expressions.map((e) => renderIndexTerm(e.expr, table, expressionsOf(dialect, table)))
  const condition = index.condition === null ? null : expression(index.condition.expr, table, dialect)
  if (expressions.includes(null) || (index.condition !== null && condition === null)) {
    context.diagnostics.push(cannot(table, null, 'relata.4002', `the index ${index.name}`, dialect))
    return []
  }
  const columns = index.columns.map((c) => `${name(dialect, c.name)}${c.descending ? ' DESC' : ''}`)
  const statement = dialect.index({
    name: name(dialect, index.name),
    table: tableIdentifier(dialect, table.name),
    unique,
    columns: [...columns, ...expressions.filter((e) => e !== null)],
    hasExpressions: expressions.length > 0,
    condition,
    include: index.include.map((c) => name(dialect, c)),
    method: index.method,
    source: unique ? null : (index as SchemaIndex),
    nullsDistinct: index.nullsDistinct ?? null,
  })
  if (statement !== null) return [`${statement};`]
  context.diagnostics.push(cannot(table, null, 'relata.4004', `the index ${index.name}`, dialect))
  return []
}

function cannot(table: SchemaTable, field: string | null, code: string, what: string, dialect: SqlDialect): Diagnostic {
  const label = field === null ? table.label : `${table.label}.${field}`
  return {
    code,
    severity: 'warning',
    message: `${dialect.label} cannot say ${what}; it is left out.`,
    hint: 'Django itself still enforces it; the database alone does not.',
    subject: { kind: 'model', model: table.model, label },
    fixes: [],
  }
}

function expression(source: string, table: SchemaTable, dialect: SqlDialect): string | null {
  return renderExpression(source, table, expressionsOf(dialect, table))
}

/** Conditions name columns as the rest of the dialect does: spelled and cut. */
function expressionsOf(dialect: SqlDialect, table: SchemaTable): ExpressionDialect {
  const quote = (text: string) => name(dialect, text)
  return { ...dialect.expressions, quote, raw: (sql) => portableSql(sql, table, dialect.raw, quote) }
}
