/** What MySQL adds to a script by itself. */
import type { DraftDatabase, DraftTable } from '../database/draft.ts'
import type { RawIndex } from '../database/raw.ts'

/**
 * InnoDB makes an index for a foreign key that none begins with. Those over one column Django makes as well;
 * this adds those over several.
 */
export function addKeyIndexes(db: DraftDatabase): void {
  for (const table of db.tables) {
    for (const { name, columns } of table.foreignKeys) {
      if (columns.length < 2 || isLed(table, columns)) continue
      const index: RawIndex = {
        name,
        columns: columns.map((c) => ({ name: c, descending: false })),
        where: null,
        method: null,
      }
      table.indexes.push(index)
    }
  }
}

function isLed({ primaryKey, uniques, indexes }: DraftTable, columns: readonly string[]): boolean {
  const lists = [primaryKey, ...[...uniques, ...indexes].map((i) => i.columns.map((c) => c.name))]
  return lists.some((list) => columns.every((column, i) => list[i]?.toLowerCase() === column.toLowerCase()))
}
