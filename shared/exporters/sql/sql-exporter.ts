/**
 * The one writer of SQL: turns schema tables into CREATE statements in the words of a dialect.
 * Many-to-many edges are tables already (`schema/`), so no dialect can forget them.
 *
 * Diagnostics: 4001 on_delete that SQL cannot say, 4002 expression that this dialect cannot say,
 * 4003 SET DEFAULT without a default, 4004 index form that this dialect has not, 4008 a name that had to change.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Schema, SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import type { ExportInput, ExportOptions, ExportPiece, Exported, Exporter } from '../exporter.ts'
import { isOrderedAlike } from '../../schema/order-tables.ts'
import { sameItems } from '../../util/changes.ts'
import { columnLine, isInColumn } from './columns.ts'
import { checkLine, foreignKeyLine, hasUnique, keyLine, uniqueLine } from './constraints.ts'
import { cannot } from './context.ts'
import type { Context } from './context.ts'
import type { SqlDialect } from './dialect.ts'
import { enumTypes } from './enums.ts'
import { distinctNames } from './fit-names.ts'
import { indexStatement, standInTable, uniqueIndex } from './indexes.ts'
import { identifier as name, namespaceOf, objectName, tableIdentifier } from './names.ts'
import { sampleInserts } from './rows.ts'

export const SQL_OPTIONS = [
  { name: 'external', label: 'Include external tables (auth_user …)', default: false },
  { name: 'ifNotExists', label: 'IF NOT EXISTS', default: false },
  { name: 'drop', label: 'DROP the tables first', default: false },
  { name: 'rows', label: 'Sample rows as INSERTs', default: false },
] as const
const ENUM_OPTION = { name: 'enums', label: 'Choices of text as ENUM types', default: false } as const
const SERIAL_OPTION = { name: 'serial', label: 'Keys from sequences (serial), not identity', default: false } as const

export function sqlExporter<Id extends string>(dialect: SqlDialect<Id>, fileName: string): Exporter<Id> {
  return {
    id: dialect.id,
    label: dialect.label,
    group: 'SQL',
    language: 'sql',
    fileName,
    options: [
      ...SQL_OPTIONS,
      ...(dialect.enumType === undefined ? [] : [ENUM_OPTION]),
      ...(dialect.serial === undefined ? [] : [SERIAL_OPTION]),
    ],
    export: (input) => exportSql(dialect, input),
  }
}

function exportSql(dialect: SqlDialect, input: ExportInput): Exported {
  const { schema, options } = input
  const wanted = options.extra['external'] === true ? [...schema.external, ...schema.tables] : schema.tables
  const distinct = distinctNames(wanted, dialect)
  const fit = dialect.prepare?.(distinct.tables) ?? { tables: distinct.tables, changes: null }
  const { tables, changes } = fit
  const created = new Set<string>(options.extra['external'] === true ? [] : schema.external.map((t) => t.name))
  const pieces: ExportPiece[] = [
    frame([...head(schema, input), ...dialect.header, ...namespaces(dialect, tables), ...extensions(dialect, tables)]),
  ]
  if (options.extra['drop'] === true) pieces.push(frame(dropStatements(dialect, tables)))
  const isUnchecked = options.extra['ifNotExists'] === true && !dialect.forwardReferences
  if (isUnchecked && dialect.unchecked !== undefined) pieces.push(frame([dialect.unchecked.begin]))
  const all = writeTables(tables, dialect, options, created)
  const diagnostics: Diagnostic[] = [...distinct.diagnostics]
  tables.forEach((table, i) => {
    const one = all[i]
    if (one === undefined) return
    pieces.push(one.piece)
    diagnostics.push(...one.diagnostics)
    for (const what of changes?.get(table) ?? []) diagnostics.push(cannot(table, null, 'relata.4004', what, dialect))
  })
  for (const { later } of all) if (later.text !== '') pieces.push(later)
  if (isUnchecked && dialect.unchecked !== undefined) pieces.push(frame([dialect.unchecked.end]))
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
  const { ifNotExists, enums, drop, serial } = options.extra
  const key = [dialect.id, options.onDelete, ifNotExists === true, enums === true, drop === true, serial === true].join(
    ' ',
  )
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

/** Of types and operator classes that PostgreSQL keeps in extensions. */
function extensions(dialect: SqlDialect, tables: readonly SchemaTable[]): readonly string[] {
  const { extensionOf } = dialect
  if (extensionOf === undefined) return []
  const words = tables.flatMap((t) => [
    ...t.columns.map((c) => (c.type.kind === 'other' ? (c.type.raw ?? '') : '')),
    ...t.indexes.flatMap((i) => [
      i.method,
      ...i.columns.map((c) => c.opclass ?? ''),
      ...i.expressions.flatMap(({ expr }) => /OpClass\(.*name=["'](\w+)/.exec(expr)?.[1] ?? ''),
    ]),
  ])
  const needed = new Set(words.flatMap((word) => (word === '' ? [] : (extensionOf(word) ?? []))))
  return [...needed].toSorted().map((extension) => `CREATE EXTENSION IF NOT EXISTS ${name(dialect, extension)};`)
}

function dropStatements(dialect: SqlDialect, tables: readonly SchemaTable[]): readonly string[] {
  const cascade = dialect.addConstraint && dialect.id === 'postgresql' ? ' CASCADE' : ''
  const drops = tables.toReversed().map((t) => `DROP TABLE IF EXISTS ${tableIdentifier(dialect, t.name)}${cascade};`)
  return dialect.unchecked === undefined ? drops : [dialect.unchecked.begin, ...drops, dialect.unchecked.end]
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

function createTable(bare: SchemaTable, context: Context): WrittenTable {
  const { dialect, options, created } = context
  const { table, statements } =
    options.extra['enums'] === true
      ? enumTypes(bare, dialect, options.extra['drop'] === true)
      : { table: bare, statements: [] }
  const canInline = (fk: SchemaForeignKey) => created.has(fk.table) || mayReferForward(context)
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
  const indexes = [
    ...uniques.filter((u) => u.form === 'index').flatMap((u) => uniqueIndex(u, table, context)),
    ...table.indexes.flatMap((index) => indexStatement(index, table, context)),
  ]
  const inTable = standInTable(context)
  if (inTable) lines.push(...indexes)
  const exists = options.extra['ifNotExists'] === true ? 'IF NOT EXISTS ' : ''
  const create = `CREATE TABLE ${exists}${tableIdentifier(dialect, table.name)} (\n${lines.map((l) => `  ${l}`).join(',\n')}\n)${dialect.tableSuffix(table)};`
  const after = [...(inTable ? [] : indexes), ...dialect.comments(table)]
  const later = enforced.filter((fk) => !canInline(fk)).map((fk) => addLater(fk, table, context))
  return {
    piece: { model: table.model, text: `${[...statements, create, ...after].join('\n')}\n\n` },
    later: { model: table.model, text: later.join('') },
    diagnostics: context.diagnostics,
  }
}

/** A script that can run again adds no constraints afterwards where it can do without. */
function mayReferForward({ dialect, options }: Context): boolean {
  return dialect.forwardReferences || (options.extra['ifNotExists'] === true && dialect.unchecked !== undefined)
}

/** With IF NOT EXISTS the script can run again, so a constraint of the last run gives way. */
function addLater(fk: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const { dialect, options } = context
  const again = options.extra['ifNotExists'] === true && dialect.dropsConstraintIfExists === true
  const drop = again ? `DROP CONSTRAINT IF EXISTS ${objectName(dialect, fk.name)}, ` : ''
  return `ALTER TABLE ${tableIdentifier(dialect, table.name)} ${drop}ADD ${foreignKeyLine(fk, table, context)};\n`
}
