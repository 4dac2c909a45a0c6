import type { SchemaTable } from '../../schema/types.ts'

/** SQL of a Python condition or expression for SQLite; null where it cannot be said. */
export function sqliteExpression(_source: string, _table: SchemaTable): string | null {
  return null
}
export const postgresqlExpression = sqliteExpression
export const mysqlExpression = sqliteExpression
