/**
 * Codecs: how a value of the file becomes a value of a record and back. Reading never throws: what does
 * not fit is noted with its place and replaced by the default, the original kept in `Reading.unread`.
 * Writing leaves defaults out. Keys that no codec knows pass through both ways.
 */
import { isSame } from '../../util/same.ts'

export type Path = readonly (string | number)[]

export interface Problem {
  readonly code: string
  readonly path: Path
  readonly message: string
  readonly severity: 'error' | 'warning'
}

/** Collects what was wrong; one per file. */
export interface Reading {
  readonly problems: Problem[]
  /** Values that could not be read, with their place: saved with the document, so that nothing is lost. */
  readonly unread: { readonly at: string; readonly value: unknown }[]
}

/** Where a value stands while it is read: goes on with every step down and back. Copied to be kept. */
export type Place = (string | number)[]

export interface Codec<T> {
  read(value: unknown, at: Place, reading: Reading): T
  write(value: T): unknown
  /** Left out of the file when equal to it. undefined: always written, and missed when absent. */
  readonly fallback: T | undefined
  /** The key may be absent in the record too, and then is in the file. */
  readonly isOptional?: boolean
}

/** A codec for a key that a record need not have. */
export function absent<T>(codec: Codec<T>): Codec<T> {
  return { ...codec, fallback: undefined, isOptional: true }
}

/** Notes a value that does not fit and puts it aside. */
export function reject(reading: Reading, path: Path, value: unknown, expected: string, code = 'relata.1010'): void {
  reading.problems.push({
    code,
    path: [...path],
    severity: 'error',
    message: `Expected ${expected}, found ${described(value)}.`,
  })
  if (value !== undefined) reading.unread.push({ at: pathText(path), value })
}

/** `models[3].fields[0].name` */
export function pathText(path: Path): string {
  let text = ''
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`
  return text
}

export function described(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const text = JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function simple<T>(expected: string, fits: (value: unknown) => boolean, repair: T, fallback: T | undefined): Codec<T> {
  return {
    fallback,
    read(value, path, reading) {
      if (fits(value)) return value as T
      reject(reading, path, value, expected)
      return repair
    },
    write: (value) => value,
  }
}

const isText = (value: unknown): boolean => typeof value === 'string'

export const text = (fallback?: string): Codec<string> => simple('a text', isText, fallback ?? '', fallback)
export const nullableText: Codec<string | null> = simple<string | null>(
  'a text',
  (v) => v === null || isText(v),
  null,
  null,
)
export const flag = (fallback: boolean): Codec<boolean> =>
  simple('true or false', (v) => typeof v === 'boolean', fallback, fallback)
export const number = (fallback: number, isDefault = false): Codec<number> =>
  simple('a number', (v) => typeof v === 'number' && Number.isFinite(v), fallback, isDefault ? fallback : undefined)

export function oneOf<T extends string>(words: readonly T[], repair: T, isDefault = true): Codec<T> {
  return simple(
    `one of ${words.join(', ')}`,
    (v) => (words as readonly unknown[]).includes(v),
    repair,
    isDefault ? repair : undefined,
  )
}

/** A reference by id; null where the file has none. Whether it leads anywhere is checked later. */
export function reference<Id extends string>(kind: string): Codec<Id | null> {
  const fits = (v: unknown): boolean =>
    v === null || (typeof v === 'string' && v.startsWith(`${kind}:`) && v.length > kind.length + 1)
  return simple<Id | null>(`an id that begins with “${kind}:”`, fits, null, null)
}

export function nullable<T>(codec: Codec<T>): Codec<T | null> {
  return {
    fallback: null,
    read: (value, path, reading) => (value === null ? null : codec.read(value, path, reading)),
    write: (value) => (value === null ? null : codec.write(value)),
  }
}

/** Items that `item` gives undefined for are left out. */
export function list<T>(item: Codec<T | undefined>): Codec<readonly T[]> {
  return {
    fallback: [],
    read(value, path, reading) {
      if (!Array.isArray(value)) {
        reject(reading, path, value, 'a list')
        return []
      }
      const items: T[] = []
      for (const [n, raw] of value.entries()) {
        const read = readIn(item, raw, path, n, reading)
        if (read !== undefined) items.push(read)
      }
      return items
    },
    write: (value) => value.map((v) => item.write(v)),
  }
}

/** A table of values by free keys. */
export function tableOf<T>(item: Codec<T | undefined>): Codec<{ readonly [key: string]: T }> {
  return {
    fallback: {},
    read(value, path, reading) {
      if (!isObject(value)) {
        reject(reading, path, value, 'an object')
        return {}
      }
      const entries = Object.entries(value).map(([key, v]) => [key, readIn(item, v, path, key, reading)] as const)
      return Object.fromEntries(entries.filter((e): e is readonly [string, T & {}] => e[1] !== undefined))
    },
    write: (value) => Object.fromEntries(Object.entries(value).map(([key, v]) => [key, item.write(v)])),
  }
}

/** One of several forms, told apart by `choose`; undefined from it: none fits. */
export function either<T>(expected: string, choose: (value: unknown) => Codec<T> | undefined, repair: T): Codec<T> {
  return {
    fallback: undefined,
    read(value, path, reading) {
      const codec = choose(value)
      if (codec !== undefined) return codec.read(value, path, reading)
      reject(reading, path, value, expected)
      return repair
    },
    write: (value) => (choose(value) as Codec<T>).write(value),
  }
}

type Codecs<T> = { readonly [K in keyof T]-?: Codec<Exclude<T[K], undefined>> }

/** What an object codec has besides: the keys it knows, for readers that add some of their own. */
export interface ObjectCodec<T> extends Codec<T> {
  readonly keys: readonly string[]
}

/** An object with known keys, written in the order given here, unknown ones after them. */
export function object<T extends object>(codecs: Codecs<T>): ObjectCodec<T> {
  const known = Object.entries(codecs) as unknown as readonly [string, Codec<unknown>][]
  const keys = known.map(([key]) => key)
  const isKnown = new Set(keys)
  return {
    keys,
    fallback: undefined,
    read(value, path, reading) {
      const raw = isObject(value) ? value : {}
      if (!isObject(value)) reject(reading, path, value, 'an object')
      const record: Record<string, unknown> = {}
      for (const [key, codec] of known) {
        if (Object.hasOwn(raw, key)) record[key] = readIn(codec, raw[key], path, key, reading)
        else if (codec.isOptional !== true) {
          record[key] = codec.fallback === undefined ? readIn(codec, undefined, path, key, reading) : codec.fallback
        }
      }
      return withUnknown(record, raw) as T
    },
    write(record) {
      const file: Record<string, unknown> = {}
      let found = 0
      for (const [key, codec] of known) {
        const value = (record as Record<string, unknown>)[key]
        if (value === undefined) continue
        found++
        const { fallback } = codec
        if (value === fallback) continue
        if (fallback === undefined || !isSame(value, fallback)) file[key] = codec.write(value)
      }
      // Mostly all of its keys are known; they need not be looked up to find the others.
      return Object.keys(record).length === found ? file : withUnknown(file, record as Record<string, unknown>)
    },
  }

  /** Keys that we do not know go along, whatever they are called. */
  function withUnknown(to: Record<string, unknown>, from: Record<string, unknown>): Record<string, unknown> {
    for (const key of Object.keys(from)) {
      if (isKnown.has(key)) continue
      Object.defineProperty(to, key, { value: from[key], enumerable: true, writable: true, configurable: true })
    }
    return to
  }
}

/** Reads what stands there under a key. No list is made of the way to each of a million values. */
function readIn<T>(codec: Codec<T>, value: unknown, at: Place, key: string | number, reading: Reading): T {
  at.push(key)
  const read = codec.read(value, at, reading)
  at.pop()
  return read
}
