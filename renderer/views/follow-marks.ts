/** Keeps the marks over the drawing in step with what is set: one writer of `canvasStore.marks`. */
import { createStore } from 'zustand/vanilla'
import type { FieldId, ModelId, ViewId } from '../../shared/document/ids.ts'
import { isRelation, placementId } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import type { Marks, Tone } from '../../shared/layout/scene/marks.ts'
import { anchorOf, contains, sizeOf } from '../../shared/layout/scene/shapes.ts'
import type { App } from '../app/app-context.tsx'
import { canvasStore } from '../canvas/canvas-store.ts'
import { isAuditField } from './audit-fields.ts'
import { findIn } from './find-marks.ts'
import type { Found } from './find-marks.ts'
import { findStore } from './find-store.ts'
import type { FindState } from './find-store.ts'
import { membersOf } from './spots.ts'

/** Marks of a comparison that is shown; they come before what is set to find something. */
export const comparedMarks = createStore<{ readonly marks: Marks | null }>(() => ({ marks: null }))

/** For models whose colour is to say nothing: reads on all grounds. */
const NO_COLOUR = '#8790a0'

/** @returns stop */
export function followMarks({ editor, compiled }: Pick<App, 'editor' | 'compiled'>): () => void {
  let last: readonly unknown[] = []
  const update = (): void => {
    const { doc, view } = editor.getState()
    const state = findStore.getState()
    const { resolution } = compiled.shown.getState()
    const compared = comparedMarks.getState().marks
    const edited = canvasStore.getState().editing?.model ?? null
    const now = [doc.models, doc.placements, doc.areas, doc.root, view, resolution, state, compared, edited]
    if (now.every((part, i) => part === last[i])) return
    last = now
    const marks = compared ?? marksOf(doc, view, state, findIn(doc, view, resolution, state), edited)
    if (marks !== canvasStore.getState().marks) canvasStore.setState({ marks })
  }
  const stops = [
    editor.subscribe(update),
    compiled.subscribe(update),
    findStore.subscribe(update),
    comparedMarks.subscribe(update),
    canvasStore.subscribe((after, before) => {
      if (after.editing?.model !== before.editing?.model) update()
    }),
  ]
  return () => stops.forEach((stop) => stop())
}

/**
 * null: nothing is set, the drawing is as it is.
 *
 * @param edited the model whose cells are being written: it shows all its rows, or what was just added would be gone
 */
function marksOf(doc: ErDocument, view: ViewId, state: FindState, found: Found, edited: ModelId | null): Marks | null {
  const { models, relations } = found
  const plain = models === null && state.colourBy === 'app' && !state.hideAudit && !state.keysOnly
  if (plain) return null
  const rest = models === null ? [] : membersOf(doc, view).filter((id) => !models.has(id))
  const hides = state.hides && state.panel === 'filter'
  const tones = new Map<ModelId, Tone>(hides ? [] : rest.map((id) => [id, 'dim']))
  if (state.panel === 'path') for (const id of models ?? []) tones.set(id, 'hit')
  if (state.panel === 'neighbours') for (const id of state.around.models) if (models?.has(id)) tones.set(id, 'hit')
  return {
    tones,
    ...(relations.size === 0 ? {} : { edges: new Map([...relations].map((id) => [id, 'hit' as const])) }),
    ...(hides ? { hidden: new Set(rest) } : {}),
    ...(state.colourBy === 'app' ? {} : { colours: coloursOf(doc, view, state.colourBy) }),
    ...(state.hideAudit || state.keysOnly ? { hiddenRows: hiddenRows(doc, view, state, edited) } : {}),
  }
}

/** Rows that are left out, of the members only. */
function hiddenRows(
  doc: ErDocument,
  view: ViewId,
  { hideAudit, keysOnly }: FindState,
  edited: ModelId | null,
): ReadonlySet<FieldId> {
  const hidden = new Set<FieldId>()
  for (const id of membersOf(doc, view)) {
    if (id === edited) continue
    for (const field of doc.models[id]?.fields ?? []) {
      const isPlain = field.kind !== 'custom' && !isRelation(field) && field.options['primary_key'] !== true
      if ((hideAudit && isAuditField(field)) || (keysOnly && isPlain)) hidden.add(field.id)
    }
  }
  return hidden
}

function coloursOf(doc: ErDocument, view: ViewId, by: 'area' | 'none'): ReadonlyMap<ModelId, string | number> {
  const members = membersOf(doc, view)
  if (by === 'none') return new Map(members.map((id) => [id, NO_COLOUR]))
  const areas = Object.values(doc.areas)
    .filter((area) => area.view === view)
    // The smallest one round a model says its colour; the number of an area without one follows its id.
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((area, i) => ({ ...sizeOf(area), color: area.color ?? i }))
    .toSorted((a, b) => a.fullWidth * a.fullHeight - b.fullWidth * b.fullHeight)
  return new Map(members.map((id) => [id, areaColour(doc, view, id, areas)]))
}

interface ColouredArea extends ReturnType<typeof sizeOf> {
  readonly color: string | number
}

function areaColour(doc: ErDocument, view: ViewId, model: ModelId, areas: readonly ColouredArea[]): string | number {
  const place = doc.placements[placementId(view, model)]
  if (place === undefined) return NO_COLOUR
  const at = anchorOf(place)
  return areas.find((area) => contains(area, at))?.color ?? NO_COLOUR
}
