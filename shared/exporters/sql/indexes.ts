/** CREATE INDEX, and uniques that are indexes of their own. */
import type { SchemaIndex, SchemaTable, SchemaUnique } from '../../schema/types.ts'
import { renderIndexTerm } from '../../schema/expressions.ts'
import { cannot, expression, expressionsOf } from './context.ts'
import type { Context } from './context.ts'
import { identifier as name, objectName, tableIdentifier } from './names.ts'

export function uniqueIndex(unique: SchemaUnique, table: SchemaTable, context: Context): readonly string[] {
  const columns = unique.columns.map((column) => ({ name: column, descending: false, opclass: null }))
  const index = { ...unique, columns, method: 'btree' }
  return indexSql(index, true, table, context)
}

export function indexStatement(index: SchemaIndex, table: SchemaTable, context: Context): readonly string[] {
  return indexSql(index, false, table, context)
}

type IndexLike = Pick<SchemaIndex, 'name' | 'columns' | 'expressions' | 'condition' | 'include' | 'method'> & {
  readonly nullsDistinct?: boolean | null
}

function indexSql(index: IndexLike, unique: boolean, table: SchemaTable, context: Context): readonly string[] {
  const { dialect } = context
  const expressions = index.expressions.map((e) => renderIndexTerm(e.expr, table, expressionsOf(dialect, table)))
  const condition = index.condition === null ? null : expression(index.condition.expr, table, dialect)
  if (expressions.includes(null) || (index.condition !== null && condition === null)) {
    context.diagnostics.push(cannot(table, null, 'relata.4002', `the index ${index.name}`, dialect))
    return []
  }
  const columns = index.columns.map((c) => {
    const opclass = c.opclass === null || dialect.opclasses !== true ? '' : ` ${c.opclass}`
    return `${name(dialect, c.name)}${opclass}${c.descending ? ' DESC' : ''}`
  })
  const statement = dialect.index({
    name: objectName(dialect, index.name),
    table: tableIdentifier(dialect, table.name),
    unique,
    columns: [...columns, ...expressions.filter((e) => e !== null)],
    hasExpressions: expressions.length > 0,
    condition,
    include: index.include.map((c) => name(dialect, c)),
    method: index.method,
    source: unique ? null : (index as SchemaIndex),
    types: index.columns.flatMap((c) => table.columns.find(({ name }) => name === c.name)?.type ?? []),
    ifNotExists: context.options.extra['ifNotExists'] === true && dialect.indexIfNotExists,
    inline: standInTable(context),
    nullsDistinct: index.nullsDistinct ?? null,
  })
  if (statement !== null) return [standInTable(context) ? statement : `${statement};`]
  context.diagnostics.push(cannot(table, null, 'relata.4004', `the index ${index.name}`, dialect))
  return []
}

/** Whether indexes are lines of CREATE TABLE, so that the script can run again. */
export function standInTable({ dialect, options }: Context): boolean {
  return options.extra['ifNotExists'] === true && !dialect.indexIfNotExists
}
