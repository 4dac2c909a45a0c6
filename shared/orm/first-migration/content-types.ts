/** The rows that `migrate` leaves in django_content_type, in the order of their keys. */
import type { Resolution } from '../../relations/types.ts'
import { firstOperations } from './operations.ts'
import { optimized } from './optimize.ts'

export interface ContentTypeRow {
  readonly app: string
  readonly model: string
}

/** Django's own models by app, in the order of their first migration. */
const CONTRIB: Readonly<Record<string, readonly string[]>> = {
  contenttypes: ['contenttype'],
  auth: ['permission', 'group', 'user'],
  admin: ['logentry'],
  sessions: ['session'],
  sites: ['site'],
  flatpages: ['flatpage'],
  redirects: ['redirect'],
}

/**
 * Each app's in the order in which its models are created; Django's apps first.
 *
 * @param firstModel label in lower case, see `firstOperations`
 */
export function contentTypeRows(resolution: Resolution, firstModel: string | null = null): readonly ContentTypeRow[] {
  const models = [...resolution.models.values()].filter((m) => m.autoCreatedFor === null && !m.swapped)
  const drawn = new Set(models.filter((m) => !m.external).map((m) => m.app))
  const apps = [...new Set([...resolution.apps, ...models.map((m) => m.app)])]
  const ordered = [...apps.filter((app) => !drawn.has(app)), ...apps.filter((app) => drawn.has(app))]
  return ordered.flatMap((app) => {
    const own = models.filter((m) => m.app === app)
    const created = drawn.has(app)
      ? optimized(firstOperations(resolution, app, firstModel)).flatMap((o) =>
          o.kind === 'create' ? [o.model.modelName] : [],
        )
      : (CONTRIB[app] ?? [])
    const rank = (name: string): number => {
      const at = created.indexOf(name)
      return at < 0 ? created.length : at
    }
    return own
      .map((m) => m.modelName)
      .toSorted((a, b) => rank(a) - rank(b))
      .map((model) => ({ app, model }))
  })
}
