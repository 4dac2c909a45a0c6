/** One column of a Drizzle table. */
import type { SchemaColumn, SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import { isExpr } from '../../document/records.ts'
import { expression } from '../sql/context.ts'
import { columnDefault } from '../typescript/defaults.ts'
import { textLiteral } from '../typescript/names.ts'
import { leftOut } from '../left-out.ts'
import { member, sqlTemplate, use } from './flavour.ts'
import type { Context } from './flavour.ts'

export function columnText(table: SchemaTable, column: SchemaColumn, context: Context): string {
  const { flavour } = context
  const made = flavour.columns[column.type.kind](column)
  if (made.custom === undefined) use(context, made.builder)
  else context.custom.set(made.builder, made.custom)
  const args = [textLiteral(column.name), ...(made.config === undefined ? [] : [made.config])]
  const isKey = table.primaryKey.length === 1 && table.primaryKey[0] === column.name
  const parts = [`${made.builder}(${args.join(', ')})`]
  if (isKey) parts.push(column.autoIncrement ? flavour.identity(column) : '.primaryKey()')
  else {
    // MariaDB takes no NOT NULL on a generated column.
    const isSaid = column.generated === null || flavour.dialect.nullOfGenerated === undefined
    if (!column.null && isSaid) parts.push('.notNull()')
    if (column.unique) parts.push('.unique()')
  }
  parts.push(column.generated === null ? defaultText(table, column, context) : generatedText(table, column, context))
  const key = table.foreignKeys.find((fk) => fk.columns.length === 1 && fk.columns[0] === column.name && fk.enforced)
  if (key !== undefined) parts.push(referenceText(key, table, context))
  return parts.join('')
}

/** A callable (`timezone.now`) is Django's to call; what the database is to compute stands as SQL. */
function defaultText(table: SchemaTable, column: SchemaColumn, context: Context): string {
  const literal = columnDefault(column)
  if (literal !== null) return `.default(${literal})`
  if (!isExpr(column.dbDefault)) return ''
  const sql = expression(column.dbDefault.expr, table, context.flavour.dialect)
  if (sql !== null) return `.default(${sqlTemplate(`(${sql})`)})`
  context.diagnostics.push(leftOut(context.flavour.label, table, 'relata.4002', `the default of ${column.name}`))
  return ''
}

function generatedText(table: SchemaTable, column: SchemaColumn, context: Context): string {
  const { flavour } = context
  const sql = column.generated === null ? null : expression(column.generated.expression.expr, table, flavour.dialect)
  if (sql === null) {
    const what = `the expression of the generated column ${column.name}`
    context.diagnostics.push(leftOut(flavour.label, table, 'relata.4002', what))
    return ''
  }
  const mode = flavour.generatedModes
    ? `, { mode: '${column.generated?.stored === false ? 'virtual' : 'stored'}' }`
    : ''
  return `.generatedAlwaysAs(${sqlTemplate(sql)}${mode})`
}

const ACTIONS: Readonly<Record<SchemaForeignKey['onDelete'], string | null>> = {
  CASCADE: 'cascade',
  PROTECT: 'restrict',
  RESTRICT: 'no action',
  SET_NULL: 'set null',
  SET_DEFAULT: 'set default',
  SET: null,
  DO_NOTHING: 'no action',
}

function referenceText(key: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const target = context.names.get(key.targetModel)
  if (target === undefined || !context.tables.has(key.targetModel)) return ''
  context.imports.add(context.flavour.anyColumn)
  const action = context.onDelete === 'orm' ? null : ACTIONS[key.onDelete]
  if (context.onDelete === 'database' && key.onDelete === 'SET') {
    const what = `on_delete SET(…) of ${key.columns.join(', ')}`
    const hint = 'Set the value in your own code before deleting.'
    context.diagnostics.push(leftOut(context.flavour.label, table, 'relata.4001', what, hint))
  }
  const options = action === null || action === 'no action' ? '' : `, { onDelete: '${action}' }`
  return `.references((): ${context.flavour.anyColumn} => ${target}${member(key.targetColumns[0] ?? 'id')}${options})`
}
