/**
 * The order in which CPython iterates a set: a hash table with linear probing. It decides which row of
 * a many-to-many `add()` gets which id, and how an error lists its objects. Text is hashed as with
 * PYTHONHASHSEED=0. Source: Objects/setobject.c, Python/pyhash.c (3.11).
 */
const LINEAR_PROBES = 9
const PERTURB_SHIFT = 5n
const MIN_SIZE = 8
const WORD = 64n
const MASK = (1n << WORD) - 1n
/** The Mersenne prime that hashes of numbers are reduced by. */
const MODULUS = (1n << 61n) - 1n

export interface Hashed<T> {
  readonly hash: bigint
  readonly value: T
}

/** Iteration order of `{a, b, c}` built by adding the (distinct) items one after the other. */
export function setOrder<T>(items: readonly Hashed<T>[]): readonly T[] {
  return tableOf(items).flatMap((e) => (e === null ? [] : [e.value]))
}

/** Iteration order of `set.difference(iterable)`: of a copy whose missing items leave holes. */
export function copyOrder<T>(items: readonly Hashed<T>[]): readonly T[] {
  const source = tableOf(items)
  const entries = source.filter((e) => e !== null)
  const used = entries.length
  const size = used * 5 >= (MIN_SIZE - 1) * 3 ? sizeAbove(used * 2) : MIN_SIZE
  if (size === source.length) return entries.map((e) => e.value)
  const table = emptyTable<T>(size)
  for (const entry of entries) place(table, entry)
  return table.flatMap((e) => (e === null ? [] : [e.value]))
}

type Table<T> = (Hashed<T> | null)[]

const emptyTable = <T>(size: number): Table<T> => Array.from({ length: size }, () => null)

function sizeAbove(minimum: number): number {
  let size = MIN_SIZE
  while (size <= minimum) size *= 2
  return size
}

function tableOf<T>(items: readonly Hashed<T>[]): Table<T> {
  let table = emptyTable<T>(MIN_SIZE)
  let used = 0
  for (const item of items) {
    place(table, item)
    used += 1
    if (used * 5 < (table.length - 1) * 3) continue
    const bigger = emptyTable<T>(sizeAbove(used > 50_000 ? used * 2 : used * 4))
    for (const entry of table) if (entry !== null) place(bigger, entry)
    table = bigger
  }
  return table
}

function place<T>(table: Table<T>, item: Hashed<T>): void {
  const mask = BigInt(table.length - 1)
  let perturb = item.hash & MASK
  let i = perturb & mask
  for (;;) {
    const start = Number(i)
    const probes = start + LINEAR_PROBES <= table.length - 1 ? LINEAR_PROBES : 0
    for (let at = start; at <= start + probes; at++) {
      if (table[at] === null) {
        table[at] = item
        return
      }
    }
    perturb >>= PERTURB_SHIFT
    i = (i * 5n + 1n + perturb) & mask
  }
}

export function hashInt(value: bigint): bigint {
  const magnitude = (value < 0n ? -value : value) % MODULUS
  const signed = value < 0n ? -magnitude : magnitude
  return (signed === -1n ? -2n : signed) & MASK
}

/** SipHash-1-3 with a zero key over the text as CPython stores it: 1, 2 or 4 bytes a character. */
export function hashText(text: string): bigint {
  if (text === '') return 0n
  const points = Array.from(text, (c) => c.codePointAt(0) ?? 0)
  const widest = Math.max(...points)
  const width = widest < 0x100 ? 1 : widest < 0x10000 ? 2 : 4
  const bytes = points.flatMap((p) => Array.from({ length: width }, (_, i) => (p >>> (8 * i)) & 0xff))
  const hash = sipHash13(bytes)
  return hash === MASK ? MASK - 1n : hash
}

const rotate = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (WORD - by))) & MASK

function sipHash13(bytes: readonly number[]): bigint {
  let [v0, v1, v2, v3] = [0x736f6d6570736575n, 0x646f72616e646f6dn, 0x6c7967656e657261n, 0x7465646279746573n]
  const round = (): void => {
    v0 = (v0 + v1) & MASK
    v2 = (v2 + v3) & MASK
    v1 = rotate(v1, 13n) ^ v0
    v3 = rotate(v3, 16n) ^ v2
    v0 = rotate(v0, 32n)
    v2 = (v2 + v1) & MASK
    v0 = (v0 + v3) & MASK
    v1 = rotate(v1, 17n) ^ v2
    v3 = rotate(v3, 21n) ^ v0
    v2 = rotate(v2, 32n)
  }
  const word = (from: number, count: number): bigint => {
    let value = 0n
    for (let i = 0; i < count; i++) value |= BigInt(bytes[from + i] ?? 0) << BigInt(8 * i)
    return value
  }
  const whole = bytes.length - (bytes.length % 8)
  for (let at = 0; at < whole; at += 8) {
    const m = word(at, 8)
    v3 ^= m
    round()
    v0 ^= m
  }
  const last = (BigInt(bytes.length & 0xff) << 56n) | word(whole, bytes.length - whole)
  v3 ^= last
  round()
  v0 ^= last
  v2 ^= 0xffn
  round()
  round()
  round()
  return (v0 ^ v1 ^ v2 ^ v3) & MASK
}
