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
  for (const { name: column, opclass, descending } of index.columns) {
    const suffix = opclass === null || dialect.opclasses !== true ? '' : ` ${opclass}`
    columns.push(`${name(dialect, column)}${suffix}${descending ? ' DESC' : ''}`)
    const type = typeOf(table, column)
    if (type !== undefined) types.push(type)
  }
  let hasTerms = false
  for (const { expr } of index.expressions) {
    const term = renderIndexTerm(expr, table, expressionsOf(dialect, table, true))
    if (term === null) return without(index, 'relata.4002', table, context)
    hasTerms ||= !COLUMN.test(term)
    columns.push(term)
  }
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
  return inTable ? statement : `${statement};`
}

function without({ name: index }: IndexLike, code: string, table: SchemaTable, context: Context): null {
  context.diagnostics.push(cannot(table, null, code, `the index ${index}`, context.dialect))
  return null
}

/** Whether indexes are lines of CREATE TABLE, so that the script can run again. */
export function standInTable({ dialect, options }: Context): boolean {
  return options.extra['ifNotExists'] === true && !dialect.indexIfNotExists
}
