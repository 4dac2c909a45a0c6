/**
 * What stands in a model's box and how large it is: pure, so that the page, the layout worker and
 * the SVG of the terminal agree to the pixel. Row height is fixed; nothing is ever measured in a DOM.
 */
import type { Field, Model } from '../../document/records.ts'
import type { FieldId, ModelId } from '../../document/ids.ts'
import {
  concreteParent,
  fieldRow,
  keyParts,
  isNullable,
  isUnique,
  nameText,
  parentsOf,
  rowsAbove,
  targetName,
} from './box-rows.ts'
import type { BoxContext, BoxLook, BoxRow } from './box-rows.ts'
import { isSame } from '../../util/same.ts'
import { isMeasured, textWidth } from './text-metrics.ts'
import { typeText } from './type-text.ts'

export { boxContext, targetName } from './box-rows.ts'
export type { BoxContext, BoxLook, BoxRow } from './box-rows.ts'

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

export interface Box {
  readonly model: ModelId
  readonly title: string
  readonly look: BoxLook
  /** Said in the header beside the name; '' for a plain model. */
  readonly badge: string
  /** App label, shown where the design has several apps. */
  readonly app: string
  /** Made when first asked for: of a large design few are ever looked at. */
  readonly rows: readonly BoxRow[]
  /** The field's place among the rows; -1: it has none. Makes no rows. */
  rowOf(field: FieldId): number
  readonly width: number
  readonly height: number
  readonly collapsed: boolean
}

type Hidden = ReadonlySet<FieldId> | null

/**
 * The box of a model. A nameless model or field gets a placeholder that is never saved.
 *
 * @param context is asked again for the rows; whoever changes what it says makes the boxes anew
 * @param before an earlier box of the model: rows that say the same are the same objects
 */
export function makeBox(
  model: Model,
  context: BoxContext,
  collapsed = false,
  hiddenRows: Hidden = null,
  before: Box | null = null,
): Box {
  return new ModelBox(model, context, collapsed, hiddenRows, before instanceof ModelBox ? before : null)
}

class ModelBox implements Box {
  readonly title: string
  readonly look: BoxLook
  readonly badge: string
  readonly app: string
  readonly width: number
  readonly height: number
  readonly collapsed: boolean
  readonly #model: Model
  readonly #context: BoxContext
  readonly #hidden: Hidden
  #rows: readonly BoxRow[] | null = null
  /** Those of the box before, until there are new ones. */
  #rowsBefore: readonly BoxRow[] | null
  /** Rows above those of the fields. */
  readonly #above: number

  constructor(model: Model, context: BoxContext, collapsed: boolean, hidden: Hidden, before: ModelBox | null) {
    this.#rowsBefore = before === null ? null : (before.#rows ?? before.#rowsBefore)
    this.#model = model
    this.#context = context
    this.#hidden = hidden
    this.look = lookOf(model, context)
    this.title = model.name === '' ? 'Unnamed' : model.name
    this.badge = badgeOf(model, this.look, context)
    this.app = context.appLabel(model)
    this.collapsed = collapsed
    const above = rowsAbove(model, this.look, context)
    let rows = above.length
    let widest = headerWidth(this.title, this.badge)
    for (const row of above) widest = Math.max(widest, widthOf(row.name, row.type, row.nullable, row.unique))
    for (const field of model.fields) {
      if (hidden?.has(field.id) === true) continue
      rows++
      widest = Math.max(widest, fieldWidth(field, context))
    }
    this.#above = above.length
    this.width = Math.min(MAX_WIDTH_PX, Math.max(MIN_WIDTH_PX, Math.ceil(widest / GRID_PX) * GRID_PX))
    this.height = collapsed ? HEADER_PX : HEADER_PX + rows * ROW_PX + FOOT_PX
  }

  get model(): ModelId {
    return this.#model.id
  }

  get rows(): readonly BoxRow[] {
    if (this.#rows !== null) return this.#rows
    const before = this.#rowsBefore
    const parts = keyParts(this.#model)
    const rows = [
      ...rowsAbove(this.#model, this.look, this.#context),
      ...this.#shown().map((field) => fieldRow(field, this.#context, parts.includes(field))),
    ]
    this.#rowsBefore = null
    this.#rows = before === null ? rows : rows.map((row) => before.find((old) => isSame(old, row)) ?? row)
    return this.#rows
  }

  rowOf(id: FieldId): number {
    const at = this.#shown().findIndex((field) => field.id === id)
    return at < 0 ? -1 : at + this.#above
  }

  #shown(): readonly Field[] {
    const { fields } = this.#model
    const hidden = this.#hidden
    return hidden === null ? fields : fields.filter((field) => !hidden.has(field.id))
  }
}

/** Middle of a row from the box's top; the header's middle for -1 and in collapsed boxes. */
export function rowY(box: Box, row: number): number {
  return row < 0 || box.collapsed ? HEADER_PX / 2 : HEADER_PX + row * ROW_PX + ROW_PX / 2
}

export function rowIndexOf(box: Box, field: FieldId): number {
  return box.rowOf(field)
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

function fieldWidth(field: Field, context: BoxContext): number {
  const type = typeText(field, (relating) => targetName(relating, context))
  return widthOf(nameText(field), type, isNullable(field), isUnique(field))
}

function widthOf(name: string, type: string, nullable: boolean, unique: boolean): number {
  return (
    NAME_X_PX +
    textWidth(name, 'regular', NAME_SIZE_PX) +
    GAP_PX +
    textWidth(type, 'mono', TYPE_SIZE_PX) +
    textWidth(marksText({ nullable, unique }), 'mono', TYPE_SIZE_PX) +
    PAD_X_PX
  )
}

/** The row's texts have room in a box of that width, for certain: what draws it need not clip them. */
export function rowFits({ name, type, nullable, unique }: BoxRow, width: number): boolean {
  return widthOf(name, type, nullable, unique) <= width && isMeasured(name) && isMeasured(type)
}

/** As `rowFits`, for the header; its badge has at most three fifths of it. */
export function headerFits({ title, badge, width }: Pick<Box, 'title' | 'badge' | 'width'>): boolean {
  return headerWidth(title, badge) <= width && badgeWidth(badge) <= width / 2 && isMeasured(title) && isMeasured(badge)
}

/** `?` for null and `U` for unique behind the type. */
export function marksText(row: Pick<BoxRow, 'nullable' | 'unique'>): string {
  return `${row.nullable ? '?' : ''}${row.unique ? ' U' : ''}`
}

function headerWidth(title: string, badge: string): number {
  return PAD_X_PX + textWidth(title, 'semibold', TITLE_SIZE_PX) + badgeWidth(badge) + 28 + PAD_X_PX
}

function badgeWidth(badge: string): number {
  return badge === '' ? 0 : textWidth(badge, 'regular', 10) + 12 + 8
}
