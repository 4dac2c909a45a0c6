/** Foreign keys as fields: one column alone, or Django's ForeignObject over columns that other fields have. */
import { nameForDjango } from '../../relations/names.ts'
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts'
import type { FieldId } from '../../document/ids.ts'
import { snakeCase } from '../../document/names.ts'
import type { OnDelete, RelationField } from '../../document/records.ts'
import { stableId } from '../django/stable-id.ts'
import { attributeOf } from './attribute.ts'
import { undoOneToOne } from './guesses.ts'
import { fieldName, keyFieldName, wordsOf } from './names.ts'
import { columnOf, isOnlyKey, isOptional, isUnique, tableKey, targetColumns } from './plan.ts'
import type { Planned } from './plan.ts'
import { isUnindexed } from './key-index.ts'
import type { RawColumn, RawDatabase, RawForeignKey } from './raw.ts'
import { defaultOption, isLostDefault, lostDefault, ownNumbers } from './scalar-field.ts'
import { guessType } from './types.ts'

export interface RelationContext {
  readonly target: Planned
  /** Names of the declaring model's fields so far. */
  readonly taken: ReadonlySet<string>
  /** Django does what on_delete says itself, so that its databases say nothing of it. */
  readonly django: boolean
  /** A name for the other end; null: Django's own will do. */
  readonly reverseName: (fieldName: string) => string | null
  readonly dialect: RawDatabase['dialect']
  readonly note: (code: string, severity: Diagnostic['severity'], message: string, fixes?: readonly Fix[]) => void
}

export function keyField(
  planned: Planned,
  column: RawColumn,
  fk: RawForeignKey,
  context: RelationContext,
): RelationField {
  const { table } = planned
  const { target } = context
  const isKey = isOnlyKey(table, column.name)
  const isSingle = isKey || isUnique(table, column.name)
  const name = freeOfAttribute(
    fk.fieldName ?? keyFieldName(column.fieldName ?? wordsOf(column), context.taken),
    context.taken,
  )
  const [end = ''] = targetColumns(fk, target.table)
  const isToKey = isOnlyKey(target.table, end)
  if (isSetNullLost(fk, isOptional(table, column)))
    context.note('relata.6029', 'info', `${column.name} is required, so its ON DELETE SET NULL is read as DO_NOTHING.`)
  if (isLostDefault(column, guessType(column).type, context.dialect)) context.note(...lostDefault(column))
  if (column.autoIncrement && !isKey) context.note(...ownNumbers(column))
  const field: RelationField = {
    id: planned.fieldIds.get(column.name) as FieldId,
    kind: isSingle ? 'oneToOne' : 'foreignKey',
    name,
    to: target.id,
    toSource: null,
    onDelete: onDeleteOf(fk, isOptional(table, column), context.django),
    relatedName: context.reverseName(name),
    through: null,
    className: null,
    options: {
      ...(isKey ? { primary_key: true } : {}),
      ...(isOptional(table, column) ? { null: true, blank: true } : {}),
      ...(attributeOf(name) === column.name ? {} : { db_column: nameForDjango(column.name) }),
      ...(isToKey ? {} : { to_field: target.fieldIds.get(end) ?? end }),
      ...(fk.enforced === false ? { db_constraint: false } : {}),
      ...(isUnindexed(table, column.name, context.dialect) ? { db_index: false } : {}),
      ...defaultOption(column, guessType(column).type, context.dialect),
      ...(column.comment === null ? {} : { db_comment: column.comment }),
    },
  }
  if (isSingle)
    context.note('relata.6023', 'info', `${column.name} is unique, so it is read as a one-to-one to ${target.name}.`, [
      undoOneToOne(planned.id, field.id, field.options),
    ])
  return field
}

/** `author` when neither a field of that name nor a column `author_id` beside it is there. */
function freeOfAttribute(wanted: string, taken: ReadonlySet<string>): string {
  const name = fieldName(wanted, taken)
  return taken.has(attributeOf(name).toLowerCase()) ? fieldName(`${name}_ref`, taken) : name
}

export function foreignObject(planned: Planned, fk: RawForeignKey, context: RelationContext): RelationField {
  const { table } = planned
  const { target, taken } = context
  const columns = fk.columns.flatMap((name) => columnOf(table, name) ?? [])
  const ends = targetColumns(fk, target.table)
  const isNull = columns.some((c) => c.null)
  // It has no column and so no attribute of its own: `account` may stand beside `account_id`.
  const name = fieldName(fk.fieldName ?? snakeCase(target.name), taken)
  const key = `${tableKey(table)} ${fk.columns.join(' ')} → ${tableKey(target.table)} ${ends.join(' ')}`
  return {
    id: stableId('field', key) as FieldId,
    kind: 'foreignKey',
    name,
    to: target.id,
    toSource: null,
    onDelete: onDeleteOf(fk, isNull, context.django),
    relatedName: context.reverseName(name),
    through: null,
    className: 'models.ForeignObject',
    options: {
      from_fields: columns.map((c) => planned.fieldIds.get(c.name) ?? c.name),
      to_fields: ends.map((end) => target.fieldIds.get(end) ?? end),
      ...(fk.enforced === false ? { db_constraint: false } : {}),
      ...(isNull ? { null: true, blank: true } : {}),
    },
  }
}

/** No row could ever be deleted so. */
function isSetNullLost({ onDelete }: RawForeignKey, isNull: boolean): boolean {
  return !isNull && /^SET[_\s]NULL$/i.test(onDelete)
}

/** The action that the database takes; NO ACTION is what Django calls DO_NOTHING. */
function onDeleteOf(fk: RawForeignKey, isNull: boolean, django: boolean): OnDelete {
  const actions: Readonly<Record<string, OnDelete>> = {
    CASCADE: 'CASCADE',
    RESTRICT: 'PROTECT',
    'SET DEFAULT': 'SET_DEFAULT',
  }
  const action = fk.onDelete.toUpperCase().replace(/[_\s]+/g, ' ')
  if (action === 'SET NULL') return isNull ? 'SET_NULL' : 'DO_NOTHING'
  return actions[action] ?? (django ? 'CASCADE' : 'DO_NOTHING')
}
