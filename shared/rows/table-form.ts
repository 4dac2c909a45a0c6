/**
 * What a table looks like to somebody who edits its rows: rules of its columns, what a row is called, where its
 * foreign keys lead, who refers to it, and its many-to-many relations. Plain data from the compiled design.
 */
import type { ModelId } from '../document/ids.ts'
import { isId } from '../document/ids.ts'
import { columnPairs, isForeignObject } from '../relations/links/column-pairs.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../relations/types.ts'
import type { Schema, SchemaTable } from '../schema/types.ts'
import { ruleOfColumn } from './cell-rule.ts'
import type { CellRule } from './cell-rule.ts'
import { labelColumns } from './row-label.ts'

export interface TableForm {
  readonly table: string
  /** `Post`; null: no model describes the table. */
  readonly model: string | null
  /** `blog.Post`, as `impact.run` takes it. */
  readonly label: string | null
  /** Drawn on the canvas. */
  readonly modelId: ModelId | null
  /** The join table of a many-to-many: `Post.tags`. */
  readonly joins: string | null
  /** One column; null: none, or a key of several. */
  readonly primaryKey: string | null
  /** All columns of the key; none: a table without one. */
  readonly keyColumns: readonly string[]
  /** Columns that say what a row is, best first; never empty. */
  readonly labels: readonly string[]
  readonly columns: ReadonlyMap<string, ColumnForm>
  readonly wideKeys: readonly WideKeyForm[]
  readonly reverse: readonly ReverseForm[]
  readonly many: readonly ManyForm[]
}

export interface ColumnForm {
  readonly name: string
  /** The model's field: `author` for `author_id`. */
  readonly field: string
  readonly className: string
  readonly rule: CellRule
  /** Long text: edited in a box of several lines. */
  readonly isLong: boolean
  /** Counts up by itself. */
  readonly isAuto: boolean
  /** Filled in on save: auto_now, auto_now_add. */
  readonly isTouched: boolean
  readonly isGenerated: boolean
  /** Django fills it in where nothing is given. */
  readonly hasDefault: boolean
  readonly target: TargetForm | null
}

/** Rows of a table, found by what they hold in `keys`, and how they are named. */
export interface RowsForm {
  readonly table: string
  readonly model: string
  /** [] where no columns tell its rows apart. */
  readonly keys: readonly string[]
  readonly labels: readonly string[]
}

/** A reference over columns that other fields have: where they lead together. */
export interface WideKeyForm {
  /** The model's field: `warehouse`. */
  readonly name: string
  readonly columns: readonly string[]
  /** Its keys in the order of `columns`. */
  readonly target: RowsForm
  /** All of the columns may be NULL: it may lead nowhere. */
  readonly null: boolean
}

/** A row elsewhere, and how to choose it. */
export interface TargetForm {
  readonly table: string
  readonly model: string
  /** The column that is held. */
  readonly key: string
  readonly labels: readonly string[]
}

/** Rows of `table` whose `columns` hold what the `own` columns do. */
export interface ReverseForm {
  /** `post_set`, `posts`. */
  readonly name: string
  readonly queryName: string
  readonly table: string
  readonly model: string
  readonly columns: readonly string[]
  /** In the same order. */
  readonly own: readonly string[]
  readonly isOne: boolean
  /** How those rows are named. */
  readonly other: RowsForm
}

export interface ManyForm {
  /** The field's name, or the accessor on the other side. */
  readonly name: string
  readonly queryName: string
  readonly through: string
  /** Columns of `through`: to this table, and to the other. */
  readonly source: string
  readonly target: string
  readonly own: string
  readonly other: TargetForm
  /** Django made the join table: rows can be added knowing nothing else. */
  readonly isPlain: boolean
  /** `friends`: each row of the join table has its mirror. */
  readonly isSymmetrical: boolean
}

interface Compiled {
  readonly resolution: Resolution
  readonly schema: Schema
}

const known = new WeakMap<Resolution, Map<string, TableForm | null>>()

/** The form of a table by its name; null where no model describes it. */
export function tableForm(compiled: Compiled, table: string): TableForm | null {
  let forms = known.get(compiled.resolution)
  if (forms === undefined) {
    forms = new Map()
    known.set(compiled.resolution, forms)
  }
  const found = forms.get(table)
  if (found !== undefined) return found
  const made = makeForm(compiled, table)
  forms.set(table, made)
  return made
}

function makeForm(compiled: Compiled, name: string): TableForm | null {
  const { schema, resolution } = compiled
  const table = schema.tables.find((one) => one.name === name) ?? schema.external.find((one) => one.name === name)
  const model = table === undefined ? undefined : resolution.models.get(table.model)
  if (table === undefined || model === undefined) return null
  return {
    table: name,
    model: model.name,
    label: model.label,
    modelId: isId('model', model.key) ? model.key : null,
    joins: table.joins === null ? null : joinName(resolution, table.joins),
    primaryKey: table.primaryKey.length === 1 ? (table.primaryKey[0] ?? null) : null,
    keyColumns: table.primaryKey,
    labels: labelColumns(model, table),
    columns: columnForms(compiled, table, model),
    wideKeys: model.localFields.filter(isForeignObject).flatMap((field) => wideKey(compiled, table, field) ?? []),
    reverse: model.autoCreatedFor === null ? reverseForms(compiled, model) : [],
    many: model.autoCreatedFor === null ? manyForms(compiled, model) : [],
  }
}

function joinName(resolution: Resolution, joins: NonNullable<SchemaTable['joins']>): string {
  return `${resolution.models.get(joins.model)?.name ?? ''}.${joins.field}`
}

function columnForms(compiled: Compiled, table: SchemaTable, model: ResolvedModel): ReadonlyMap<string, ColumnForm> {
  return new Map(
    table.columns.map((column) => {
      const field = model.localFields.find((one) => one.column === column.name)
      const form: ColumnForm = {
        name: column.name,
        field: column.fieldName,
        className: field?.className ?? '',
        rule: ruleOfColumn(column, field),
        isLong: column.type.kind === 'text' || column.type.kind === 'json',
        isAuto: column.autoIncrement,
        isTouched: field?.options['auto_now'] === true || field?.options['auto_now_add'] === true,
        isGenerated: column.generated !== null,
        hasDefault: field?.default.kind !== 'none' || field.dbDefault !== undefined,
        target: field === undefined ? null : targetOf(compiled, field),
      }
      return [column.name, form] as const
    }),
  )
}

function targetOf(compiled: Compiled, field: ResolvedField): TargetForm | null {
  const { relation } = field
  return relation === null || relation.kind === 'manyToMany' || relation.to === null
    ? null
    : targetForm(compiled, relation.to, relation.toField)
}

/** null: the columns are not all of this table, or lead to none. */
function wideKey(compiled: Compiled, table: SchemaTable, field: ResolvedField): WideKeyForm | null {
  const { resolution } = compiled
  const to = field.relation?.to ?? null
  const pairs = columnPairs(resolution.models, field)
  const target =
    to === null ? null : rowsForm(compiled, to, (found) => pairs.map(([, far]) => ownColumn(found, far.name)))
  const columns = pairs.map(([own]) => table.columns.find(({ name }) => name === localColumn(field, own)))
  if (target === null || columns.length === 0 || columns.includes(undefined)) return null
  return {
    name: field.name,
    columns: columns.map((column) => column?.name ?? ''),
    target,
    null: columns.every((column) => column?.null === true),
  }
}

/** @param keysOf its columns that are looked at; null among them: one that it has not */
function rowsForm(
  { resolution, schema }: Compiled,
  key: ModelKey,
  keysOf?: (model: ResolvedModel) => readonly (string | null)[],
): RowsForm | null {
  const model = resolution.models.get(key)
  const concrete = model === undefined ? undefined : resolution.models.get(model.concrete)
  const table =
    concrete === undefined
      ? undefined
      : (schema.byModel.get(concrete.key) ?? schema.external.find((one) => one.model === concrete.key))
  if (concrete === undefined || table === undefined) return null
  const keys = keysOf?.(concrete) ?? table.primaryKey
  if (keys.includes(null)) return null
  return {
    table: table.name,
    model: concrete.name,
    keys: keys.filter((one) => one !== null),
    labels: labelColumns(concrete, table),
  }
}

/** The model's table, where it has one, with the column of `field` (its key unless given). */
function targetForm(compiled: Compiled, key: ModelKey, field?: string): TargetForm | null {
  const form = rowsForm(compiled, key, (model) => [ownColumn(model, field ?? model.pk)])
  const [column] = form?.keys ?? []
  if (form === null || column === undefined) return null
  return { table: form.table, model: form.model, key: column, labels: form.labels }
}

/** The local column of the field; of an inherited key, the link to the parent, which holds the same. */
function ownColumn(model: ResolvedModel, name: string): string | null {
  const local = model.localFields.find((field) => field.name === name || field.attname === name)
  if (local !== undefined) return local.column
  const inherited = model.fields.find((field) => field.name === name)
  return inherited?.primaryKey === true
    ? (model.localFields.find((field) => field.name === model.pk)?.column ?? null)
    : null
}

function reverseForms(compiled: Compiled, model: ResolvedModel): readonly ReverseForm[] {
  const { resolution } = compiled
  return (resolution.reverse.get(model.key) ?? []).flatMap((relation): readonly ReverseForm[] => {
    if (relation.kind === 'many_to_many' || relation.hidden || relation.accessor === null) return []
    const owner = resolution.models.get(relation.model)
    const field = owner?.localFields.find((one) => one.name === relation.field)
    const other = rowsForm(compiled, relation.model)
    if (owner === undefined || field === undefined || other === null) return []
    // A child's own row is not one that refers to its parent.
    if (field.relation?.parentLink === true) return []
    const pairs = referringColumns(compiled, model, field)
    if (pairs === null) return []
    return [
      {
        name: relation.accessor,
        queryName: relation.queryName,
        table: other.table,
        model: owner.name,
        columns: pairs.map(([column]) => column),
        own: pairs.map(([, own]) => own),
        isOne: relation.kind === 'one_to_one',
        other,
      },
    ]
  })
}

/** Columns of the field with those of `model` that they hold; null: some of them stand in another table. */
function referringColumns(
  { resolution }: Compiled,
  model: ResolvedModel,
  field: ResolvedField,
): readonly (readonly [string, string])[] | null {
  const pairs = isForeignObject(field)
    ? columnPairs(resolution.models, field).map(([from, to]) => [localColumn(field, from), ownColumn(model, to.name)])
    : [[field.column, ownColumn(model, field.relation?.toField ?? model.pk)]]
  const known = pairs.flatMap(([column, own]) => (column == null || own == null ? [] : [[column, own] as const]))
  return pairs.length > 0 && known.length === pairs.length ? known : null
}

/** The column where it stands in the same table as the relation. */
function localColumn(field: ResolvedField, from: ResolvedField): string | null {
  return from.model === field.model ? from.column : null
}

function manyForms(compiled: Compiled, model: ResolvedModel): readonly ManyForm[] {
  const { resolution } = compiled
  const forward = model.manyToMany.flatMap((field) => manyForm(compiled, model, field, false))
  const backward = (resolution.reverse.get(model.key) ?? []).flatMap((relation) => {
    if (relation.kind !== 'many_to_many' || relation.hidden || relation.accessor === null) return []
    const field = resolution.models.get(relation.model)?.manyToMany.find((one) => one.name === relation.field)
    return field === undefined ? [] : manyForm(compiled, model, field, true, relation.model)
  })
  return [...forward, ...backward]
}

function manyForm(
  compiled: Compiled,
  model: ResolvedModel,
  field: ResolvedField,
  isBackward: boolean,
  owner: ModelKey = model.key,
): readonly ManyForm[] {
  const { relation } = field
  const through = relation?.through == null ? undefined : compiled.resolution.models.get(relation.through)
  const table = through === undefined ? null : targetForm(compiled, through.key)
  if (relation === null || through === undefined || table === null) return []
  const column = (name: string | null): string | null =>
    through.localFields.find((one) => one.name === name)?.column ?? null
  const [source, target] = [column(relation.sourceField), column(relation.targetField)]
  const otherKey = isBackward ? owner : relation.to
  const other = otherKey === null ? null : targetForm(compiled, otherKey)
  const own = ownColumn(model, model.pk)
  if (source === null || target === null || other === null || own === null) return []
  return [
    {
      name: isBackward ? (relation.accessor ?? field.name) : field.name,
      queryName: isBackward ? relation.queryName : field.name,
      through: table.table,
      source: isBackward ? target : source,
      target: isBackward ? source : target,
      own,
      other,
      isPlain: relation.throughAuto,
      isSymmetrical: relation.symmetrical,
    },
  ]
}
