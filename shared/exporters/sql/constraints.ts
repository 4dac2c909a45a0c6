/** Constraints as lines of a CREATE TABLE: keys, uniques, checks, references. */
import type { SchemaCheck, SchemaForeignKey, SchemaTable, SchemaUnique } from '../../schema/types.ts'
import { cannot, checkCondition } from './context.ts'
import type { Context } from './context.ts'
import type { SqlDialect } from './dialect.ts'
import { identifier as name, identifiers as names, objectName, tableIdentifier } from './names.ts'

export function keyLine(table: SchemaTable, dialect: SqlDialect): readonly string[] {
  if (table.primaryKey.length < 2) return []
  return [`PRIMARY KEY (${names(dialect, table.primaryKey)})`]
}

export function foreignKeyLine(fk: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const { dialect } = context
  const columns = names(dialect, fk.columns)
  return `CONSTRAINT ${objectName(dialect, fk.name)} FOREIGN KEY (${columns}) ${references(fk, table, context)}`
}

/** SQL's nearest word for each of Django's; null: SQL has none. */
const SQL_ACTIONS: Readonly<Record<SchemaForeignKey['onDelete'], string | null>> = {
  CASCADE: 'CASCADE',
  PROTECT: 'RESTRICT',
  // A deferred NO ACTION refuses like RESTRICT, unless another path deletes the row too: as Django's.
  RESTRICT: 'NO ACTION',
  SET_NULL: 'SET NULL',
  SET_DEFAULT: 'SET DEFAULT',
  SET: null,
  DO_NOTHING: 'NO ACTION',
}

export function references(fk: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const { dialect, options } = context
  const columns = names(dialect, fk.targetColumns)
  const target = `REFERENCES ${tableIdentifier(dialect, fk.table)} (${columns})`
  const deferred = fk.deferrable ? dialect.deferred : ''
  if (options.onDelete === 'orm') return `${target}${deferred}`
  const action = SQL_ACTIONS[fk.onDelete]
  if (action === null) {
    context.diagnostics.push(
      cannot(table, fk.columns[0] ?? '', 'relata.4001', `on_delete SET(…) of ${fk.columns.join(', ')}`, dialect),
    )
    return `${target}${deferred}`
  }
  if (action === 'SET NULL') {
    const loose = fk.columns.filter((c) => table.columns.find((column) => column.name === c)?.null === true)
    if (loose.length < fk.columns.length) {
      const some = loose.length === 0 ? null : (dialect.setNull?.(loose.map((c) => name(dialect, c))) ?? null)
      if (some !== null) return `${target} ON DELETE ${some}${deferred}`
      const what = `on_delete SET_NULL of ${fk.columns.join(', ')}, which may not all be NULL`
      context.diagnostics.push(cannot(table, fk.columns[0] ?? '', 'relata.4001', what, dialect))
      return `${target}${deferred}`
    }
  }
  // PostgreSQL: RESTRICT cannot be deferred, which is its point; the clause is legal all the same.
  return action === 'NO ACTION' ? `${target}${deferred}` : `${target} ON DELETE ${action}${deferred}`
}

export function uniqueLine(unique: SchemaUnique, dialect: SqlDialect): string {
  const columns = names(dialect, unique.columns)
  const deferred =
    unique.deferrable === null || dialect.deferred === '' ? '' : ` DEFERRABLE INITIALLY ${unique.deferrable}`
  const nulls = unique.nullsDistinct === false ? ' NULLS NOT DISTINCT' : ''
  const include = names(dialect, unique.include)
  const covering = include === '' ? '' : ` INCLUDE (${include})`
  return `CONSTRAINT ${objectName(dialect, unique.name)} UNIQUE${nulls} (${columns})${covering}${deferred}`
}

export function checkLine(check: SchemaCheck, table: SchemaTable, context: Context): readonly string[] {
  const { dialect } = context
  const condition = checkCondition(check, table, dialect)
  if (condition !== null) return [dialect.check(check, condition, objectName(dialect, check.name))]
  context.diagnostics.push(cannot(table, null, 'relata.4002', `the condition of ${check.name}`, dialect))
  return []
}

/** Django leaves out what the database has not; we say so. */
export function hasUnique(unique: SchemaUnique, table: SchemaTable, context: Context): boolean {
  const { dialect } = context
  if (dialect.hasUnique === undefined || dialect.hasUnique(unique)) return true
  context.diagnostics.push(cannot(table, null, 'relata.4004', `the constraint ${unique.name}`, dialect))
  return false
}
