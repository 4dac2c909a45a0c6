/** The commands that make a model which a field is to point at. */
import type { CommandCall } from '../../../shared/commands/registry.ts'
import { newId } from '../../../shared/document/ids.ts'
import type { AppId, ModelId, ViewId } from '../../../shared/document/ids.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import type { NewTarget } from '../quick-type/targets.ts'

/** Where a new model is drawn. */
export interface Spot {
  readonly view: ViewId
  readonly x: number
  readonly y: number
}

interface NewModel {
  readonly id: ModelId
  readonly calls: readonly CommandCall[]
}

/** The one that a cell names: `fk +Author`, or Django's own User. */
export function newTarget(doc: ErDocument, { make, isDjangos }: NewTarget, spot: Spot): NewModel {
  if (isDjangos === true) return newUser(doc, spot)
  const id = newId('model') as ModelId
  return { id, calls: [{ type: 'model.add', params: { id, name: make, at: spot } }] }
}

/** Django's own; the design has none. */
export function newUser(doc: ErDocument, at: Spot): NewModel {
  const known = Object.values(doc.apps).find((app) => app.label === 'auth')
  const app = known?.id ?? ('app:auth' as AppId)
  const id = 'model:auth.User' as ModelId
  return {
    id,
    calls: [
      ...(known === undefined ? [{ type: 'app.add' as const, params: { id: app, label: 'auth' } }] : []),
      { type: 'model.add', params: { id, name: 'User', app, external: true, at } },
    ],
  }
}
