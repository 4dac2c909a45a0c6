/** A design with nothing in it. */
import { newId } from './ids.ts'
import type { RandomBytes } from './ids.ts'
import type { ErDocument, Root } from './records.ts'

/** What `django-admin startproject` of Django 5.2 sets. */
export const DEFAULT_SETTINGS: Root['settings'] = {
  DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField',
  AUTH_USER_MODEL: 'auth.User',
  USE_TZ: true,
}

interface CreateOptions {
  readonly name?: string
  /** App label; derived from the name when not given. */
  readonly app?: string
  readonly random?: RandomBytes
}

/** A document with one app and one view of every model. */
export function createDocument({ name = 'Untitled', app = appLabel(name), random }: CreateOptions = {}): ErDocument {
  const appId = newId('app', random)
  const viewId = newId('view', random)
  return {
    root: {
      root: {
        id: 'root',
        name,
        modelOrder: [],
        viewOrder: [viewId],
        queryOrder: [],
        defaultApp: appId,
        settings: DEFAULT_SETTINGS,
      },
    },
    apps: { [appId]: { id: appId, label: app } },
    models: {},
    enums: {},
    views: { [viewId]: { id: viewId, name: 'Main', everything: true } },
    placements: {},
    areas: {},
    notes: {},
    queries: {},
    rows: {},
    generators: {},
  }
}

/** A Python identifier from a name: `My Shop!` → `my_shop`; `app` where nothing is left. */
export function appLabel(name: string): string {
  const label = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 50)
  return label === '' || label === 'untitled' ? 'app' : label
}
