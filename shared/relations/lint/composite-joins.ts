/** Lint rule about many-to-many relations through models with a composite key. */
import type { CheckContext } from '../checks/context.ts'
import type { ResolvedField, ResolvedModel } from '../types.ts'
import type { LintRule } from './registry.ts'

/**
 * The first migration of Django 5.2 creates models by name, and adds foreign keys to later ones afterwards. Where the
 * join's model comes before the one that declares the many-to-many, and that one not before the target, the key is made
 * before the columns it consists of: `migrate` stops with FieldDoesNotExist. Declared by the other model, it runs.
 */
export const compositeJoin: LintRule = {
  code: 'relata.7009',
  title: 'A many-to-many through a composite key that migrate stops at',
  check: (context) =>
    context.model.localManyToMany.flatMap((field) => {
      const join = context.other(field.relation?.through ?? null)
      const target = context.other(field.relation?.to ?? null)
      if (join === undefined || target === undefined || !stops(context, field, join, target)) return []
      const isOwn = target.key === context.model.key
      return [
        context.field(field, {
          code: 'relata.7009',
          severity: 'warning',
          message: `migrate of Django 5.2 stops here: it creates ${join.name} before the columns of its composite key.`,
          hint: isOwn
            ? `A name after ${context.model.name} for ${join.name}, or a key of one column, avoids it.`
            : `Declared by ${target.name}, the same many-to-many can be migrated.`,
        }),
      ]
    }),
}

/** Order of names within an app; apps wait for each other in other ways. */
function stops(context: CheckContext, field: ResolvedField, join: ResolvedModel, target: ResolvedModel): boolean {
  const owner = context.model
  const isComposite = join.localFields.some((f) => f.className === 'CompositePrimaryKey' && f.name === join.pk)
  if (field.id === null || !isComposite || join.app !== owner.app || target.app !== owner.app) return false
  return target.modelName <= owner.modelName && join.modelName < owner.modelName
}
