/**
 * SQL scripts: dumps and hand-written ones, of SQLite, PostgreSQL and MySQL/MariaDB. Several files make
 * one database, those that make tables read first. What is skipped is listed with its line.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { decodeText } from './text/decode.ts'
import { buildDesign } from './database/build-design.ts'
import { otherDefault, readAs } from './database/other-databases.ts'
import type { DraftDatabase } from './database/draft.ts'
import type { RawDatabase, RawTable } from './database/raw.ts'
import type { ImportFile, Imported, ImportTools, Importer } from './importer.ts'
import { applyStatement, isSearchPathCall, mayBeSelectInto } from './sql/statements/apply.ts'
import { AlreadyThere, SqlCursor, SqlProblem } from './sql/cursor.ts'
import { ScriptDatabases, connectedTo } from './sql/script/databases.ts'
import type { ScriptDatabase } from './sql/script/databases.ts'
import { isOfBlock, withBlocks } from './sql/script/do-blocks.ts'
import { inOrder, withoutWayDown } from './sql/script/migration-files.ts'
import { addKeyIndexes } from './sql/statements/mysql-keys.ts'
import { looksLikeSql, recogniseDialect } from './sql/script/recognise.ts'
import { recogniseOther, translated } from './sql/script/other-dialects.ts'
import { isStructureCall } from './sql/statements/structure-calls.ts'
import { SEQUENCE } from './sql/statements/objects.ts'
import { splitStatements } from './sql/script/split.ts'
import { isShardable } from './sql/sqlite/sqlite-shards.ts'
import { readSqliteScript } from './sql/sqlite/sqlite-script.ts'
import { PassedOver, lostParts, notDrawn, skippedStatement } from './sql/script/skipped.ts'
import type { SourceStatement } from './sql/script/skipped.ts'
import type { Dialect } from './sql/tokens.ts'

export const sql: Importer<'sql'> = {
  id: 'sql',
  label: 'SQL script',
  extensions: ['sql', 'ddl', 'dump', 'psql'],
  recognise(file) {
    if (isArchive(file)) return 0.9
    const text = decodeText(file.bytes)
    const sure = looksLikeSql(text)
    const isNamed = /\.(sql|ddl|psql|dump)$/i.test(file.path)
    return text.includes('\0') ? 0 : isNamed ? Math.max(sure, 0.5) : sure / 2
  },
  async import(sources, { app, dialect: chosen }, tools): Promise<Imported> {
    const archive = sources.find(isArchive)
    if (archive !== undefined) return buildDesign(refused(archive), { app, name: nameOf([archive]) })
    const files = inOrder(sources)
    const forth = files.map((file) => withoutWayDown(decodeText(file.bytes)))
    const given = forth.map(({ text }) => withoutPlaceholders(text))
    const other = chosen === undefined ? recogniseOther(given.join('\n')) : null
    const texts = other === null ? given : given.map((text) => translated(text, other))
    const dialect = other === null ? (chosen ?? recogniseDialect(texts.join('\n'))) : 'postgresql'
    const statements = readStatements(files, texts, dialect, tools)
    const raw =
      dialect === 'sqlite'
        ? await readSqliteScript(statements, tools, texts.every(isShardable))
        : await readScript(statements, dialect, tools)
    const told = [
      ...(other === null ? [] : [readAs(other)]),
      ...forth.flatMap(({ line }, i) => (line === null ? [] : wayDown(files[i]?.path ?? '', line))),
    ]
    const known = other === null ? raw : { ...raw, tables: raw.tables.map(withOurDefaults) }
    return buildDesign({ ...known, diagnostics: [...told, ...raw.diagnostics] }, { app, name: nameOf(files) })
  },
}

function withOurDefaults(table: RawTable): RawTable {
  return { ...table, columns: table.columns.map((c) => ({ ...c, default: otherDefault(c.default) })) }
}

/** What pg_dump writes for pg_restore begins so. */
function isArchive({ bytes }: ImportFile): boolean {
  return decodeText(bytes.subarray(0, 5)) === 'PGDMP'
}

function refused({ path }: ImportFile): RawDatabase {
  const problem: Diagnostic = {
    code: 'relata.6033',
    severity: 'error',
    message: `${path} is an archive of pg_dump, not a script.`,
    hint: `pg_restore --schema-only -f schema.sql ${path} makes a script of it.`,
    subject: { kind: 'text', label: path, file: path },
    fixes: [],
  }
  return { dialect: 'postgresql', tables: [], diagnostics: [problem] }
}

/** `@schema.table`, `{{schema}}.table`, `${schema}.table`, psql's `:schema.table`; blanks keep every position. */
function withoutPlaceholders(text: string): string {
  return text.replace(PLACEHOLDER, (found) => ' '.repeat(found.length))
}

const PLACEHOLDER =
  /(?:(?<![\w@'"`])(?:@[A-Za-z]\w*|\$\{\w+\}|\{\{ ?\w+ ?\}\})|(?<=[\s(,])(?::[A-Za-z]\w*|:"\w+"|\{\w+\}))\.(?=[\w"`[])/g

function wayDown(file: string, line: number): Diagnostic {
  return {
    code: 'relata.6034',
    severity: 'info',
    message: `What stands behind line ${line} takes the migration back; it was not read.`,
    hint: null,
    subject: { kind: 'text', label: `${file}:${line}`, file, line },
    fixes: [],
  }
}

function nameOf(files: readonly ImportFile[]): string {
  const path = files[0]?.path ?? 'Database'
  return (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '')
}

/** Progress is told and a cancel heeded every so many statements, or characters: the rows of a table are one statement. */
const STEP = 500
const STEP_CHARACTERS = 1_000_000

/** null: a moment to breathe. */
function* readStatements(
  files: readonly ImportFile[],
  texts: readonly string[],
  dialect: Dialect,
  { progress, signal }: ImportTools,
): Generator<SourceStatement | null> {
  const total = texts.reduce((sum, text) => sum + text.length, 0)
  let before = 0
  let told = 0
  let count = 0
  for (const [i, text] of texts.entries()) {
    for (const statement of splitStatements(text, dialect)) {
      const done = before + statement.from
      if (++count % STEP === 0 || done - told > STEP_CHARACTERS) {
        told = done
        progress?.(done, total, 'Reading statements')
        yield null
      }
      if (signal?.aborted === true) return
      yield { ...statement, file: files[i]?.path ?? '' }
    }
    before += text.length
  }
}

const DEFAULT_SCHEMAS: Readonly<Record<Dialect, readonly string[]>> = {
  // `dbo` is the schema that SQL Server begins with.
  postgresql: ['public', 'pg_catalog', 'dbo'],
  mysql: [],
  sqlite: ['main'],
}

/** DO blocks give way to what they do. */
function* opened(statements: Iterable<SourceStatement | null>): Generator<SourceStatement | null> {
  for (const statement of statements) {
    if (statement === null) yield null
    else yield* withBlocks(statement)
  }
}

async function readScript(
  statements: Iterable<SourceStatement | null>,
  dialect: 'postgresql' | 'mysql',
  { breathe }: ImportTools,
): Promise<RawDatabase> {
  const databases = new ScriptDatabases(DEFAULT_SCHEMAS[dialect])
  const problems: Diagnostic[] = []
  const rows = new PassedOver()
  for (const statement of dialect === 'postgresql' ? opened(statements) : statements) {
    if (statement === null) {
      await breathe?.()
      continue
    }
    const { sql: text, broken } = statement
    const connected = connectedTo(text)
    if (connected !== null) {
      databases.connect(connected)
      continue
    }
    const { db, others } = databases.current
    if (isData(text) && !isSearchPathCall(text) && !(dialect === 'postgresql' && mayBeStructure(text))) {
      if (isRows(text)) rows.add(statement)
      continue
    }
    if (broken !== null) problems.push(skippedStatement(statement, broken))
    if (isOfBlock(statement) && statement.unsure !== null) {
      problems.push(skippedStatement(statement, statement.unsure))
      continue
    }
    try {
      const cursor = new SqlCursor(text, dialect)
      const applied = cursor.done ? 'ignored' : applyStatement(cursor, db)
      if (applied === 'unknown') problems.push(skippedStatement(statement, 'nothing in it can be drawn'))
      if (typeof applied === 'object') others.push({ object: applied, statement })
      if (cursor.problems.length > 0)
        problems.push(
          skippedStatement(statement, `not all of it can be read, ${cursor.problems.slice(0, 3).join('; ')}`),
        )
      if (cursor.losses.length > 0) problems.push(lostParts(statement, cursor.losses))
    } catch (thrown) {
      if (!(thrown instanceof SqlProblem)) throw thrown
      if (!(thrown instanceof AlreadyThere && isOfBlock(statement)))
        problems.push(skippedStatement(statement, thrown.message))
    }
  }
  if (dialect === 'mysql') {
    dropOnlySchema(databases.current.db)
    addKeyIndexes(databases.current.db)
  }
  const raw = databases.toRaw(dialect)
  const notDrawn = databases.all.flatMap(listed)
  return { ...raw, diagnostics: [...raw.diagnostics, ...notDrawn, ...rows.listed, ...problems] }
}

/** Each view once, and only if it was not dropped later. */
function listed({ others, db }: ScriptDatabase): readonly Diagnostic[] {
  const seen = new Set<string>()
  // One that was dropped is not missed.
  const isThere = new Set<readonly string[] | null>([...db.types.values()].map((type) => type.values))
  const inUse = new Set(db.tables.flatMap((table) => table.columns.map((column) => column.values)))
  return others.flatMap(({ object, statement }) => {
    const { key, kind, name, values } = object
    if (values !== undefined && (inUse.has(values) || !isThere.has(values))) return []
    if (kind === SEQUENCE && db.usedSequences.has(name)) return []
    if (key !== null && (seen.has(key) || !db.views.has(key))) return []
    if (key !== null) seen.add(key)
    return [notDrawn(statement, object)]
  })
}

/** Rows are passed over before they are taken apart: a dump is mostly rows. */
function isData(text: string): boolean {
  return /^(?:insert|replace|update|delete|select|copy|lock|unlock)\s/i.test(text.slice(0, 10))
}

function mayBeStructure(text: string): boolean {
  return isStructureCall(text) || mayBeSelectInto(text)
}

/** What a person would miss: not a SELECT, not the locks of a dump. */
function isRows(text: string): boolean {
  return /^(?:insert|replace|copy)\s/i.test(text.slice(0, 10))
}

/** MySQL's database is no namespace inside of itself. */
function dropOnlySchema(db: DraftDatabase): void {
  const schemas = new Set(db.tables.map((t) => t.schema))
  schemas.delete(null)
  if (schemas.size !== 1) return
  for (const table of db.tables) {
    table.schema = null
    table.foreignKeys = table.foreignKeys.map((fk) => (schemas.has(fk.schema) ? { ...fk, schema: null } : fk))
  }
}
