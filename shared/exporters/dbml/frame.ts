/** What stands around the tables: the project, groups of tables, notes; and the colours of tables. */
import { rootOf } from '../../document/records.ts'
import type { Area, ErDocument, Placement } from '../../document/records.ts'
import { readColor } from '../../layout/drawing/palette.ts'
import { SVG_THEMES } from '../../layout/drawing/svg-theme.ts'
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
  const groups = new Map<string, { readonly color: string; readonly members: string[] }>()
  for (const table of tables) {
    const model = table.joins?.model ?? table.model
    const place = byModel.get(model)
    const area = areas.find((one) => place !== undefined && isIn(one, place))
    const group = areas.length > 0 ? area?.name : resolution.models.get(model)?.app
    if (group === undefined) continue
    const known = groups.get(group) ?? { color: setting(area?.color ?? null), members: [] }
    groups.set(group, known)
    known.members.push(table.name)
  }
  if (areas.length === 0 && groups.size < 2) return ''
  return [...groups]
    .map(
      ([group, { color, members }]) =>
        `TableGroup ${name(group)}${color} {\n${members.map((m) => `  ${tableName(m)}\n`).join('')}}\n\n`,
    )
    .join('')
}

/** Notes of the first view, under numbers: they have no names. */
export function notesText(doc: ErDocument): string {
  return firstView(doc)
    .notes.filter(({ text }) => text.trim() !== '')
    .map(({ text, color }, i) => `Note note_${i + 1}${setting(color)} {\n  ${block(text, '  ')}\n}\n\n`)
    .join('')
}

function setting(color: string | null): string {
  const hex = hexOf(color)
  return hex === null ? '' : ` [color: ${hex}]`
}

/** DBML takes six digits alone; null: no colour that it can say. A place in the palette is what the light theme has there. */
function hexOf(color: string | null): string | null {
  const found = color === null ? null : readColor(color)
  const text = typeof found === 'number' ? SVG_THEMES.light.apps[found] : found
  return text != null && /^#[\da-f]{6}$/i.test(text) ? text : null
}

/** By model, where somebody gave one. */
export function colours(doc: ErDocument): ReadonlyMap<ModelKey, string> {
  return new Map(
    firstView(doc).placements.flatMap(({ model, color }): [ModelKey, string][] => {
      const hex = hexOf(color)
      return hex === null ? [] : [[model, hex]]
    }),
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
