/** A database being put together from statements; what is ready is a `RawDatabase`. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type {
  RawCheck,
  RawColumn,
  RawDatabase,
  RawExclusion,
  RawForeignKey,
  RawIndex,
  RawIndexTerm,
  RawTable,
} from './raw.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export type DraftColumn = Mutable<RawColumn>

export interface DraftCheck extends RawCheck {
  /** NO INHERIT: heirs go without it. */
  readonly isOwn?: boolean
}

export interface DraftTable {
  schema: string | null
  name: string
  comment: string | null
  /** As in `RawTable`. */
  written?: string
  columns: DraftColumn[]
  primaryKey: string[]
  /** Name of the primary key's constraint. */
  keyName: string | null
  foreignKeys: RawForeignKey[]
  uniques: RawIndex[]
  indexes: RawIndex[]
  checks: DraftCheck[]
  exclusions: RawExclusion[]
  /** PostgreSQL: its rows are in another database. */
  isForeign?: boolean
  /** MySQL: the storage engine knows no foreign keys. */
  hasNoKeys?: boolean
  /** Tables that take over what is added to it: partitions its keys and indexes too. */
  heirs: { readonly table: DraftTable; readonly isPartition: boolean }[]
  /** MariaDB: columns where a period begins and ends, by its name in lower case. */
  periods?: Map<string, readonly string[]>
  /** PostgreSQL: what an heir has of its own as well, which stays when its parents lose it. */
  ownColumns?: Set<string>
  /** PostgreSQL: unique keys of LIKE, which are kept beside equal ones. */
  likeUniques?: RawIndex[]
}

export interface ObjectName {
  readonly schema: string | null
  readonly name: string
}

/** An enum or a domain. */
interface DraftType {
  readonly base: string
  readonly values: string[] | null
  readonly null: boolean
  readonly default: string | null
  /** Of a composite type. */
  readonly columns?: readonly DraftColumn[]
}

/** `sales.post`; a dot in the name itself does not make a schema of what stands before it. */
export function qualified(schema: string | null, name: string): string {
  return schema === null ? (name.includes('.') ? JSON.stringify(name) : name) : `${schema}.${name}`
}

export class DraftDatabase {
  readonly tables: DraftTable[] = []
  /** By name, with the schema where it is not the default. */
  readonly types = new Map<string, DraftType>()
  readonly views = new Map<string, ObjectName>()
  readonly diagnostics: Diagnostic[] = []
  /** What `SET search_path`, `USE` and `CREATE SCHEMA` say of names without a schema. */
  searchPath: string | null = null
  /** That the script makes itself. */
  readonly collations = new Set<string>()
  /** Sequences that number a column. */
  readonly usedSequences = new Set<string>()
  readonly #byName = new Map<string, DraftTable>()
  /** Names in lower case, for scripts that are not careful about capitals. */
  readonly #byLower = new Map<string, DraftTable>()
  readonly #defaultSchemas: ReadonlySet<string>

  /** @param defaultSchemas names of schemas that need not be said: `public` */
  constructor(defaultSchemas: readonly string[]) {
    this.#defaultSchemas = new Set(defaultSchemas)
  }

  /** The name with a default schema left out. */
  plain({ schema, name }: ObjectName): ObjectName {
    return { schema: schema === null || this.#defaultSchemas.has(schema) ? null : schema, name }
  }

  keyOf(given: ObjectName): string {
    const { schema, name } = this.plain(given)
    return qualified(schema, name)
  }

  /** A name without a schema is looked for along the search path, as the database does. */
  find(name: ObjectName): DraftTable | undefined {
    const found = this.#lookUp(name)
    if (found !== undefined || name.schema === null || name.schema !== this.searchPath) return found
    return this.#lookUp({ schema: null, name: name.name })
  }

  /** The same for types. */
  typeOf(name: ObjectName): DraftType | undefined {
    return this.types.get(this.#typeKey(name))
  }

  removeType(name: ObjectName): void {
    this.types.delete(this.#typeKey(name))
  }

  #typeKey({ schema, name }: ObjectName): string {
    const own = this.keyOf({ schema: schema ?? this.searchPath, name })
    const isElsewhere = !this.types.has(own) && (schema === null || schema === this.searchPath)
    return isElsewhere ? this.keyOf({ schema: null, name }) : own
  }

  /** The table of exactly this name. */
  has(name: ObjectName): boolean {
    return this.#byName.has(this.keyOf(name))
  }

  #lookUp(name: ObjectName): DraftTable | undefined {
    const key = this.keyOf(name)
    return this.#byName.get(key) ?? this.#byLower.get(key.toLowerCase())
  }

  #enter(key: string, table: DraftTable): void {
    this.#byName.set(key, table)
    if (!this.#byLower.has(key.toLowerCase())) this.#byLower.set(key.toLowerCase(), table)
  }

  #leave(table: DraftTable): void {
    const key = this.keyOf(table)
    this.#byName.delete(key)
    if (this.#byLower.get(key.toLowerCase()) === table) this.#byLower.delete(key.toLowerCase())
  }

  add(given: ObjectName): DraftTable {
    const { schema, name } = this.plain(given)
    const table: DraftTable = {
      schema,
      name,
      comment: null,
      columns: [],
      primaryKey: [],
      keyName: null,
      foreignKeys: [],
      uniques: [],
      indexes: [],
      checks: [],
      exclusions: [],
      heirs: [],
    }
    this.tables.push(table)
    this.#enter(this.keyOf(given), table)
    return table
  }

  /** Capitals count here: `DROP TABLE users` leaves "Users" alone. */
  remove(name: ObjectName): void {
    const table = this.has(name) ? this.find(name) : undefined
    if (table === undefined) return
    this.tables.splice(this.tables.indexOf(table), 1)
    for (const other of this.tables) other.heirs = other.heirs.filter((heir) => heir.table !== table)
    this.#leave(table)
  }

  rename(from: ObjectName, to: ObjectName): void {
    const table = this.find(from)
    if (table === undefined) return
    const oldKey = this.keyOf(table)
    const { schema, name } = this.plain(to)
    for (const other of this.tables) {
      other.foreignKeys = other.foreignKeys.map((fk) =>
        this.keyOf({ schema: fk.schema, name: fk.table }) === oldKey ? { ...fk, schema, table: name } : fk,
      )
    }
    this.#leave(table)
    table.schema = schema
    table.name = name
    this.#enter(this.keyOf(to), table)
  }

  renameSchema(from: string, to: string): void {
    const old = this.plain({ schema: from, name: '' }).schema
    for (const table of this.tables.filter((t) => t.schema === old))
      this.rename({ schema: from, name: table.name }, { schema: to, name: table.name })
    const ofOld = `${old}.`
    // First all of them: one that keeps its name would come again and again.
    const moved = [...this.types].filter(([key]) => key.startsWith(ofOld))
    for (const [key, type] of moved) {
      this.types.delete(key)
      this.types.set(this.keyOf({ schema: to, name: key.slice(ofOld.length) }), type)
    }
  }

  toRaw(dialect: RawDatabase['dialect']): RawDatabase {
    for (const table of this.tables) {
      const settled = table.foreignKeys.map((fk) => this.#settled(fk))
      table.foreignKeys = table.hasNoKeys === true ? settled.map((fk) => ({ ...fk, enforced: false })) : settled
    }
    return { dialect, tables: this.tables as readonly RawTable[], diagnostics: this.diagnostics }
  }

  /** A target that is not where the search path begins is in the default schema. */
  #settled(fk: RawForeignKey): RawForeignKey {
    const { schema, name } = this.plain({ schema: fk.schema, name: fk.table })
    const isThere = this.#lookUp({ schema, name }) !== undefined
    return { ...fk, schema: isThere || this.#lookUp({ schema: null, name }) === undefined ? schema : null }
  }
}

export function columnNamed(table: Pick<DraftTable, 'columns'>, name: string): DraftColumn | undefined {
  return (
    table.columns.find((c) => c.name === name) ?? table.columns.find((c) => c.name.toLowerCase() === name.toLowerCase())
  )
}

/** Renames a column wherever the table names it. */
export function renameColumn(table: DraftTable, from: string, to: string): void {
  const column = columnNamed(table, from)
  if (column === undefined || from === to) return
  const old = column.name
  if (table.ownColumns?.delete(old) === true) table.ownColumns.add(to)
  const one = (name: string) => (name === old ? to : name)
  const terms = <T extends RawIndexTerm>(list: readonly T[]) =>
    list.map((c) => (c.name === old ? { ...c, name: to } : c))
  const included = <T extends Pick<RawIndex, 'include'>>(i: T): T =>
    i.include === undefined ? i : { ...i, include: i.include.map(one) }
  const index = (i: RawIndex): RawIndex => included({ ...i, columns: terms(i.columns) })
  column.name = to
  table.primaryKey = table.primaryKey.map(one)
  table.foreignKeys = table.foreignKeys.map((fk) => ({ ...fk, columns: fk.columns.map(one) }))
  table.uniques = table.uniques.map(index)
  table.indexes = table.indexes.map(index)
  table.exclusions = table.exclusions.map((x) => included({ ...x, terms: terms(x.terms) }))
}

/**
 * Drops a column with the keys, indexes and checks that need it.
 *
 * @param shrinks as MySQL does: an index over several columns goes on without the column
 */
export function dropColumn(table: DraftTable, name: string, shrinks = false): void {
  const column = columnNamed(table, name)
  if (column === undefined) return
  const old = column.name
  table.columns.splice(table.columns.indexOf(column), 1)
  const isOf = ({ name, sql = '' }: RawIndexTerm) => (name === null ? mentions(sql, old) : name === old)
  const without = (indexes: readonly RawIndex[]) =>
    indexes.flatMap((index) => {
      const columns = index.columns.filter((c) => !isOf(c))
      const isUntouched = columns.length === index.columns.length && index.include?.includes(old) !== true
      if (isUntouched && !mentions(index.where ?? '', old)) return [index]
      return shrinks && columns.length > 0 ? [{ ...index, columns }] : []
    })
  table.primaryKey = shrinks || !table.primaryKey.includes(old) ? table.primaryKey.filter((c) => c !== old) : []
  table.foreignKeys = table.foreignKeys.filter((fk) => !fk.columns.includes(old))
  table.uniques = without(table.uniques)
  table.indexes = without(table.indexes)
  table.checks = table.checks.filter((check) => !mentions(check.sql, old))
  table.exclusions = table.exclusions.filter(
    ({ terms, where, include }) => !include.includes(old) && !terms.some(isOf) && !mentions(where ?? '', old),
  )
}

function mentions(sql: string, column: string): boolean {
  if (/[^\p{L}\p{N}_$]/u.test(column))
    return sql.includes(`"${column.replaceAll('"', '""')}"`) || sql.includes(`\`${column}\``)
  const words = sql.replace(/'(?:[^']|'')*'/g, ' ').split(/[^\p{L}\p{N}_$]+/u)
  return words.some((word) => word === column || word.toLowerCase() === column)
}

/** A column of which no more is known than its name and type. */
export function emptyColumn(name: string, type: string): DraftColumn {
  return {
    name,
    type,
    null: true,
    default: null,
    autoIncrement: false,
    generated: null,
    comment: null,
    values: null,
  }
}
