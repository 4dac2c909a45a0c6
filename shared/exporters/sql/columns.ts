/** One column of a CREATE TABLE. */
import type { Value } from '../../document/records.ts'
import { plainValue } from '../../relations/values/plain-value.ts'
import type { SchemaColumn, SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import { checkLine, references } from './constraints.ts'
import { cannot, expression, rowExpression } from './context.ts'
import type { Context } from './context.ts'
import { isOutOfPlace, strictDefault } from './default-values.ts'
import { identifier as name } from './names.ts'
import { setsDefault } from './on-delete.ts'
import { pythonJson } from '../../schema/python-json.ts'

/** The first key over a column alone stands with the column, in dialects that write keys there. */
export function isInColumn(fk: SchemaForeignKey, inline: readonly SchemaForeignKey[]): boolean {
  return fk.columns.length === 1 && keyOver(fk.columns[0], inline) === fk
}

function keyOver(column: string | undefined, keys: readonly SchemaForeignKey[]): SchemaForeignKey | undefined {
  return keys.find(({ columns }) => columns.length === 1 && columns[0] === column)
}

export function columnLine(
  table: SchemaTable,
  column: SchemaColumn,
  inline: readonly SchemaForeignKey[],
  context: Context,
): string {
  const { dialect } = context
  const serial = serialType(column, context)
  const quoted = name(dialect, column.name)
  let line = `${quoted} ${serial ?? dialect.types[column.type.kind](column)}`
  if (column.collation !== null) line += spaced(collateClause(table, column, column.collation, context))
  line += spaced(defaultClause(table, column, context))
  // Django says neither of a generated column.
  if (column.generated === null) line += column.null ? ' NULL' : ' NOT NULL'
  else line += spaced(generatedClause(table, column, context))
  if (table.primaryKey.length === 1 && table.primaryKey[0] === column.name) {
    line += spaced(column.autoIncrement && serial === null ? dialect.identity(column).trim() : 'PRIMARY KEY')
  } else if (column.unique) line += ' UNIQUE'
  // MariaDB takes nothing after a column's CHECK.
  if (column.comment !== null) line += spaced(dialect.inlineComment(column.comment).trim())
  for (const check of table.checks) {
    if (check.column === column.name) for (const part of checkLine(check, table, context)) line += spaced(part)
  }
  const typeCheck = dialect.typeCheck?.(column, quoted) ?? null
  if (typeCheck !== null && column.generated === null) line += ` CHECK (${typeCheck})`
  const own = dialect.addConstraint ? undefined : keyOver(column.name, inline)
  if (own !== undefined) line += spaced(references(own, table, context))
  return line
}

function spaced(part: string): string {
  return part === '' ? '' : ` ${part}`
}

/** null: the column numbers itself as the dialect does, or not at all. */
function serialType(column: SchemaColumn, { dialect, options }: Context): string | null {
  if (!column.autoIncrement || options.extra['serial'] !== true) return null
  return dialect.serial?.[column.type.kind] ?? null
}

function collateClause(table: SchemaTable, column: SchemaColumn, collation: string, context: Context): string {
  const { dialect } = context
  const known = dialect.collation(collation)
  if (known !== null) return `COLLATE ${dialect.quote(known)}`
  const what = `the collation ${collation} of ${column.name}`
  context.diagnostics.push(cannot(table, column.fieldName, 'relata.4004', what, dialect))
  return ''
}

function defaultClause(table: SchemaTable, column: SchemaColumn, context: Context): string {
  if (column.dbDefault === undefined && column.default === undefined) return ''
  const { dialect } = context
  const value = column.dbDefault ?? (setsDefault(column, table, context) ? column.default : undefined)
  if (value === undefined) return ''
  const clause = (ready: string) => `DEFAULT ${dialect.defaultValue?.(column, ready) ?? ready}`
  // A text is one in JSON too, as Django stores it: `'"draft"'`.
  if (column.type.kind === 'json' && value !== null && typeof value !== 'object') {
    return clause(dialect.literal(pythonJson(value)))
  }
  if (typeof value !== 'object' || value === null) {
    const plain = plainDefault(column, value)
    const taken =
      dialect.moment === undefined ? plain : strictDefault(column, plain, dialect.moment, dialect.takesSpans)
    if (taken !== undefined) return clause(dialect.literal(taken))
    return noDefault(table, column, JSON.stringify(value), context)
  }
  if (column.type.kind === 'json') {
    const plain = plainValue(value)
    // What is no plain value is its own source there.
    if (typeof plain !== 'string') return clause(dialect.literal(pythonJson(plain)))
  }
  const source = 'expr' in value ? value.expr : null
  const seen = dialect.defaultsSeeColumns === true ? table : { ...table, columns: [] }
  const sql = source === null ? null : expression(source, seen, dialect)
  const isTaken = sql !== null && (dialect.moment === undefined || !isOutOfPlace(column, sql))
  return !isTaken ? noDefault(table, column, source ?? JSON.stringify(value), context) : `DEFAULT (${sql})`
}

function noDefault(table: SchemaTable, column: SchemaColumn, value: string, { dialect, diagnostics }: Context): string {
  const what = `the default ${value} of ${column.name}`
  diagnostics.push(cannot(table, column.fieldName, 'relata.4002', what, dialect))
  return ''
}

/** PostgreSQL takes no number for true and false. */
function plainDefault(column: SchemaColumn, value: Value): Value {
  return column.type.kind === 'boolean' && typeof value === 'number' ? value !== 0 : value
}

function generatedClause(table: SchemaTable, column: SchemaColumn, context: Context): string {
  const generated = column.generated
  if (generated === null) return ''
  const sql = rowExpression(generated.expression.expr, table, context.dialect, true)
  if (sql !== null) return context.dialect.generated(column, sql)
  context.diagnostics.push(
    cannot(
      table,
      column.fieldName,
      'relata.4002',
      `the expression of the generated column ${column.name}`,
      context.dialect,
    ),
  )
  return ''
}
