/**
 * What stands in a model's box and how large it is: pure, so that the page, the layout worker and
 * the SVG of the terminal agree to the pixel. Row height is fixed; nothing is ever measured in a DOM.
 */
import { BUILTIN_BY_LABEL, BUILTIN_MODELS } from '../relations/builtin/catalogue.ts'
import { isRelation } from '../document/records.ts'
import type { Base, ErDocument, Field, Model, RelationField, RelationKind } from '../document/records.ts'
import type { FieldId, ModelId } from '../document/ids.ts'
import { throughModels } from '../document/throughs.ts'
import { textWidth } from './text-metrics.ts'
import { typeText } from './type-text.ts'

/** Everything is a multiple of 8 px, the canvas' grid. */
export const HEADER_PX = 40
export const ROW_PX = 24
export const FOOT_PX = 8
export const GRID_PX = 8
const MIN_WIDTH_PX = 176
const MAX_WIDTH_PX = 336
/** Left of a name: the mark column; right of a type: the edge of the box. */
export const NAME_X_PX = 30
export const PAD_X_PX = 12
export const NAME_SIZE_PX = 13
export const TYPE_SIZE_PX = 11
export const TITLE_SIZE_PX = 14
const GAP_PX = 16

/** How boxes are told apart at a glance. `child`: a multi-table child of a concrete model; `through`: of a many-to-many. */
export type BoxLook = 'concrete' | 'child' | 'abstract' | 'proxy' | 'external' | 'through'

export interface BoxRow {
  /** The field's id; for rows that Django makes: `auto`. */
  readonly key: string
  readonly field: FieldId | null
  readonly name: string
  readonly type: string
  readonly primaryKey: boolean
  readonly relation: RelationKind | null
  readonly nullable: boolean
  readonly unique: boolean
  /** Made by Django, not written: the automatic id, a parent link. */
  readonly automatic: boolean
}

export interface Box {
  readonly model: ModelId
  readonly title: string
  readonly look: BoxLook
  /** Said in the header beside the name; '' for a plain model. */
  readonly badge: string
  /** App label, shown where the design has several apps. */
  readonly app: string
  readonly rows: readonly BoxRow[]
  readonly width: number
  readonly height: number
  readonly collapsed: boolean
}

/** What a box needs to know beyond its own model. */
export interface BoxContext {
  modelName(id: ModelId): string | null
  model(id: ModelId): Model | null
  appLabel(model: Model): string
  /** Whether a many-to-many goes through the model. */
  isThrough(id: ModelId): boolean
  readonly autoField: string
}

export function boxContext(doc: ErDocument, autoField: string): BoxContext {
  return {
    modelName: (id) => doc.models[id]?.name ?? null,
    model: (id) => doc.models[id] ?? null,
    appLabel: (model) => doc.apps[model.app]?.label ?? '',
    isThrough: (id) => throughModels(doc).has(id),
    autoField,
  }
}

/** The box of a model. A nameless model or field gets a placeholder that is never saved. */
export function makeBox(
  model: Model,
  context: BoxContext,
  collapsed = false,
  hiddenRows: ReadonlySet<FieldId> | null = null,
): Box {
  const look = lookOf(model, context)
  const all = rowsOf(model, look, context)
  const rows = hiddenRows === null ? all : all.filter((row) => row.field === null || !hiddenRows.has(row.field))
  const title = model.name === '' ? 'Unnamed' : model.name
  const badge = badgeOf(model, look, context)
  const widest = rows.reduce((most, row) => Math.max(most, rowWidth(row)), headerWidth(title, badge))
  const width = Math.min(MAX_WIDTH_PX, Math.max(MIN_WIDTH_PX, Math.ceil(widest / GRID_PX) * GRID_PX))
  const height = collapsed ? HEADER_PX : HEADER_PX + rows.length * ROW_PX + FOOT_PX
  return { model: model.id, title, look, badge, app: context.appLabel(model), rows, width, height, collapsed }
}

/** Middle of a row from the box's top; the header's middle for -1 and in collapsed boxes. */
export function rowY(box: Box, row: number): number {
  return row < 0 || box.collapsed ? HEADER_PX / 2 : HEADER_PX + row * ROW_PX + ROW_PX / 2
}

export function rowIndexOf(box: Box, field: FieldId): number {
  return box.rows.findIndex((row) => row.field === field)
}

function lookOf(model: Model, context: BoxContext): BoxLook {
  if (model.external) return 'external'
  if (model.kind !== 'concrete') return model.kind
  if (concreteParent(model, context) !== null) return 'child'
  return context.isThrough(model.id) ? 'through' : 'concrete'
}

function badgeOf(model: Model, look: BoxLook, context: BoxContext): string {
  if (look === 'child') return `is a ${concreteParent(model, context)?.name ?? 'model'}`
  if (look === 'proxy') {
    const parent = parentsOf(model, context)[0]
    return parent === undefined ? 'proxy' : `proxy of ${parent.name}`
  }
  return look === 'concrete' ? '' : look
}

function parentsOf(model: Model, context: BoxContext): Model[] {
  return model.bases.flatMap((base: Base) => {
    const parent = 'model' in base ? context.model(base.model) : null
    return parent === null ? [] : [parent]
  })
}

function concreteParent(model: Model, context: BoxContext): Model | null {
  return parentsOf(model, context).find((parent) => parent.kind !== 'abstract') ?? null
}

/** Rows of a built-in model that are shown: more would say little and take much room. */
const BUILTIN_ROWS = 4

/** Django's own models keep their fields outside the document: the most telling ones stand in the box. */
function builtinRows(model: Model, context: BoxContext): BoxRow[] {
  const fields = builtinFields(builtinOf(model, context)).filter((field) => field.kind !== 'manyToMany')
  const isTelling = (field: Field) =>
    field.options['unique'] === true || isRelation(field) || /name|email|title/.test(field.name)
  const shown = fields.filter(isTelling).slice(0, BUILTIN_ROWS)
  const more = fields.length - shown.length
  const rows = shown.map((field, i) => ({
    ...fieldRow(field, context),
    key: `builtin${i}`,
    field: null,
    automatic: true,
  }))
  const rest = { ...automatic('…', `${more} more`), key: 'builtin-more', primaryKey: false }
  return [automatic('id', 'auto'), ...rows, ...(more > 0 ? [rest] : [])]
}

/** Django's model of that app and name. */
function builtinOf(model: Model, context: BoxContext): Model | undefined {
  return BUILTIN_BY_LABEL.get(`${context.appLabel(model)}.${model.name}`.toLowerCase())
}

function builtinFields(model: Model | undefined): readonly Field[] {
  if (model === undefined) return []
  const inherited = model.bases.flatMap((base) =>
    'model' in base ? builtinFields(BUILTIN_MODELS.get(base.model)) : [],
  )
  return [...inherited, ...model.fields]
}

function rowsOf(model: Model, look: BoxLook, context: BoxContext): BoxRow[] {
  if (look === 'external' && model.fields.length === 0 && builtinOf(model, context) !== undefined)
    return builtinRows(model, context)
  const own = model.fields.map((field) => fieldRow(field, context))
  const automatic = automaticRow(model, look, context)
  return automatic === null ? own : [automatic, ...own]
}

function fieldRow(field: Field, context: BoxContext): BoxRow {
  const relation = isRelation(field) ? field.kind : null
  return {
    key: field.id,
    field: field.id,
    name: field.name === '' ? 'unnamed' : field.name,
    type: typeText(field, (relating) => targetName(relating, context)),
    primaryKey: field.options['primary_key'] === true,
    relation,
    nullable: field.options['null'] === true && relation !== 'manyToMany',
    unique: field.options['unique'] === true,
    automatic: false,
  }
}

export function targetName(field: RelationField, context: BoxContext): string {
  return (field.to === null ? null : context.modelName(field.to)) ?? field.toSource ?? '?'
}

/** The key that Django adds: `id` where no field is the primary key, the parent link in a child. */
function automaticRow(model: Model, look: BoxLook, context: BoxContext): BoxRow | null {
  if (look === 'abstract' || look === 'proxy' || look === 'external') return null
  if (model.fields.some(isKey) || inheritsKey(model, context, 0)) return null
  const parent = concreteParent(model, context)
  if (parent !== null) {
    const linked = model.fields.some((field) => field.options['parent_link'] === true)
    return linked ? null : automatic(`${parent.name.toLowerCase()}_ptr`, `1:1 ${parent.name}`)
  }
  return automatic('id', context.autoField === 'AutoField' ? 'auto' : 'bigauto')
}

function automatic(name: string, type: string): BoxRow {
  return {
    key: 'auto',
    field: null,
    name,
    type,
    primaryKey: true,
    relation: null,
    nullable: false,
    unique: false,
    automatic: true,
  }
}

function isKey(field: Field): boolean {
  return field.options['primary_key'] === true || (field.kind === 'scalar' && field.type === 'CompositePrimaryKey')
}

/** Abstract bases hand their primary key down; a cycle of bases ends the walk. */
function inheritsKey(model: Model, context: BoxContext, depth: number): boolean {
  if (depth > 20) return false
  return parentsOf(model, context).some(
    (parent) => parent.kind === 'abstract' && (parent.fields.some(isKey) || inheritsKey(parent, context, depth + 1)),
  )
}

function rowWidth(row: BoxRow): number {
  return (
    NAME_X_PX +
    textWidth(row.name, 'regular', NAME_SIZE_PX) +
    GAP_PX +
    textWidth(row.type, 'mono', TYPE_SIZE_PX) +
    marksWidth(row) +
    PAD_X_PX
  )
}

/** `?` for null and `U` for unique behind the type. */
export function marksText(row: BoxRow): string {
  return `${row.nullable ? '?' : ''}${row.unique ? ' U' : ''}`
}

function marksWidth(row: BoxRow): number {
  return textWidth(marksText(row), 'mono', TYPE_SIZE_PX)
}

function headerWidth(title: string, badge: string): number {
  const badgeWidth = badge === '' ? 0 : textWidth(badge, 'regular', 10) + 12 + 8
  return PAD_X_PX + textWidth(title, 'semibold', TITLE_SIZE_PX) + badgeWidth + 28 + PAD_X_PX
}
