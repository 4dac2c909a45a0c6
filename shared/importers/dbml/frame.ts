/** What stands around the tables of DBML files, on the canvas: groups as areas, sticky notes, colours of headers. */
import { placementId, rootOf } from '../../document/records.ts'
import type { Area, ErDocument, Note, Placement } from '../../document/records.ts'
import type { ModelId, ViewId } from '../../document/ids.ts'
import { nameInDatabase } from '../../relations/names.ts'
import { stableId } from '../django/stable-id.ts'

export interface DbmlGroup {
  readonly name: string
  readonly color: string | null
  readonly note: string | null
  /** As the database has them: `sales"."order`. */
  readonly tables: readonly string[]
}

export interface DbmlFrame {
  /** Of the project; null: the files name none. */
  readonly title: string | null
  readonly groups: readonly DbmlGroup[]
  readonly notes: readonly { readonly text: string; readonly color: string | null }[]
  /** By table, as in the groups. */
  readonly colors: ReadonlyMap<string, string>
}

/** A model with room around it until all is arranged, px. */
const CELL = { width: 300, height: 360 }
const PAD = 40
const HEAD = 60
const NOTE = { width: 260, height: 180 }

/** Models stand within their groups' areas: arranging keeps them there, and fits the areas to them. */
export function withFrame(given: ErDocument, frame: DbmlFrame): ErDocument {
  const { title, groups, notes, colors } = frame
  const root = rootOf(given)
  const [view] = root.viewOrder
  const doc = title === null ? given : { ...given, root: { root: { ...root, name: title } } }
  if (view === undefined || (groups.length === 0 && notes.length === 0 && colors.size === 0)) return doc
  const models = modelsByTable(doc)
  const placements: Record<string, Placement> = { ...doc.placements }
  const change = (model: ModelId, more: Partial<Placement>): void => {
    const id = placementId(view, model)
    const before = placements[id]
    if (before !== undefined) placements[id] = { ...before, ...more }
  }
  const areas: Area[] = []
  let bottom = 0
  for (const [i, { name, color, tables }] of groups.entries()) {
    const members = tables.flatMap((table) => models.get(table) ?? [])
    const across = Math.max(1, Math.ceil(Math.sqrt(members.length)))
    for (const [nth, model] of members.entries()) {
      const [column, row] = [nth % across, Math.floor(nth / across)]
      change(model, { x: PAD + column * CELL.width, y: bottom + HEAD + row * CELL.height })
    }
    const height = HEAD + Math.max(1, Math.ceil(members.length / across)) * CELL.height
    const width = across * CELL.width + PAD
    areas.push({ id: stableId('area', `${i}`), view, name, x: 0, y: bottom, width, height, color })
    bottom += height + PAD
  }
  const grouped = new Set(groups.flatMap((group) => group.tables.flatMap((table) => models.get(table) ?? [])))
  const right = Math.max(0, ...areas.map((area) => area.x + area.width + PAD))
  if (areas.length > 0)
    for (const { model, x } of Object.values(placements)) if (!grouped.has(model)) change(model, { x: x + right })
  for (const [table, color] of colors) for (const model of models.get(table) ?? []) change(model, { color })
  const texts = [...notes, ...groups.flatMap(({ note, color }) => (note === null ? [] : [{ text: note, color }]))]
  return {
    ...doc,
    placements,
    areas: { ...doc.areas, ...Object.fromEntries(areas.map((one) => [one.id, one])) },
    notes: { ...doc.notes, ...Object.fromEntries(noteRecords(view, texts).map((one) => [one.id, one])) },
  }
}

function noteRecords(view: ViewId, texts: DbmlFrame['notes']): readonly Note[] {
  return texts.map((note, i) => {
    const spot = { x: -NOTE.width - PAD, y: i * (NOTE.height + PAD) }
    return { id: stableId('note', `${i}`), view, ...note, ...spot, ...NOTE }
  })
}

function modelsByTable({ models, apps }: ErDocument): ReadonlyMap<string, readonly ModelId[]> {
  const named = Object.values(models).map((model) => {
    const table = model.meta.db_table ?? `${apps[model.app]?.label ?? ''}_${model.name.toLowerCase()}`
    return [nameInDatabase(table), [model.id]] as const
  })
  return new Map(named)
}
