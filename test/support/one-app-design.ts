import type { AppId, ViewId } from '../../shared/document/ids.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'

const VIEW = 'view:main' as ViewId

/** A document of one app, that the models are of, and one view that shows them all. */
export function oneAppDesign(name: string, app: AppId, models: readonly Model[]): ErDocument {
  return {
    root: {
      root: {
        id: 'root',
        name,
        modelOrder: models.map((m) => m.id),
        viewOrder: [VIEW],
        queryOrder: [],
        defaultApp: app,
        settings: { DEFAULT_AUTO_FIELD: 'BigAutoField', AUTH_USER_MODEL: 'auth.User', USE_TZ: false },
      },
    },
    apps: { [app]: { id: app, label: app.slice(app.indexOf(':') + 1) } },
    models: Object.fromEntries(models.map((m) => [m.id, m])),
    enums: {},
    views: { [VIEW]: { id: VIEW, name: 'Main', everything: true } },
    placements: {},
    areas: {},
    notes: {},
    queries: {},
    rows: {},
    generators: {},
  }
}
