/** Puts the places, areas and notes of a diagram into the design that was made of its tables. */
import { nameInDatabase } from '../../relations/names.ts'
import { placementId, rootOf } from '../../document/records.ts'
import type { Area, ErDocument, Note, Placement } from '../../document/records.ts'
import { stableId } from '../django/stable-id.ts'
import type { DiagramFile, Spot } from './diagram.ts'

/** `placed`: every model has a place of the file, so nothing needs to be arranged. */
export function withPlaces(
  doc: ErDocument,
  { tables, areas, notes }: DiagramFile,
): { readonly doc: ErDocument; readonly placed: boolean } {
  const [view] = rootOf(doc).viewOrder
  if (view === undefined) return { doc, placed: false }
  const byTable = new Map(tables.flatMap((one) => (one.spot === null ? [] : [[one.table.name, one] as const])))
  const spots = new Map<string, { readonly spot: Spot; readonly color: string | null }>()
  for (const model of Object.values(doc.models)) {
    const name = nameInDatabase(
      model.meta.db_table ?? `${doc.apps[model.app]?.label ?? ''}_${model.name.toLowerCase()}`,
    )
      .split('"."')
      .at(-1)
    const found = byTable.get(name ?? '')
    if (found?.spot != null) spots.set(model.id, { spot: found.spot, color: found.color })
  }
  const own = Object.values(doc.models).filter((model) => !model.external)
  const placements = Object.fromEntries(
    own.flatMap((model): [string, Placement][] => {
      const id = placementId(view, model.id)
      const found = spots.get(model.id)
      const before = doc.placements[id]
      if (found === undefined) return before === undefined ? [] : [[id, before]]
      const look = { color: found.color, collapsed: false, locked: false }
      return [[id, { ...look, ...before, id, view, model: model.id, ...found.spot, color: found.color }]]
    }),
  )
  const areaRecords = areas.map((area, i): Area => ({ id: stableId('area', String(i)), view, ...area }))
  const noteRecords = notes.map((note, i): Note => ({ id: stableId('note', String(i)), view, ...note }))
  return {
    placed: own.every((model) => spots.has(model.id)),
    doc: {
      ...doc,
      placements: { ...doc.placements, ...placements },
      areas: { ...doc.areas, ...Object.fromEntries(areaRecords.map((one) => [one.id, one])) },
      notes: { ...doc.notes, ...Object.fromEntries(noteRecords.map((one) => [one.id, one])) },
    },
  }
}
