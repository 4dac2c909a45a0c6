import type { SchemaTable } from './types.ts'

/**
 * How many tables refer to each name, for renaming a table: who refers to the old name has to be renamed with it,
 * and nobody may refer to the new one already.
 */
export class NameUses {
  readonly #counts = new Map<string, number>()

  constructor(tables: readonly SchemaTable[]) {
    for (const table of tables) this.add(table)
  }

  add(table: SchemaTable): void {
    this.#add(table, 1)
  }

  remove(table: SchemaTable): void {
    this.#add(table, -1)
  }

  /** How many tables refer to it. */
  of(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  replace(replaced: Iterable<readonly [SchemaTable, SchemaTable]>): void {
    for (const [before, after] of replaced) {
      this.#add(before, -1)
      this.#add(after, 1)
    }
  }

  /**
   * Whether no table is meant by another name's use than before: all that refer to a name which goes are among the
   * replaced ones, and a name that comes is referred to by these only.
   */
  followRenames(replaced: readonly (readonly [SchemaTable, SchemaTable])[]): boolean {
    return replaced.every(([before, after]) => {
      if (before.name === after.name) return true
      const [from, to] = [before.name, after.name]
      const had = replaced.filter(([table]) => refersTo(table, from)).length
      const follows = replaced.every(([was, now]) => refersTo(was, from) === refersTo(now, to) && !refersTo(now, from))
      return follows && this.of(from) === had && this.of(to) === 0
    })
  }

  #add({ foreignKeys }: SchemaTable, by: 1 | -1): void {
    for (let i = 0; i < foreignKeys.length; i++) {
      const name = foreignKeys[i]?.table ?? ''
      if (isUsedBefore(foreignKeys, i, name)) continue
      const count = (this.#counts.get(name) ?? 0) + by
      if (count === 0) this.#counts.delete(name)
      else this.#counts.set(name, count)
    }
  }
}

function refersTo({ foreignKeys }: SchemaTable, name: string): boolean {
  for (const fk of foreignKeys) if (fk.table === name) return true
  return false
}

function isUsedBefore(foreignKeys: SchemaTable['foreignKeys'], place: number, name: string): boolean {
  for (let j = 0; j < place; j++) if (foreignKeys[j]?.table === name) return true
  return false
}
