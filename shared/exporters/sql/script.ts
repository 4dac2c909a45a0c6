/** A script as it was last written, with what the next one takes over from it. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { NameUses } from '../../schema/name-uses.ts'
import { tablesToMake } from '../../schema/tables-to-make.ts'
import type { Schema, SchemaTable } from '../../schema/types.ts'
import type { ExportOptions, Exported } from '../exporter.ts'
import { cannot } from './context.ts'
import type { PreparedTables, SqlDialect } from './dialect.ts'
import type { StandingKeys } from './standing-keys.ts'
import type { WrittenTable } from './write-table.ts'

export interface Script {
  /** What of the options decides the text. */
  readonly key: string
  readonly external: readonly SchemaTable[]
  /** As they were asked for. */
  readonly wanted: readonly SchemaTable[]
  /** None of their names had to change. */
  readonly isDistinct: boolean
  /** What the dialect made of them; null: it takes them as they are. */
  readonly prepared: PreparedTables | null
  readonly standing: StandingKeys
  /** As they are written. */
  readonly tables: readonly SchemaTable[]
  readonly written: readonly WrittenTable[]
  /** Where the tables' pieces begin: one each, side by side. */
  readonly at: number
  /** What is said of paths between the tables. */
  readonly crossed: readonly Diagnostic[]
  readonly exported: Exported
  readonly facts: ScriptFacts
}

/** Made when an edit first asks, and brought in line by each that goes the short way. */
export interface ScriptFacts {
  /** By table what was written of it. */
  known: Map<SchemaTable, WrittenTable> | null
  /** By name the place where a table stands. */
  places: Map<string, number> | null
  /** What the database compares of their names. */
  names: Set<string> | null
  uses: NameUses | null
}

export function noFacts(): ScriptFacts {
  return { known: null, places: null, names: null, uses: null }
}

export function wantedTables(schema: Schema, { extra }: ExportOptions): readonly SchemaTable[] {
  return extra['external'] === true ? tablesToMake(schema) : schema.tables
}

/** Names of tables that are there before the first one is created. */
export function existingNames({ external }: Schema, { extra }: ExportOptions): ReadonlySet<string> {
  return new Set(extra['external'] === true ? [] : external.map((t) => t.name))
}

export function knownTables({ facts, tables, written }: Script): Map<SchemaTable, WrittenTable> {
  if (facts.known !== null) return facts.known
  const known = new Map<SchemaTable, WrittenTable>()
  for (let i = 0; i < tables.length; i++) {
    const [table, one] = [tables[i], written[i]]
    if (table !== undefined && one !== undefined) known.set(table, one)
  }
  return (facts.known = known)
}

export function placesOf({ facts, tables }: Pick<Script, 'facts' | 'tables'>): Map<string, number> {
  if (facts.places !== null) return facts.places
  const places = new Map<string, number>()
  tables.forEach(({ name }, i) => {
    if (!places.has(name)) places.set(name, i)
  })
  return (facts.places = places)
}

type Told = Pick<Script, 'tables' | 'written' | 'prepared' | 'standing' | 'crossed'>

/** Whether anything is said of the table at this place. */
export function isTold({ tables, written, prepared, standing }: Told, place: number): boolean {
  const [table, one] = [tables[place], written[place]]
  if (table === undefined || one === undefined) return false
  return (
    one.custom.length > 0 ||
    one.diagnostics.length > 0 ||
    prepared?.changes.has(table) === true ||
    standing.changes.has(table)
  )
}

/** What is said of all tables: constraints that no SQL has, paths, then table by table. */
export function tableDiagnostics(
  { tables, written, prepared, standing, crossed }: Told,
  dialect: SqlDialect,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const { custom } of written) if (custom.length > 0) diagnostics.push(...custom)
  diagnostics.push(...crossed)
  for (let i = 0; i < tables.length; i++) {
    const [table, one] = [tables[i], written[i]]
    if (table === undefined || one === undefined) continue
    if (one.diagnostics.length > 0) diagnostics.push(...one.diagnostics)
    for (const { what, consequence } of prepared?.changes.get(table) ?? NONE) {
      diagnostics.push(cannot(table, null, 'relata.4004', what, dialect, consequence))
    }
    for (const { what } of standing.changes.get(table) ?? NONE)
      diagnostics.push(cannot(table, null, 'relata.4007', what, dialect))
  }
  return diagnostics
}

const NONE: readonly never[] = []
