/** `QuerySet.extra()`: pieces of SQL as they stand, said as the RawSQL expressions that Django advises instead. */
import { bind } from '../../arguments.ts'
import { DictObject, ListObject } from '../../types/collections.ts'
import { EXPRESSION_TYPES } from '../../expressions/expression-types.ts'
import { toArray } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import { str } from '../../text.ts'
import type { CallArgs, Value } from '../../values.ts'
import { notCombined, valuesWithExtra } from './query-ops.ts'
import type { QuerySetObject } from './queryset.ts'

type Calls = Readonly<Record<'annotate' | 'alias' | 'filter' | 'order_by', Method>>
type Method = (self: QuerySetObject, call: CallArgs, rt: Runtime) => Value

const NO_KEYWORDS: ReadonlyMap<string, Value> = new Map()
const isGiven = (value: Value | undefined): value is Value => value !== undefined && value !== null

const itemsOf = (value: Value | undefined, rt: Runtime): readonly Value[] => (isGiven(value) ? toArray(value, rt) : [])

function rawSql(sql: string, params: readonly Value[], output: Value | null, rt: Runtime): Value {
  const kwargs = new Map<string, Value>(output === null ? [] : [['output_field', output]])
  const [, type = null] = [...EXPRESSION_TYPES].find(([name]) => name === 'RawSQL') ?? []
  return rt.call(type, { args: [sql, new ListObject([...params])], kwargs })
}

/** `-app_model.name` in `order_by`: a column of a table, as it stands. */
function tableColumn(by: Value, rt: Runtime): Value {
  const [, minus, table, column] = typeof by === 'string' ? (/^(-?)([^.]+)\.(.+)$/s.exec(by) ?? []) : []
  if (table === undefined || column === undefined) return by
  const ordered = rt.evaluateSource('models.OrderBy')
  return rt.call(ordered, {
    args: [rawSql(`"${table.replaceAll('"', '""')}".${column}`, [], null, rt)],
    kwargs: new Map([['descending', minus === '-']]),
  })
}

function withTables(self: QuerySetObject, tables: readonly string[]): QuerySetObject {
  const { query } = self
  return self.with({ ...query, state: { ...query.state, extraTables: [...query.state.extraTables, ...tables] } })
}

/** @param methods of a queryset, that extra() is put together from */
export function extra(self: QuerySetObject, call: CallArgs, methods: Calls, rt: Runtime): Value {
  const names = ['select?', 'where?', 'params?', 'tables?', 'order_by?', 'select_params?'] as const
  const given = bind('QuerySet.extra', names, call)
  notCombined(self.query, 'extra')
  const tables = itemsOf(given.tables, rt).map((table) => str(table, rt))
  const start = tables.length === 0 ? self : withTables(self, tables)
  let rows: Value = start
  if (given.select instanceof DictObject) {
    const params = [...itemsOf(given.select_params, rt)]
    const columns = [...given.select.entries.values()].map(([name, sql]): [string, Value] => {
      const text = str(sql, rt)
      const own = params.splice(0, text.split('%s').length - 1)
      return [str(name, rt), rawSql(text, own, null, rt)]
    })
    // What values() has named already is all there is to see.
    const method = (start.query.state.fields ?? []).length === 0 ? methods.annotate : methods.alias
    const annotated = method(start, { args: [], kwargs: new Map(columns) }, rt) as QuerySetObject
    const { hints } = annotated.query
    const known = (hints['extraNames'] as readonly string[] | undefined) ?? []
    const extraNames = [...known, ...columns.map(([name]) => name)]
    const hinted = { ...annotated.query, hints: { ...hints, extraNames } }
    rows = annotated.with(hinted.state.fields === null ? hinted : valuesWithExtra(hinted))
  }
  const where = itemsOf(given.where, rt).map((sql) => `(${str(sql, rt)})`)
  if (where.length > 0) {
    const isTrue = rt.evaluateSource('models.BooleanField()')
    const condition = rawSql(where.join(' AND '), itemsOf(given.params, rt), isTrue, rt)
    rows = methods.filter(rows as QuerySetObject, { args: [condition], kwargs: NO_KEYWORDS }, rt)
  }
  const order = itemsOf(given.order_by, rt).map((by) => tableColumn(by, rt))
  return order.length === 0 ? rows : methods.order_by(rows as QuerySetObject, { args: order, kwargs: NO_KEYWORDS }, rt)
}
