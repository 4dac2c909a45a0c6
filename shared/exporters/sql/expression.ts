import {
  MYSQL_EXPRESSIONS,
  POSTGRESQL_EXPRESSIONS,
  SQLITE_EXPRESSIONS,
  renderExpression,
} from '../../schema/expressions.ts'
import type { SchemaTable } from '../../schema/types.ts'

/** SQL of a Python condition or expression for SQLite; null where it cannot be said. */
export function sqliteExpression(source: string, table: SchemaTable): string | null {
  return renderExpression(source, table, SQLITE_EXPRESSIONS)
}
export function postgresqlExpression(source: string, table: SchemaTable): string | null {
  return renderExpression(source, table, POSTGRESQL_EXPRESSIONS)
}
export function mysqlExpression(source: string, table: SchemaTable): string | null {
  return renderExpression(source, table, MYSQL_EXPRESSIONS)
}
