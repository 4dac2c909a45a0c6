/** What MySQL adds to a script by itself. */
import type { DraftDatabase, DraftTable } from '../../database/draft.ts'
import type { RawIndex } from '../../database/raw.ts'

/**
 * InnoDB makes an index for a foreign key that none begins with. Those over one column Django makes as well;
 * this adds those over several.
 */
export function addKeyIndexes(db: DraftDatabase): void {
  for (const table of db.tables) {
    table.indexes = table.indexes.filter((index) => index.isMade !== true || !hasOther(table, index))
    table.indexes.push(...keyIndexes(table, 2))
  }
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

/** The index that was made for a foreign key stays when the key goes. */
export function keepKeyIndex(table: DraftTable, name: string): void {
  const key = table.foreignKeys.find((fk) => (fk.name ?? fk.madeName) === name)
  if (key === undefined) return
  const made = keyIndexes({ ...table, foreignKeys: [key] }, 1)
  table.indexes.push(
    ...made.map((index) => ({ ...index, name: key.name ?? key.columns[0] ?? null, isMade: true as const })),
  )
}

function hasOther(table: DraftTable, index: RawIndex): boolean {
  const indexes = table.indexes.filter((other) => other !== index)
  return isLed(
    { ...table, indexes },
    [],
    index.columns.flatMap((c) => c.name ?? []),
  )
}

function isLed(
  { primaryKey, uniques, indexes }: DraftTable,
  added: readonly RawIndex[],
  columns: readonly string[],
): boolean {
  const lists = [primaryKey, ...[...uniques, ...indexes, ...added].map((i) => i.columns.map((c) => c.name))]
  return lists.some((list) => columns.every((column, i) => list[i]?.toLowerCase() === column.toLowerCase()))
}
