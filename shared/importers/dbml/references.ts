/** References once all tables are there: foreign keys, many-to-many edges, join tables. */
import { columnNamed, emptyColumn } from '../database/draft.ts'
import type { DraftColumn, DraftDatabase, DraftTable } from '../database/draft.ts'
import type { RawForeignKey, RawManyToMany } from '../database/raw.ts'
import type { Endpoint, Settings } from './settings.ts'

export interface Reference {
  readonly from: Endpoint
  readonly operator: string
  readonly to: Endpoint
  readonly settings: Settings
  readonly line: number
  readonly file: string
  /** Stands with a column, which then holds the key. */
  readonly inline: boolean
}

/** An end with its table, and its columns as that spells them. */
interface End {
  readonly table: DraftTable
  readonly columns: readonly string[]
}

export class Links {
  /** Many-to-many edges by the table that holds them. */
  readonly edges = new Map<DraftTable, RawManyToMany[]>()
  readonly #db: DraftDatabase
  readonly #find: (name: Endpoint['table']) => DraftTable | undefined
  readonly #seen = new Set<string>()

  constructor(db: DraftDatabase, find: (name: Endpoint['table']) => DraftTable | undefined) {
    this.#db = db
    this.#find = find
  }

  /** @returns what is wrong with it; null: it is there now */
  add({ from, operator, to, settings, inline }: Reference): string | null {
    const ends = [this.#end(from), this.#end(to)]
    const [left, right] = ends
    const wrong = ends.find((end) => typeof end === 'string')
    if (typeof wrong === 'string') return wrong
    if (typeof left !== 'object' || typeof right !== 'object') return null
    if (from.columns.length !== to.columns.length) return 'the two sides differ in the number of columns'
    const key = [left, right].map((end) => JSON.stringify([this.#db.keyOf(end.table), ...end.columns])).toSorted()
    if (this.#seen.has(key.join())) return 'there is a reference between these columns already'
    this.#seen.add(key.join())
    const onDelete = settings.delete ?? 'NO ACTION'
    if (operator === '<>') this.#join(left, right, onDelete)
    else {
      const isRight = operator === '<' || (operator === '-' && !inline && isKeyOfRight(left, right))
      const [own, target] = isRight ? [right, left] : [left, right]
      own.table.foreignKeys.push(foreignKey(own.columns, target, onDelete))
      if (operator === '-') requireUnique(own)
    }
    return null
  }

  #end({ table: name, columns }: Endpoint): End | string {
    const table = this.#find(name)
    if (table === undefined) return `there is no table ${name.name}`
    const known = columns.map((column) => columnNamed(table, column)?.name)
    const missing = known.includes(undefined)
    return missing
      ? `${name.name} has no column ${columns.join(', ')}`
      : { table, columns: known.flatMap((c) => c ?? []) }
  }

  /** Between the keys of two tables it is an edge, whose table Django makes; else it has a table of its own. */
  #join(left: End, right: End, onDelete: string): void {
    if (isWholeKey(left) && isWholeKey(right)) {
      const { name: table, schema } = right.table
      const edge = { name: `${table}s`, table, schema, reverse: null, joinTable: null }
      this.edges.set(left.table, [...(this.edges.get(left.table) ?? []), edge])
      return
    }
    const wanted = `${left.table.name}_${right.table.name}`
    let name = wanted
    for (let n = 2; this.#db.find({ schema: left.table.schema, name }) !== undefined; n++) name = `${wanted}_${n}`
    const table = this.#db.add({ schema: left.table.schema, name })
    for (const end of [left, right]) {
      const columns = end.columns.map((column) => addColumn(table, end.table, column))
      table.primaryKey.push(...columns)
      table.foreignKeys.push(foreignKey(columns, end, onDelete))
    }
  }
}

function foreignKey(columns: readonly string[], { table, columns: ends }: End, onDelete: string): RawForeignKey {
  return { name: null, columns, schema: table.schema, table: table.name, targetColumns: ends, onDelete }
}

function isWholeKey({ table, columns }: End): boolean {
  return columns.length === 1 && table.primaryKey.length === 1 && table.primaryKey[0] === columns[0]
}

/** What a number that counts itself is where another table holds it. */
const HELD: { readonly [type: string]: string | undefined } = {
  serial: 'integer',
  bigserial: 'bigint',
  smallserial: 'smallint',
}

function addColumn(into: DraftTable, from: DraftTable, column: string): string {
  const wanted = `${from.name}_${column}`
  let name = wanted
  for (let n = 2; columnNamed(into, name) !== undefined; n++) name = `${wanted}_${n}`
  const { type, values, enumName } = columnNamed(from, column) ?? emptyColumn(column, '')
  const held: DraftColumn = { ...emptyColumn(name, HELD[type.toLowerCase()] ?? type), null: false, values }
  into.columns.push(enumName === undefined ? held : { ...held, enumName })
  return name
}

/** One to one: the key is on the side whose columns are not the table's own key; the first where both are or neither is. */
function isKeyOfRight(left: End, right: End): boolean {
  const isKey = ({ table, columns }: End) => table.primaryKey.join() === columns.join()
  const isNumbered = ({ table, columns }: End) => columns.some((c) => columnNamed(table, c)?.autoIncrement === true)
  if (isKey(left) !== isKey(right)) return isKey(left)
  return isNumbered(left) && !isNumbered(right)
}

function requireUnique({ table, columns }: End): void {
  const wanted = columns.join()
  const isKnown =
    table.primaryKey.join() === wanted || table.uniques.some((u) => u.columns.map((c) => c.name).join() === wanted)
  if (isKnown) return
  const terms = columns.map((name) => ({ name, descending: false }))
  table.uniques.push({ name: null, columns: terms, where: null, method: null })
}
