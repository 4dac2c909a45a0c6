/**
 * A document as the text of its file: stable key order, defaults left out, one field, row or placement
 * a line, so that an edit is a short diff. See FORMAT.md.
 */
import { without } from '../util/without.ts'
import { designFile } from './file-shape.ts'
import type { DesignFile, FileRows, FileView } from './file-shape.ts'
import type { ModelId } from './ids.ts'
import { rootOf } from './records.ts'
import type { ErDocument, Placement, Root, RowSet } from './records.ts'

export const FORMAT = 'relata'
/** The version of the format that this code writes. */
export const VERSION = 1
export const SCHEMA_ID = 'urn:relata:design:1'

/** The text of `name.relata.json`, with a newline at its end. */
export function writeDocument(doc: ErDocument): string {
  const root = rootOf(doc)
  const { $schema = SCHEMA_ID } = root as { readonly $schema?: unknown }
  const file = { $schema, format: FORMAT, version: VERSION, ...(designFile.write(toFile(doc)) as object) }
  return printFile([...Object.entries(file), ...unknownKeys(root)])
}

/** The text of a file that holds views only, spread over lines as in a design. */
export function printViews(file: { readonly [key: string]: unknown }): string {
  return printFile(Object.entries(file))
}

function printFile(entries: readonly (readonly [string, unknown])[]): string {
  const printed = entries.map(([key, value]) => {
    const layout = Object.hasOwn(LAYOUT, key) ? (LAYOUT[key] as Layout) : 'line'
    return `  ${JSON.stringify(key)}: ${print(value, layout, '  ')}`
  })
  return `{\n${printed.join(',\n')}\n}\n`
}

const ROOT_KEYS: Record<keyof Root, true> = {
  id: true,
  name: true,
  modelOrder: true,
  viewOrder: true,
  queryOrder: true,
  defaultApp: true,
  settings: true,
}

/** Keys of the file that we do not know: they are kept on the root record. */
function unknownKeys(root: Root): readonly (readonly [string, unknown])[] {
  return Object.entries(root).filter(([key]) => key !== '$schema' && !Object.hasOwn(ROOT_KEYS, key))
}

function toFile(doc: ErDocument): DesignFile {
  const root = rootOf(doc)
  const models = ordered(root.modelOrder, doc.models)
  const rank = new Map(models.map((model, n) => [model.id, n]))
  return {
    name: root.name,
    settings: root.settings,
    defaultApp: root.defaultApp,
    apps: Object.values(doc.apps),
    enums: Object.values(doc.enums),
    models,
    views: fileViews(doc, rank),
    queries: ordered(root.queryOrder, doc.queries),
    rows: fileRows(doc, rank),
    generators: Object.values(doc.generators),
  }
}

/** The records in the order of the ids, those that it forgot after them. */
function ordered<T extends { readonly id: string }>(
  order: readonly string[],
  table: { readonly [id: string]: T },
): readonly T[] {
  const ids = new Set([...order, ...Object.keys(table)])
  return [...ids].flatMap((id) => (Object.hasOwn(table, id) ? (table[id] as T) : []))
}

function fileViews(doc: ErDocument, rank: ReadonlyMap<ModelId, number>): readonly FileView[] {
  const placements = byView(Object.values(doc.placements))
  const areas = byView(Object.values(doc.areas))
  const notes = byView(Object.values(doc.notes))
  const place = (p: Placement): number => rank.get(p.model) ?? rank.size
  return ordered(rootOf(doc).viewOrder, doc.views).map((view) => ({
    ...view,
    placements: (placements.get(view.id) ?? [])
      .sort((a, b) => place(a) - place(b))
      .map((placement) => without(placement, 'id', 'view')),
    areas: (areas.get(view.id) ?? []).map((area) => without(area, 'view')),
    notes: (notes.get(view.id) ?? []).map((note) => without(note, 'view')),
  }))
}

function byView<T extends { readonly view: string }>(records: readonly T[]): Map<string, T[]> {
  return Map.groupBy(records, (record) => record.view)
}

function fileRows(doc: ErDocument, rank: ReadonlyMap<ModelId, number>): readonly FileRows[] {
  const place = (rowSet: RowSet): number => rank.get(rowSet.id) ?? rank.size
  return Object.values(doc.rows)
    .sort((a, b) => place(a) - place(b))
    .map(({ id, ...rest }) => ({ model: id, ...rest }))
}

/**
 * How a value is spread over lines. `line`: all of it on one. `each`: an item a line. `keys`: a key a line
 * where one of these is there (`always`: in any case).
 */
type Layout =
  | 'line'
  | { readonly each: Layout }
  | { readonly keys: { readonly [key: string]: Layout }; readonly always: boolean }

const lines: Layout = { each: 'line' }

/** By the top-level key. */
const LAYOUT: { readonly [key: string]: Layout } = {
  settings: { keys: {}, always: true },
  apps: { each: { keys: { code: lines }, always: false } },
  enums: { each: { keys: { members: lines, extra: lines }, always: true } },
  models: { each: { keys: { fields: lines, indexes: lines, constraints: lines, members: lines }, always: true } },
  views: { each: { keys: { placements: lines, areas: lines, notes: lines }, always: true } },
  queries: lines,
  rows: { each: { keys: { rows: lines }, always: true } },
  generators: lines,
  unreadable: lines,
}

function print(value: unknown, layout: Layout, indent: string): string {
  const deeper = `${indent}  `
  if (layout !== 'line' && typeof value === 'object' && value !== null) {
    if ('each' in layout && Array.isArray(value) && value.length > 0) {
      return `[\n${value.map((item) => deeper + print(item, layout.each, deeper)).join(',\n')}\n${indent}]`
    }
    if ('keys' in layout && !Array.isArray(value) && spreads(value, layout)) {
      const entries = Object.entries(value).filter(([, item]) => item !== undefined)
      const printed = entries.map(([key, item]) => {
        const inner = Object.hasOwn(layout.keys, key) ? (layout.keys[key] as Layout) : 'line'
        return `${deeper}${JSON.stringify(key)}: ${print(item, inner, deeper)}`
      })
      return `{\n${printed.join(',\n')}\n${indent}}`
    }
  }
  return printLine(value)
}

function spreads(value: object, layout: { readonly keys: object; readonly always: boolean }): boolean {
  return layout.always || Object.keys(layout.keys).some((key) => Object.hasOwn(value, key))
}

/** JSON on one line, with a space after colons and commas. */
function printLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => printLine(item ?? null)).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${printLine(item)}`).join(', ')}}`
  }
  return JSON.stringify(value)
}
