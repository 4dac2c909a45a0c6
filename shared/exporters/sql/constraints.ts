/** Constraints as lines of a CREATE TABLE: keys, uniques, checks, references. */
import type {
  SchemaCheck,
  SchemaColumn,
  SchemaExclusion,
  SchemaForeignKey,
  SchemaTable,
  SchemaUnique,
} from '../../schema/types.ts'
import { renderIndexTerm } from '../../schema/expressions.ts'
import { cannot, checkCondition, expression, expressionsOf } from './context.ts'
import type { Context } from './context.ts'
import type { SqlDialect } from './dialect.ts'
import { identifier, identifiers as names, objectName, tableIdentifier } from './names.ts'
import { isSetByKey, onDeleteClause } from './on-delete.ts'

export function keyLine(table: SchemaTable, dialect: SqlDialect): readonly string[] {
  if (table.primaryKey.length < 2) return []
  return [`PRIMARY KEY (${names(dialect, table.primaryKey)})`]
}

export function foreignKeyLine(fk: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const { dialect } = context
  const columns = names(dialect, fk.columns)
  return `CONSTRAINT ${objectName(dialect, fk)} FOREIGN KEY (${columns}) ${references(fk, table, context)}`
}

export function references(fk: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const { dialect } = context
  const target = `REFERENCES ${tableIdentifier(dialect, fk.table)} (${names(dialect, fk.targetColumns)})`
  return `${target}${onDeleteClause(fk, table, context)}${fk.deferrable ? dialect.deferred : ''}`
}

/** Whether it is a line of the table: a plain one, but on SQLite, where Django makes an index of `unique_together`. */
export function isConstraint(unique: SchemaUnique, { primaryKey }: SchemaTable, dialect: SqlDialect): boolean {
  const { form, columns, condition, expressions, include, opclasses } = unique
  // Of two constraints over the same columns in one CREATE TABLE PostgreSQL makes one, of the later name.
  if (form === 'column' || (dialect.mergesUniques === true && columns.join('\0') === primaryKey.join('\0')))
    return false
  if (form === 'constraint') return true
  const isPlain = condition === null && expressions.length === 0 && include.length === 0 && opclasses === undefined
  return dialect.uniqueConstraints && isPlain
}

export function uniqueLine(unique: SchemaUnique, dialect: SqlDialect): string {
  const columns = names(dialect, unique.columns)
  const deferred =
    unique.deferrable === null || dialect.deferred === '' ? '' : ` DEFERRABLE INITIALLY ${unique.deferrable}`
  const nulls = unique.nullsDistinct === false ? ' NULLS NOT DISTINCT' : ''
  const include = names(dialect, unique.include)
  const covering = include === '' ? '' : ` INCLUDE (${include})`
  return `CONSTRAINT ${objectName(dialect, unique)} UNIQUE${nulls} (${columns})${covering}${deferred}`
}

export function checkLine(check: SchemaCheck, table: SchemaTable, context: Context): readonly string[] {
  const { dialect } = context
  const condition = checkCondition(check, table, dialect)
  const isHidden = ({ name }: SchemaColumn) =>
    condition?.includes(identifier(dialect, name)) === true && isSetByKey(name, table, context)
  const isTaken = condition !== null && (dialect.hidesSetKeys !== true || !table.columns.some(isHidden))
  if (isTaken) return [dialect.check(check, condition, objectName(dialect, check))]
  context.diagnostics.push(cannot(table, null, 'relata.4002', `the condition of ${check.name}`, dialect))
  return []
}

/** Diagnostics: 4002, and then no line. */
export function exclusionLine(exclusion: SchemaExclusion, table: SchemaTable, context: Context): readonly string[] {
  const { dialect } = context
  const { condition, deferrable, method } = exclusion
  const terms = exclusion.terms.map(({ expression: { expr }, operator }) => {
    const term = renderIndexTerm(expr, table, expressionsOf(dialect, table, true))
    return term === null || !canCompare(term, operator, table, dialect) ? null : `${term} WITH ${operator}`
  })
  const where = condition === null ? '' : expression(condition.expr, table, dialect, true)
  if (where === null || terms.includes(null)) {
    context.diagnostics.push(cannot(table, null, 'relata.4002', `the constraint ${exclusion.name}`, dialect))
    return []
  }
  const include = names(dialect, exclusion.include)
  const parts = [
    `CONSTRAINT ${objectName(dialect, exclusion)} EXCLUDE USING ${method} (${terms.join(', ')})`,
    include === '' ? '' : ` INCLUDE (${include})`,
    where === '' ? '' : ` WHERE (${where})`,
    deferrable === null ? '' : ` DEFERRABLE INITIALLY ${deferrable}`,
  ]
  return [parts.join('')]
}

/** Texts have no operators of ranges and shapes: a column may be a text only because Django has no field for its type. */
function canCompare(term: string, operator: string, table: SchemaTable, dialect: SqlDialect): boolean {
  if (operator === '=' || operator === '<>') return true
  return !table.columns.some(
    ({ name, type }) => (type.kind === 'text' || type.kind === 'char') && identifier(dialect, name) === term,
  )
}

/** Django leaves out what the database has not; we say so. */
export function hasUnique(unique: SchemaUnique, table: SchemaTable, context: Context): boolean {
  const { dialect } = context
  if (dialect.hasUnique === undefined || dialect.hasUnique(unique)) return true
  context.diagnostics.push(cannot(table, null, 'relata.4004', `the constraint ${unique.name}`, dialect))
  return false
}
