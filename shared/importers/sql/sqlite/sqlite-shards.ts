/**
 * Databases in memory that together hold what a script makes. SQLite looks through all there is for each CREATE, so
 * that a thousand tables in one database cost five times what they cost in ten. Only for scripts in which no statement
 * changes another one's object: see `isShardable`.
 */
import type { SqliteReader } from '../../database/sqlite-facts.ts'
import type { ImportTools, SqliteCopy } from '../../importer.ts'
import type { SqlToken } from '../tokens.ts'

/** Beyond so many objects the next database begins. */
const OBJECTS_EACH = 200

/** What renames a table or asks for another one's columns needs all of them in one place. */
export function isShardable(text: string): boolean {
  return !/\balter\s+table\b|\bcreate\s+(?:temp\w*\s+)?table\s[^(;]*?\sas\s/i.test(text)
}

type Open = NonNullable<ImportTools['openSqlite']>

export class SqliteShards implements SqliteReader {
  readonly #open: Open
  readonly #most: number
  readonly #databases: SqliteCopy[] = []
  /** Where tables, indexes and views are, by their names in lower case. */
  readonly #places = new Map<string, SqliteCopy>()
  #inLast = 0

  constructor(open: Open, isSharded: boolean) {
    this.#open = open
    this.#most = isSharded ? OBJECTS_EACH : Number.POSITIVE_INFINITY
  }

  /** @throws SqliteError */
  exec(sql: string, tokens: readonly SqlToken[]): void {
    const { verb, name, on } = objectOf(tokens)
    const known = name === null ? undefined : this.#places.get(name)
    const place = known ?? (on === null ? undefined : this.#places.get(on)) ?? this.#last(verb === 'CREATE')
    place.exec(sql)
    if (name === null) return
    if (verb === 'DROP') this.#places.delete(name)
    else if (known === undefined) {
      this.#places.set(name, place)
      if (place === this.#databases.at(-1)) this.#inLast++
    }
  }

  all(sql: string): readonly Record<string, unknown>[] {
    if (this.#databases.length === 0) this.#last(true)
    return this.#databases.flatMap((db) => db.all(sql))
  }

  close(): void {
    for (const db of this.#databases) db.close()
  }

  #last(isNew: boolean): SqliteCopy {
    const last = this.#databases.at(-1)
    if (last !== undefined && (!isNew || this.#inLast < this.#most)) return last
    const next = this.#open(null)
    // A transaction a statement would cost three times as much.
    next.exec('BEGIN')
    this.#databases.push(next)
    this.#inLast = 0
    return next
  }
}

interface Made {
  readonly verb: string
  /** Of the table, index or view. */
  readonly name: string | null
  /** The table of an index. */
  readonly on: string | null
}

function objectOf(tokens: readonly SqlToken[]): Made {
  const verb = tokens[0]?.upper ?? ''
  const kind = tokens.findIndex((t, i) => i > 0 && i < 5 && /^(TABLE|INDEX|VIEW)$/.test(t.upper))
  if (kind === -1) return { verb, name: null, on: null }
  let at = kind + 1
  if (tokens[at]?.upper === 'IF') at += verb === 'DROP' ? 2 : 3
  const name = nameAt(tokens, at)
  const onAt = tokens[kind]?.upper === 'INDEX' ? tokens.findIndex((t, i) => i > at && t.upper === 'ON') : -1
  return { verb, name, on: onAt === -1 ? null : nameAt(tokens, onAt + 1) }
}

/** `main.t` is `t`. */
function nameAt(tokens: readonly SqlToken[], at: number): string | null {
  const isQualified = tokens[at + 1]?.kind === 'symbol' && tokens[at + 1]?.value === '.'
  return tokens[isQualified ? at + 2 : at]?.value.toLowerCase() ?? null
}
