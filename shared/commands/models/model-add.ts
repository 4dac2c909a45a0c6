import { z } from 'zod'
import { newId } from '../../document/ids.ts'
import { freeModelName } from '../../document/names.ts'
import { placementId, rootOf } from '../../document/records.ts'
import type { Model } from '../../document/records.ts'
import { appId, baseSchema, fieldSchema, modelId, modelKindSchema, viewId } from '../../document/schemas.ts'
import { CommandError, defineCommand, required } from '../define-command.ts'
import { draftOf, inserted, named } from '../edit.ts'

/** A model with nothing in it. */
export function emptyModel(id: Model['id'], app: Model['app'], name: string): Model {
  return {
    id,
    app,
    name,
    kind: 'concrete',
    external: false,
    bases: [],
    fields: [],
    meta: {},
    indexes: [],
    constraints: [],
    members: [],
    docstring: null,
  }
}

/** Without a name it gets a free one. `at` places it in a view; `fields` come with it in the same step. */
export const addModel = defineCommand({
  type: 'model.add',
  label: 'Add model',
  params: z.object({
    id: modelId.exactOptional(),
    name: z.string().exactOptional(),
    app: appId.exactOptional(),
    kind: modelKindSchema.exactOptional(),
    external: z.boolean().exactOptional(),
    bases: z.array(baseSchema).exactOptional(),
    fields: z.array(fieldSchema).exactOptional(),
    at: z.object({ view: viewId, x: z.number(), y: z.number() }).exactOptional(),
    /** Place in the declaration order. */
    index: z.int().exactOptional(),
  }),
  apply(doc, { id = newId('model'), name, app = rootOf(doc).defaultApp, kind, external, bases, fields, at, index }) {
    required(doc.apps[app], 'The app')
    if (doc.models[id] !== undefined) throw new CommandError('The model is already in this design.')
    const draft = draftOf(doc)
    const model = emptyModel(id, app, name === undefined ? freeModelName(doc, app, 'Model') : named(name))
    draft.put('models', {
      ...model,
      kind: kind ?? model.kind,
      external: external ?? model.external,
      bases: bases ?? model.bases,
      fields: fields ?? model.fields,
    })
    const root = rootOf(doc)
    draft.put('root', { ...root, modelOrder: inserted(root.modelOrder, id, index) })
    if (at !== undefined) {
      required(doc.views[at.view], 'The view')
      draft.put('placements', {
        id: placementId(at.view, id),
        view: at.view,
        model: id,
        x: at.x,
        y: at.y,
        color: null,
        collapsed: false,
        locked: false,
      })
    }
    return draft.patch()
  },
})
