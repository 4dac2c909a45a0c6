/** The statements that add to a database what `migrate` puts there besides tables, where it is not there yet. */
import type { ModelKey, Resolution } from '../../relations/types.ts'
import { contentTypeRows, permissionRows } from './content-types.ts'

interface RowStatement {
  readonly sql: string
  readonly params: readonly string[]
}

const TYPE = 'INSERT OR IGNORE INTO "django_content_type" ("app_label", "model") VALUES (?, ?)'
const PERMISSION =
  'INSERT OR IGNORE INTO "auth_permission" ("content_type_id", "codename", "name") ' +
  'SELECT "id", ?, ? FROM "django_content_type" WHERE "app_label" = ? AND "model" = ?'

/**
 * @param firstModel label in lower case, see `firstOperations`
 * @param only models that came to a database which has the others' rows; null: all, in Django's order
 */
export function migratedRows(
  resolution: Resolution,
  firstModel: string | null = null,
  only: ReadonlySet<ModelKey> | null = null,
): readonly RowStatement[] {
  if (!resolution.byLabel.has('contenttypes.contenttype')) return []
  const asked = { firstModel, only }
  return [
    ...contentTypeRows(resolution, asked).map(({ app, model }) => ({ sql: TYPE, params: [app, model] })),
    ...permissionRows(resolution, asked).map(({ app, model, codename, name }) => ({
      sql: PERMISSION,
      params: [codename, name, app, model],
    })),
  ]
}
