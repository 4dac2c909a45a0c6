/** SQL functions that queries rely on and SQLite does not bring along. */
import type { Connection } from './open-database.ts'

/** Compiled patterns; a query asks for the same few a million times. */
const patterns = new Map<string, RegExp>()
const MAX_PATTERNS = 100

export function registerFunctions(db: Connection): void {
  db.function('REGEXP', { deterministic: true }, (pattern: unknown, text: unknown) => {
    if (pattern === null || text === null) return null
    return compiled(String(pattern)).test(String(text)) ? 1 : 0
  })
}

function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern)
  if (known !== undefined) return known
  if (patterns.size >= MAX_PATTERNS) patterns.clear()
  const fresh = new RegExp(pattern, 'u')
  patterns.set(pattern, fresh)
  return fresh
}
