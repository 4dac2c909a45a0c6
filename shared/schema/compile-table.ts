/** One model as a table. Source: django/db/backends/base/schema.py (5.2); rules S1 to S9. */
import type { Value } from '../document/records.ts'
import { isExpr } from '../document/records.ts'
import { isAutoField } from '../relations/fields/auto-fields.ts'
import { isForeignObject, namesIn } from '../relations/links/column-pairs.ts'
import { isOrderMigrated } from '../relations/links/generic-relations.ts'
import { splitIdentifier } from '../relations/names.ts'
import { hasNoType } from './column-type.ts'
import type { ModelKey, ResolvedConstraint, ResolvedField, ResolvedIndex, ResolvedModel } from '../relations/types.ts'
import { flag } from '../relations/values/option-values.ts'
import type { Cells, Query } from '../util/incremental.ts'
import { COLUMN_FACTS, MODEL_INPUT, collationOf, fieldNamed, targetFacts, typeOf } from './column-facts.ts'
import type { ColumnFacts } from './column-facts.ts'
import { exclusionOf } from './exclusions.ts'
import { checkName, likeIndex, named } from './made-names.ts'
import { madeValue } from './made-values.ts'
import type {
  SchemaCheck,
  SchemaColumn,
  SchemaExclusion,
  SchemaForeignKey,
  SchemaIndex,
  SchemaTable,
  SchemaUnique,
} from './types.ts'

/** By model key. null: the model has no table of its own (proxy, swapped out, abstract). */
export const TABLE: Query<SchemaTable | null> = {
  name: 'table',
  onCycle: () => null,
  compute(cells, key) {
    const model = cells.input<ResolvedModel>(MODEL_INPUT, key)
    if (model === undefined || model.kind !== 'concrete' || model.swapped) return null
    return compileTable(cells, model)
  },
}

/** Of lists that most tables leave empty. */
const NONE: readonly never[] = []

function compileTable(cells: Cells, model: ResolvedModel): SchemaTable {
  const { localFields, constraints } = model
  const columns: SchemaColumn[] = []
  let foreignKeys: readonly SchemaForeignKey[] = NONE
  let uniques: readonly SchemaUnique[] = NONE
  let indexes: readonly SchemaIndex[] = NONE
  let checks: readonly SchemaCheck[] = NONE
  let likeIndexes: readonly SchemaIndex[] = NONE
  let exclusions: readonly SchemaExclusion[] = NONE
  // One pass over the fields: each kind of thing stands in the order of the fields that ask for it.
  for (const field of localFields) {
    const target = targetFacts(cells, field)
    if (field.column !== null && !hasNoType(field) && (field.className !== 'OrderWrt' || isOrderMigrated(model))) {
      const column = compileColumn(field, target)
      columns.push(column)
      if (column.unique) uniques = withItem(uniques, columnUnique(model, column.name))
      else if (field.dbIndex && !field.unique) indexes = withItem(indexes, fieldIndex(model, field, column.name))
      if (isText(column.type) && (field.unique || field.dbIndex)) {
        for (const index of likeIndex(model.table, column)) likeIndexes = withItem(likeIndexes, index)
      }
      if (column.type.kind.startsWith('positive')) checks = withItem(checks, columnCheck(model, column))
    }
    if (field.relation === null) continue
    if (isForeignObject(field)) foreignKeys = [...foreignKeys, ...foreignObject(cells, model, field, foreignKeys)]
    else if (target !== null) foreignKeys = withKey(foreignKeys, model, field, target)
  }
  for (const names of distinct(model.uniqueTogether)) {
    if (isLocal(model, names)) uniques = withItem(uniques, togetherUnique(model, names))
  }
  for (const names of distinct(model.indexTogether)) {
    indexes = withItem(indexes, columnIndex(model, columnsOf(model, names), '_idx'))
  }
  for (const index of model.indexes) {
    if (isLocal(model, index.fields)) indexes = withItem(indexes, metaIndex(model, index))
  }
  for (const constraint of constraints) {
    if (isLocal(model, constraint.fields)) uniques = [...uniques, ...uniqueConstraint(model, constraint)]
    checks = [...checks, ...checkConstraint(constraint)]
    const exclusion = constraint.kind === 'custom' ? exclusionIn(model, constraint) : null
    if (exclusion !== null) exclusions = withItem(exclusions, exclusion)
  }
  const table: SchemaTable = {
    model: model.key,
    label: model.label,
    joins: model.autoCreatedFor,
    name: model.table,
    comment: model.tableComment,
    columns,
    primaryKey: primaryKeyOf(model),
    foreignKeys,
    uniques,
    indexes,
    checks,
  }
  const all = likeIndexes.length === 0 ? table : { ...table, likeIndexes }
  return exclusions.length === 0 ? all : { ...all, exclusions }
}

/** A list of its very size: one that is pushed to keeps room for sixteen more, and a design has thousands of these. */
function withItem<T>(list: readonly T[], item: T): readonly T[] {
  return list.length === 0 ? [item] : [...list, item]
}

function exclusionIn(model: ResolvedModel, constraint: ResolvedConstraint): SchemaExclusion | null {
  return exclusionOf(constraint, (name) => fieldById(model, name)?.column ?? undefined)
}

/** To Django these options are sets of tuples. */
function distinct(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (groups.length < 2) return groups
  return [...new Map(groups.map((names) => [JSON.stringify(names), names])).values()]
}

function compileColumn(field: ResolvedField, target: ColumnFacts | null): SchemaColumn {
  const made = madeValue(field)
  const column: SchemaColumn = {
    name: field.column ?? field.name,
    field: field.id,
    fieldName: field.name,
    type: typeOf(field, target),
    null: field.null,
    autoIncrement: isAutoField(field),
    unique: field.unique && !field.primaryKey,
    dbDefault: field.dbDefault,
    default: field.default.kind === 'value' ? field.default.value : undefined,
    generated: field.className === 'GeneratedField' ? generatedOf(field) : null,
    comment: field.comment,
    collation: collationOf(field, target),
    choices: field.choices === null ? null : field.choices.map(({ value, label }) => ({ value, label })),
    enumName: field.enum?.name ?? null,
  }
  return made === null ? column : { ...column, made }
}

function isText({ kind }: SchemaColumn['type']): boolean {
  return kind === 'char' || kind === 'text'
}

/** The key of nearly every table. */
const ID_KEY: readonly string[] = ['id']

function generatedOf({ options }: ResolvedField): SchemaColumn['generated'] {
  const expression = options['expression']
  return isExpr(expression) ? { expression, stored: flag(options['db_persist'], false) } : null
}

function primaryKeyOf(model: ResolvedModel): readonly string[] {
  const pk = localField(model, model.pk)
  if (pk === undefined) return []
  if (pk.column !== null) return pk.column === 'id' ? ID_KEY : [pk.column]
  const names = pk.options['field_names']
  return Array.isArray(names)
    ? columnsOf(
        model,
        names.filter((n) => typeof n === 'string'),
      )
    : []
}

function localField({ localFields }: ResolvedModel, name: string): ResolvedField | undefined {
  for (const field of localFields) if (field.name === name) return field
  return undefined
}

/** Columns of the named fields; a name that means nothing is left out (a check says so). */
function columnsOf(model: ResolvedModel, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => fieldById(model, name)?.column ?? [])
}

/** Whether no named column is in a parent's table; the check models.E016 reports those. */
function isLocal(model: ResolvedModel, names: readonly string[]): boolean {
  return names.every((name) => {
    const field = fieldById(model, name.replace(/^-/, ''))
    return field === undefined || field.column === null || model.localFields.includes(field)
  })
}

function fieldById(model: ResolvedModel, name: string): ResolvedField | undefined {
  // A composite key may name the attribute that holds the column: `product_id`.
  return fieldNamed(model, name) ?? model.fields.find((f) => f.id === name || f.attname === name)
}

const ON_DELETE_SET = new Set(['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING'])

function onDeleteOf(field: ResolvedField): SchemaForeignKey['onDelete'] {
  const given = field.relation?.onDelete
  if (typeof given === 'string' && ON_DELETE_SET.has(given)) return given
  return given !== null && typeof given === 'object' && 'set' in given ? 'SET' : 'DO_NOTHING'
}

function withKey(
  keys: readonly SchemaForeignKey[],
  model: ResolvedModel,
  field: ResolvedField,
  target: ColumnFacts,
): readonly SchemaForeignKey[] {
  return field.column === null
    ? keys
    : withItem(keys, foreignKey(model, field, [field.column], target, [target.column]))
}

/** What few keys have is put into a copy: a literal of one form is made more quickly, and read so. */
function foreignKey(
  model: ResolvedModel,
  field: ResolvedField,
  columns: readonly string[],
  { table, model: targetModel }: Pick<ColumnFacts, 'table' | 'model'>,
  targetColumns: readonly string[],
  twins = 0,
): SchemaForeignKey {
  // The number is in the hash, so that it stays where the name is cut.
  const told = twins === 0 ? columns : [...columns, `${twins + 1}`]
  const names = named(model.table, told, `_fk_${splitIdentifier(table).name}_${joined(targetColumns)}`)
  const key: SchemaForeignKey = {
    name: names.name,
    columns,
    table,
    targetModel,
    targetColumns,
    onDelete: onDeleteOf(field),
    enforced: field.relation?.dbConstraint === true,
    deferrable: true,
    field: field.id,
  }
  const all = names.cutNames === undefined ? key : { ...key, cutNames: names.cutNames }
  return field.relation?.inDatabase === true ? { ...all, inDatabase: true } : all
}

function joined(columns: readonly string[]): string {
  return columns.length === 1 ? (columns[0] ?? '') : columns.join('_')
}

/** Over columns of other fields: `from_fields` here, `to_fields` there; `null` among the latter is the target's key. */
function foreignObject(
  cells: Cells,
  model: ResolvedModel,
  field: ResolvedField,
  others: readonly SchemaForeignKey[],
): readonly SchemaForeignKey[] {
  const { relation } = field
  const to: ModelKey | null = relation?.to ?? null
  if (relation === null || to === null) return []
  const columns = columnsOf(model, namesIn(field.options['from_fields'], 'pk'))
  const ends = namesIn(field.options['to_fields'], 'pk').flatMap(
    (name) => cells.get(COLUMN_FACTS, `${to} ${name}`) ?? [],
  )
  const [first] = ends
  if (first === undefined || columns.length !== ends.length) return []
  return [
    foreignKey(
      model,
      field,
      columns,
      first,
      ends.map((end) => end.column),
      // A database may hold one key twice, as two migrations leave it.
      others.filter((key) => key.table === first.table && key.columns.join('\0') === columns.join('\0')).length,
    ),
  ]
}

function columnUnique(model: ResolvedModel, column: string): SchemaUnique {
  return plainUnique(model, [column], 'column')
}

function togetherUnique(model: ResolvedModel, names: readonly string[]): SchemaUnique {
  return plainUnique(model, columnsOf(model, names), 'index')
}

function plainUnique(model: ResolvedModel, columns: readonly string[], form: SchemaUnique['form']): SchemaUnique {
  const { name, cutNames } = named(model.table, columns, '_uniq')
  const unique: SchemaUnique = {
    name,
    columns,
    form,
    condition: null,
    expressions: NONE,
    include: NONE,
    deferrable: null,
    nullsDistinct: null,
  }
  return cutNames === undefined ? unique : { ...unique, cutNames }
}

/** Rule S6: a plain one stands in the table, one with a condition or expressions is an index of its own. */
function uniqueConstraint(model: ResolvedModel, constraint: ResolvedConstraint): readonly SchemaUnique[] {
  if (constraint.kind !== 'unique') return []
  const { condition, expressions, include, deferrable } = constraint
  const opclasses = textsIn(constraint.options['opclasses'])
  const needsIndex = condition !== null || expressions.length > 0 || include.length > 0 || opclasses.length > 0
  const nulls = constraint.options['nulls_distinct']
  return [
    {
      name: constraint.name,
      columns: columnsOf(model, constraint.fields),
      form: needsIndex ? 'index' : 'constraint',
      condition,
      expressions,
      include: columnsOf(model, include),
      deferrable,
      nullsDistinct: typeof nulls === 'boolean' ? nulls : null,
      ...(opclasses.length === 0 ? {} : { opclasses }),
    },
  ]
}

function textsIn(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter((one) => typeof one === 'string') : NONE
}

function checkConstraint(constraint: ResolvedConstraint): readonly SchemaCheck[] {
  if (constraint.kind !== 'check' || constraint.condition === null) return []
  const raw = constraint.options['raw']
  return [
    { name: constraint.name, condition: constraint.condition, raw: typeof raw === 'string' ? raw : null, column: null },
  ]
}

/** Rule S5: PositiveIntegerField and its kin may not be negative. */
function columnCheck(model: ResolvedModel, column: SchemaColumn): SchemaCheck {
  const condition = { expr: `Q(${column.fieldName}__gte=0)` }
  return { name: checkName(model.table, column.name), condition, raw: null, column: column.name }
}

/** For MySQL, Django knows a foreign key by the name of its class: one of a project's own keeps its index there. */
function fieldIndex(model: ResolvedModel, { relation, className }: ResolvedField, column: string): SchemaIndex {
  return columnIndex(model, [column], '', className === 'ForeignKey' && relation?.dbConstraint === true)
}

function columnIndex(model: ResolvedModel, names: readonly string[], suffix: string, ofKey = false): SchemaIndex {
  const { name, cutNames } = named(model.table, names, suffix)
  const columns = names.map((column) => ({ name: column, descending: false, opclass: null }))
  const index: SchemaIndex =
    suffix === ''
      ? { name, columns, expressions: NONE, condition: null, include: NONE, method: 'btree', ofKey }
      : { name, columns, expressions: NONE, condition: null, include: NONE, method: 'btree' }
  return cutNames === undefined ? index : { ...index, cutNames }
}

function metaIndex(model: ResolvedModel, index: ResolvedIndex): SchemaIndex {
  const opclasses: Value | undefined = index.options['opclasses']
  const columns = index.fields.flatMap((term, i) => {
    const column = fieldById(model, term.replace(/^-/, ''))?.column
    const opclass = Array.isArray(opclasses) ? (opclasses[i] as Value | undefined) : undefined
    if (column === undefined || column === null) return []
    return [{ name: column, descending: term.startsWith('-'), opclass: typeof opclass === 'string' ? opclass : null }]
  })
  return {
    name: index.name,
    columns,
    expressions: index.expressions,
    condition: index.condition,
    include: columnsOf(model, index.include),
    method: INDEX_METHODS[index.type] ?? 'btree',
  }
}

/** Source: django/contrib/postgres/indexes.py. */
const INDEX_METHODS: { readonly [type: string]: string | undefined } = {
  BloomIndex: 'bloom',
  BrinIndex: 'brin',
  GinIndex: 'gin',
  GistIndex: 'gist',
  HashIndex: 'hash',
  SpGistIndex: 'spgist',
}
