/** What MySQL adds to a script by itself. */
import type { DraftDatabase, DraftTable } from '../database/draft.ts'
import type { RawIndex } from '../database/raw.ts'

/**
 * InnoDB makes an index for a foreign key that none begins with. Those over one column Django makes as well;
 * this adds those over several.
 */
export function addKeyIndexes(db: DraftDatabase): void {
  for (const table of db.tables) table.indexes.push(...keyIndexes(table, 2))
}

/** Indexes that the foreign keys over so many columns or more still need. */
export function keyIndexes(table: DraftTable, least: number): readonly RawIndex[] {
  const added: RawIndex[] = []
  for (const { name, columns } of table.foreignKeys) {
    if (columns.length < least || isLed(table, added, columns)) continue
    added.push({ name, columns: columns.map((c) => ({ name: c, descending: false })), where: null, method: null })
  }
  return added
}

function isLed(
  { primaryKey, uniques, indexes }: DraftTable,
  added: readonly RawIndex[],
  columns: readonly string[],
): boolean {
  const lists = [primaryKey, ...[...uniques, ...indexes, ...added].map((i) => i.columns.map((c) => c.name))]
  return lists.some((list) => columns.every((column, i) => list[i]?.toLowerCase() === column.toLowerCase()))
}
