/** Checks of many-to-manys and their join models. Source: django/db/models/fields/related.py `ManyToManyField` (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Value } from '../../document/records.ts'
import { isExpr } from '../../document/records.ts'
import { flag } from '../values/option-values.ts'
import { throughText } from '../describe.ts'
import type { ModelKey, ResolvedField, ResolvedModel, ResolvedRelation } from '../types.ts'
import { optionFix } from './context.ts'
import type { Check, CheckContext } from './context.ts'
import { TABLE_OWNERS } from './tables.ts'

export const checkManyToMany: Check = (context) =>
  context.model.localManyToMany.flatMap((field) => {
    const { relation } = field
    if (relation === null) return []
    return [
      ...checkUnique(context, field),
      ...checkThrough(context, field, relation),
      ...checkIgnored(context, field, relation),
      ...checkTable(context, field, relation),
    ]
  })

function checkUnique(context: CheckContext, field: ResolvedField): readonly Diagnostic[] {
  if (!flag(field.options['unique'], false) && !field.primaryKey) return []
  const fixes = [optionFix('Remove unique', 'unique', undefined)]
  return [context.field(field, { code: 'fields.E330', message: 'ManyToManyFields cannot be unique.', fixes })]
}

function checkIgnored(context: CheckContext, field: ResolvedField, relation: ResolvedRelation): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const warn = (code: string, message: string, keyword: string | null): void => {
    const fixes =
      keyword === null
        ? [{ label: 'Remove related_name', type: 'relation.set', params: { relatedName: null } } as const]
        : [optionFix(`Remove ${keyword}`, keyword, undefined)]
    found.push(context.field(field, { code, message, fixes }))
  }
  if (field.options['null'] !== undefined) warn('fields.W340', 'null has no effect on ManyToManyField.', 'null')
  if (isFilled(field.options['validators'])) {
    warn('fields.W341', 'ManyToManyField does not support validators.', 'validators')
  }
  if (relation.symmetrical && relation.relatedName !== null && relation.relatedName !== '') {
    const message = 'related_name has no effect on ManyToManyField with a symmetrical relationship, e.g. to "self".'
    warn('fields.W345', message, null)
  }
  if (field.comment !== null && field.comment !== '') {
    warn('fields.W346', 'db_comment has no effect on ManyToManyField.', 'db_comment')
  }
  return found
}

function isFilled(value: Value | undefined): boolean {
  if (isExpr(value)) return !/^\s*[[(]\s*[\])]\s*$/.test(value.expr)
  return flag(value, false)
}

function checkThrough(context: CheckContext, field: ResolvedField, relation: ResolvedRelation): readonly Diagnostic[] {
  const through = context.other(relation.through)
  const found: Diagnostic[] = []
  if (through === undefined || through.swapped) {
    if (context.model.swapped) return []
    const name = through?.label ?? throughText(field)
    const message = `Field specifies a many-to-many relation through model '${name}', which has not been installed.`
    found.push(context.field(field, { code: 'fields.E331', message }))
  } else found.push(...checkJoinModel(context, field, relation, through))
  if (relation.throughFields !== null) {
    found.push(...checkThroughFields(context, field, relation, relation.throughFields, through))
  }
  return found
}

function checkJoinModel(
  context: CheckContext,
  field: ResolvedField,
  relation: ResolvedRelation,
  through: ResolvedModel,
): readonly Diagnostic[] {
  const { model } = context
  const target = context.other(relation.to)
  const label = `${model.label}.${field.name}`
  const toName = target?.name ?? qualified(relation.toLabel, model.app)
  const given = relation.throughFields !== null
  const found: Diagnostic[] = []
  if (!given && target !== undefined) {
    const composite = isComposite(target) ? target.name : isComposite(model) ? model.name : null
    if (composite !== null) {
      const message =
        `Field defines a relation involving model '${composite}' which has a CompositePrimaryKey ` +
        'and such relations are not supported.'
      found.push(context.field(field, { code: 'fields.E347', message }))
    }
  }
  if (target?.key === model.key) {
    if (linksTo(through, model.key) > 2 && !given) {
      found.push(
        context.on(through, {
          code: 'fields.E333',
          message:
            `The model is used as an intermediate model by '${label}', but it has more than two foreign keys to ` +
            `'${model.name}', which is ambiguous. You must specify which two foreign keys Django should use via the ` +
            'through_fields keyword argument.',
          hint: 'Use through_fields to specify which two foreign keys Django should use.',
        }),
      )
    }
    return found
  }
  const [from, to] = [linksTo(through, model.key), linksTo(through, relation.to)]
  const hint = `If you want to create a recursive relationship, use ManyToManyField("self", through="${through.name}").`
  const ambiguous = (code: string, direction: string, name: string): Diagnostic =>
    context.field(field, {
      code,
      message:
        `The model is used as an intermediate model by '${label}', but it has more than one foreign key ` +
        `${direction} '${name}', which is ambiguous. You must specify which foreign key Django should use via the ` +
        'through_fields keyword argument.',
      hint,
    })
  if (from > 1 && !given) found.push(ambiguous('fields.E334', 'from', model.name))
  if (to > 1 && !given) found.push(ambiguous('fields.E335', 'to', toName))
  // A target that is only a text counts the foreign keys that are the same text.
  const reaches = relation.to !== null ? to > 0 : through.fields.some((f) => f.relation?.toLabel === relation.toLabel)
  if (from === 0 || !reaches) {
    const message =
      `The model is used as an intermediate model by '${label}', but it does not have a foreign key to ` +
      `'${model.name}' or '${toName}'.`
    found.push(context.on(through, { code: 'fields.E336', message }))
  }
  return found
}

/** As `resolve_relation` leaves a name that it finds no model for. */
function qualified(name: string, app: string): string {
  return name.includes('.') ? name : `${app}.${name}`
}

function isComposite(model: ResolvedModel): boolean {
  return model.fields.find((f) => f.name === model.pk)?.className === 'CompositePrimaryKey'
}

function linksTo(through: ResolvedModel, key: ModelKey | null): number {
  return key === null ? 0 : through.fields.filter((f) => f.relation?.to === key).length
}

function checkThroughFields(
  context: CheckContext,
  field: ResolvedField,
  relation: ResolvedRelation,
  names: readonly [string, string],
  through: ResolvedModel | undefined,
): readonly Diagnostic[] {
  const label = through?.label ?? throughText(field)
  if (names[0] === '' || names[1] === '') {
    return [
      context.field(field, {
        code: 'fields.E337',
        message:
          "Field specifies 'through_fields' but does not provide the names of the two link fields that should be " +
          `used for the relation through model '${label}'.`,
        hint: "Make sure you specify 'through_fields' as through_fields=('field1', 'field2')",
      }),
    ]
  }
  if (through === undefined) return []
  const ends = [
    [names[0], context.model],
    [names[1], context.other(relation.to)],
  ] as const
  return ends.flatMap(([name, related]) => {
    const possible =
      related === undefined ? [] : through.fields.filter((f) => f.relation?.to === related.key).map((f) => f.name)
    const hint =
      related === undefined || possible.length === 0
        ? null
        : `Did you mean one of the following foreign keys to '${related.name}': ${possible.join(', ')}?`
    const found = [...through.fields, ...through.manyToMany].find((f) => f.name === name || f.attname === name)
    if (found === undefined) {
      const reverse = context.reverse(through.key).some((r) => r.queryName === name)
      if (!reverse) {
        const message = `The intermediary model '${label}' has no field '${name}'.`
        return [context.field(field, { code: 'fields.E338', message, hint })]
      }
    }
    // Of a target that is not there, nothing can be a foreign key.
    if (related === undefined) return []
    if (found?.relation?.to === related.key) return []
    const message = `'${through.name}.${name}' is not a foreign key to '${related.name}'.`
    return [context.field(field, { code: 'fields.E339', message, hint })]
  })
}

function checkTable(context: CheckContext, field: ResolvedField, relation: ResolvedRelation): readonly Diagnostic[] {
  const through = context.other(relation.through)
  if (through === undefined || !through.managed) return []
  const owners = context.cells.input<readonly ModelKey[]>(TABLE_OWNERS, through.table) ?? []
  const others = owners.filter((key) => key !== through.key).flatMap((key) => context.other(key) ?? [])
  const clash = others.at(-1)
  if (clash === undefined || clash.concrete === through.concrete) return []
  const made = clash.autoCreatedFor
  const name = made === null ? clash.label : `${context.other(made.model)?.label ?? ''}.${made.field}`
  const message = `The field's intermediary table '${through.table}' clashes with the table name of '${name}'.`
  return [context.field(field, { code: 'fields.E340', message, fixes: [] })]
}
