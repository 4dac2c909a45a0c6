import { z } from 'zod'
import type { ModelId } from '../../document/ids.ts'
import { placementId } from '../../document/records.ts'
import type { ChoicesClass, ErDocument, Model, Placement, RowSet, View } from '../../document/records.ts'
import { appId, modelId, viewId } from '../../document/schemas.ts'
import { copyModels } from './copy-models.ts'
import type { Clip } from './copy-models.ts'
import { CommandError, defineCommand, required } from '../define-command.ts'
import { draftOf, modelOf } from '../edit.ts'
import type { Draft } from '../edit.ts'

function hasId(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string'
}

const ids = z.record(z.string(), modelId).exactOptional()

interface Spot {
  readonly model: ModelId
  readonly x: number
  readonly y: number
  readonly color?: string | null
}

/**
 * Adds a set of models from the clipboard with new ids and free names. Relations among them are kept, as
 * are relations to models that this design has; others are left out. `spots` are the originals' places,
 * moved by `dx`, `dy`. External models that are here already are not copied: they stand for one table each.
 */
export const paste = defineCommand({
  type: 'paste',
  label: 'Paste',
  params: z.object({
    models: z.array(z.custom<Model>(hasId)),
    enums: z.array(z.custom<ChoicesClass>(hasId)).exactOptional(),
    rows: z.array(z.custom<RowSet>(hasId)).exactOptional(),
    app: appId.exactOptional(),
    view: viewId.exactOptional(),
    spots: z
      .array(z.object({ model: modelId, x: z.number(), y: z.number(), color: z.string().nullable().exactOptional() }))
      .exactOptional(),
    dx: z.number().exactOptional(),
    dy: z.number().exactOptional(),
    ids,
  }),
  apply(doc, { models, enums = [], rows = [], app, view, spots = [], dx = 0, dy = 0, ids: wanted }) {
    if (models.length === 0) return []
    const draft = draftOf(doc)
    const copied = withoutExternals(doc, models)
    const options = { ...(app === undefined ? {} : { app }), ...(wanted === undefined ? {} : { ids: wanted }) }
    const copies = copyModels(doc, draft, { models: copied, enums, rows }, options)
    if (view !== undefined) place(draft, required(doc.views[view], 'The view'), copies, spots, dx, dy)
    return draft.patch()
  },
})

function place(
  draft: Draft,
  view: View,
  copies: ReadonlyMap<ModelId, ModelId>,
  spots: readonly Spot[],
  dx: number,
  dy: number,
): void {
  for (const { model: original, x, y, color = null } of spots) {
    const model = copies.get(original)
    if (model === undefined) continue
    const id = placementId(view.id, model)
    draft.put('placements', { id, view: view.id, model, x: x + dx, y: y + dy, color, collapsed: false, locked: false })
  }
}

/** How far a duplicate stands from its original, px: the original's title stays readable. */
const DUPLICATE_OFFSET_PX = 40

export const duplicateModels = defineCommand({
  type: 'model.duplicate',
  label: 'Duplicate model',
  params: z.object({ ids: z.array(modelId), newIds: ids }),
  apply(doc, { ids: originals, newIds }) {
    if (originals.length === 0) return []
    const draft = draftOf(doc)
    const clip = clipOf(doc, originals, false)
    const models = withoutExternals(doc, clip.models)
    const copies = copyModels(doc, draft, { ...clip, models }, newIds === undefined ? {} : { ids: newIds })
    const placements = Object.values(doc.placements)
    const originalsPlaced = placements.filter(({ model }) => copies.has(model))
    const offset = freeOffset(placements, originalsPlaced)
    for (const placement of originalsPlaced) {
      const model = copies.get(placement.model) as ModelId
      // Bends belong to edges by their fields' ids: the copies' fields have others.
      const { x, y, bends: _, ...look } = placement
      const id = placementId(look.view, model)
      draft.put('placements', { ...look, id, model, x: x + offset, y: y + offset, locked: false })
    }
    return draft.patch()
  },
})

/** Where no copy hides another box: a second duplicate of a model does not lie on the first. */
function freeOffset(all: readonly Placement[], originals: readonly Placement[]): number {
  const corner = (view: string, x: number, y: number): string => `${view} ${x} ${y}`
  const taken = new Set(all.map(({ view, x, y }) => corner(view, x, y)))
  let offset = DUPLICATE_OFFSET_PX
  const hides = ({ view, x, y }: Placement): boolean => taken.has(corner(view, x + offset, y + offset))
  while (originals.some(hides)) offset += DUPLICATE_OFFSET_PX
  return offset
}

/** The models that copies are made of; externals only where there is nothing else. */
export function withoutExternals(doc: ErDocument, models: readonly Model[]): readonly Model[] {
  const own = models.filter(({ id, external }) => !external || doc.models[id] === undefined)
  return own.length === 0 ? models : own
}

/** What copying models puts on the clipboard: them, the choices classes nested in them, and their rows. */
export function clipOf(doc: ErDocument, ids: readonly ModelId[], withRows = true): Clip {
  const chosen: ReadonlySet<string> = new Set(ids)
  if (chosen.size !== ids.length) throw new CommandError('A model is named twice.')
  return {
    models: ids.map((id) => modelOf(doc, id)),
    enums: Object.values(doc.enums).filter((one) => one.model !== null && chosen.has(one.model)),
    rows: withRows ? ids.flatMap((id) => doc.rows[id] ?? []) : [],
  }
}
