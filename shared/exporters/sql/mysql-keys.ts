/** What MySQL's tables ask of each other: columns that keys lead to, and their signs. */
import type { ColumnKind, SchemaTable } from '../../schema/types.ts'

export const NO_NAMES: ReadonlySet<string> = new Set()

interface Replacement {
  readonly before: SchemaTable
  readonly after: SchemaTable
}

/** By table the columns that foreign keys lead to. */
export class KeyEnds {
  readonly #counts = new Map<string, Map<string, number>>()

  constructor(tables: readonly SchemaTable[]) {
    for (const table of tables) this.#add(table, 1)
  }

  of(table: string): ReadonlySet<string> {
    const counts = this.#counts.get(table)
    return counts === undefined ? NO_NAMES : new Set(counts.keys())
  }

  /** @returns names of tables in which keys lead to other columns than before */
  replace(replaced: readonly Replacement[]): ReadonlySet<string> {
    const names = new Set<string>()
    for (const { before, after } of replaced) {
      if (before.foreignKeys === after.foreignKeys) continue
      for (const key of [...before.foreignKeys, ...after.foreignKeys]) names.add(key.table)
    }
    const was = new Map([...names].map((name) => [name, shown(this.of(name))]))
    for (const { before, after } of replaced) {
      this.#add(before, -1)
      this.#add(after, 1)
    }
    return new Set([...names].filter((name) => was.get(name) !== shown(this.of(name))))
  }

  #add({ foreignKeys }: SchemaTable, by: 1 | -1): void {
    for (const { table, targetColumns } of foreignKeys) {
      let counts = this.#counts.get(table)
      if (counts === undefined) this.#counts.set(table, (counts = new Map()))
      for (const column of targetColumns) {
        const count = (counts.get(column) ?? 0) + by
        if (count === 0) counts.delete(column)
        else counts.set(column, count)
      }
      if (counts.size === 0) this.#counts.delete(table)
    }
  }
}

function shown(names: ReadonlySet<string>): string {
  return JSON.stringify([...names].toSorted())
}

/** Whether keys lead to an unsigned column of the table. */
export function endsUnsigned(table: SchemaTable | undefined, keyEnds: KeyEnds): boolean {
  if (table === undefined || !table.columns.some(({ type }) => type.kind.startsWith('positive'))) return false
  const ends = keyEnds.of(table.name)
  return table.columns.some(({ type, name }) => type.kind.startsWith('positive') && ends.has(name))
}

/** Whether keys carry signs through the table as before. */
export function hasSameSigns({ before, after }: Replacement, keyEnds: KeyEnds): boolean {
  const signs = ({ name, foreignKeys, columns }: SchemaTable): string => {
    const ends = keyEnds.of(name)
    const unsigned = columns.filter((c) => c.type.kind.startsWith('positive') && ends.has(c.name)).map((c) => c.name)
    return JSON.stringify([name, unsigned, foreignKeys.map((fk) => [fk.columns, fk.table, fk.targetColumns])])
  }
  return signs(before) === signs(after)
}

export const UNSIGNED: Partial<Readonly<Record<ColumnKind, ColumnKind>>> = {
  smallInteger: 'positiveSmallInteger',
  integer: 'positiveInteger',
  bigInteger: 'positiveBigInteger',
}

/**
 * By table the key columns that lead to an unsigned one, maybe over others: to MySQL signed and unsigned
 * are two types, so both ends must be alike. Source: `related_fields_match_type` of Django's MySQL backend.
 */
export function unsignedColumns(
  tables: readonly SchemaTable[],
  keyEnds: KeyEnds,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const targets = new Map<string, Set<string>>()
  const add = (map: Map<string, Set<string>>, table: string, column: string) =>
    map.set(table, (map.get(table) ?? new Set()).add(column))
  for (const { name, columns } of tables) {
    const positive = columns.filter((c) => c.type.kind.startsWith('positive'))
    if (positive.length === 0) continue
    const ends = keyEnds.of(name)
    for (const c of positive) if (ends.has(c.name)) add(targets, name, c.name)
  }
  for (let more = targets.size > 0; more;) {
    more = false
    for (const { name, foreignKeys } of tables) {
      for (const { columns, table, targetColumns } of foreignKeys) {
        for (const [i, column] of columns.entries()) {
          if (targets.get(table)?.has(targetColumns[i] ?? '') !== true || targets.get(name)?.has(column)) continue
          add(targets, name, column)
          add(found, name, column)
          more = true
        }
      }
    }
  }
  return found
}
