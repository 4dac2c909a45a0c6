import type { App } from '../app/app-context.tsx'

/** The table of the model that is selected, or whose field is; null: none is, or several, or it has no table. */
export function selectedTable({ editor, compiled }: Pick<App, 'editor' | 'compiled'>): string | null {
  const { models, field } = editor.getState().selection
  const id = field?.model ?? (models.size === 1 ? [...models][0] : undefined)
  const model = id === undefined ? undefined : compiled.getState().resolution.models.get(id)
  return model === undefined || model.kind === 'abstract' ? null : model.table
}
