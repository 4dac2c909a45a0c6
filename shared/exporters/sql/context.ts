/** What the writers of a table's parts share. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SchemaCheck, SchemaTable } from '../../schema/types.ts'
import { renderExpression } from '../../schema/expressions.ts'
import type { ExpressionDialect } from '../../schema/expressions.ts'
import type { ExportOptions } from '../exporter.ts'
import type { SqlDialect } from './dialect.ts'
import { identifier as name } from './names.ts'
import { portableSql } from './raw-sql.ts'

/** What the writer of one table needs to know besides the table. */
export interface Context {
  readonly dialect: SqlDialect
  readonly options: ExportOptions
  /** Tables that exist when this one is created: foreign keys to them can stand inline. */
  readonly created: Pick<ReadonlySet<string>, 'has'>
  readonly diagnostics: Diagnostic[]
}

export function cannot(
  table: SchemaTable,
  field: string | null,
  code: string,
  what: string,
  dialect: SqlDialect,
  consequence = 'it is left out',
): Diagnostic {
  const label = field === null ? table.label : `${table.label}.${field}`
  return {
    code,
    severity: 'warning',
    message: `${dialect.label} cannot say ${what}; ${consequence}.`,
    hint: 'Django itself still enforces it; the database alone does not.',
    subject: { kind: 'model', model: table.model, label },
    fixes: [],
  }
}

/** @param isKept whether the database keeps what comes out, as in an index */
export function expression(source: string, table: SchemaTable, dialect: SqlDialect, isKept = false): string | null {
  return renderExpression(source, table, expressionsOf(dialect, table, isKept))
}

/** What a check or a generated column computes; null where it needs a column that the dialect keeps out of them. */
export function rowExpression(source: string, table: SchemaTable, dialect: SqlDialect, isKept = false): string | null {
  const sql = expression(source, table, dialect, isKept)
  return sql === null || !readsNumbered(sql, table, dialect) ? sql : null
}

function readsNumbered(sql: string, table: SchemaTable, dialect: SqlDialect): boolean {
  if (dialect.hidesNumbered !== true) return false
  return table.columns.some((c) => c.autoIncrement && sql.includes(name(dialect, c.name)))
}

/** Conditions name columns as the rest of the dialect does: spelled and cut. */
export function expressionsOf(dialect: SqlDialect, table: SchemaTable, isKept = false): ExpressionDialect {
  const quote = (text: string) => name(dialect, text)
  return { ...dialect.expressions, quote, raw: (sql) => portableSql(sql, table, dialect.raw, quote, isKept) }
}

/** What a check asks, in the dialect's words; null: it has none for it. */
export function checkCondition(check: SchemaCheck, table: SchemaTable, dialect: SqlDialect): string | null {
  if (check.raw === null) return rowExpression(check.condition.expr, table, dialect)
  const sql = portableSql(check.raw, table, dialect.raw, (column) => name(dialect, column), false, true)
  return sql === null || !readsNumbered(sql, table, dialect) ? sql : null
}
