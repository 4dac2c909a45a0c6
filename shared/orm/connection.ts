/** A session's statements on their way to the database: refused, timed and logged. */
import type { Database, Rows, SentStatement } from './database.ts'
import type { SqlValue } from './query/types.ts'
import { pyError } from './script/errors.ts'

interface ConnectionOptions {
  readonly database: Database
  readonly canWrite: boolean
  /** Milliseconds. */
  readonly clock: () => number
  /** Asked before each statement; throws where none may be sent. */
  readonly check: () => void
}

export class Connection {
  readonly #options: ConnectionOptions
  #log: SentStatement[] = []
  #hasWrittenTypes = false

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  all(sql: string, params: readonly SqlValue[]): Rows {
    if (/^(INSERT|UPDATE|DELETE|REPLACE)\b/i.test(sql)) this.#checkWrite()
    return this.#send(
      sql,
      params,
      () => this.#options.database.all(sql, params),
      (result) => result.rows.length,
    )
  }

  run(sql: string, params: readonly SqlValue[]): number {
    this.#checkWrite()
    return this.#send(
      sql,
      params,
      () => this.#options.database.run(sql, params).changes,
      (changes) => changes,
    )
  }

  /** Statements sent since the last time. */
  takeLog(): readonly SentStatement[] {
    const log = this.#log
    this.#log = []
    return log
  }

  /** Whether a statement of the log could have changed rows. */
  hasWritten(): boolean {
    return this.#log.some(({ sql }) => /^(INSERT|UPDATE|DELETE)/.test(sql))
  }

  /** Whether rows of django_content_type may have changed since the last time. */
  takeWrittenTypes(): boolean {
    const has = this.#hasWrittenTypes
    this.#hasWrittenTypes = false
    return has
  }

  #checkWrite(): void {
    if (this.#options.canWrite) return
    throw pyError(
      'OperationalError',
      'attempt to write a readonly database: this session may only read; allow changes to write',
    )
  }

  #send<T>(sql: string, params: readonly SqlValue[], work: () => T, count: (result: T) => number): T {
    const { check, clock } = this.#options
    check()
    if (params.some((p) => typeof p === 'bigint' && BigInt.asIntN(64, p) !== p)) {
      throw pyError('OverflowError', 'Python int too large to convert to SQLite INTEGER')
    }
    if (sql.includes('django_content_type') && !sql.startsWith('SELECT')) this.#hasWrittenTypes = true
    const start = clock()
    let rows = 0
    try {
      const result = work()
      rows = count(result)
      return result
    } finally {
      this.#log.push({ sql, params, milliseconds: clock() - start, rows })
    }
  }
}
