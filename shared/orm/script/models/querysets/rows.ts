/** From raw rows to instances, dicts and tuples. */
import type { CompiledQuery, InstancePlan, RelatedPlan, SqlValue } from '../../../query/types.ts'
import { OrmError } from '../../../query/types.ts'
import type { FieldType } from '../../../query/field-type.ts'
import { convert, converterFor } from '../../../query/values/convert.ts'
import { ownConversions } from '../../../query/values/own-conversions.ts'
import { DictObject, TupleObject } from '../../types/collections.ts'
import { fromPy } from '../../convert.ts'
import { hashKey } from '../../types/equality.ts'
import { exceptionOf } from '../../errors.ts'
import { RefusedValue } from '../../django/deferred.ts'
import type { Runtime } from '../../runtime.ts'
import type { Value } from '../../values.ts'
import { checkFieldNames } from '../../types/named-tuple.ts'
import { loadedInstance } from '../instances/from-db.ts'
import type { Instance } from '../instances/instance.ts'
import type { QuerySetObject } from './queryset.ts'

type Cell = (row: readonly SqlValue[], index: number) => Value

/** The value of a column that was read by itself. */
export function columnRead(type: FieldType, raw: SqlValue, rt: Runtime): Value {
  const load = ownConversions(type)?.load ?? null
  const converter = converterFor(type, true)
  const value =
    raw === null ? null : convert(converter === 'json' && load !== null ? 'none' : converter, raw, rt.settings)
  return fromPy(load === null ? value : load(value), rt)
}

/** @param isWhole a row without the column is an error; else the column is None */
export function cellReader(columns: CompiledQuery['columns'], rt: Runtime, isWhole = false): Cell {
  // Columns that come as several cells move those after them.
  const hasParts = columns.some(({ parts }) => parts !== undefined)
  const starts = hasParts ? startsOf(columns) : null
  return (row, index) => {
    const column = columns[index]
    const at = starts?.[index] ?? index
    if (column === undefined) return row[at] ?? null
    if (isWhole && at >= row.length && column.parts === undefined) throw outOfRange(columns)
    const raw = row[at] ?? null
    if (column.parts !== undefined) {
      const part = cellReader(column.parts, rt)
      const cells = row.slice(at, at + column.parts.length)
      return new TupleObject(cells.map((_, i) => part(cells, i)))
    }
    if (column.load !== undefined) {
      const value = raw === null ? (column.whenNull ?? null) : convert(column.converter, raw, rt.settings)
      return fromPy(column.load(value), rt)
    }
    if (raw === null) return column.whenNull === undefined ? null : fromPy(column.whenNull, rt)
    return fromPy(convert(column.converter, raw, rt.settings), rt)
  }
}

/** Python's rows are tuples as the driver gives them, lists once a value is converted. */
function outOfRange(columns: CompiledQuery['columns']): OrmError {
  const held = columns.every(({ converter }) => converter === 'none') ? 'tuple' : 'list'
  return new OrmError('IndexError', `${held} index out of range`)
}

function startsOf(columns: CompiledQuery['columns']): readonly number[] {
  let at = 0
  return columns.map(({ parts }) => {
    const start = at
    at += parts?.length ?? 1
    return start
  })
}

export function readRows(queryset: QuerySetObject, rt: Runtime): Value[] {
  const compiled = queryset.compiled(rt)
  if (compiled.empty) return []
  const { rows } = rt.all(compiled.sql, compiled.params)
  const cell = cellReader(compiled.columns, rt, true)
  const make = rowMaker(compiled, cell, queryset, rt)
  return rows.map((row) => {
    rt.tick()
    return make(row)
  })
}

function rowMaker(
  compiled: CompiledQuery,
  cell: Cell,
  queryset: QuerySetObject,
  rt: Runtime,
): (row: readonly SqlValue[]) => Value {
  const { shape } = compiled
  switch (shape.kind) {
    case 'flat':
      return (row) => cell(row, shape.index)
    case 'tuples':
      if (shape.named) checkFieldNames(shape.names)
      return (row) =>
        new TupleObject(
          cellsOf(row, shape.indexes, compiled, queryset).map((i) => cell(row, i)),
          shape.named ? shape.names : null,
        )
    case 'dicts':
      return (row) =>
        DictObject.of(
          shape.keys.map((k) => [k.name, cell(row, k.index)] as const),
          rt,
        )
    case 'instances':
      return (row) => {
        const instance = makeInstance(shape.root, row, cell, rt)
        for (const plan of shape.root.related) attach(instance, plan, row, cell, rt)
        for (const { name, index } of shape.annotations) instance.extra.set(name, cell(row, index))
        attachKnown(instance, queryset, rt)
        return instance
      }
    default:
      throw new Error('Unknown shape of rows')
  }
}

/**
 * A tuple has whatever the row has: fewer columns than were selected where a condition on a window function made
 * one of equal expressions, more where a combined query is ordered by what it does not show.
 */
function cellsOf(
  row: readonly SqlValue[],
  indexes: readonly number[],
  { columns }: CompiledQuery,
  { query }: QuerySetObject,
): readonly number[] {
  const isOther = row.length < columns.length || (query.combinator !== null && row.length > columns.length)
  if (!isOther || columns.some(({ parts }) => parts !== undefined)) return indexes
  return row.map((_, index) => index)
}

/** A value that a field's class makes in a way that cannot be followed is refused when somebody asks for it. */
function held(cell: Cell, row: readonly SqlValue[], index: number): Value {
  try {
    return cell(row, index)
  } catch (error) {
    if (exceptionOf(error)?.cls.name !== 'NotImplementedError') throw error
    return new RefusedValue(error)
  }
}

function makeInstance(plan: InstancePlan, row: readonly SqlValue[], cell: Cell, rt: Runtime): Instance {
  const fill = (values: Map<string, Value>): void => {
    for (const { attname, index } of plan.fields) values.set(attname, held(cell, row, index))
  }
  return loadedInstance(rt.modelClass(plan.model), fill, rt)
}

function attach(parent: Instance, plan: RelatedPlan, row: readonly SqlValue[], cell: Cell, rt: Runtime): void {
  const found = cell(row, plan.pkIndex) === null ? null : makeInstance(plan, row, cell, rt)
  if (plan.isFiltered) {
    if (found !== null) parent.extra.set(plan.cacheName, found)
  } else parent.related.set(plan.cacheName, found)
  if (found === null) return
  for (const inner of plan.related) attach(found, inner, row, cell, rt)
  if (plan.remoteCacheName !== null) found.related.set(plan.remoteCacheName, parent)
}

/** The instance a related manager stands on is every row's related object. */
function attachKnown(instance: Instance, queryset: QuerySetObject, rt: Runtime): void {
  for (const { field, instances } of queryset.known) {
    if (instance.related.has(field.name)) continue
    // A column that only() left out is read for it.
    const held = instance.values.has(field.attname)
      ? instance.values.get(field.attname)
      : instance.getAttr(field.attname, rt)
    const found = held === undefined || held === null ? undefined : instances.get(hashKey(held, rt))
    if (found === undefined) continue
    instance.related.set(field.name, found)
    const back = field.kind === 'oneToOne' ? field.relation?.accessor : null
    if (back !== null && back !== undefined) found.related.set(back, instance)
  }
}
