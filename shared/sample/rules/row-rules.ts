/** What a table's checks and unique sets ask of one row, as functions over the row's values. */
import type { PyExpr } from '../../python/ast.ts'
import { parseExpression } from '../../python/parse.ts'
import type { Expr } from '../../document/records.ts'
import type { SampleValue } from '../../document/records.ts'
import { POSTGRESQL_EXPRESSIONS, renderExpression, SQLITE_EXPRESSIONS } from '../../schema/expressions.ts'
import type { ExpressionDialect } from '../../schema/expressions.ts'
import type { SchemaTable, SchemaUnique } from '../../schema/types.ts'
import { evaluator, isTrue } from './evaluate-sql.ts'
import type { Evaluate, Scalar } from './evaluate-sql.ts'
import { readSql } from './read-sql.ts'
import { everyPart } from './sql-expression.ts'
import type { SqlExpression } from './sql-expression.ts'
import { Unreadable } from './sql-words.ts'

export interface RuledColumn {
  readonly name: string
  readonly className: string
}

/** A row's values by the position of their column. */
export type RowValues = readonly SampleValue[]

export interface CheckRule {
  readonly name: string
  /** Positions of the columns that it speaks of. */
  readonly columns: readonly number[]
  readonly expression: SqlExpression
  /** Also where null leaves it open, as in SQL. */
  holds(row: RowValues): boolean
}

export interface UniqueRule {
  readonly name: string
  readonly columns: readonly number[]
  /** What may not come twice; null: the row does not take part. */
  key(row: RowValues): string | null
  /** Which rows take part. Absent: all. */
  readonly condition?: CheckRule
}

/** The checks that can be read; others are left to the database. Those that a column's class settles are not among them. */
export function checkRules(table: SchemaTable, columns: readonly RuledColumn[]): readonly CheckRule[] {
  return table.checks.flatMap((check) => {
    const read = check.column === null ? readCondition(check.condition, table, columns) : null
    if (read === null) return []
    const { columns: places, expression } = read
    return [{ name: check.name, columns: places, expression, holds: (row) => passes(read.value(row)) }]
  })
}

/** The same rule over other columns of the table; null: one that it needs is not among them. */
export function ruleOver({ name, expression }: CheckRule, columns: readonly RuledColumn[]): CheckRule | null {
  const part = partOf(expression, columns)
  if (part.columns.includes(-1)) return null
  return { name, columns: part.columns, expression, holds: (row) => passes(part.value(row)) }
}

/**
 * The sets of several columns, with conditions or of expressions. A single unique column is made so from the start,
 * and stays so unless a check changes it.
 *
 * @param checked positions of columns that checks speak of
 */
export function uniqueRules(
  table: SchemaTable,
  columns: readonly RuledColumn[],
  checked: ReadonlySet<number>,
): readonly UniqueRule[] {
  return [...keyOfSeveral(table), ...table.uniques].flatMap((unique) => {
    const isSingle = unique.columns.length === 1 && unique.expressions.length === 0 && unique.condition === null
    const at = columns.findIndex(({ name }) => name === unique.columns[0])
    if (isSingle && unique.nullsDistinct !== false && !checked.has(at)) return []
    const parts = [
      ...unique.columns.map((name) => columnPart(name, columns)),
      ...unique.expressions.map((expression) => readTerm(expression, table, columns)),
    ]
    const condition = unique.condition === null ? undefined : readCondition(unique.condition, table, columns)
    const known = parts.flatMap((part) => part ?? [])
    if (known.length < parts.length || known.length === 0 || condition === null) return []
    const key = (row: RowValues): string | null => {
      if (condition !== undefined && !isTrue(condition.value(row))) return null
      return keyOf(known, row, unique.nullsDistinct !== false)
    }
    const places = [...known, ...(condition === undefined ? [] : [condition])].flatMap((part) => part.columns)
    if (places.includes(-1)) return []
    const { name } = unique
    const partial = condition === undefined ? {} : { condition: { name, ...condition, holds: passing(condition) } }
    return [{ name, columns: [...new Set(places)], key, ...partial }]
  })
}

/** A primary key over several columns is a set like others. */
function keyOfSeveral({ primaryKey, name }: SchemaTable): readonly SchemaUnique[] {
  if (primaryKey.length < 2) return []
  const plain = { condition: null, expressions: [], include: [], deferrable: null, nullsDistinct: null }
  return [{ name: `${name}_pkey`, columns: primaryKey, form: 'constraint', ...plain }]
}

interface Part {
  readonly columns: readonly number[]
  readonly expression: SqlExpression
  value(row: RowValues): Scalar
}

function columnPart(name: string, columns: readonly RuledColumn[]): Part | null {
  return columns.some((column) => column.name === name) ? partOf({ kind: 'column', name }, columns) : null
}

function readCondition(condition: Expr, table: SchemaTable, columns: readonly RuledColumn[]): Part | null {
  const say = (dialect: ExpressionDialect) => renderExpression(condition.expr, table, dialect)
  // SQLite says no regular expressions; PostgreSQL does, and the rows may go there.
  const sql = say(SQLITE_EXPRESSIONS) ?? say(POSTGRESQL_EXPRESSIONS) ?? rawSql(parseExpression(condition.expr).expr)
  return sql === null ? null : readPart(sql, columns)
}

/** `Lower("email")`, `F("a").desc()`. */
function readTerm({ expr }: Expr, table: SchemaTable, columns: readonly RuledColumn[]): Part | null {
  const sql = renderExpression(expr.replace(/\.(asc|desc)\([^)]*\)$/, ''), table, SQLITE_EXPRESSIONS)
  return sql === null ? null : readPart(sql, columns)
}

/** SQL of another database stays in the design as it was found. */
function rawSql(expr: PyExpr): string | null {
  if (expr.type !== 'Call') return null
  const name = expr.func.type === 'Name' ? expr.func.id : expr.func.type === 'Attribute' ? expr.func.attr : ''
  const first = expr.args[0]?.value
  if (name === 'Q' && first !== undefined && expr.args.length === 1) return rawSql(first)
  if (name !== 'RawSQL' || first?.type !== 'Constant') return null
  return typeof first.value === 'string' ? first.value : null
}

function readPart(sql: string, columns: readonly RuledColumn[]): Part | null {
  try {
    return partOf(
      readSql(
        sql,
        columns.map(({ name }) => name),
      ),
      columns,
    )
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

function partOf(expression: SqlExpression, columns: readonly RuledColumn[]): Part {
  const value: Evaluate = evaluator(expression)
  const places = new Map(columns.map(({ name }, index) => [name, index]))
  const named = everyPart(expression).flatMap((part) => (part.kind === 'column' ? [places.get(part.name) ?? -1] : []))
  let row: RowValues = []
  const read = (name: string): Scalar => {
    const at = places.get(name) ?? -1
    return scalarOf(row[at] ?? null, columns[at]?.className ?? '')
  }
  return {
    columns: [...new Set(named)],
    expression,
    value(values) {
      row = values
      return value(read)
    },
  }
}

const NUMBERS = /^(Decimal|Float|Duration|(Positive)?(Big|Small)?(Integer|Auto))Field$/

/** A value as SQLite compares it. */
export function scalarOf(value: SampleValue, className: string): Scalar {
  if (value === null) return null
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') return value
  if (NUMBERS.test(className)) return Number(value)
  return className === 'DateTimeField' ? value.replace('T', ' ') : value
}

function passing(part: Part): CheckRule['holds'] {
  return (row) => passes(part.value(row))
}

function passes(value: Scalar): boolean {
  return value === null || isTrue(value)
}

/** SQL: null is not equal to null, so such rows never clash, unless the index says otherwise. */
function keyOf(parts: readonly Part[], row: RowValues, nullsDistinct: boolean): string | null {
  let key = ''
  for (const part of parts) {
    const value = part.value(row)
    if (value === null && nullsDistinct) return null
    const text = value === null ? '' : String(value)
    key += `${value === null ? 'n' : text.length}:${text}`
  }
  return key
}
