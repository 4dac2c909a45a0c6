/** The key of a model's row in django_content_type: what a GenericRelation's join must also hold. */
import type { ModelKey } from '../../../relations/types.ts'
import { modelAt } from '../models.ts'
import type { Compiler, Sql } from './context.ts'
import { quoteName, sql } from './context.ts'

/** Where no session tells the key, the statement looks it up itself. */
export function contentTypeId(c: Compiler, owner: ModelKey, forConcrete: boolean): Sql {
  const { models } = c.q
  const model = modelAt(models, forConcrete ? modelAt(models, owner).concrete : owner)
  const known = c.settings.contentTypeId?.(model.key)
  if (known !== undefined && known !== null) return sql('?', [known])
  const key = models.resolution.byLabel.get('contenttypes.contenttype')
  const table = key === undefined ? 'django_content_type' : modelAt(models, key).table
  const [id, app, name] = ['id', 'app_label', 'model'].map(quoteName)
  return sql(`(SELECT ${id} FROM ${quoteName(table)} WHERE ${app} = ? AND ${name} = ?)`, [model.app, model.modelName])
}
