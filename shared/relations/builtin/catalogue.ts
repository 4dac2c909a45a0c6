/**
 * Django's own apps and their models. What a document refers to is there without being drawn; a drawn
 * one (external, same label) keeps its id and place and takes its fields from here.
 * Source: django/contrib/*\/models.py and apps.py (5.2).
 */
import type { ModelId } from '../../document/ids.ts'
import type { Model } from '../../document/records.ts'
import { AUTH_MODELS } from './auth.ts'
import {
  ADMIN_MODELS,
  CONTENTTYPES_MODELS,
  FLATPAGES_MODELS,
  REDIRECTS_MODELS,
  SESSIONS_MODELS,
  SITES_MODELS,
} from './others.ts'

export interface BuiltinApp {
  readonly label: string
  readonly models: readonly Model[]
  /** Apps whose models its models refer to. */
  readonly needs: readonly string[]
  readonly autoField: string
}

/** All of them declare AutoField in their AppConfig, whatever the project's DEFAULT_AUTO_FIELD. */
const AUTO_FIELD = 'django.db.models.AutoField'

/** In the order in which we take them to be installed. */
export const BUILTIN_APPS: readonly BuiltinApp[] = [
  { label: 'contenttypes', models: CONTENTTYPES_MODELS, needs: [], autoField: AUTO_FIELD },
  { label: 'auth', models: AUTH_MODELS, needs: ['contenttypes'], autoField: AUTO_FIELD },
  { label: 'admin', models: ADMIN_MODELS, needs: ['auth', 'contenttypes'], autoField: AUTO_FIELD },
  { label: 'sessions', models: SESSIONS_MODELS, needs: [], autoField: AUTO_FIELD },
  { label: 'sites', models: SITES_MODELS, needs: [], autoField: AUTO_FIELD },
  { label: 'flatpages', models: FLATPAGES_MODELS, needs: ['sites'], autoField: AUTO_FIELD },
  { label: 'redirects', models: REDIRECTS_MODELS, needs: ['sites'], autoField: AUTO_FIELD },
]

export const BUILTIN_MODELS: ReadonlyMap<ModelId, Model> = new Map(
  BUILTIN_APPS.flatMap((app) => app.models.map((model) => [model.id, model] as const)),
)

/** `auth.user` → Django's User, as a record. */
export const BUILTIN_BY_LABEL: ReadonlyMap<string, Model> = new Map(
  [...BUILTIN_MODELS.values()].map((model) => [model.id.slice('model:'.length).toLowerCase(), model]),
)

/** Class names that are unmistakable without their module: `AbstractUser`. */
export const BUILTIN_BY_CLASS: ReadonlyMap<string, Model> = new Map(
  ['auth.AbstractUser', 'auth.AbstractBaseUser', 'auth.PermissionsMixin', 'sessions.AbstractBaseSession'].flatMap(
    (label) => {
      const model = BUILTIN_BY_LABEL.get(label.toLowerCase())
      return model === undefined ? [] : [[model.name, model] as const]
    },
  ),
)
