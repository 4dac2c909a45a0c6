/** The session's connection as the ORM asks for it. */
import type { Database } from '../../../shared/orm/database.ts'
import type { SqlValue } from '../../../shared/orm/query/types.ts'
import { sqlKind } from '../../../shared/orm/script/django/sql-kind.ts'
import type { Statement } from 'better-sqlite3'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { Connection } from '../database/open-database.ts'
import { isOfWorld, sqlFailure } from '../statements/sql-failure.ts'

/** Statements prepared before; scripts send the same few again and again. */
const MAX_PREPARED = 200

/** Objects of one queryset; a script that wants more is to slice or to aggregate. */
const MAX_OBJECTS = 100_000

function tooMany(): HostFailure {
  return new HostFailure('RESOURCE', `More than ${MAX_OBJECTS} rows: slice the queryset, or count and aggregate.`)
}

/** @param beforeWrite hears of each statement that changes rows, before it runs */
export function ormDatabase(db: Connection, beforeWrite: () => void = () => {}): Database {
  const prepared = new Map<string, Statement<unknown[], SqlValue[]>>()
  function prepare(sql: string): Statement<unknown[], SqlValue[]> {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    if (prepared.size >= MAX_PREPARED) prepared.clear()
    const fresh = db.prepare<unknown[], SqlValue[]>(sql)
    if (fresh.reader) fresh.raw().safeIntegers()
    prepared.set(sql, fresh)
    return fresh
  }
  return inWorldsWords({
    all(sql, params) {
      if (sqlKind(sql) === 'write') beforeWrite()
      const statement = prepare(sql)
      const rows: SqlValue[][] = []
      for (const row of statement.iterate(...params)) {
        if (rows.length >= MAX_OBJECTS) throw tooMany()
        rows.push(row)
      }
      const columns = statement.columns()
      return { columns: columns.map((column) => column.name), types: columns.map((column) => column.type), rows }
    },
    run(sql, params) {
      if (sqlKind(sql) === 'write') beforeWrite()
      const statement = prepare(sql)
      if (statement.reader) return { changes: statement.all(...params).length }
      return { changes: statement.run(...params).changes }
    },
  })
}

/** A locked file or a full disk ends the script in our words: no line of it could do better. */
function inWorldsWords({ all, run }: Database): Database {
  const told =
    <A extends unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return work(...args)
      } catch (thrown) {
        throw isOfWorld(thrown) ? sqlFailure(thrown) : thrown
      }
    }
  return { all: told(all), run: told(run) }
}
