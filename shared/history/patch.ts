/**
 * A change to a document as data: which records had which value before and have which one after.
 * Undo is `invert`; a gesture is a `squash` of its patches; nobody writes an inverse by hand.
 *
 * Records are replaced whole: a patch is small (a model is one record), comparing is by identity,
 * and what an edit touches can be read off it (`touched`), which is what makes compiling incremental.
 */
import { TABLES } from '../document/records.ts'
import type { ErDocument, RecordOf, Table, TableName } from '../document/records.ts'
import { noteChanged, noteReplaced } from '../util/changes.ts'
import { copyTable, keepKeys } from '../util/copy-table.ts'
import { isSame } from '../util/same.ts'

export interface RecordChange<T extends TableName = TableName> {
  readonly table: T
  readonly id: string
  /** undefined: the record did not exist. */
  readonly before: RecordOf<T> | undefined
  /** undefined: the record is gone. */
  readonly after: RecordOf<T> | undefined
}

/** At most one change per record. */
export type Patch = readonly RecordChange[]

/** One record's change; pass undefined for what does not exist. */
export function change<T extends TableName>(
  table: T,
  before: RecordOf<T> | undefined,
  after: RecordOf<T> | undefined,
): RecordChange<T> {
  const id = idOf(after ?? before)
  if (id === undefined) throw new Error('A change needs a record before or after')
  if (before !== undefined && idOf(before) !== id) {
    throw new Error(`A change keeps the id: ${idOf(before)} became ${id}`)
  }
  return { table, id, before, after }
}

function idOf(record: unknown): string | undefined {
  return (record as { readonly id: string } | undefined)?.id
}

/**
 * The document after the patch. Tables that the patch does not name keep their identity.
 *
 * @throws if a record is not what the patch says it was (our mistake: a patch for another state)
 */
export function applyPatch(doc: ErDocument, patch: Patch): ErDocument {
  if (patch.length === 0) return doc
  const next: { [table in TableName]?: Record<string, unknown> } = {}
  for (const { table, id, before, after } of patch) {
    const records = (next[table] ??= copyTable(doc[table] as Table<unknown>))
    if (records[id] !== before && !isSame(records[id], before)) {
      throw new Error(`Patch does not fit: ${table} ${id} has changed meanwhile`)
    }
    if (after === undefined) delete records[id]
    else records[id] = after
  }
  for (const [table, records] of Object.entries(next)) {
    const own = patch.filter((c) => c.table === table)
    const was = doc[table as TableName] as Table<unknown>
    const found = own.map(({ id, after }) => ({ before: Object.hasOwn(was, id) ? was[id] : undefined, after }))
    if (own.every((c) => c.before !== undefined && c.after !== undefined)) {
      keepKeys(was, records)
      noteReplaced(was, records, found)
    } else noteChanged(was, records, found)
  }
  return { ...doc, ...(next as Partial<ErDocument>) }
}

/** The patch that takes it back: applied after it, the document is the one before. */
export function invertPatch(patch: Patch): Patch {
  return patch.map((c) => ({ ...c, before: c.after, after: c.before }))
}

/** One patch that does what the given ones do in sequence; records that end as they began drop out. */
export function squashPatches(patches: readonly Patch[]): Patch {
  const merged = new Map<string, RecordChange>()
  for (const patch of patches) {
    for (const c of patch) {
      const key = `${c.table} ${c.id}`
      const first = merged.get(key)
      merged.set(key, first === undefined ? c : { ...first, after: c.after })
    }
  }
  return [...merged.values()].filter((c) => !isSame(c.before, c.after))
}

/** Ids of the records that differ, by table; what an incremental reader has to look at again. */
export function touched(patch: Patch): { readonly [T in TableName]: ReadonlySet<string> } {
  const ids = Object.fromEntries(TABLES.map((t) => [t, new Set<string>()])) as unknown as {
    [T in TableName]: Set<string>
  }
  for (const c of patch) ids[c.table].add(c.id)
  return ids
}
