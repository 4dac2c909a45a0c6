/** Does a step of the tour for the user, with the same commands that drawing uses. */
import { newId } from '../../shared/document/ids.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import type { App } from '../app/app-context.tsx'
import { canvasStore } from '../canvas/canvas-store.ts'
import { tourNames } from './tour.ts'
import type { TourStep } from './tour.ts'

function addModel({ editor }: App, name: string): ModelId {
  const id = newId('model') as ModelId
  const { view } = editor.getState()
  // Room round it: it grows by a row or two, and its line is to be seen.
  const room = canvasStore.getState().handle?.freeSpot(320, 240) ?? { x: 0, y: 0 }
  editor.dispatch('model.add', { id, name, at: { view, x: room.x + 72, y: room.y + 72 } })
  return id
}

function modelNamed({ editor }: App, name: string): ModelId | null {
  return Object.values(editor.getState().doc.models).find((model) => model.name === name)?.id ?? null
}

const DO: Record<TourStep, (app: App) => void> = {
  model(app) {
    const id = addModel(app, tourNames(app.editor.getState().doc).first)
    app.editor.select({ models: new Set([id]) })
    app.canvas.centerOn(id)
  },
  field(app) {
    const model = modelNamed(app, tourNames(app.editor.getState().doc).first)
    if (model !== null) app.editor.dispatch('field.add', { model, name: 'name', options: { max_length: 100 } })
  },
  relate(app) {
    const { first, second } = tourNames(app.editor.getState().doc)
    const to = modelNamed(app, first)
    const from = modelNamed(app, second) ?? addModel(app, second)
    if (to === null) return
    app.editor.dispatch('relation.add', { from, to, kind: 'foreignKey' })
    app.editor.select({ models: new Set([from]) })
    app.canvas.fit()
  },
  ask(app) {
    app.preview.setCode('orm', queryOf(app))
    app.ui.showTab('preview')
    void app.preview.run()
  },
}

export function doStep(app: App, step: TourStep): void {
  DO[step](app)
}

/** All rows of the model that has the relation, or of the only one. */
export function queryOf({ editor }: Pick<App, 'editor'>): string {
  const { doc } = editor.getState()
  const { first, second } = tourNames(doc)
  const name = Object.values(doc.models).some((model) => model.name === second) ? second : first
  return `${name}.objects.all()`
}
