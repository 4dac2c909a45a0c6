/** CREATE INDEX, and uniques that are indexes of their own. */
import type { ColumnType, SchemaColumn, SchemaIndex, SchemaTable, SchemaUnique } from '../../schema/types.ts'
import { renderIndexTerm } from '../../schema/expressions.ts'
import { cannot, expression, expressionsOf } from './context.ts'
import type { SqlDialect } from './dialect.ts'
import type { Context } from './context.ts'
import { identifier as name, objectName, tableIdentifier } from './names.ts'

export function uniqueIndex(unique: SchemaUnique, table: SchemaTable, context: Context): string | null {
  const columns = unique.columns.map((column, i) => ({
    name: column,
    descending: false,
    opclass: unique.opclasses?.[i] ?? null,
  }))
  const index = { ...unique, columns, method: 'btree' }
  return indexSql(index, true, table, context)
}

/** Those that Django's schema editor makes in this database, beside the uniques. */
export function ownIndexes(table: SchemaTable, dialect: SqlDialect): readonly SchemaIndex[] {
  const { indexes, likeIndexes } = table
  if (dialect.keysAreIndexed === true) return indexes.filter((index) => index.ofKey !== true)
  if (dialect.likeIndexes !== true || likeIndexes === undefined) return indexes
  // A text may have become an ENUM.
  const isText = ({ name: column, type }: SchemaColumn, { columns }: SchemaIndex) =>
    column === columns[0]?.name && (type.kind === 'char' || type.kind === 'text')
  return [...indexes, ...likeIndexes.filter((index) => table.columns.some((column) => isText(column, index)))]
}

export function indexStatement(index: SchemaIndex, table: SchemaTable, context: Context): string | null {
  return indexSql(index, false, table, context)
}

type IndexLike = Pick<
  SchemaIndex,
  'name' | 'cutNames' | 'columns' | 'expressions' | 'condition' | 'include' | 'method'
> & {
  readonly nullsDistinct?: boolean | null
  readonly ofKey?: boolean
}

const NONE: readonly never[] = []

/** `F('name')` alone is the column. */
const COLUMN = /^(["`])(?:(?!\1).)+\1(?: ASC| DESC)?$/

function typeOf({ columns }: SchemaTable, name: string): ColumnType | undefined {
  for (const column of columns) if (column.name === name) return column.type
  return undefined
}

function indexSql(index: IndexLike, unique: boolean, table: SchemaTable, context: Context): string | null {
  const { dialect } = context
  const columns: string[] = []
  const types: ColumnType[] = []
  const parts = unique || dialect.indexedPart === undefined ? null : indexedParts(index, table, dialect.indexedPart)
  for (const { name: column, opclass, descending } of index.columns) {
    const part = parts?.get(column) ?? ''
    // Django makes none for `db_index` of a long text.
    if (part === UNINDEXED || (part !== '' && index.ofKey === false))
      return without(index, 'relata.4004', table, context)
    const suffix = opclass === null || opclass === '' || dialect.opclasses !== true ? part : ` ${opclass}`
    columns.push(`${name(dialect, column)}${suffix}${descending ? ' DESC' : ''}`)
    const type = typeOf(table, column)
    if (type !== undefined) types.push(type)
  }
  let hasTerms = false
  for (const { expr } of index.expressions) {
    const term = renderIndexTerm(expr, table, expressionsOf(dialect, table, true))
    if (term === null) return without(index, 'relata.4002', table, context)
    const isColumn = COLUMN.test(term)
    hasTerms ||= !isColumn
    const type = isColumn ? typeOfTerm(table, term, dialect) : undefined
    if (type !== undefined) types.push(type)
    columns.push(term)
  }
  // What it is over is not in the table.
  if (columns.length === 0) return without(index, 'relata.4004', table, context)
  const condition = index.condition === null ? null : expression(index.condition.expr, table, dialect, true)
  if (index.condition !== null && condition === null) return without(index, 'relata.4002', table, context)
  const inTable = standInTable(context)
  const statement = dialect.index({
    name: objectName(dialect, index),
    table: tableIdentifier(dialect, table.name),
    unique,
    columns,
    hasExpressions: hasTerms,
    condition,
    include: index.include.length === 0 ? NONE : index.include.map((c) => name(dialect, c)),
    method: index.method,
    source: unique ? null : (index as SchemaIndex),
    types,
    ifNotExists: context.options.extra['ifNotExists'] === true && dialect.indexIfNotExists,
    inline: inTable,
    nullsDistinct: index.nullsDistinct ?? null,
  })
  if (statement === null) return without(index, 'relata.4004', table, context)
  for (const [column, part] of parts ?? []) {
    const length = /\d+/.exec(part)?.[0]
    if (length === undefined) continue
    const what = `the index ${index.name} over the long ${column}`
    const consequence = `it is over the first ${length} characters there`
    context.diagnostics.push(cannot(table, null, 'relata.4004', what, dialect, consequence))
  }
  return inTable ? statement : `${statement};`
}

const UNINDEXED = 'none'

/** By column what of it the index takes; null: all of each. */
export function indexedParts(
  index: IndexLike,
  { columns }: SchemaTable,
  partOf: NonNullable<SqlDialect['indexedPart']>,
): ReadonlyMap<string, string> | null {
  const over = index.columns.flatMap(({ name: wanted }) => columns.find((column) => column.name === wanted) ?? [])
  const parts = over.map((column) => [column.name, partOf(over, column) ?? UNINDEXED] as const)
  return parts.every(([, part]) => part === '') ? null : new Map(parts)
}

function typeOfTerm({ columns }: SchemaTable, term: string, dialect: SqlDialect): ColumnType | undefined {
  return columns.find((column) => term.replace(/ (?:ASC|DESC)$/, '') === name(dialect, column.name))?.type
}

function without({ name: index }: IndexLike, code: string, table: SchemaTable, context: Context): null {
  context.diagnostics.push(cannot(table, null, code, `the index ${index}`, context.dialect))
  return null
}

/** Whether indexes are lines of CREATE TABLE, so that the script can run again. */
export function standInTable({ dialect, options }: Context): boolean {
  return options.extra['ifNotExists'] === true && !dialect.indexIfNotExists
}
