/** The interface of the `sqlite3` package that Sequelize uses, over better-sqlite3. */
import BetterSqlite from 'better-sqlite3'

type Callback = (this: { lastID: number; changes: number }, error: Error | null, rows?: unknown) => void

export class Database {
  readonly #db: BetterSqlite.Database
  uuid: string | undefined

  constructor(file: string, _mode: number, done: (error: Error | null) => void) {
    this.#db = new BetterSqlite(file)
    this.#db.pragma('foreign_keys = ON')
    setImmediate(() => done(null))
  }

  run(sql: string, given: unknown, done?: Callback): this {
    const callback = (typeof given === 'function' ? given : done) as Callback | undefined
    return this.#answer(callback, () => {
      const { lastInsertRowid, changes } = this.#db.prepare(sql).run(...bindings(given))
      return { self: { lastID: Number(lastInsertRowid), changes }, rows: [] }
    })
  }

  all(sql: string, given: unknown, done?: Callback): this {
    const callback = (typeof given === 'function' ? given : done) as Callback | undefined
    return this.#answer(callback, () => {
      const statement = this.#db.prepare(sql)
      const rows = statement.reader ? statement.all(...bindings(given)) : (statement.run(...bindings(given)), [])
      return { self: { lastID: 0, changes: 0 }, rows }
    })
  }

  serialize(run: () => void): void {
    run()
  }

  close(done: (error: Error | null) => void): void {
    this.#db.close()
    done(null)
  }

  #answer(
    callback: Callback | undefined,
    run: () => { self: { lastID: number; changes: number }; rows: unknown },
  ): this {
    try {
      const { self, rows } = run()
      callback?.call(self, null, rows)
    } catch (error) {
      callback?.call({ lastID: 0, changes: 0 }, error as Error)
    }
    return this
  }
}

export const OPEN_READWRITE = 2
export const OPEN_CREATE = 4

/** Sequelize hands `{ $1: … }`; better-sqlite3 wants the names without the sign. */
function bindings(given: unknown): unknown[] {
  if (Array.isArray(given)) return given.map(bound)
  if (typeof given !== 'object' || given === null) return []
  return [Object.fromEntries(Object.entries(given).map(([name, value]) => [name.replace(/^[$:@]/, ''), bound(value)]))]
}

function bound(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value)
  return value instanceof Date ? value.toISOString() : value
}
