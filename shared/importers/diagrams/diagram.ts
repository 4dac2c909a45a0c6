/** What the files of other editors hold besides tables: places, areas, notes. */
import type { RawDatabase, RawForeignKey, RawIndex, RawTable } from '../database/raw.ts'
import { numberOf, textOf } from './json-parts.ts'
import type { JsonObject } from './json-parts.ts'

export interface Spot {
  readonly x: number
  readonly y: number
}
export interface Box extends Spot {
  readonly width: number
  readonly height: number
}

export interface PlacedTable {
  readonly table: RawTable
  /** null: the file does not say. */
  readonly spot: Spot | null
  readonly color: string | null
}

export interface DiagramFile {
  readonly name: string | null
  readonly dialect: RawDatabase['dialect']
  readonly tables: readonly PlacedTable[]
  readonly areas: readonly (Box & { readonly name: string; readonly color: string | null })[]
  readonly notes: readonly (Box & { readonly text: string; readonly color: string | null })[]
  readonly skipped: readonly SkippedPart[]
}

/** A part of the file that says nothing we can read. */
export interface SkippedPart {
  /** `totals, a view,` */
  readonly what: string
  readonly path: readonly (string | number)[]
}

const DIALECTS: Readonly<Record<string, RawDatabase['dialect']>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
  sqlite: 'sqlite',
}

export function dialectOf(word: string | null): RawDatabase['dialect'] {
  return DIALECTS[(word ?? '').toLowerCase()] ?? null
}

/** @param list the name of the file's list that the part stands in */
export function skippedPart(file: JsonObject, list: string, part: JsonObject, what: string): SkippedPart {
  const all = file[list]
  return { what, path: [list, ...(Array.isArray(all) ? [all.indexOf(part)] : [])] }
}

/** Tables by whether they have a name to be read by. */
export function withoutNames(file: JsonObject, tables: readonly JsonObject[]): readonly SkippedPart[] {
  return tables
    .filter((table) => textOf(table['name']) === null)
    .map((table) => skippedPart(file, 'tables', table, 'A table without a name'))
}

/** Texts stand without quotes in these files, functions and numbers too. */
export function sqlDefault(given: string | null, type: string): string | null {
  if (given === null) return null
  const plain = given.trim()
  const isSql = /^(['"(]|-?\d+(\.\d+)?$)|\(.*\)|::|^(null|true|false|current_\w+|now)$/i.test(plain)
  const isText = /char|text|enum|uuid|json|date|time/i.test(type)
  return isSql || !isText ? plain : `'${plain.replaceAll("'", "''")}'`
}

export interface FoundKey {
  /** The record of the table that has the foreign key. */
  readonly table: JsonObject
  readonly key: RawForeignKey
}

/** Foreign keys by the record of their table; a relationship that cannot be read is listed. */
export function keysByTable(
  relationships: readonly JsonObject[],
  read: (relationship: JsonObject) => FoundKey | null,
  skipped: (relationship: JsonObject, what: string) => void,
): ReadonlyMap<JsonObject, readonly RawForeignKey[]> {
  const keys = new Map<JsonObject, RawForeignKey[]>()
  for (const relationship of relationships) {
    const found = read(relationship)
    if (found !== null) keys.set(found.table, [...(keys.get(found.table) ?? []), found.key])
    else {
      const name = textOf(relationship['name']) ?? 'without a name'
      skipped(relationship, `The relationship ${name}, whose tables or fields are not there,`)
    }
  }
  return keys
}

export function plainIndex(name: string | null, columns: readonly string[]): RawIndex {
  return { name, columns: columns.map((one) => ({ name: one, descending: false })), where: null, method: null }
}

/** Where something stands, and how large it is. */
export function boxOf(of: JsonObject, width: number, height: number): Box {
  return {
    x: numberOf(of['x']) ?? 0,
    y: numberOf(of['y']) ?? 0,
    width: numberOf(of['width']) ?? width,
    height: numberOf(of['height']) ?? height,
  }
}

export function spotOf(table: JsonObject): Spot | null {
  const [x, y] = [numberOf(table['x']), numberOf(table['y'])]
  return x === null || y === null ? null : { x, y }
}
