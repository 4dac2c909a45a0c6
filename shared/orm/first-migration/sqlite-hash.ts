/**
 * The order in which SQLite walks a schema's tables: that of its hash table. `PRAGMA foreign_key_check` names
 * dangling rows in it. As in SQLite up to 3.4x (Python's); later releases hash names otherwise, so it cannot be
 * asked of the SQLite at hand.
 * Source: SQLite, hash.c.
 */

import { encodeUtf8 } from '../../util/utf8.ts'

/** From 64 slots on (1 KiB of 16 bytes each) the table grows no more. */
const MAX_SLOTS = 64
const GROWS_FROM = 10

interface Hashed {
  /** As SQLite's linked list, first to last. */
  list: string[]
  /** 0: too few to be hashed, a plain list. */
  slots: number
  heads: Map<number, string>
}

/** @param names in the order in which they came in */
export function hashOrder(names: readonly string[]): readonly string[] {
  const table: Hashed = { list: [], slots: 0, heads: new Map() }
  let count = 0
  for (const name of names) {
    count++
    if (count >= GROWS_FROM && count > 2 * table.slots) rehash(table, Math.min(count * 2, MAX_SLOTS))
    insert(table, name)
  }
  return table.list
}

function rehash(table: Hashed, slots: number): void {
  if (slots === table.slots) return
  const { list } = table
  Object.assign(table, { list: [], slots, heads: new Map() } satisfies Hashed)
  for (const name of list) insert(table, name)
}

/** Before the others of its slot, or before all. */
function insert(table: Hashed, name: string): void {
  const slot = table.slots === 0 ? null : hashOf(name) % table.slots
  const head = slot === null ? undefined : table.heads.get(slot)
  table.list.splice(head === undefined ? 0 : table.list.indexOf(head), 0, name)
  if (slot !== null) table.heads.set(slot, name)
}

const MULTIPLIER = 0x9e3779b1

function hashOf(name: string): number {
  let hash = 0
  for (const byte of encodeUtf8(name)) {
    const lower = byte >= 65 && byte <= 90 ? byte + 32 : byte
    hash = Math.imul(hash + lower, MULTIPLIER) >>> 0
  }
  return hash
}
