/** One model as a table. Source: django/db/backends/base/schema.py (5.2); rules S1 to S9. */
import type { Value } from '../document/records.ts'
import { isExpr } from '../document/records.ts'
import { splitIdentifier, stripQuotes } from '../relations/names.ts'
import type { ModelKey, ResolvedConstraint, ResolvedField, ResolvedIndex, ResolvedModel } from '../relations/types.ts'
import { flag } from '../relations/bind-field.ts'
import type { Cells, Query } from '../util/incremental.ts'
import { COLUMN_FACTS, MODEL_INPUT, collationOf, fieldNamed, targetFacts, typeOf } from './column-facts.ts'
import { AUTO_CLASSES } from './column-type.ts'
import { exclusionOf } from './exclusions.ts'
import { checkName, likeIndex, named } from './made-names.ts'
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
  const foreignKeys: SchemaForeignKey[] = []
  const uniques: SchemaUnique[] = []
  const indexes: SchemaIndex[] = []
  const checks: SchemaCheck[] = []
  const likeIndexes: SchemaIndex[] = []
  const exclusions: SchemaExclusion[] = []
  // One pass over the fields: each kind of thing stands in the order of the fields that ask for it.
  for (const field of localFields) {
    if (field.column !== null) {
      const column = compileColumn(cells, field)
      columns.push(column)
      if (column.unique) uniques.push(columnUnique(model, column.name))
      else if (field.dbIndex && !field.unique) indexes.push(fieldIndex(model, field, column.name))
      if (isText(column.type) && (field.unique || field.dbIndex)) likeIndexes.push(...likeIndex(model.table, column))
      if (column.type.kind.startsWith('positive')) checks.push(columnCheck(model, column))
    }
    if (field.relation !== null) addForeignKey(foreignKeys, cells, model, field)
  }
  for (const names of distinct(model.uniqueTogether)) {
    if (isLocal(model, names)) uniques.push(togetherUnique(model, names))
  }
  for (const names of distinct(model.indexTogether)) indexes.push(columnIndex(model, columnsOf(model, names), '_idx'))
  for (const index of model.indexes) if (isLocal(model, index.fields)) indexes.push(metaIndex(model, index))
  for (const constraint of constraints) {
    if (isLocal(model, constraint.fields)) uniques.push(...uniqueConstraint(model, constraint))
    checks.push(...checkConstraint(constraint))
    if (constraint.kind === 'custom') {
      const exclusion = exclusionOf(constraint, (name) => fieldById(model, name)?.column ?? undefined)
      if (exclusion !== null) exclusions.push(exclusion)
    }
  }
  return {
    model: model.key,
    label: model.label,
    joins: model.autoCreatedFor,
    name: stripQuotes(model.table),
    comment: model.tableComment,
    columns,
    primaryKey: primaryKeyOf(model),
    foreignKeys: cut(foreignKeys),
    uniques: cut(uniques),
    indexes: cut(indexes),
    checks: cut(checks),
    ...(likeIndexes.length === 0 ? {} : { likeIndexes }),
    ...(exclusions.length === 0 ? {} : { exclusions }),
  }
}

/** Without the room that a list keeps which was pushed to: a design has thousands of these. */
function cut<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NONE : list.slice()
}

/** To Django these options are sets of tuples. */
function distinct(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (groups.length < 2) return groups
  return [...new Map(groups.map((names) => [JSON.stringify(names), names])).values()]
}

function compileColumn(cells: Cells, field: ResolvedField): SchemaColumn {
  const target = targetFacts(cells, field)
  return {
    name: field.column ?? field.name,
    field: field.id,
    fieldName: field.name,
    type: typeOf(field, target),
    null: field.null,
    autoIncrement: AUTO_CLASSES.has(field.className),
    unique: field.unique && !field.primaryKey,
    dbDefault: field.dbDefault,
    default: field.default.kind === 'value' ? field.default.value : undefined,
    generated: field.className === 'GeneratedField' ? generatedOf(field) : null,
    comment: field.comment,
    collation: collationOf(field, target),
    choices: field.choices?.map(({ value, label }) => ({ value, label })) ?? null,
    enumName: field.enum?.name ?? null,
  }
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
  const pk = model.localFields.find((f) => f.name === model.pk)
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
  return fieldNamed(model, name) ?? model.fields.find((f) => f.id === name)
}

const ON_DELETE_SET = new Set(['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING'])

function onDeleteOf(field: ResolvedField): SchemaForeignKey['onDelete'] {
  const given = field.relation?.onDelete
  if (typeof given === 'string' && ON_DELETE_SET.has(given)) return given
  return given !== null && typeof given === 'object' && 'set' in given ? 'SET' : 'DO_NOTHING'
}

function inDatabase({ relation }: ResolvedField): Pick<SchemaForeignKey, 'inDatabase'> {
  return relation?.inDatabase === true ? { inDatabase: true } : {}
}

function addForeignKey(keys: SchemaForeignKey[], cells: Cells, model: ResolvedModel, field: ResolvedField): void {
  if (field.className === 'ForeignObject') {
    keys.push(...foreignObject(cells, model, field))
    return
  }
  const target = targetFacts(cells, field)
  const to: ModelKey | null = field.relation?.to ?? null
  if (field.relation === null || to === null || target === null || field.column === null) return
  const suffix = `_fk_${splitIdentifier(target.table).name}_${target.column}`
  const columns = [field.column]
  keys.push({
    ...named(model.table, columns, suffix),
    columns,
    table: target.table,
    targetModel: target.model,
    targetColumns: [target.column],
    onDelete: onDeleteOf(field),
    ...inDatabase(field),
    enforced: field.relation.dbConstraint,
    deferrable: true,
    field: field.id,
  })
}

/** Over columns of other fields: `from_fields` here, `to_fields` there; `null` among the latter is the target's key. */
function foreignObject(cells: Cells, model: ResolvedModel, field: ResolvedField): readonly SchemaForeignKey[] {
  const { relation } = field
  const to: ModelKey | null = relation?.to ?? null
  if (relation === null || to === null) return []
  const columns = columnsOf(model, namesIn(field.options['from_fields']))
  const ends = namesIn(field.options['to_fields']).flatMap((name) => cells.get(COLUMN_FACTS, `${to} ${name}`) ?? [])
  const [first] = ends
  if (first === undefined || columns.length !== ends.length) return []
  const targetColumns = ends.map((end) => end.column)
  const suffix = `_fk_${splitIdentifier(first.table).name}_${targetColumns.join('_')}`
  return [
    {
      ...named(model.table, columns, suffix),
      columns,
      table: first.table,
      targetModel: first.model,
      targetColumns,
      onDelete: onDeleteOf(field),
      ...inDatabase(field),
      enforced: relation.dbConstraint,
      deferrable: true,
      field: field.id,
    },
  ]
}

function namesIn(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).map((name) => (typeof name === 'string' ? name : 'pk')) : []
}

function columnUnique(model: ResolvedModel, column: string): SchemaUnique {
  return plainUnique(model, [column], 'column')
}

function togetherUnique(model: ResolvedModel, names: readonly string[]): SchemaUnique {
  return plainUnique(model, columnsOf(model, names), 'index')
}

function plainUnique(model: ResolvedModel, columns: readonly string[], form: SchemaUnique['form']): SchemaUnique {
  return {
    ...named(model.table, columns, '_uniq'),
    columns,
    form,
    condition: null,
    expressions: NONE,
    include: NONE,
    deferrable: null,
    nullsDistinct: null,
  }
}

/** Rule S6: a plain one stands in the table, one with a condition or expressions is an index of its own. */
function uniqueConstraint(model: ResolvedModel, constraint: ResolvedConstraint): readonly SchemaUnique[] {
  if (constraint.kind !== 'unique') return []
  const { condition, expressions, include, deferrable } = constraint
  const opclasses = constraint.options['opclasses']
  const needsIndex =
    condition !== null ||
    expressions.length > 0 ||
    include.length > 0 ||
    (Array.isArray(opclasses) && opclasses.length > 0)
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
    },
  ]
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

function fieldIndex(model: ResolvedModel, { relation }: ResolvedField, column: string): SchemaIndex {
  const index = columnIndex(model, [column], '')
  return relation?.dbConstraint === true ? { ...index, ofKey: true } : index
}

function columnIndex(model: ResolvedModel, columns: readonly string[], suffix: string): SchemaIndex {
  return {
    ...named(model.table, columns, suffix),
    columns: columns.map((name) => ({ name, descending: false, opclass: null })),
    expressions: NONE,
    condition: null,
    include: NONE,
    method: 'btree',
  }
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
