/**
 * The last script with the few tables that are other ones now: what an edit costs is what it touches, however many
 * tables there are.
 */
import { NameUses } from '../../schema/name-uses.ts'
import type { SchemaTable } from '../../schema/types.ts'
import { replacedPlaces, sameItems, withReplacedItems } from '../../util/changes.ts'
import type { ExportInput, ExportPiece } from '../exporter.ts'
import type { SqlDialect } from './dialect.ts'
import { customConstraints } from './custom-constraints.ts'
import { comparedName, hasColumnClash } from './fit-names.ts'
import { namespaceOf } from './names.ts'
import { existingNames, isTold, placesOf, tableDiagnostics, wantedTables } from './script.ts'
import type { Script } from './script.ts'
import { hasPlainKeys, staysIdentified } from './standing-keys.ts'
import { writeTable } from './write-table.ts'

/** Above this many tables that differ, going through all of them is no dearer. */
const FEW = 40

/** null: more than a few tables may read differently. */
export function rewriteScript(last: Script, dialect: SqlDialect, input: ExportInput): Script | null {
  const { schema, options } = input
  if (!last.isDistinct || !last.standing.isPlain || options.extra['rows'] === true || last.external !== schema.external)
    return null
  const wanted = wantedTables(schema, options)
  const asked = replacedPlaces(last.wanted, wanted, FEW)
  if (asked === null || asked.some(({ after }) => hasColumnClash(after, dialect))) return null
  const existing = existingNames(schema, options)
  const pairs = asked.map(({ before, after }) => [before, after] as const)
  if (!pairs.every(([was, now]) => isFramedAlike(was, now, existing))) return null
  if (options.onDelete === 'database' && !pairs.every(([was, now]) => hasSamePaths(was, now))) return null
  if (dialect.comparesKeys !== undefined && !staysPlain(pairs, schema)) return null
  const renamed = pairs.filter(([was, now]) => was.name !== now.name)
  if (renamed.length > 0 && (options.extra['drop'] === true || !canRename(last, pairs, dialect))) return null
  const prepared = last.prepared && (dialect.prepare?.(wanted, last.prepared) ?? null)
  const tables = prepared?.tables ?? wanted
  const replaced = replacedPlaces(last.tables, tables, FEW)
  if (replaced === null) return null
  const places = placesOf(last)
  if (renamed.length > 0) rename(last, renamed, dialect, places)
  last.facts.uses?.replace(pairs)
  const written = [...last.written]
  const pieces = new Map<number, ExportPiece>()
  const { standing, crossed } = last
  const told = { tables, written, prepared, standing, crossed }
  let isSaid = false
  for (const { place, before: was, after: now } of replaced) {
    // The tables up to this one, without a set of all their names.
    const created = { has: (name: string) => existing.has(name) || (places.get(name) ?? tables.length) <= place }
    const one = writeTable(now, { dialect, options, created, diagnostics: [] }, customConstraints(now, input, dialect))
    const old = last.written[place]
    if (old === undefined || !sameItems(old.extensions, one.extensions)) return null
    const later = replaceLater(pieces, old.later, one.later, last)
    if (later === null) return null
    pieces.set(last.at + place, one.piece)
    const fresh = { ...one, later }
    written[place] = fresh
    last.facts.known?.delete(was)
    last.facts.known?.set(now, fresh)
    isSaid ||= isTold(last, place) || isTold(told, place)
  }
  const diagnostics = isSaid ? tableDiagnostics(told, dialect) : last.exported.diagnostics
  const exported = { pieces: withReplacedItems(last.exported.pieces, pieces), diagnostics }
  return { ...last, ...told, wanted, exported }
}

type Pair = readonly [SchemaTable, SchemaTable]

/** What stands before the tables says the same: schemas, and tables that are elsewhere. */
function isFramedAlike(was: SchemaTable, now: SchemaTable, existing: ReadonlySet<string>): boolean {
  if (was.name !== now.name) {
    if (namespaceOf(was.name) !== namespaceOf(now.name)) return false
    if (existing.has(was.name) || existing.has(now.name)) return false
  }
  if (existing.size === 0 || was.foreignKeys === now.foreignKeys) return true
  const elsewhere = (table: SchemaTable) => table.foreignKeys.flatMap((fk) => (existing.has(fk.table) ? fk.table : []))
  return sameItems(elsewhere(was), elsewhere(now))
}

/** What crosses between paths of deletes depends on the keys of all tables. */
function hasSamePaths(was: SchemaTable, now: SchemaTable): boolean {
  if (was.name !== now.name || was.label !== now.label) return false
  return was.foreignKeys === now.foreignKeys || JSON.stringify(was.foreignKeys) === JSON.stringify(now.foreignKeys)
}

/** Keys of the edited tables and those to them still lead to columns that identify rows. */
function staysPlain(pairs: readonly Pair[], { byModel }: ExportInput['schema']): boolean {
  return pairs.every(([was, now]) => {
    if (!staysIdentified(was, now)) return false
    if (was.foreignKeys === now.foreignKeys) return true
    const targets = new Map(now.foreignKeys.map((fk) => [fk.table, byModel.get(fk.targetModel)]))
    return hasPlainKeys([now], (name) => targets.get(name))
  })
}

/** The new names are new to the database, too, and mean to other tables what the old ones meant. */
function canRename({ wanted, facts }: Script, pairs: readonly Pair[], dialect: SqlDialect): boolean {
  facts.uses ??= new NameUses(wanted)
  facts.names ??= new Set(wanted.map(({ name }) => comparedName(name, dialect)))
  const gone = new Set(pairs.map(([was]) => comparedName(was.name, dialect)))
  for (const [was, now] of pairs) {
    const name = comparedName(now.name, dialect)
    if (was.name !== now.name && (facts.names.has(name) || gone.has(name))) return false
  }
  const come = pairs.map(([, now]) => comparedName(now.name, dialect))
  return new Set(come).size === come.length && facts.uses.followRenames(pairs)
}

function rename({ facts }: Script, renamed: readonly Pair[], dialect: SqlDialect, places: Map<string, number>): void {
  for (const [was, now] of renamed) {
    const place = places.get(was.name)
    places.delete(was.name)
    if (place !== undefined) places.set(now.name, place)
    facts.names?.delete(comparedName(was.name, dialect))
    facts.names?.add(comparedName(now.name, dialect))
  }
}

/** Constraints that stand behind all tables, in the place of the old ones; null: none, where there were some, or the other way round. */
function replaceLater(
  pieces: Map<number, ExportPiece>,
  old: ExportPiece,
  now: ExportPiece,
  { exported, at, tables }: Script,
): ExportPiece | null {
  if (old.text === now.text) return old
  const place = old.text === '' || now.text === '' ? -1 : exported.pieces.indexOf(old, at + tables.length)
  if (place === -1) return null
  pieces.set(place, now)
  return now
}
