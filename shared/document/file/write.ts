/**
 * A document as the text of its file: stable key order, defaults left out, one field, row or placement
 * a line, so that an edit is a short diff. See FORMAT.md.
 */
import { without } from '../../util/without.ts'
import { designFile, modelCodec, placementCodec, viewCodec } from './file-shape.ts'
import type { DesignFile, FilePlacement, FileRows, FileView } from './file-shape.ts'
import type { ModelId } from '../ids.ts'
import { rootOf } from '../records.ts'
import type { ErDocument, Model, Placement, Root, RowSet } from '../records.ts'

export const FORMAT = 'relata'
/** The version of the format that this code writes. */
export const VERSION = 1
export const SCHEMA_ID = 'urn:relata:design:1'

/** The text of `name.relata.json`, with a newline at its end. */
export function writeDocument(doc: ErDocument): string {
  return documentPieces(doc).map(pieceText).join('')
}

/**
 * A stretch of the file: text as it stands, or a record that is printed when its text is asked for. Equal
 * records in equal positions have equal texts: what differs between two files is found without printing them.
 */
export type TextPiece = string | RecordPiece

interface RecordPiece {
  readonly record: Model | Placement
  readonly kind: 'model' | 'placement'
  /** Else a comma and a line end come before it. */
  readonly isFirst: boolean
}

export function pieceText(piece: TextPiece): string {
  if (typeof piece === 'string') return piece
  const { record, kind, isFirst } = piece
  return `${isFirst ? '' : ',\n'}${PRINTERS[kind](record as never)}`
}

const MODEL_INDENT = '    '
const PLACEMENT_INDENT = '        '
const PRINTERS = {
  model: (model: Model): string => MODEL_INDENT + print(modelCodec.write(model), itemLayout('models'), MODEL_INDENT),
  placement: (placement: Placement): string =>
    PLACEMENT_INDENT + printLine(placementCodec.write(without(placement, 'id', 'view') as FilePlacement)),
}

/** The file in pieces, which put together are its text. */
export function documentPieces(doc: ErDocument): readonly TextPiece[] {
  const root = rootOf(doc)
  const { $schema = SCHEMA_ID } = root as { readonly $schema?: unknown }
  const file = toFile(doc)
  // What is small is written as it is; models and places are the bulk, and printed when asked for.
  const small = designFile.write({ ...file, models: [], views: [] }) as { readonly [key: string]: unknown }
  const pieces = new Pieces()
  const entries: readonly (readonly [string, unknown])[] = [
    ...Object.entries({ $schema, format: FORMAT, version: VERSION }),
    ...designFile.keys.flatMap((key) => {
      if (key === 'models' || key === 'views') return file[key].length > 0 ? [[key, null] as const] : []
      return Object.hasOwn(small, key) ? [[key, small[key]] as const] : []
    }),
    ...unknownKeys(root),
  ]
  entries.forEach(([key, value], at) => {
    pieces.text(`${at === 0 ? '{\n' : ',\n'}  ${JSON.stringify(key)}: `)
    if (value === null && key === 'models') pieces.items(file.models, 'model', '  ')
    else if (value === null && key === 'views') viewPieces(pieces, file.views)
    else pieces.text(print(value, layoutOf(key), '  '))
  })
  pieces.text('\n}\n')
  return pieces.all()
}

class Pieces {
  readonly #all: TextPiece[] = []
  #text = ''

  text(text: string): void {
    this.#text += text
  }

  /** Records of a list, one after the other. */
  items(records: readonly (Model | Placement)[], kind: RecordPiece['kind'], indent: string): void {
    this.text('[\n')
    this.#end()
    records.forEach((record, at) => this.#all.push({ record, kind, isFirst: at === 0 }))
    this.text(`\n${indent}]`)
  }

  all(): readonly TextPiece[] {
    this.#end()
    return this.#all
  }

  #end(): void {
    if (this.#text !== '') this.#all.push(this.#text)
    this.#text = ''
  }
}

function viewPieces(pieces: Pieces, views: readonly PlacedView[]): void {
  views.forEach(({ view, placed }, at) => {
    const written = viewCodec.write(view) as { readonly [key: string]: unknown }
    const layout = itemLayout('views')
    const entries = viewCodec.keys
      .filter((key) => Object.hasOwn(written, key) || (key === 'placements' && placed.length > 0))
      .concat(Object.keys(written).filter((key) => !viewCodec.keys.includes(key)))
    pieces.text(at === 0 ? '[\n    {\n' : ',\n    {\n')
    entries.forEach((key, n) => {
      pieces.text(`${n === 0 ? '' : ',\n'}      ${JSON.stringify(key)}: `)
      if (key === 'placements') pieces.items(placed, 'placement', '      ')
      else pieces.text(print(written[key], innerLayout(layout, key), '      '))
    })
    pieces.text('\n    }')
  })
  pieces.text('\n  ]')
}

/** The text of a file that holds views only, spread over lines as in a design. */
export function printViews(file: { readonly [key: string]: unknown }): string {
  return printFile(Object.entries(file))
}

function printFile(entries: readonly (readonly [string, unknown])[]): string {
  const printed = entries.map(([key, value]) => `  ${JSON.stringify(key)}: ${print(value, layoutOf(key), '  ')}`)
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

/** A view without its places, and those as they are in the document. */
interface PlacedView {
  readonly view: FileView
  readonly placed: readonly Placement[]
}

function toFile(doc: ErDocument): Omit<DesignFile, 'views'> & { readonly views: readonly PlacedView[] } {
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
  const records: T[] = []
  for (const id of new Set([...order, ...Object.keys(table)])) {
    if (Object.hasOwn(table, id)) records.push(table[id] as T)
  }
  return records
}

function fileViews(doc: ErDocument, rank: ReadonlyMap<ModelId, number>): readonly PlacedView[] {
  const placements = byView(Object.values(doc.placements))
  const areas = byView(Object.values(doc.areas))
  const notes = byView(Object.values(doc.notes))
  const place = (p: Placement): number => rank.get(p.model) ?? rank.size
  return ordered(rootOf(doc).viewOrder, doc.views).map((view) => ({
    view: {
      ...view,
      placements: [],
      areas: (areas.get(view.id) ?? []).map((area) => without(area, 'view')),
      notes: (notes.get(view.id) ?? []).map((note) => without(note, 'view')),
    },
    placed: (placements.get(view.id) ?? []).sort((a, b) => place(a) - place(b)),
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

const layoutOf = (key: string): Layout => (Object.hasOwn(LAYOUT, key) ? (LAYOUT[key] as Layout) : 'line')

/** Of the items of a top-level list. */
function itemLayout(key: string): Layout {
  const layout = layoutOf(key)
  return layout !== 'line' && 'each' in layout ? layout.each : 'line'
}

/** Of a key in a value that is spread a key a line. */
function innerLayout(layout: Layout, key: string): Layout {
  return layout !== 'line' && 'keys' in layout && Object.hasOwn(layout.keys, key)
    ? (layout.keys[key] as Layout)
    : 'line'
}

function print(value: unknown, layout: Layout, indent: string): string {
  const deeper = `${indent}  `
  if (layout !== 'line' && typeof value === 'object' && value !== null) {
    if ('each' in layout && Array.isArray(value) && value.length > 0) {
      return `[\n${value.map((item) => deeper + print(item, layout.each, deeper)).join(',\n')}\n${indent}]`
    }
    if ('keys' in layout && !Array.isArray(value) && spreads(value, layout)) {
      const printed: string[] = []
      for (const [key, item] of Object.entries(value)) {
        if (item !== undefined)
          printed.push(`${deeper}${quotedKey(key)}: ${print(item, innerLayout(layout, key), deeper)}`)
      }
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
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += (text === '' ? '' : ', ') + printLine(item ?? null)
    return `[${text}]`
  }
  for (const key of Object.keys(value)) {
    const item = (value as { readonly [key: string]: unknown })[key]
    if (item !== undefined) text += `${text === '' ? '' : ', '}${quotedKey(key)}: ${printLine(item)}`
  }
  return `{${text}}`
}

/** The same few keys stand in every record. */
const QUOTED = new Map<string, string>()

function quotedKey(key: string): string {
  const known = QUOTED.get(key)
  if (known !== undefined) return known
  const quoted = JSON.stringify(key)
  if (QUOTED.size < 256) QUOTED.set(key, quoted)
  return quoted
}
