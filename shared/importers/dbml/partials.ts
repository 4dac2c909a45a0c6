/** Table partials: what several tables take in with `~name`. */
import type { DraftTable, ObjectName } from '../database/draft.ts'
import type { RawIndex } from '../database/raw.ts'
import type { Reference } from './references.ts'
import type { Said } from './table-body.ts'

/** Columns, keys and references that tables take in with `~name`. */
export interface TablePartial {
  readonly table: DraftTable
  readonly references: readonly Reference[]
}

export interface Injection {
  readonly into: DraftTable
  readonly owner: ObjectName
  /** Columns that stand before it. */
  readonly at: number
  readonly name: string
  readonly line: number
  readonly file: string
}

/**
 * What a partial holds, into the table that names it. What the table says itself counts more.
 *
 * @returns the references that the table has by it
 */
export function inject({ into, owner, at }: Injection, partial: TablePartial, said: Said): readonly Reference[] {
  const { table, references } = partial
  const own = new Set(into.columns.map((c) => c.name))
  const added = table.columns.filter((c) => !own.has(c.name)).map((c) => ({ ...c, from: c }))
  for (const { from, ...column } of added) {
    const type = said.types.get(from)
    if (type !== undefined) said.types.set(column, type)
    into.columns.splice(at + added.findIndex((a) => a.from === from), 0, column)
  }
  into.comment ??= table.comment
  if (!said.keyed.has(table)) {
    if (into.primaryKey.length === 0) into.primaryKey = [...table.primaryKey]
  } else into.primaryKey.push(...table.primaryKey.filter((name) => !own.has(name)))
  const isKept = (u: RawIndex) => !said.uniques.has(u) || !own.has(u.columns[0]?.name ?? '')
  into.uniques.push(...table.uniques.filter(isKept))
  into.indexes.push(...table.indexes)
  into.checks.push(...table.checks)
  return references
    .filter((reference) => !reference.from.columns.some((c) => own.has(c)))
    .map((reference) => ({ ...reference, from: { ...reference.from, table: owner } }))
}
