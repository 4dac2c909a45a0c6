/** Checks of foreign keys and one-to-ones. Source: django/db/models/fields/related.py `ForeignObject`, `ForeignKey` (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isExpr } from '../../document/records.ts'
import { flag } from '../values/option-values.ts'
import type { ResolvedField, ResolvedModel, ResolvedRelation } from '../types.ts'
import { optionFix } from './context.ts'
import type { Check, CheckContext, FieldFix } from './context.ts'
import { isForeignObject } from '../links/column-pairs.ts'
import { checkForeignObject } from './foreign-objects.ts'

export const checkForeignKeys: Check = (context) =>
  context.model.localFields.flatMap((field) => {
    const { relation } = field
    if (relation === null) return []
    const target = context.other(relation.to)
    if (isForeignObject(field)) return target === undefined ? [] : checkForeignObject(context, field, target)
    return [
      ...(target === undefined ? [] : checkTargetField(context, field, relation, target)),
      ...checkOnDelete(context, field, relation),
      ...checkUnique(context, field),
    ]
  })

function checkTargetField(
  context: CheckContext,
  field: ResolvedField,
  relation: ResolvedRelation,
  target: ResolvedModel,
): readonly Diagnostic[] {
  const end =
    target.fields.find((f) => f.name === relation.toField) ?? target.fields.find((f) => f.attname === relation.toField)
  const many = target.manyToMany.find((f) => f.name === relation.toField)
  if (end === undefined && many !== undefined) return [notUnique(context, field, target, many)]
  const isReverse = context.reverse(target.key).some((r) => r.queryName === relation.toField)
  if (end === undefined && isReverse) return []
  if (end === undefined) {
    const message = `The to_field '${relation.toField}' doesn't exist on the related model '${target.label}'.`
    const fixes = [optionFix('Refer to the primary key', 'to_field', undefined)]
    return [context.field(field, { code: 'fields.E312', message, fixes })]
  }
  if (end.className === 'CompositePrimaryKey') {
    const message =
      `Field defines a relation involving model '${target.name}' which has a CompositePrimaryKey ` +
      'and such relations are not supported.'
    return [context.field(field, { code: 'fields.E347', message })]
  }
  if (end.unique || isUniqueAlone(target, end)) return []
  return [notUnique(context, field, target, end)]
}

function notUnique(context: CheckContext, field: ResolvedField, target: ResolvedModel, end: ResolvedField): Diagnostic {
  return context.field(field, {
    code: 'fields.E311',
    message: `'${target.name}.${end.name}' must be unique because it is referenced by a foreign key.`,
    hint: 'Add unique=True to this field or add a UniqueConstraint (without condition) in the model Meta.constraints.',
    fixes: [optionFix('Refer to the primary key', 'to_field', undefined)],
  })
}

/** unique_together or a constraint over this field and no other. */
function isUniqueAlone(target: ResolvedModel, end: ResolvedField): boolean {
  const isAlone = (names: readonly string[]): boolean => names.every((name) => name === end.name)
  return (
    target.uniqueTogether.some(isAlone) ||
    target.constraints.some(
      (c) => c.kind === 'unique' && c.condition === null && c.expressions.length === 0 && isAlone(c.fields),
    )
  )
}

function checkOnDelete(context: CheckContext, field: ResolvedField, relation: ResolvedRelation): readonly Diagnostic[] {
  const onDelete = isExpr(relation.onDelete) ? relation.onDelete.expr.split('.').at(-1) : relation.onDelete
  const cascade: FieldFix = { label: 'Use CASCADE', type: 'relation.set', params: { onDelete: 'CASCADE' } }
  if (onDelete === 'SET_NULL' && !field.null) {
    return [
      context.field(field, {
        code: 'fields.E320',
        message: 'Field specifies on_delete=SET_NULL, but cannot be null.',
        hint: 'Set null=True argument on the field, or change the on_delete rule.',
        fixes: [optionFix('Make nullable', 'null', true), cascade],
      }),
    ]
  }
  // The database's own form takes the database's default.
  const hasDefault = field.default.kind !== 'none' || (relation.inDatabase === true && field.dbDefault !== undefined)
  if (onDelete === 'SET_DEFAULT' && !hasDefault) {
    return [
      context.field(field, {
        code: 'fields.E321',
        message: 'Field specifies on_delete=SET_DEFAULT, but has no default value.',
        hint: 'Set a default value, or change the on_delete rule.',
        fixes: [cascade],
      }),
    ]
  }
  return []
}

function checkUnique(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  if (field.kind !== 'foreignKey' || !(flag(field.options['unique'], false) || field.primaryKey)) return []
  return [
    context.field(field, {
      code: 'fields.W342',
      message: 'Setting unique=True on a ForeignKey has the same effect as using a OneToOneField.',
      hint: 'ForeignKey(unique=True) is usually better served by a OneToOneField.',
      fixes: [{ label: 'Make it one-to-one', type: 'relation.set', params: { kind: 'oneToOne' } }],
    }),
  ]
}
