/**
 * The one writer of SQL: turns schema tables into CREATE statements in the words of a dialect.
 * Many-to-many edges are tables already (`schema/`), so no dialect can forget them.
 *
 * Diagnostics: 4001 on_delete that SQL cannot say, 4002 expression that this dialect cannot say,
 * 4004 index form that this dialect has not, 4008 a name that had to change.
 */
import type { Schema, SchemaTable } from '../../schema/types.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ExportInput, ExportOptions, ExportPiece, Exported, Exporter } from '../exporter.ts'
import { isOrderedAlike } from '../../schema/order-tables.ts'
import { sameItems } from '../../util/changes.ts'
import { cannot } from './context.ts'
import type { SqlDialect } from './dialect.ts'
import { customConstraints } from './custom-constraints.ts'
import { crossedPaths } from './delete-paths.ts'
import { distinctNames, hasColumnClash } from './fit-names.ts'
import { sampleInserts } from './rows.ts'
import { dropStatements, extensions, head, namespaces } from './script-frame.ts'
import { forwardKeys, writeTable } from './write-table.ts'
import type { WrittenTable } from './write-table.ts'

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

interface Script {
  /** What of the options decides the text. */
  readonly key: string
  readonly external: readonly SchemaTable[]
  /** As they were asked for, and as they are written; the same list where nothing had to change. */
  readonly wanted: readonly SchemaTable[]
  readonly tables: readonly SchemaTable[]
  readonly written: readonly WrittenTable[]
  /** Where the tables' pieces begin: one each, side by side. */
  readonly at: number
  /** What is to be said of the tables together. */
  readonly whole: readonly Diagnostic[]
  /** Made when an edit first asks: by table what was written of it, and by name the place where it stands. */
  readonly known: Map<SchemaTable, WrittenTable>
  readonly places: Map<string, number>
  readonly exported: Exported
}

/** The last script of each dialect: of an edited design all but a few tables are in it, in the same places. */
const latest = new WeakMap<SqlDialect, Script>()

function exportSql(dialect: SqlDialect, input: ExportInput): Exported {
  const key = keyOf(input.options)
  const before = latest.get(dialect)
  const last = before?.key === key ? before : null
  const script = (last && rewriteScript(last, dialect, input)) ?? writeScript(dialect, input, key, last)
  latest.set(dialect, script)
  return script.exported
}

function keyOf({ onDelete, extra }: ExportOptions): string {
  const { external, ifNotExists, enums, drop, serial, rows } = extra
  return [onDelete, ...[external, ifNotExists, enums, drop, serial, rows].map((one) => one === true)].join(' ')
}

function wantedTables({ external, tables }: Schema, { extra }: ExportOptions): readonly SchemaTable[] {
  return extra['external'] === true ? [...external, ...tables] : tables
}

/** Names of tables that are there before the first one is created. */
function existingNames({ external }: Schema, { extra }: ExportOptions): ReadonlySet<string> {
  return new Set(extra['external'] === true ? [] : external.map((t) => t.name))
}

function writeScript(dialect: SqlDialect, input: ExportInput, key: string, last: Script | null): Script {
  const { schema, options } = input
  const wanted = wantedTables(schema, options)
  // Of another design there is nothing to take over.
  const isSameDesign = last !== null && last.tables.some((table) => schema.byModel.get(table.model) === table)
  const known = isSameDesign ? knownTables(last) : new Map<SchemaTable, WrittenTable>()
  const wereDistinct = isSameDesign && last.wanted === last.tables
  const distinct = distinctNames(wanted, dialect, (table) => wereDistinct && known.has(table))
  const fit = dialect.prepare?.(distinct.tables) ?? { tables: distinct.tables, changes: null }
  const { tables, changes } = fit
  const before = [...head(schema, input), ...dialect.header, ...namespaces(dialect, tables)]
  const pieces: ExportPiece[] = []
  const add = (piece: ExportPiece): void => {
    if (piece.text !== '') pieces.push(piece)
  }
  const written = writeTables(tables, dialect, input, known)
  add(frame([...before, ...extensions(dialect, written)]))
  if (options.extra['drop'] === true) add(frame(dropStatements(dialect, tables)))
  const isUnchecked = options.extra['ifNotExists'] === true && !dialect.forwardReferences
  if (isUnchecked && dialect.unchecked !== undefined) add(frame([dialect.unchecked.begin]))
  const at = pieces.length
  const whole = [
    ...distinct.diagnostics,
    ...customConstraints(tables, input, dialect),
    ...crossedPaths(tables, options, dialect),
  ]
  const diagnostics = [...whole]
  for (let i = 0; i < tables.length; i++) {
    const [table, one] = [tables[i], written[i]]
    if (table === undefined || one === undefined) continue
    pieces.push(one.piece)
    if (one.diagnostics.length > 0) diagnostics.push(...one.diagnostics)
    if (changes === null) continue
    for (const what of changes.get(table) ?? []) diagnostics.push(cannot(table, null, 'relata.4004', what, dialect))
  }
  for (const { later } of written) add(later)
  if (isUnchecked && dialect.unchecked !== undefined) add(frame([dialect.unchecked.end]))
  if (options.extra['rows'] === true) for (const piece of sampleInserts(dialect, input, tables)) add(piece)
  add(frame(dialect.footer))
  const exported = { pieces, diagnostics }
  const { external } = schema
  return { key, external, wanted, tables, written, at, whole, exported, known: new Map(), places: new Map() }
}

function knownTables({ known, tables, written }: Script): Map<SchemaTable, WrittenTable> {
  if (known.size > 0) return known
  for (let i = 0; i < tables.length; i++) {
    const [table, one] = [tables[i], written[i]]
    if (table !== undefined && one !== undefined) known.set(table, one)
  }
  return known
}

function placesOf({ places, tables }: Script): ReadonlyMap<string, number> {
  if (places.size > 0) return places
  tables.forEach(({ name }, i) => {
    if (!places.has(name)) places.set(name, i)
  })
  return places
}

function frame(lines: readonly string[]): ExportPiece {
  return { model: null, text: lines.length === 0 ? '' : `${lines.join('\n')}\n\n` }
}

function writeTables(
  tables: readonly SchemaTable[],
  dialect: SqlDialect,
  { schema, options }: ExportInput,
  known: ReadonlyMap<SchemaTable, WrittenTable>,
): readonly WrittenTable[] {
  const created = new Set(existingNames(schema, options))
  const written: WrittenTable[] = []
  for (const table of tables) {
    created.add(table.name)
    const before = known.get(table)
    const isKnown = before !== undefined && before.forward === forwardKeys(table, created)
    written.push(isKnown ? before : writeTable(table, { dialect, options, created, diagnostics: [] }))
  }
  return written
}

/** Above this many tables that differ, going through all of them is no dearer. */
const FEW = 20

/** The last script with the few tables that are other ones now; null: more than that may read differently. */
function rewriteScript(last: Script, dialect: SqlDialect, { schema, options }: ExportInput): Script | null {
  const isPlain = last.wanted === last.tables && dialect.prepare === undefined && options.extra['rows'] !== true
  if (!isPlain || last.external !== schema.external) return null
  const tables = wantedTables(schema, options)
  const places = replacedPlaces(last.tables, tables)
  if (places === null) return null
  const existing = existingNames(schema, options)
  const written = [...last.written]
  const pieces = [...last.exported.pieces]
  let { diagnostics } = last.exported
  for (const i of places) {
    const [was, now, before] = [last.tables[i], tables[i], last.written[i]]
    if (was === undefined || now === undefined || before === undefined) return null
    const created = createdUpTo(i, placesOf(last), existing)
    const one = writeTable(now, { dialect, options, created, diagnostics: [] })
    if (hasColumnClash(now, dialect) || !sameItems(before.extensions, one.extensions)) return null
    if (before.later.text !== one.later.text) return null
    if (options.onDelete === 'database' && !hasSameKeys(was, now)) return null
    pieces[last.at + i] = one.piece
    written[i] = { ...one, later: before.later }
    if (last.known.size > 0) {
      last.known.delete(was)
      last.known.set(now, written[i])
    }
    if (before.diagnostics.length + one.diagnostics.length > 0) {
      diagnostics = [...last.whole, ...written.flatMap((w) => w.diagnostics)]
    }
  }
  return { ...last, wanted: tables, tables, written, exported: { pieces, diagnostics } }
}

/** What crosses between paths of deletes depends on the keys of all tables. */
function hasSameKeys(was: SchemaTable, now: SchemaTable): boolean {
  return was.foreignKeys === now.foreignKeys || JSON.stringify(was.foreignKeys) === JSON.stringify(now.foreignKeys)
}

/** Places of the tables that differ; null: names, references or places do, or there are many. */
function replacedPlaces(before: readonly SchemaTable[], after: readonly SchemaTable[]): readonly number[] | null {
  if (before.length !== after.length) return null
  const places: number[] = []
  for (let i = 0; i < before.length; i++) {
    const was = before[i]
    const now = after[i]
    if (was === now || was === undefined || now === undefined) continue
    if (places.length === FEW || !isOrderedAlike(was, now)) return null
    places.push(i)
  }
  return places
}

/** The tables up to one place, without a set of all their names. */
function createdUpTo(place: number, places: ReadonlyMap<string, number>, existing: ReadonlySet<string>) {
  return { has: (name: string) => existing.has(name) || (places.get(name) ?? Number.POSITIVE_INFINITY) <= place }
}
