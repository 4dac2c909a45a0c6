/** Which models an export is of. */
import type { ModelId } from '../../../shared/document/ids.ts'
import type { EditorState } from '../../state/editor-store.ts'

export type Scope = 'all' | 'view' | 'selection'

/** The models of the scope; null: all of them. */
export function modelsOf({ doc, view, selection }: EditorState, scope: Scope): ReadonlySet<ModelId> | null {
  if (scope === 'selection') return selection.models
  if (scope === 'all' || doc.views[view]?.everything !== false) return null
  const placed = Object.values(doc.placements).filter((placement) => placement.view === view)
  return new Set(placed.map(({ model }) => model))
}

/** Scopes that mean something now; the whole design is always there. */
export function scopesOf({ doc, view, selection }: EditorState): readonly Scope[] {
  const partial = doc.views[view]?.everything === false
  return [
    'all',
    ...(partial ? (['view'] as const) : []),
    ...(selection.models.size > 0 ? (['selection'] as const) : []),
  ]
}
