/** What stands around the tables: the project, groups of tables, notes; and the colours of tables. */
import { rootOf } from '../../document/records.ts'
import type { Area, ErDocument, Placement } from '../../document/records.ts'
import type { ModelKey } from '../../relations/types.ts'
import type { SchemaTable } from '../../schema/types.ts'
import type { ExportInput } from '../exporter.ts'
import { block, name, tableName } from './words.ts'

/** Expressions, checks and types are PostgreSQL's. */
export function projectText(doc: ErDocument): string {
  const { name: title } = rootOf(doc)
  return `Project ${name(title === '' ? 'design' : title)} {\n  database_type: 'PostgreSQL'\n}\n\n`
}

/** Areas of the first view with what stands in them; where it has none and there are several apps, the apps. */
export function groupsText({ doc, resolution }: ExportInput, tables: readonly SchemaTable[]): string {
  const { placements, areas } = firstView(doc)
  const byModel = new Map(placements.map((p): [ModelKey, Placement] => [p.model, p]))
  const groups = new Map<string, string[]>()
  for (const table of tables) {
    const model = table.joins?.model ?? table.model
    const place = byModel.get(model)
    const group =
      areas.length > 0
        ? areas.find((area) => place !== undefined && isIn(area, place))?.name
        : resolution.models.get(model)?.app
    if (group === undefined) continue
    groups.set(group, [...(groups.get(group) ?? []), table.name])
  }
  if (areas.length === 0 && groups.size < 2) return ''
  return [...groups]
    .map(
      ([group, members]) => `TableGroup ${name(group)} {\n${members.map((m) => `  ${tableName(m)}\n`).join('')}}\n\n`,
    )
    .join('')
}

/** Notes of the first view, under numbers: they have no names. */
export function notesText(doc: ErDocument): string {
  return firstView(doc)
    .notes.filter(({ text }) => text.trim() !== '')
    .map(({ text }, i) => `Note note_${i + 1} {\n  ${block(text, '  ')}\n}\n\n`)
    .join('')
}

/** By model, where somebody gave one; DBML takes six digits alone. */
export function colours(doc: ErDocument): ReadonlyMap<ModelKey, string> {
  return new Map(
    firstView(doc).placements.flatMap(({ model, color }): [ModelKey, string][] =>
      color !== null && /^#[\da-f]{6}$/i.test(color) ? [[model, color]] : [],
    ),
  )
}

function firstView(doc: ErDocument) {
  const [view] = rootOf(doc).viewOrder
  const of = <T extends { readonly view: string }>(records: Readonly<Record<string, T>>) =>
    Object.values(records).filter((one) => one.view === view)
  return { placements: of(doc.placements), areas: of(doc.areas), notes: of(doc.notes) }
}

/** By its corner, as the canvas takes models along with an area. */
function isIn({ x, y, width, height }: Area, place: Placement): boolean {
  return place.x >= x && place.y >= y && place.x <= x + width && place.y <= y + height
}
