/** Columns that hold another model's key without a relation: databases without foreign keys are full of them. */
import { takesOption } from '../../document/fields/field-options.ts'
import type { Options } from '../../document/records.ts'
import type { CheckContext } from '../checks/context.ts'
import type { ModelKey, ResolvedField, ResolvedModel } from '../types.ts'
import type { LintRule } from './registry.ts'

const WHOLE_NUMBERS = /^(?:Small|Big)?(?:AutoField|IntegerField)$|^Positive(?:Small|Big)?IntegerField$/
/** `parent_id` is what trees call the way to the row above. */
const OWN = new Set(['parent', 'self'])

export const hiddenKey: LintRule = {
  code: 'relata.7014',
  title: 'A number that is named like a foreign key',
  check: (context) => {
    const { model } = context
    if (model.external) return []
    return model.localFields.flatMap((field) => {
      const target = targetOf(context, field)
      const key = target?.fields.find((f) => f.primaryKey)
      const mayPoint = target !== null && target.id !== null && target.kind === 'concrete' && key !== undefined
      if (!mayPoint || !isAlike(field, key) || isUsed(model, field)) return []
      return [
        context.field(field, {
          code: 'relata.7014',
          severity: 'info',
          message: `This looks like the key of ${target.name}, but no relation is drawn.`,
          hint: 'As a foreign key it keeps its column, and queries and deletes follow it.',
          fixes: [
            {
              label: `Make it a ${field.unique ? 'one-to-one' : 'foreign key'} to ${target.name}`,
              type: 'relation.set',
              params: {
                kind: field.unique ? 'oneToOne' : 'foreignKey',
                to: target.id,
                options: keptOptions(field),
              },
            },
          ],
        }),
      ]
    })
  },
}

/** The model that `author_id` is named after, in the same app; `user_id`: the model that stands for a user. */
function targetOf(context: CheckContext, field: ResolvedField): ResolvedModel | null {
  const { model } = context
  if (field.kind !== 'scalar' || field.id === null || field.primaryKey || !/._id$/.test(field.name)) return null
  const stem = field.name.slice(0, -3)
  // One that has both is told apart on purpose.
  if (model.fields.some((f) => f.name === stem)) return null
  if (OWN.has(stem)) return model
  const named = context.labelled(`${model.app}.${stem.replaceAll('_', '')}`)
  const key: ModelKey | undefined =
    named ?? (stem === 'user' ? context.labelled(context.setting('AUTH_USER_MODEL') ?? '') : undefined)
  // `post_id` of a Post is a number of its own.
  return key === model.key ? null : (context.other(key ?? null) ?? null)
}

function isAlike(field: ResolvedField, key: ResolvedField): boolean {
  if (WHOLE_NUMBERS.test(field.className)) return WHOLE_NUMBERS.test(key.className)
  return field.className === key.className
}

/** Parts of a key over several columns, and what a generic relation reads, are named in its arguments. */
function isUsed(model: ResolvedModel, { name }: ResolvedField): boolean {
  return [...model.localFields, ...model.privateFields].some(
    ({ source }) => source?.kind === 'custom' && new RegExp(`['"]${name}['"]`).test(source.args),
  )
}

/** What a foreign key takes too, and the column as it is. */
function keptOptions({ source, column, name }: ResolvedField): Options {
  const options = source?.kind === 'scalar' ? source.options : {}
  const kept = Object.entries(options).filter(([keyword]) => keyword !== 'unique' && takesOption('ForeignKey', keyword))
  return { ...Object.fromEntries(kept), db_column: column ?? name }
}
