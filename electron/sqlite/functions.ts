/** SQL functions that queries rely on and SQLite does not bring along: those that Django adds. */
import type { SqlValue } from '../../shared/orm/query/types.ts'
import { MATH_FUNCTIONS, SQLITE_AGGREGATES, SQLITE_FUNCTIONS } from '../../shared/orm/query/sqlite-functions.ts'
import type { SqlFunction } from '../../shared/orm/query/sqlite-functions.ts'
import type { Connection } from './open-database.ts'

export function registerFunctions(db: Connection): void {
  const own = new Set((db.prepare('SELECT DISTINCT upper(name) FROM pragma_function_list').pluck().all() as string[]))
  for (const fn of SQLITE_FUNCTIONS) register(db, fn)
  for (const fn of MATH_FUNCTIONS) if (!own.has(fn.name.toUpperCase())) register(db, fn)
  for (const { name, finish } of SQLITE_AGGREGATES) {
    db.aggregate(name, {
      deterministic: true,
      safeIntegers: true,
      start: (): number[] => [],
      step: (values: number[], next: unknown) => (next === null ? values : appended(values, Number(next))),
      result: (values: number[]) => finish(values),
    })
  }
}

function register(db: Connection, { name, arity, deterministic, call }: SqlFunction): void {
  // better-sqlite3 takes the number of arguments from the function's length.
  const fn = (...args: unknown[]): unknown => call(...(args as SqlValue[]))
  Object.defineProperty(fn, 'length', { value: arity })
  db.function(name, { deterministic, safeIntegers: true }, fn as (...params: unknown[]) => unknown)
}

/** In place: a copy for every row would be quadratic. */
function appended(values: number[], next: number): number[] {
  values.push(next)
  return values
}
