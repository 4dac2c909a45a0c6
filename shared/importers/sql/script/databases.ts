/** The databases of a script: one, or those that a dump of a whole PostgreSQL server connects to in turn. */
import { DraftDatabase } from '../../database/draft.ts'
import type { RawDatabase, RawTable } from '../../database/raw.ts'
import type { NotDrawn } from '../statements/applied.ts'
import type { SourceStatement } from './skipped.ts'

export interface ScriptDatabase {
  readonly name: string | null
  readonly db: DraftDatabase
  /** What is not drawn of it. */
  readonly others: { readonly object: NotDrawn; readonly statement: SourceStatement }[]
}

const CONNECT = /^\\c(?:onnect)?\s+(?:-\S+\s+)?(?:"(?:[^"]|"")*?dbname='((?:[^'\\]|\\.)*)'"|"((?:[^"]|"")+)"|([^\s;]+))/

/** psql's `\connect name`; `-` is the database that it is connected to; null: another statement. */
export function connectedTo(text: string): string | null {
  if (!/^\\c(?:onnect)?\b/.test(text)) return null
  const [, quotedIn, quoted, word] = CONNECT.exec(text) ?? []
  return quotedIn?.replace(/\\(.)/g, '$1') ?? quoted?.replaceAll('""', '"') ?? word ?? '-'
}

export class ScriptDatabases {
  readonly #defaultSchemas: readonly string[]
  readonly #all: ScriptDatabase[] = []
  current: ScriptDatabase

  /** @param defaultSchemas names of schemas that need not be said */
  constructor(defaultSchemas: readonly string[]) {
    this.#defaultSchemas = defaultSchemas
    this.current = this.#made(null)
  }

  get all(): readonly ScriptDatabase[] {
    return this.#all
  }

  /** What was made before anybody connected is of no other database than what comes then. */
  connect(name: string): void {
    if (name === '-') return
    const known = this.#all.find((database) => database.name === name)
    const isFirst = this.#all.every(({ name: other, db }) => other !== null || db.tables.length === 0)
    if (known !== undefined) this.current = known
    else if (isFirst || this.current.name !== null) this.current = this.#made(name)
  }

  #made(name: string | null): ScriptDatabase {
    const made = { name, db: new DraftDatabase(this.#defaultSchemas), others: [] }
    this.#all.push(made)
    return made
  }

  /** Where several hold tables, each is a schema, and its schemas have its name in front. */
  toRaw(dialect: 'postgresql' | 'mysql'): RawDatabase {
    const raws = this.#all.map(({ name, db }) => ({ name, raw: db.toRaw(dialect) }))
    const filled = raws.filter(({ raw }) => raw.tables.length > 0)
    const diagnostics = raws.flatMap(({ raw }) => raw.diagnostics)
    const tables =
      filled.length < 2
        ? filled.flatMap(({ raw }) => raw.tables)
        : filled.flatMap(({ name, raw }) => raw.tables.map((table) => inSchemaOf(table, name)))
    return { dialect, tables, diagnostics }
  }
}

function inSchemaOf(table: RawTable, database: string | null): RawTable {
  if (database === null) return table
  const within = (schema: string | null) => (schema === null ? database : `${database}_${schema}`)
  return {
    ...table,
    schema: within(table.schema),
    foreignKeys: table.foreignKeys.map((fk) => ({ ...fk, schema: within(fk.schema) })),
  }
}
