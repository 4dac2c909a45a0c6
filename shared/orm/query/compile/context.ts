/** What compiling an expression needs to know, and how SQL is put together. */
import type { Draft } from '../state.ts'
import type { CompileSettings, SqlValue } from '../types.ts'

export interface Compiler {
  /** Joins may still be added while SELECT and ORDER BY are made. */
  readonly q: Draft
  readonly settings: CompileSettings
  /** false: the statement is needed even if it cannot give rows (COUNT over nothing). */
  readonly elideEmpty: boolean
  readonly quoted: Map<string, string>
  /** Inside the left side of a comparison Django writes a condition in parentheses. */
  readonly operand: boolean
}

export interface Sql {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

export function newCompiler(q: Draft, settings: CompileSettings, elideEmpty = true): Compiler {
  return { q, settings, elideEmpty, quoted: new Map(), operand: false }
}

export const DEFAULT_SETTINGS: CompileSettings = { useTz: false, timeZone: 'UTC' }

export function sql(text: string, params: readonly SqlValue[] = []): Sql {
  return { sql: text, params }
}

export function joined(parts: readonly Sql[], separator: string): Sql {
  return { sql: parts.map((part) => part.sql).join(separator), params: parts.flatMap((part) => part.params) }
}

/** Not mistakes but answers: the condition can never, or always, hold. One of each is enough. */
export class ResultSetSignal extends Error {}
export const EMPTY_RESULT_SET = new ResultSetSignal('no row can match')
export const FULL_RESULT_SET = new ResultSetSignal('every row matches')

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Table names are quoted, aliases such as T3 and U0 are not. */
export function quoteUnlessAlias(c: Compiler, name: string): string {
  let quoted = c.quoted.get(name)
  if (quoted === undefined) {
    const alias = c.q.aliases.has(name) || c.q.externalAliases.get(name) === true
    quoted = alias && !c.q.tableMap.has(name) ? name : quoteName(name)
    c.quoted.set(name, quoted)
  }
  return quoted
}
