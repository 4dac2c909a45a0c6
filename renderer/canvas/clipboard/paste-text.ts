/**
 * Text that was copied elsewhere, put on the canvas: a Django class, CREATE TABLE, or a list of columns in
 * the language of cells. What could not be read is told, with its line; nothing else is lost by it.
 */
import { applyCommand } from '../../../shared/commands/registry.ts'
import type { CommandCall } from '../../../shared/commands/registry.ts'
import { newId } from '../../../shared/document/ids.ts'
import type { FieldId, ModelId, ViewId } from '../../../shared/document/ids.ts'
import { freeModelName } from '../../../shared/document/names.ts'
import { isRelation, rootOf } from '../../../shared/document/records.ts'
import type { Base, ErDocument, Field, Model } from '../../../shared/document/records.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { layeredLayout } from '../../../shared/layout/arrange/layered.ts'
import { boxContext, makeBox } from '../../../shared/layout/box/box.ts'
import type { BoxRow } from '../../../shared/layout/box/box.ts'
import type { Imported } from '../../../shared/importers/importer.ts'
import { resolveDocument } from '../../../shared/relations/resolve.ts'
import { inWords, t } from '../../texts/texts.ts'
import { fieldCalls } from '../cells/cell-edits.ts'
import type { Spot } from '../edits/new-model.ts'
import { newsOf } from './paste-notes.ts'
import type { PasteNotes } from './paste-notes.ts'
import { readSheet } from './paste-sheet.ts'
import type { Sheet } from './paste-sheet.ts'
import { splitNameAndType } from '../quick-type/read.ts'
import type { Point } from '../canvas-store.ts'

type PastedKind = 'django' | 'sql' | 'columns'

/** What the text looks like; null: nothing that could be drawn. */
export function pastedKind(text: string): PastedKind | null {
  if (/^[ \t]*class[ \t]+[\p{L}_][\p{L}\p{M}\p{N}_]*[ \t]*\(/mu.test(text) && /\w+\s*=\s*[\w.]+\(|Model\b/.test(text))
    return 'django'
  if (/\bcreate\s+(?:\w+\s+)?table\b/i.test(text)) return 'sql'
  return areColumns(listLines(text)) || sheetOf(text) !== null ? 'columns' : null
}

function areColumns(lines: readonly ColumnLine[]): boolean {
  if (lines.length === 0 || lines.length > MOST_LINES) return false
  const isColumn = ({ text: line }: ColumnLine): boolean => /^[A-Za-z_]\w*(?:\s*:\s*|\s+)\S/.test(line)
  // Prose has lines too: most of these have to read as a name and a type.
  return lines.filter(isColumn).length * 2 > lines.length && lines.some(({ text: line }) => readsAsType(line))
}

const MOST_LINES = 400

interface ColumnLine {
  readonly line: number
  readonly text: string
}

/** Cells of a spreadsheet, unless the lines are columns themselves. */
function sheetOf(text: string): Sheet | null {
  return areColumns(listLines(text)) ? null : readSheet(text)
}

function listLines(text: string): readonly ColumnLine[] {
  return text.split(/\r?\n/).flatMap((raw, i) => {
    const clean = raw
      .replace(/^\s*[-*•]\s+/, '')
      .replace(/[,;]\s*$/, '')
      .trim()
    return clean === '' || clean.startsWith('#') || clean.startsWith('//') ? [] : [{ line: i + 1, text: clean }]
  })
}

function readsAsType(line: string): boolean {
  const { type } = splitNameAndType(line)
  const word = (type ?? '').split(/[\s(]/)[0] ?? ''
  return /^(?:fk|m2m|o2o|1:1|char|text|int|bool|date|datetime|time|decimal|float|email|url|slug|uuid|json|\w+field|string|varchar|integer|boolean|timestamp|bigint|foreignkey)$/i.test(
    word,
  )
}

export interface Pasted {
  readonly label: string
  readonly calls: readonly CommandCall[]
  /** Models that were made, or the one that got fields. */
  readonly models: readonly ModelId[]
  readonly madeModels: number
  readonly madeFields: number
  /** What was left out, in words with its line. */
  readonly skipped: readonly string[]
  /** What the reader of a whole text said, guesses included; null: there was none. */
  readonly notes: PasteNotes | null
}

export interface Where {
  readonly doc: ErDocument
  readonly view: ViewId
  /** Middle of the new models, where nothing is said of room. */
  readonly at: Point
  /** The upper left corner of free room of that size, so that they lie on no other. */
  readonly room?: (width: number, height: number) => Point
}

const NEW_WIDTH = 176
const NEW_HEIGHT = 120

function cornerFor({ at, room }: Where, width: number, height: number): Point {
  const { x, y } = room?.(width, height) ?? { x: at.x - width / 2, y: at.y - height / 2 }
  return { x: grid(x), y: grid(y) }
}

/** Columns become fields of the model given, else of a new one, which a first line may name. */
export function pasteColumns(text: string, where: Where, target: ModelId | null): Pasted {
  const { doc, view } = where
  const sheet = sheetOf(text)
  // The columns of a sheet all stand on its first line.
  let lines = sheet?.columns.map((column): ColumnLine => ({ line: 1, text: column })) ?? listLines(text)
  const [first] = lines
  const heading = first === undefined ? null : /^([A-Z]\w*)\s*[:({]?$/.exec(first.text)
  if (heading !== null && target === null) lines = lines.slice(1)
  const calls: CommandCall[] = []
  const skipped = sheet === null || sheet.rows === 0 ? [] : [t.canvas.paste.rows(sheet.rows)]
  let now = doc
  const run = (call: CommandCall): void => {
    now = applyPatch(now, applyCommand(now, call.type, call.params as never))
    calls.push(call)
  }
  const model = target ?? (newId('model') as ModelId)
  if (target === null) {
    const name = freeModelName(doc, rootOf(doc).defaultApp, heading?.[1] ?? t.canvas.paste.newName)
    const corner = cornerFor(where, NEW_WIDTH, NEW_HEIGHT)
    run({ type: 'model.add', params: { id: model, name, at: { view, ...corner } } })
  }
  let fields = 0
  let targets = 0
  const spotOf = (): Spot => {
    const { x, y } = cornerFor(where, NEW_WIDTH, NEW_HEIGHT)
    return { view, x: x + NEW_WIDTH * 2, y: y + NEW_HEIGHT * targets++ }
  }
  for (const { line, text: column } of lines) {
    const made = fieldCalls(now, model, column, { spot: spotOf })
    if ('error' in made) skipped.push(t.canvas.paste.line(line, made.error))
    else {
      made.calls.forEach(run)
      skipped.push(...made.notes.map((note) => t.canvas.paste.line(line, inWords(note))))
      fields++
    }
  }
  const label = target === null ? t.canvas.actions.paste[0] : t.canvas.steps.pasteFields
  return {
    label,
    calls: fields === 0 ? [] : calls,
    models: [model],
    madeModels: target === null ? 1 : 0,
    madeFields: fields,
    skipped,
    notes: null,
  }
}

/** Models of Django or SQL text, related to the models of the same names that are there already. */
export async function pasteSource(text: string, kind: 'django' | 'sql', where: Where): Promise<Pasted> {
  const { doc } = where
  const app = doc.apps[rootOf(doc).defaultApp]?.label ?? 'app'
  const bytes = new TextEncoder()
  if (kind === 'django') {
    const { django } = await import('../../../shared/importers/django.ts')
    return placed(await django.import([{ path: 'models.py', bytes: bytes.encode(text) }], { app }, {}), where, text)
  }
  const [{ sql }, { recogniseDialect }] = await Promise.all([
    import('../../../shared/importers/sql.ts'),
    import('../../../shared/importers/sql/script/recognise.ts'),
  ])
  // SQLite's own scripts are run by SQLite, which the page has not: read as standard SQL, less the one word that is not.
  const dialect = recogniseDialect(text) === 'mysql' ? 'mysql' : 'postgresql'
  const plain = text.replaceAll(/\bautoincrement\b/gi, (word) => ' '.repeat(word.length))
  return placed(
    await sql.import([{ path: 'pasted.sql', bytes: bytes.encode(plain) }], { app, dialect }, {}),
    where,
    text,
  )
}

function placed({ doc: source, diagnostics }: Imported, where: Where, text: string): Pasted {
  const { doc, view } = where
  const present = new Map(Object.values(doc.models).map((model) => [model.name.toLowerCase(), model.id]))
  const models = rootOf(source).modelOrder.flatMap((id) => source.models[id] ?? [])
  // Stand-ins for what the text only points at; the design has the real ones.
  const instead = realOnes(source, doc, present)
  const made = models.filter((model) => !instead.has(model.id))
  const linked = made.map((model) => withPresent(model, instead, present))
  const context = boxContext(() => source)
  const nodes = linked.map((model) => ({ id: model.id, ...sizeOf(makeBox(model, context)) }))
  const index = new Map(linked.map((model, i) => [model.id, i]))
  const edges = linked.flatMap((model, i) =>
    model.fields.flatMap((field): [number, number][] => {
      const to = isRelation(field) && field.to !== null ? index.get(field.to) : undefined
      return to === undefined ? [] : [[i, to]]
    }),
  )
  const spots = layeredLayout({ nodes, edges })
  const right = Math.max(0, ...spots.map((spot, i) => spot.x + (nodes[i]?.width ?? 0)))
  const bottom = Math.max(0, ...spots.map((spot, i) => spot.y + (nodes[i]?.height ?? 0)))
  const corner = cornerFor(where, right, bottom)
  const ids = Object.fromEntries(linked.map((model) => [model.id, newId('model') as ModelId]))
  const call: CommandCall = {
    type: 'paste',
    params: {
      models: linked,
      enums: Object.values(source.enums),
      spots: linked.map((model, i) => ({ model: model.id, x: spots[i]?.x ?? 0, y: spots[i]?.y ?? 0 })),
      view,
      dx: corner.x,
      dy: corner.y,
      ids,
    },
  }
  const told = newsOf(diagnostics, { models: linked, instead, text })
  return {
    label: t.canvas.actions.paste[0],
    calls: linked.length === 0 ? [] : [call],
    models: Object.values(ids),
    madeModels: linked.length,
    madeFields: linked.reduce((sum, model) => sum + model.fields.length, 0),
    skipped: told.map(({ message, subject }) =>
      subject.line === undefined ? message : t.canvas.paste.line(subject.line, message),
    ),
    notes: { diagnostics: told, models: linked, ids },
  }
}

/** What the text only points at, and the design's model that it is: the same table, else the same name. */
function realOnes(
  source: ErDocument,
  doc: ErDocument,
  present: ReadonlyMap<string, ModelId>,
): ReadonlyMap<ModelId, ModelId> {
  const external = Object.values(source.models).filter((model) => model.external)
  if (external.length === 0) return new Map()
  const tables = new Map<string, ModelId>()
  for (const { key, table, kind } of resolveDocument(doc).models.values())
    if (kind === 'concrete' && doc.models[key as ModelId] !== undefined) tables.set(table.toLowerCase(), key as ModelId)
  const read = resolveDocument(source).models
  return new Map(
    external.flatMap((model): [ModelId, ModelId][] => {
      const table = read.get(model.id)?.table.toLowerCase()
      const real = (table === undefined ? undefined : tables.get(table)) ?? present.get(model.name.toLowerCase())
      return real === undefined ? [] : [[model.id, real]]
    }),
  )
}

/** Relations and bases lead to the design's own models where the text only names them. */
function withPresent(
  model: Model,
  instead: ReadonlyMap<ModelId, ModelId>,
  present: ReadonlyMap<string, ModelId>,
): Model {
  const named = (source: string | null): ModelId | undefined =>
    present.get((source ?? '').split('.').at(-1)?.replaceAll(/['"]/g, '').toLowerCase() ?? '')
  const fields = model.fields.map((field): Field => {
    if (!isRelation(field)) return field
    const to = field.to === null ? (named(field.toSource) ?? null) : (instead.get(field.to) ?? field.to)
    return to === field.to ? field : { ...field, to, toSource: null }
  })
  const bases = model.bases.map((base): Base => {
    if ('model' in base) return { model: instead.get(base.model) ?? base.model }
    const id = named(base.expr)
    return id === undefined ? base : { model: id }
  })
  return { ...model, fields, bases }
}

function sizeOf({ width, height }: { readonly width: number; readonly height: number }) {
  return { width, height }
}

function grid(value: number): number {
  return Math.round(value / 8) * 8
}

/** The fields as lines that can be pasted again: `title char 200`. */
export function fieldLines(fields: ReadonlySet<FieldId>, rows: readonly BoxRow[]): string {
  return rows
    .filter((row) => row.field !== null && fields.has(row.field))
    .map((row) => `${row.name} ${row.type}${row.nullable ? ' null' : ''}${row.unique ? ' unique' : ''}`)
    .join('\n')
}
