/** What differs between two documents, as a patch: for a drawing that shows one after the other. */
import { TABLES } from '../../document/records.ts'
import type { ErDocument, Table } from '../../document/records.ts'
import type { Patch, RecordChange } from '../../history/patch.ts'

/** Records are compared by identity: documents of one history share what did not change. */
export function changesBetween(before: ErDocument, after: ErDocument): Patch {
  const changes: RecordChange[] = []
  for (const table of TABLES) {
    const old = before[table] as Table<unknown>
    const now = after[table] as Table<unknown>
    if (old === now) continue
    for (const id of Object.keys(old)) {
      if (old[id] !== now[id]) changes.push({ table, id, before: old[id], after: now[id] } as RecordChange)
    }
    for (const id of Object.keys(now)) {
      if (old[id] === undefined) changes.push({ table, id, before: undefined, after: now[id] } as RecordChange)
    }
  }
  return changes
}
