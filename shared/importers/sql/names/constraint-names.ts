/** Constraints and indexes by their names: those that were given, and those that a database makes up. */
import type { DraftDatabase, DraftTable, ObjectName } from '../../database/draft.ts'
import type { RawIndex, RawIndexTerm } from '../../database/raw.ts'
import { generatedName } from './generated-names.ts'
import { sqlTokens } from '../tokens.ts'
import type { Dialect } from '../tokens.ts'

interface Named {
  readonly name: string | null
  /** What the database called it when it was made. */
  readonly madeName?: string
}

/**
 * Gives all that has no name the one that the database makes up. Whoever renames or drops something calls it first:
 * a name stays what it was when the table, the column or the constraint before it has another one, or is gone.
 */
export function settleNames(table: DraftTable, dialect: Dialect): void {
  const { name, uniques, indexes, exclusions, foreignKeys, checks } = table
  const isMysql = dialect === 'mysql'
  const relations = takenNames(dialect, uniques, indexes, exclusions)
  const index = (suffix: string) => (item: RawIndex) =>
    isMysql
      ? [item.columns[0]?.name ?? 'functional_index']
      : [name, termNames(item.columns), item.isIndex === true ? 'idx' : suffix]
  table.uniques = named(uniques, relations, index('key'))
  table.indexes = named(indexes, relations, index('idx'))
  table.exclusions = named(exclusions, relations, ({ terms }) => [name, termNames(terms), 'excl'])
  const constraints = takenNames(dialect, foreignKeys, checks)
  table.foreignKeys = named(foreignKeys, constraints, ({ columns }) =>
    isMysql ? [`${name}_ibfk_`, '1'] : [name, columns.join('_'), 'fkey'],
  )
  table.checks = named(checks, constraints, ({ sql }) =>
    isMysql ? ['CONSTRAINT_', '1'] : [name, mentionedColumn(table, sql), 'check'],
  )
  if (dialect === 'postgresql' && table.primaryKey.length > 0) table.keyName ??= generatedName([name, '', 'pkey'], 0)
}

/** The names that a table's foreign keys get of it follow it in MySQL, and stay in PostgreSQL. */
export function settleForRename(table: DraftTable, to: string, dialect: Dialect): void {
  if (dialect !== 'mysql') return settleNames(table, dialect)
  const own = `${table.name}_ibfk_`
  table.foreignKeys = table.foreignKeys.map((fk) =>
    fk.madeName?.startsWith(own) === true ? { ...fk, madeName: `${to}_ibfk_${fk.madeName.slice(own.length)}` } : fk,
  )
}

interface Taken {
  readonly dialect: Dialect
  readonly names: Set<string>
}

function takenNames(dialect: Dialect, ...lists: readonly (readonly Named[])[]): Taken {
  return { dialect, names: new Set(lists.flat().flatMap((item) => item.name ?? item.madeName ?? [])) }
}

function named<T extends Named>(list: T[], { dialect, names }: Taken, parts: (item: T) => readonly string[]): T[] {
  if (list.every(isSettled)) return list
  return list.map((item) => {
    if (isSettled(item)) return item
    const own = parts(item)
    let madeName = ''
    for (let n = 0; madeName === '' || names.has(madeName); n++)
      madeName = dialect === 'mysql' ? mysqlName(own, n) : generatedName(own, n)
    names.add(madeName)
    return { ...item, madeName }
  })
}

const isSettled = ({ name, madeName }: Named) => name !== null || madeName !== undefined

/** `label`, `label_2`; `post_ibfk_1`, `post_ibfk_2`. */
function mysqlName([name = '', first]: readonly string[], at: number): string {
  if (first !== undefined) return `${name}${Number(first) + at}`
  return at === 0 ? name : `${name}_${at + 1}`
}

/** PostgreSQL calls a term that is an expression by its function. */
function termNames(terms: readonly RawIndexTerm[]): string {
  const seen = new Map<string, number>()
  return terms
    .map(({ name, sql = '' }) => {
      const plain = name ?? /^(?:\w+\.)?([a-z_]\w*)\s*\([^()]*\)$/i.exec(sql.trim())?.[1]?.toLowerCase() ?? 'expr'
      const count = seen.get(plain) ?? 0
      seen.set(plain, count + 1)
      return count === 0 ? plain : `${plain}${count}`
    })
    .join('_')
}

/** PostgreSQL names a check after its column where it mentions one only. */
function mentionedColumn(table: DraftTable, sql: string): string {
  const words = new Set(sqlTokens(sql, 'postgresql').map((t) => (t.kind === 'word' ? t.value.toLowerCase() : t.value)))
  const mentioned = table.columns.filter((c) => words.has(c.name)).map((c) => c.name)
  return mentioned.length === 1 ? (mentioned[0] ?? '') : ''
}

/** PostgreSQL: an heir has its parent's checks by their names, once each, unless they are NO INHERIT. */
export function inheritChecks(table: DraftTable, parent: DraftTable): void {
  settleNames(parent, 'postgresql')
  const names = new Set(table.checks.map((check) => check.name ?? check.madeName))
  for (const { isOwn, madeName, ...check } of parent.checks) {
    const name = check.name ?? madeName ?? null
    if (isOwn !== true && !names.has(name ?? undefined)) table.checks.push({ ...check, name })
  }
}

/** In one CREATE TABLE, and for one column that is added, PostgreSQL makes one key of equal ones, and none beside an equal primary key. */
export function withoutTwins(uniques: readonly RawIndex[], primaryKey: readonly string[]): RawIndex[] {
  const seen = new Set([primaryKey.join('\0')])
  return uniques.filter(({ columns, include = [], deferrable = '', nullsDistinct = true }) => {
    const isPlain = include.length === 0 && deferrable === '' && nullsDistinct
    const names = columns.map((c) => c.name).join('\0')
    const key = isPlain ? names : JSON.stringify([names, include, deferrable, nullsDistinct])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** What is new of a table's checks goes to all that inherit from it. */
export function handDownChecks(table: DraftTable): void {
  for (const heir of table.heirs) {
    inheritChecks(heir.table, table)
    handDownChecks(heir.table)
  }
}

/** The same for another table, which names it anew. */
export function unnamed<T extends Named>(item: T): Omit<T, 'madeName'> & { readonly name: null } {
  const copy: { madeName?: string } & T = { ...item }
  delete copy.madeName
  return { ...copy, name: null }
}

const isCalled = (wanted: string) => (item: Named) => (item.name ?? item.madeName) === wanted

/** Two indexes of one are of the same terms. */
export const termsKey = (index: RawIndex): string =>
  `${index.columns.map((c) => c.name ?? c.sql ?? '').join('\0')} ${index.method ?? 'btree'} ${index.where ?? ''}`

/** The keys and indexes that partitions have of a table's go with them. */
function dropInPartitions({ heirs }: DraftTable, gone: readonly RawIndex[], isKeyGone: boolean): void {
  const keys = new Set(gone.map(termsKey))
  if (keys.size === 0 && !isKeyGone) return
  const isKept = (index: RawIndex) => !keys.has(termsKey(index))
  for (const { table, isPartition } of heirs) {
    if (!isPartition) continue
    table.uniques = table.uniques.filter(isKept)
    table.indexes = table.indexes.filter(isKept)
    if (isKeyGone) table.primaryKey = []
    if (isKeyGone) table.keyName = null
    dropInPartitions(table, gone, isKeyGone)
  }
}

/**
 * Takes away what bears the name.
 *
 * @param kind the word before the name: `CONSTRAINT` is any of them, `FOREIGN`, `INDEX`, `KEY` and `CHECK` only that
 */
export function dropConstraint(table: DraftTable, name: string, kind: string, dialect: Dialect): void {
  settleNames(table, dialect)
  const isKept = (item: Named) => !isCalled(name)(item)
  const isKeyGone = name === table.keyName && kind === 'CONSTRAINT'
  const isAny = kind === 'CONSTRAINT'
  if (isAny || kind === 'FOREIGN') table.foreignKeys = table.foreignKeys.filter(isKept)
  if (isAny || kind === 'CHECK') table.checks = table.checks.filter(isKept)
  if (isAny) table.exclusions = table.exclusions.filter(isKept)
  if (isAny) dropInPartitions(table, table.uniques.filter(isCalled(name)), isKeyGone)
  if (isAny || kind === 'INDEX' || kind === 'KEY') {
    table.uniques = table.uniques.filter(isKept)
    if (!isAny) table.indexes = table.indexes.filter(isKept)
    if (name !== (table.keyName ?? (dialect === 'mysql' ? 'PRIMARY' : null))) return
    table.primaryKey = []
    table.keyName = null
  }
}

/** DROP INDEX: a unique key that is no constraint counts as one of the indexes. */
export function dropIndexOf(table: DraftTable, name: string, dialect: Dialect): void {
  settleNames(table, dialect)
  dropInPartitions(table, [...table.uniques, ...table.indexes].filter(isCalled(name)), false)
  table.indexes = table.indexes.filter((index) => !isCalled(name)(index))
  table.uniques = table.uniques.filter((index) => !isCalled(name)(index))
}

/** An index of PostgreSQL is in its table's schema, where its name is the only one. */
export function withIndex(name: ObjectName, db: DraftDatabase, dialect: Dialect): readonly DraftTable[] {
  if (dialect !== 'postgresql') return db.tables
  const { schema } = db.plain(name)
  const found = db.tables.filter((table) => {
    settleNames(table, dialect)
    return table.keyName === name.name || indexesOf(table).some(isCalled(name.name))
  })
  const here = found.filter((table) => table.schema === schema)
  return here.length > 0 || schema !== db.plain({ schema: db.searchPath, name: '' }).schema ? here : found
}

const indexesOf = ({ uniques, indexes, exclusions }: DraftTable): readonly Named[] => [
  ...uniques,
  ...indexes,
  ...exclusions,
]

export function renameIndexOf(table: DraftTable, from: string, to: string): void {
  const renamed = <T extends Named>(list: readonly T[]): T[] =>
    list.map((item) => (isCalled(from)(item) ? { ...item, name: to } : item))
  table.uniques = renamed(table.uniques)
  table.indexes = renamed(table.indexes)
  table.exclusions = renamed(table.exclusions)
  if (table.keyName === from) table.keyName = to
}

export function renameConstraint(table: DraftTable, from: string, to: string, dialect: Dialect): void {
  settleNames(table, dialect)
  const renamed = <T extends Named>(list: readonly T[]): T[] =>
    list.map((item) => (isCalled(from)(item) ? { ...item, name: to } : item))
  table.foreignKeys = renamed(table.foreignKeys)
  table.checks = renamed(table.checks)
  if (dialect === 'postgresql') return renameIndexOf(table, from, to)
  table.uniques = renamed(table.uniques)
  table.indexes = renamed(table.indexes)
}
