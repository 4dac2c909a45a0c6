/** The rows that `migrate` leaves in django_content_type and auth_permission, in the order of their keys. */
import { actionsOf, ownPermissions } from '../../relations/classes/permissions.ts'
import type { ModelKey, Resolution, ResolvedModel } from '../../relations/types.ts'
import { firstOperations } from './operations.ts'
import { optimized } from './optimize.ts'

interface ContentTypeRow {
  readonly app: string
  readonly model: string
}

interface PermissionRow extends ContentTypeRow {
  readonly codename: string
  readonly name: string
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

export interface Asked {
  /** Label in lower case, see `firstOperations`. */
  readonly firstModel: string | null
  /** null: all models. */
  readonly only: ReadonlySet<ModelKey> | null
}

/** Each app's in the order in which its models are created; Django's apps first. */
export function contentTypeRows(resolution: Resolution, asked: Asked): readonly ContentTypeRow[] {
  const apps = appsOf(resolution, asked)
  const rows = [...earlyProxies(resolution, apps), ...apps.flatMap(({ models }) => models)]
  const named = rows.map((model) => ({ app: model.app, model: model.modelName }))
  return [...new Map(named.map((row) => [`${row.app}.${row.model}`, row])).values()]
}

/** Where django.contrib.auth is installed: add, change, delete and view for each model, and those of its Meta. */
export function permissionRows(resolution: Resolution, asked: Asked): readonly PermissionRow[] {
  if (!resolution.byLabel.has('auth.permission')) return []
  return appsOf(resolution, asked).flatMap(({ models }) =>
    models.flatMap((model) => {
      const row = { app: model.app, model: model.modelName }
      const standard = actionsOf(model).map((action) => ({
        ...row,
        codename: `${action}_${model.modelName}`,
        name: `Can ${action} ${model.verboseName}`,
      }))
      return [...standard, ...ownPermissions(model).map(([codename, name]) => ({ ...row, codename, name }))]
    }),
  )
}

/** In larger apps the models stand as declared: sorting a migration's operations takes the square of their number. */
const MANY_MODELS = 80

interface AppModels {
  readonly app: string
  readonly isDrawn: boolean
  readonly models: readonly ResolvedModel[]
}

function appsOf(resolution: Resolution, { firstModel, only }: Asked): readonly AppModels[] {
  const drawn = new Set<string>()
  const found = new Map<string, ResolvedModel[]>(resolution.apps.map((app) => [app, []]))
  // One pass: what is asked after an edit is about one model of thousands.
  for (const model of resolution.models.values()) {
    if (model.autoCreatedFor !== null || model.swapped) continue
    if (!model.external) drawn.add(model.app)
    let own = found.get(model.app)
    if (own === undefined) found.set(model.app, (own = []))
    if (only === null || only.has(model.key)) own.push(model)
  }
  const apps = [...found]
  const ordered = [...apps.filter(([app]) => !drawn.has(app)), ...apps.filter(([app]) => drawn.has(app))]
  return ordered.map(([app, own]) => {
    const isDrawn = drawn.has(app)
    if (isDrawn && (only !== null || own.length > MANY_MODELS)) return { app, isDrawn, models: own }
    const created = isDrawn ? createdIn(resolution, app, firstModel) : (CONTRIB[app] ?? [])
    const rank = ({ modelName }: ResolvedModel): number => {
      const at = created.indexOf(modelName)
      return at < 0 ? created.length : at
    }
    return { app, isDrawn, models: own.toSorted((a, b) => rank(a) - rank(b)) }
  })
}

function createdIn(resolution: Resolution, app: string, firstModel: string | null): readonly string[] {
  const operations = optimized(firstOperations(resolution, app, firstModel))
  return operations.flatMap((o) => (o.kind === 'create' ? [o.model.modelName] : []))
}

/**
 * One of auth's migrations asks for the content types of all proxies that are there by then: those of apps whose
 * names come before its own.
 * Source: django/contrib/auth/migrations/0011_update_proxy_permissions.py (5.2).
 */
function earlyProxies({ models }: Resolution, apps: readonly AppModels[]): readonly ResolvedModel[] {
  if (!apps.some(({ app, isDrawn }) => app === 'auth' && !isDrawn)) return []
  const early = apps.filter(({ app, isDrawn }) => isDrawn && app < 'auth').toSorted((a, b) => (a.app < b.app ? -1 : 1))
  return early.flatMap((app) =>
    app.models.flatMap((model) => (model.kind === 'proxy' ? [models.get(model.concrete) ?? model, model] : [])),
  )
}
