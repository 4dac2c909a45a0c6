/**
 * The one writer of SQL: turns schema tables into CREATE statements in the words of a dialect.
 * Many-to-many edges are tables already (`schema/`), so no dialect can forget them.
 *
 * Diagnostics: 4001 on_delete that SQL cannot say, 4002 expression that this dialect cannot say,
 * 4004 index form that this dialect has not, 4007 a foreign key that the database would refuse, 4008 a name that had to change.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SchemaTable } from '../../schema/types.ts'
import type { ExportInput, ExportOptions, ExportPiece, Exported, Exporter } from '../exporter.ts'
import { PiecePacker } from '../pack-pieces.ts'
import { dialectFor } from './dialect.ts'
import type { SqlDialect } from './dialect.ts'
import { customConstraints } from './custom-constraints.ts'
import { crossedPaths } from './delete-paths.ts'
import { distinctNames } from './fit-names.ts'
import { rewriteScript } from './rewrite-script.ts'
import { sampleInserts } from './rows.ts'
import { existingNames, knownTables, noFacts, tableDiagnostics, wantedTables } from './script.ts'
import type { Script } from './script.ts'
import { dropStatements, extensions, head, namespaces } from './script-frame.ts'
import { forwardKeys, writeTable } from './write-table.ts'
import { standingKeys } from './standing-keys.ts'
import type { WrittenTable } from './write-table.ts'

const SQL_OPTIONS = [
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

/** The last script of each dialect: of an edited design all but a few tables are in it, in the same places. */
const latest = new WeakMap<SqlDialect, Script>()

function exportSql(given: SqlDialect, input: ExportInput): Exported {
  const dialect = dialectFor(given, input.doc)
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

function writeScript(dialect: SqlDialect, input: ExportInput, key: string, last: Script | null): Script {
  const { schema, options } = input
  const wanted = wantedTables(schema, options)
  // Of another design there is nothing to take over.
  const isSameDesign = last !== null && last.tables.some((table) => schema.byModel.get(table.model) === table)
  const known = isSameDesign ? knownTables(last) : new Map<SchemaTable, WrittenTable>()
  const wereDistinct = isSameDesign && last.isDistinct
  const distinct = distinctNames(wanted, dialect, (table) => wereDistinct && known.has(table))
  const prepared = dialect.prepare?.(distinct.tables) ?? null
  const standing = standingKeys(prepared?.tables ?? distinct.tables, dialect)
  const { tables } = standing
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
  for (const { piece } of written) pieces.push(piece)
  for (const { later } of written) add(later)
  if (isUnchecked && dialect.unchecked !== undefined) add(frame([dialect.unchecked.end]))
  if (options.extra['rows'] === true) for (const piece of sampleInserts(dialect, input, tables)) add(piece)
  add(frame(dialect.footer))
  const crossed = crossedPaths(tables, options, dialect)
  const diagnostics = [
    ...distinct.diagnostics,
    ...tableDiagnostics({ tables, written, prepared, standing, crossed }, dialect),
  ]
  const [{ external }, isDistinct] = [schema, distinct.tables === wanted]
  const exported = { pieces, diagnostics }
  return {
    key,
    external,
    wanted,
    isDistinct,
    prepared,
    standing,
    tables,
    written,
    at,
    crossed,
    exported,
    facts: noFacts(),
  }
}

function frame(lines: readonly string[]): ExportPiece {
  return { model: null, text: lines.length === 0 ? '' : `${lines.join('\n')}\n\n` }
}

function writeTables(
  tables: readonly SchemaTable[],
  dialect: SqlDialect,
  input: ExportInput,
  known: ReadonlyMap<SchemaTable, WrittenTable>,
): readonly WrittenTable[] {
  const { schema, options } = input
  const created = new Set(existingNames(schema, options))
  const written: WrittenTable[] = []
  const packer = new PiecePacker()
  // What nothing was said about takes no list of its own.
  let diagnostics: Diagnostic[] = []
  for (const table of tables) {
    created.add(table.name)
    const before = known.get(table)
    const isKnown = before !== undefined && before.forward === forwardKeys(table, created)
    if (isKnown) {
      written.push(before)
      continue
    }
    if (diagnostics.length > 0) diagnostics = []
    const context = { dialect, options, created, diagnostics }
    const one = writeTable(table, context, customConstraints(table, input, dialect))
    packer.add(one.piece)
    written.push(one)
  }
  packer.finish()
  return written
}
