/** Columns of text with choices as ENUM columns, where the user asks for them. Django itself never makes any. */
import type { SchemaColumn, SchemaTable } from '../../schema/types.ts'
import type { SqlDialect } from './dialect.ts'

export interface WithEnums {
  readonly table: SchemaTable
  /** To run before the table. */
  readonly statements: readonly string[]
}

/** Keys stay text: the two ends of a foreign key must be of one type. */
export function enumTypes(table: SchemaTable, dialect: SqlDialect, drops: boolean): WithEnums {
  const { enumType } = dialect
  if (enumType === undefined) return { table, statements: [] }
  const statements: string[] = []
  const columns = table.columns.map((column) => {
    const values = enumValues(table, column)
    const made = values === null ? null : enumType(table, column, values)
    if (made === null) return column
    const { type, create, drop } = made
    if (drops && drop !== null) statements.push(drop)
    if (create !== null) statements.push(create)
    return { ...column, collation: null, type: { ...column.type, kind: 'other' as const, raw: type } }
  })
  return statements.length === 0 && columns.every((c, i) => c === table.columns[i])
    ? { table, statements }
    : { table: { ...table, columns }, statements }
}

/** The texts that the column is limited to; null: it is no such column, or has to stay text. */
export function enumValues(table: SchemaTable, column: SchemaColumn): readonly string[] | null {
  const isKey =
    table.primaryKey.includes(column.name) || table.foreignKeys.some((fk) => fk.columns.includes(column.name))
  return isKey || column.unique || isInExpression(column, table) ? null : valuesOf(column)
}

/** What an expression does with a text, such as LOWER, it cannot do with an enum. */
function isInExpression({ name, fieldName }: SchemaColumn, table: SchemaTable): boolean {
  const { indexes, uniques, checks, columns } = table
  const sources = [
    ...[...indexes, ...uniques].flatMap(({ expressions, condition }) => [
      ...expressions,
      ...(condition === null ? [] : [condition]),
    ]),
    ...columns.flatMap(({ generated }) => (generated === null ? [] : [generated.expression])),
    ...checks.map(({ condition }) => condition),
  ].map(({ expr }) => expr)
  const texts = [...sources, ...checks.flatMap(({ raw }) => raw ?? [])]
  return texts.some((text) => text.includes(name) || text.includes(fieldName))
}

/** null: not a column of text with choices that are texts. */
function valuesOf({ type, choices, generated, dbDefault }: SchemaColumn): readonly string[] | null {
  if ((type.kind !== 'char' && type.kind !== 'text') || choices === null || generated !== null) return null
  const values = [...new Set(choices.map(({ value }) => value))]
  if (values.length === 0 || !values.every((value) => typeof value === 'string')) return null
  // A default that is an expression is text, and text is no enum.
  if (dbDefault !== undefined && !values.includes(dbDefault as string)) return null
  return values
}
