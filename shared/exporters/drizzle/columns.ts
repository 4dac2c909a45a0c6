/** One column of a Drizzle table. */
import type { MadeValue } from '../../schema/made-values.ts'
import type { ColumnKind, SchemaColumn, SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import { isExpr } from '../../document/records.ts'
import { expression } from '../sql/context.ts'
import { storedName } from '../sql/names.ts'
import { columnDefault, jsonDefault, plainDefault } from '../typescript/defaults.ts'
import { textLiteral } from '../typescript/names.ts'
import { leftOut } from '../left-out.ts'
import { actionOf } from './on-delete.ts'
import { member, sqlTemplate, use } from './flavour.ts'
import type { Context } from './flavour.ts'

export function columnText(table: SchemaTable, column: SchemaColumn, context: Context): string {
  const { flavour } = context
  const made = flavour.columns[column.type.kind](column)
  if (made.custom === undefined) use(context, made.builder)
  else context.custom.set(made.builder, made)
  const args = [
    textLiteral(storedName(flavour.dialect, column.name)),
    ...(made.config === undefined ? [] : [made.config]),
  ]
  const isKey = table.primaryKey.length === 1 && table.primaryKey[0] === column.name
  const parts = [`${made.builder}(${args.join(', ')})${made.after ?? ''}`]
  if (isKey) parts.push(column.autoIncrement ? flavour.identity(column) : '.primaryKey()')
  else {
    const isSaid = column.generated === null || flavour.generatedNotNull
    if (!column.null && isSaid) parts.push('.notNull()')
    if (column.unique) parts.push('.unique()')
  }
  parts.push(column.generated === null ? defaultText(table, column, context) : generatedText(table, column, context))
  const key = table.foreignKeys.find((fk) => fk.columns.length === 1 && fk.columns[0] === column.name && fk.enforced)
  if (key !== undefined) parts.push(referenceText(key, table, context))
  return parts.join('')
}

/** What the database is to compute stands as SQL; what Django makes while it saves Drizzle makes while it inserts. */
function defaultText(table: SchemaTable, column: SchemaColumn, context: Context): string {
  return `${databaseDefault(table, column, context)}${madeText(column, context)}`
}

function databaseDefault(table: SchemaTable, column: SchemaColumn, context: Context): string {
  const literal = columnDefault(column)
  const json = column.type.kind === 'json' ? jsonDefault(column) : null
  if (json !== null) return `.default(${jsonText(column, json, context)})`
  if (literal !== null) return `.default(${databaseText(column, context) ?? literal})`
  if (!isExpr(column.dbDefault)) return ''
  const sql = expression(column.dbDefault.expr, table, context.flavour.dialect)
  if (sql !== null) return `.default(${sqlTemplate(`(${sql})`)})`
  context.diagnostics.push(leftOut(context.flavour.label, table, 'relata.4002', `the default of ${column.name}`))
  return ''
}

/** A text that MySQL wants in other words than Drizzle's tool writes: backslashes doubled, parentheses for long ones. */
function databaseText(column: SchemaColumn, { flavour }: Context): string | null {
  const value = plainDefault(column)
  const { dialect } = flavour
  if (dialect.defaultValue === undefined || typeof value !== 'string') return null
  const plain = dialect.literal(value)
  const sql = dialect.defaultValue(column, plain)
  return sql === plain && !value.includes('\\') ? null : sqlTemplate(sql)
}

/** Lists and objects as such; what Drizzle's tool would write without its quotes as SQL. */
function jsonText(column: SchemaColumn, json: string, { flavour: { dialect } }: Context): string {
  if (dialect.defaultValue === undefined && /^[{[]/.test(json) && !/['\\]/.test(json)) return json
  const literal = dialect.literal(json)
  return sqlTemplate(dialect.defaultValue?.(column, literal) ?? literal)
}

const MOMENT = 'new Date().toISOString()'

/** Moments as the database keeps them in text. */
function momentText({ type }: SchemaColumn, ownTexts: boolean): string {
  if (type.kind === 'date') return `${MOMENT}.slice(0, 10)`
  if (type.kind === 'time') return `${MOMENT}.slice(11, 23)`
  return ownTexts ? MOMENT : `${MOMENT}.slice(0, -1).replace('T', ' ')`
}

const MADE: Readonly<Record<MadeValue, (column: SchemaColumn, ownTexts: boolean) => string>> = {
  now: momentText,
  updated: momentText,
  uuid: ({ type }, ownTexts) => `crypto.randomUUID()${type.kind === 'uuid' && !ownTexts ? ".replaceAll('-', '')" : ''}`,
  object: () => '({})',
  list: () => '[]',
}

/** Kinds whose values are written so; of other columns the value stays Django's. */
const TAKES: Readonly<Record<MadeValue, ReadonlySet<ColumnKind>>> = {
  now: new Set(['date', 'dateTime', 'time']),
  updated: new Set(['date', 'dateTime', 'time']),
  uuid: new Set(['uuid', 'char', 'text']),
  object: new Set(['json']),
  list: new Set(['json']),
}

function madeText(column: SchemaColumn, { flavour }: Context): string {
  const { made, dbDefault, type } = column
  if (made === undefined || !TAKES[made].has(type.kind)) return ''
  const call = `(() => ${MADE[made](column, flavour.ownTexts)})`
  if (made === 'updated') return `.$onUpdateFn${call}`
  return dbDefault === undefined ? `.$defaultFn${call}` : ''
}

function generatedText(table: SchemaTable, column: SchemaColumn, context: Context): string {
  const { flavour } = context
  const sql =
    column.generated === null ? null : expression(column.generated.expression.expr, table, flavour.dialect, true)
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

function referenceText(key: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const target = context.names.get(key.targetModel)
  if (target === undefined || !context.tables.has(key.targetModel)) return ''
  const isCircular = context.circular.has(table.model) && context.circular.has(key.targetModel)
  const type = isCircular ? `: ${use(context, context.flavour.anyColumn)}` : ''
  const action = actionOf(key, table, context)
  const options = action === null ? '' : `, { onDelete: '${action}' }`
  return `.references(()${type} => ${target}${member(key.targetColumns[0] ?? 'id')}${options})`
}
