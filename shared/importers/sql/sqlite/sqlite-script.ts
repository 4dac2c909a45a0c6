/**
 * A script for SQLite, run by SQLite itself in a database in memory; only statements that make structure
 * are run, so that it can neither read a file nor go on for ever. Then the catalog says what is there.
 */
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts'
import { readSqliteCatalog } from '../../database/sqlite-catalog.ts'
import type { RawDatabase } from '../../database/raw.ts'
import type { ImportTools } from '../../importer.ts'
import { SqliteShards } from './sqlite-shards.ts'
import { sqlTokens } from '../tokens.ts'
import type { SqlToken } from '../tokens.ts'
import type { NotDrawn } from '../statements/applied.ts'
import { PassedOver, notDrawn, skippedStatement } from '../script/skipped.ts'
import type { SourceStatement } from '../script/skipped.ts'

/** @throws Error when the host brings no SQLite */
export async function readSqliteScript(
  statements: Iterable<SourceStatement | null>,
  { openSqlite, breathe }: ImportTools,
  isSharded = false,
): Promise<RawDatabase> {
  if (openSqlite === undefined) throw new Error('SQLite scripts need a host that has SQLite')
  const db = new SqliteShards(openSqlite, isSharded)
  const problems: Diagnostic[] = []
  const others: Diagnostic[] = []
  const rows = new PassedOver()
  const virtual = new Set<string>()
  /** The statement that made a table or named it, by its name in small letters; '' the last one of all. */
  const makers = new Map<string, SourceStatement>()
  try {
    for (const statement of statements) {
      if (statement === null) {
        await breathe?.()
        continue
      }
      const made = runnable(statement.sql)
      if (made === null) {
        if (/^(?:insert|replace)\s/i.test(statement.sql.slice(0, 10))) rows.add(statement)
        continue
      }
      if ('virtual' in made) virtual.add(made.virtual)
      else if ('kind' in made) others.push(notDrawn(statement, made))
      else if ('problem' in made) problems.push(skippedStatement(statement, made.problem))
      else {
        try {
          db.exec(made.sql, made.tokens)
          makers.set(tableNamed(made.tokens), statement).set('', statement)
        } catch (thrown) {
          problems.push(
            skippedStatement(
              statement,
              statement.broken ?? (thrown instanceof Error ? thrown.message : String(thrown)),
            ),
          )
        }
      }
    }
    const raw = readSqliteCatalog(db, virtual)
    const losses = raw.diagnostics.map((one) => inScript(one, makers))
    return { ...raw, diagnostics: [...losses, ...others, ...rows.listed, ...problems] }
  } finally {
    db.close()
  }
}

/** What the catalog tells of a table, with the line that made it. */
function inScript(found: Diagnostic, makers: ReadonlyMap<string, SourceStatement>): Diagnostic {
  const maker = makers.get(found.subject.label.toLowerCase()) ?? makers.get('')
  if (found.subject.kind !== 'text' || maker === undefined) return found
  const { file, line } = maker
  return { ...found, subject: { kind: 'text', label: `${file}:${line}`, file, line } }
}

/** The table that a statement makes or gives its name, in small letters; '' another statement. */
function tableNamed(tokens: readonly SqlToken[]): string {
  const words = tokens.slice(0, 12).map(({ upper }) => upper)
  if (words[1] !== 'TABLE') return ''
  const at = words[0] === 'ALTER' ? words.indexOf('TO') + 1 : words[2] === 'IF' ? 5 : 2
  if (at === 0) return ''
  const isQualified = tokens[at + 1]?.value === '.'
  return tokens[isQualified ? at + 2 : at]?.value.toLowerCase() ?? ''
}

type Runnable =
  | { readonly sql: string; readonly tokens: readonly SqlToken[] }
  | { readonly virtual: string }
  | { readonly problem: string }
  | NotDrawn

const STRUCTURE = /^(?:create|alter|drop)\s/i
/** What `sqlite3 .dump` writes for virtual tables. */
const VIRTUAL_ROW = /^insert\s+into\s+sqlite_(?:schema|master)\b.*?'create\s+virtual\s+table\s+(.{1,200}?)\s+using\b/is

/** null: a statement without structure, such as an INSERT. */
function runnable(sql: string): Runnable | null {
  const head = sql.slice(0, 1000)
  const stored = VIRTUAL_ROW.exec(head)?.[1]
  if (stored !== undefined)
    return { virtual: sqlTokens(stored.replaceAll("''", "'"), 'sqlite').at(-1)?.value ?? stored }
  if (!STRUCTURE.test(head))
    return KNOWN.test(head) ? null : sql.trim() === '' ? null : { problem: 'nothing in it can be drawn' }
  if (OWN_TABLE.test(head)) return null
  const tokens = sqlTokens(sql, 'sqlite')
  const words = tokens.slice(0, 3).map((t) => t.upper)
  if (words[0] === 'CREATE' && words[1] === 'VIRTUAL') {
    const at = tokens.findIndex((t) => t.upper === 'USING')
    return { virtual: tokens[at - 1]?.value ?? '' }
  }
  if (words[0] === 'CREATE' && words.includes('TRIGGER')) return other(tokens, 'a trigger')
  if (words[0] === 'CREATE' && (words[1] ?? '').startsWith('TEMP'))
    return other(tokens, `a temporary ${words[2]?.toLowerCase() ?? 'object'}`)
  const as = words[0] === 'CREATE' && words.includes('TABLE') ? topLevelAs(tokens) : -1
  // The rows of CREATE TABLE … AS are not wanted, and might never end.
  return { sql: as === -1 ? sql : `${sql.slice(0, as)} SELECT * FROM (${sql.slice(as)}\n) LIMIT 0`, tokens }
}

/** The name behind the kind and IF NOT EXISTS. */
function other(tokens: ReturnType<typeof sqlTokens>, kind: string): NotDrawn {
  const at = tokens.findIndex((t) => /^(TRIGGER|TABLE|VIEW)$/.test(t.upper)) + 1
  const name = tokens[tokens[at]?.upper === 'IF' ? at + 3 : at]?.value ?? 'Something'
  return { name, kind, key: null }
}

/** Tables that SQLite keeps for itself. */
const OWN_TABLE = /^create\s+table\s+(?:if\s+not\s+exists\s+)?["'`[]?sqlite_/i

const KNOWN =
  /^(?:insert|replace|update|delete|select|with|values|begin|commit|end|rollback|savepoint|release|pragma|analyze|vacuum|reindex|attach|detach|explain)\b/i

/** Where the query of CREATE TABLE … AS begins; -1: it has a list of columns. */
function topLevelAs(tokens: ReturnType<typeof sqlTokens>): number {
  for (const token of tokens) {
    if (token.kind === 'symbol' && token.value === '(') return -1
    if (token.upper === 'AS') return token.end
  }
  return -1
}
