/** SQL functions that queries rely on and SQLite does not bring along: those that Django registers. */
import { MATH_FUNCTIONS, SQLITE_AGGREGATES, SQLITE_FUNCTIONS } from '../../../shared/orm/query/sqlite-functions.ts'
import type { SqlFunction } from '../../../shared/orm/query/sqlite-functions.ts'
import type { SqlValue } from '../../../shared/orm/query/types.ts'
import type { Connection } from './open-database.ts'

/** Integers come as bigint, since the connection has been told so (`defaultSafeIntegers`). */
export function registerFunctions(db: Connection): void {
  const builtIn = new Set(
    (db.prepare('SELECT name, narg FROM pragma_function_list').raw().all() as [string, bigint][]).map(
      ([name, arity]) => `${name.toLowerCase()}/${arity}`,
    ),
  )
  for (const entry of SQLITE_FUNCTIONS) register(db, entry)
  for (const entry of MATH_FUNCTIONS) {
    if (!builtIn.has(`${entry.name.toLowerCase()}/${entry.arity}`)) register(db, entry)
  }
  for (const { name, finish } of SQLITE_AGGREGATES) {
    db.aggregate<SqlValue[]>(name, {
      start: () => [],
      step: (values, value: SqlValue) => void values.push(value),
      result: (values) => (values.length === 0 ? null : finish(values)),
      deterministic: true,
    })
  }
}

function register(db: Connection, { name, arity, deterministic, call }: SqlFunction): void {
  // better-sqlite3 reads the number of arguments off the function.
  const options = { deterministic, varargs: arity < 0 }
  const named = Object.defineProperty((...args: SqlValue[]) => call(...args), 'length', { value: Math.max(arity, 0) })
  db.function(name, options, named)
}
