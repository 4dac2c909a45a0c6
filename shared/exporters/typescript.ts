/**
 * Plain TypeScript types: a row as a driver returns it, what an insert and an update take, and the
 * relations both ways as a second set. No library is needed to use them.
 */
import type { ModelKey, Resolution, ResolvedField, ResolvedModel, ReverseRelation } from '../relations/types.ts'
import type { ColumnKind, Schema, SchemaColumn, SchemaTable } from '../schema/types.ts'
import { eachChange, sameItems, withReplacedItems } from '../util/changes.ts'
import { withReplaced } from '../util/replaced-map.ts'
import { diagramTables } from './documents/edges.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { PiecePacker } from './pack-pieces.ts'
import { choiceLiterals } from './typescript/choices.ts'
import { isFilledIn } from './typescript/defaults.ts'
import { commentText, givenNames, propertyName, renamed } from './typescript/names.ts'
import type { GivenNames } from './typescript/names.ts'

const HEADER = `/** Dates, times, decimals and UUIDs are text, as SQLite and most drivers give them; 64-bit keys are numbers. */

`

/** What a value of each kind is in TypeScript. */
const TYPES: Readonly<Record<ColumnKind, string>> = {
  smallInteger: 'number',
  integer: 'number',
  bigInteger: 'number',
  positiveSmallInteger: 'number',
  positiveInteger: 'number',
  positiveBigInteger: 'number',
  boolean: 'boolean',
  float: 'number',
  decimal: 'string',
  char: 'string',
  text: 'string',
  date: 'string',
  dateTime: 'string',
  time: 'string',
  duration: 'number',
  uuid: 'string',
  json: 'unknown',
  binary: 'Uint8Array',
  ipAddress: 'string',
  other: 'unknown',
}

export const typescript: Exporter<'typescript'> = {
  id: 'typescript',
  label: 'TypeScript types',
  group: 'TypeScript',
  language: 'typescript',
  fileName: 'models.ts',
  options: [],
  export: exportTypes,
}

interface Written {
  readonly resolution: Resolution
  readonly schema: Schema
  readonly names: ReadonlyMap<ModelKey, string>
  /** Of all models; `names` has those that are shown. */
  readonly given: GivenNames
  readonly pieces: readonly ExportPiece[]
  /** Where a model's piece stands. */
  readonly places: ReadonlyMap<ModelKey, number>
}

/** The last text: of an edited design all but a few pieces are in it, in the same places. */
const latest: { written: Written | null } = { written: null }

function exportTypes({ resolution, schema }: ExportInput): Exported {
  const last = latest.written
  const changed = last === null ? null : changedSince(last, resolution, schema)
  latest.written = (last && changed && rewrite(last, resolution, schema, changed)) ?? writeAll(resolution, schema, last)
  return { pieces: latest.written.pieces, diagnostics: [] }
}

function writeAll(resolution: Resolution, schema: Schema, last: Written | null): Written {
  const given = givenNames(resolution)
  const names = shownNames(given.names, schema, resolution)
  const places = new Map<ModelKey, number>()
  const pieces: ExportPiece[] = [{ model: null, text: HEADER }]
  const packer = new PiecePacker()
  for (const key of resolution.order) {
    const model = resolution.models.get(key)
    const table = model === undefined ? undefined : schema.byModel.get(model.concrete)
    if (model === undefined || table === undefined || !names.has(key)) continue
    const reverse = resolution.reverse.get(key) ?? NO_REVERSE
    let piece = knownPiece(last, model, table, reverse, names)
    if (piece === null) {
      piece = { model: key, text: modelText(model, table, reverse, names) }
      packer.add(piece)
    }
    places.set(key, pieces.length)
    pieces.push(piece)
  }
  packer.finish()
  return { resolution, schema, names, given, pieces, places }
}

/** The last piece of the model, if it would be the same now: an edit leaves nearly all of them as they are. */
function knownPiece(
  last: Written | null,
  model: ResolvedModel,
  table: SchemaTable,
  reverse: readonly ReverseRelation[],
  names: ReadonlyMap<ModelKey, string>,
): ExportPiece | null {
  const place = last?.places.get(model.key)
  if (last === null || place === undefined) return null
  if (last.resolution.models.get(model.key) !== model || last.schema.byModel.get(model.concrete) !== table) return null
  if ((last.resolution.reverse.get(model.key) ?? NO_REVERSE) !== reverse) return null
  const isNamedAlike = (key: ModelKey | null): boolean => key === null || last.names.get(key) === names.get(key)
  const holds =
    isNamedAlike(model.key) &&
    isNamedAlike(model.concrete) &&
    model.fields.every(({ relation }) => relation === null || isNamedAlike(relation.to)) &&
    model.manyToMany.every(({ relation }) => relation === null || isNamedAlike(relation.to)) &&
    reverse.every((relation) => isNamedAlike(relation.model))
  return holds ? (last.pieces[place] ?? null) : null
}

interface Changes {
  /** Models whose text may be another one: they, their table or what refers to them is. */
  readonly models: ReadonlySet<ModelKey>
  readonly renamed: readonly ResolvedModel[]
}

/** null: the list of models may be another one. */
function changedSince(last: Written, resolution: Resolution, schema: Schema): Changes | null {
  if (last.resolution.order !== resolution.order || last.schema.external !== schema.external) return null
  const changed = new Set<ModelKey>()
  const renamedModels: ResolvedModel[] = []
  let isAlike = true
  eachChange(last.resolution.models, resolution.models, (key, after, before) => {
    changed.add(key)
    isAlike &&= before?.app === after?.app && before?.concrete === after?.concrete
    if (after !== undefined && before?.name !== after.name && last.given.names.has(key)) renamedModels.push(after)
  })
  eachChange(last.schema.byModel, schema.byModel, (key, after, before) => {
    changed.add(key)
    isAlike &&= before !== undefined && after !== undefined && sameTargets(before, after)
  })
  eachChange(last.resolution.reverse, resolution.reverse, (key) => changed.add(key))
  return isAlike ? { models: changed, renamed: renamedModels } : null
}

/** What is referenced decides which external models are shown. */
function sameTargets(before: SchemaTable, after: SchemaTable): boolean {
  const targets = (table: SchemaTable) => table.foreignKeys.map((fk) => fk.targetModel)
  return sameItems(targets(before), targets(after))
}

/** null: the new names have to be weighed against all others. */
function rewrite(last: Written, resolution: Resolution, schema: Schema, changed: Changes): Written | null {
  const isRenamed = changed.renamed.length > 0
  const given = isRenamed ? renamed(last.given, changed.renamed) : last.given
  if (given === null) return null
  const names = isRenamed ? withReplaced(last.names, shownOf(changed.renamed, last.names, given)) : last.names
  const pieces = new Map<number, ExportPiece>()
  for (const key of changed.models) {
    const place = last.places.get(key)
    const model = resolution.models.get(key)
    const table = schema.byModel.get(model?.concrete ?? key)
    if (place === undefined || model === undefined || table === undefined) continue
    const text = modelText(model, table, resolution.reverse.get(key) ?? NO_REVERSE, names)
    if (last.pieces[place]?.text !== text) pieces.set(place, { model: key, text })
  }
  return { ...last, resolution, schema, names, given, pieces: withReplacedItems(last.pieces, pieces) }
}

function shownOf(
  models: readonly ResolvedModel[],
  shown: ReadonlyMap<ModelKey, string>,
  { names }: GivenNames,
): ReadonlyMap<ModelKey, string> {
  return new Map(models.flatMap(({ key }) => (shown.has(key) ? [[key, names.get(key) ?? ''] as const] : [])))
}

/** Names of the design's models and of the external ones that they point at; the rest of auth stays out. */
function shownNames(
  given: ReadonlyMap<ModelKey, string>,
  schema: Schema,
  resolution: Resolution,
): ReadonlyMap<ModelKey, string> {
  const names = new Map(given)
  const unseen = new Set<SchemaTable>(schema.external)
  if (unseen.size > 0) for (const table of diagramTables(schema)) unseen.delete(table)
  for (const key of given.keys()) {
    const table = schema.byModel.get(resolution.models.get(key)?.concrete ?? key)
    if (table === undefined || unseen.has(table)) names.delete(key)
  }
  return names
}

const NO_REVERSE: readonly ReverseRelation[] = []

function modelText(
  model: ResolvedModel,
  table: SchemaTable,
  reverse: readonly ReverseRelation[],
  names: ReadonlyMap<ModelKey, string>,
): string {
  const name = names.get(model.key) ?? model.name
  if (model.kind === 'proxy') {
    const concrete = names.get(model.concrete) ?? model.concrete
    return `/** ${commentText(model.label)}, a proxy of ${commentText(concrete)} */\nexport type ${name} = ${concrete}\n\n`
  }
  let text = `/** ${commentText(model.label)}, table ${commentText(table.name)} */\nexport interface ${name} {`
  let insert = ''
  for (const column of table.columns) {
    const property = propertyName(column.name)
    const type = columnType(column)
    const line = `\n  ${property}: ${type}`
    text += line
    if (column.generated === null) insert += isFilledIn(column) ? `\n  ${property}?: ${type}` : line
  }
  if (table.columns.length > 0) text += '\n'
  text += `}\nexport interface ${name}Insert {`
  if (insert !== '') text += `${insert}\n`
  text += `}\nexport type ${name}Update = Partial<${name}Insert>\n`
  const relations = forwardLines(model, names) + backwardLines(model, reverse, names)
  if (relations !== '') {
    text += `export interface ${name}Relations {${relations}\n}\n`
    text += `export type ${name}WithRelations = ${name} & ${name}Relations\n`
  }
  return `${text}\n`
}

function columnType(column: SchemaColumn): string {
  const plain = choiceLiterals(column) ?? TYPES[column.type.kind]
  return column.null ? `${plain} | null` : plain
}

function forwardLines(model: ResolvedModel, names: ReadonlyMap<ModelKey, string>): string {
  let lines = ''
  for (const field of model.fields) if (field.relation !== null) lines += forwardLine(field, names)
  for (const field of model.manyToMany) lines += forwardLine(field, names)
  return lines
}

function forwardLine(field: ResolvedField, names: ReadonlyMap<ModelKey, string>): string {
  const to = field.relation?.to == null ? undefined : names.get(field.relation.to)
  return to === undefined ? '' : `\n  ${propertyName(field.name)}: ${forwardType(field, to)}`
}

function forwardType(field: ResolvedField, to: string): string {
  if (field.kind === 'manyToMany') return `${to}[]`
  return field.null ? `${to} | null` : to
}

function backwardLines(
  model: ResolvedModel,
  relations: readonly ReverseRelation[],
  names: ReadonlyMap<ModelKey, string>,
): string {
  let lines = ''
  // Most models have few: looking through them makes no set of all names.
  const taken = relations.length > FEW ? new Set<string>() : null
  for (let i = 0; i < relations.length; i++) {
    const relation = relations[i]
    const from = relation === undefined ? undefined : names.get(relation.model)
    if (relation === undefined || relation.accessor === null || from === undefined) continue
    const { accessor, kind } = relation
    // An accessor that a field hides is an error of the design (fields.E302); the field stays.
    if (hasField(model, accessor) || (taken?.has(accessor) ?? isAbove(relations, i, names))) continue
    taken?.add(accessor)
    lines += `\n  ${propertyName(accessor)}: ${from}${kind === 'one_to_one' ? ' | null' : '[]'}`
  }
  return lines
}

const FEW = 8

function hasField({ fields, manyToMany }: ResolvedModel, name: string): boolean {
  for (const field of fields) if (field.name === name) return true
  for (const field of manyToMany) if (field.name === name) return true
  return false
}

/** Whether one of those before it, of a model that is shown, has its accessor. */
function isAbove(relations: readonly ReverseRelation[], place: number, names: ReadonlyMap<ModelKey, string>): boolean {
  const accessor = relations[place]?.accessor
  for (let i = 0; i < place; i++) {
    const other = relations[i]
    if (other !== undefined && other.accessor === accessor && names.has(other.model)) return true
  }
  return false
}
