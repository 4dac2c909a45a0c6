/** A document of what an import made, its models side by side. */
import type { AppId, ViewId } from '../../document/ids.ts'
import { placementId, rootOf } from '../../document/records.ts'
import type { App, ChoicesClass, ErDocument, Model } from '../../document/records.ts'

/** Tables side by side until they are laid out, px. */
const CELL = { width: 300, height: 360, across: 6 }

export interface Parts {
  readonly apps: readonly App[]
  readonly enums: readonly ChoicesClass[]
  readonly models: readonly Model[]
  /** Whether the database has none of Django's second indexes for LIKE. */
  readonly isPlain: boolean
}

/** @param empty the document that is filled; apps that no model is in are left out */
export function assembled(empty: ErDocument, { apps, enums, models, isPlain }: Parts): ErDocument {
  const root = rootOf(empty)
  const view = root.viewOrder[0] as ViewId
  const used = new Set<AppId>(models.map((m) => m.app))
  const inUse = apps.filter((app) => used.has(app.id) || apps.length === 1)
  const kept = inUse.length === 0 ? apps.slice(0, 1) : inUse
  const own = kept.find((app) => models.some((m) => m.app === app.id && !m.external)) ?? kept[0]
  const placements = models.map((model, i) => ({
    id: placementId(view, model.id),
    view,
    model: model.id,
    x: (i % CELL.across) * CELL.width,
    y: Math.floor(i / CELL.across) * CELL.height,
    color: null,
    collapsed: false,
    locked: false,
  }))
  const settings = isPlain ? { ...root.settings, LIKE_INDEXES: false } : root.settings
  return {
    ...empty,
    root: { root: { ...root, settings, defaultApp: own?.id ?? root.defaultApp, modelOrder: models.map((m) => m.id) } },
    apps: Object.fromEntries(kept.map((app) => [app.id, app])),
    enums: Object.fromEntries(enums.map((e) => [e.id, e])),
    models: Object.fromEntries(models.map((m) => [m.id, m])),
    placements: Object.fromEntries(placements.map((p) => [p.id, p])),
  }
}
