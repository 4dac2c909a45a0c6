/** better-sqlite3 as the ORM asks for it. */
import type { Statement } from 'better-sqlite3'
import type { Database, Rows } from '../../shared/orm/database.ts'
import type { SqlValue } from '../../shared/orm/query/types.ts'
import type { Connection } from './open-database.ts'

/** Statements kept ready; a script repeats the same few. */
const MAX_PREPARED = 200

export function ormDatabase(db: Connection): Database {
  const prepared = new Map<string, Statement>()
  const prepare = (sql: string): Statement => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    if (prepared.size >= MAX_PREPARED) prepared.clear()
    const statement = db.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  return {
    all(sql, params): Rows {
      const statement = prepare(sql).raw()
      const rows = statement.all(...params) as SqlValue[][]
      return { columns: statement.columns().map((c) => c.name), rows }
    },
    run(sql, params) {
      const statement = prepare(sql)
      if (statement.reader) {
        statement.raw().all(...params)
        return { changes: 0 }
      }
      return { changes: statement.run(...params).changes }
    },
  }
}
